import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { isDay } from '../../agenda/public.js';
import { SessionDoor } from '../access/session-door.js';
import { WrittenCalendars } from '../access/written-calendars.js';
import { WrittenPlans } from '../access/written-plans.js';
import { clockNow, findInsiders, findPreviousContributor, insertSession } from '../data/session.repository.js';
import { totalMinutes, type Script } from '../domain/script.js';
import { plannedSession } from '../domain/session.js';
import { agreedDeadlines, dayProblem, withDeadlines } from '../domain/written-deadlines.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';
import { WrittenSchedule } from './written-schedule.js';

const day = z.string().refine(isDay, { params: { problem: 'NOT_A_DATE' } });

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  groupId: z.string(),
  methodKey: z.string().max(limits.name),
  startsOn: day,
  lastDays: z.array(day).max(limits.pageSize),
  facilitatorId: z.string(),
  coFacilitatorId: z.string().nullish(),
  contributorId: z.string().nullish(),
});

type Input = z.output<typeof shape>;

/** Plans a written session: its script and its deadlines are agreed now (decisions 23). */
@Injectable()
export class ScheduleWritten {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly plans: WrittenPlans,
    private readonly calendars: WrittenCalendars,
    private readonly schedule: WrittenSchedule,
  ) {}

  /**
   * @throws NOT_FOUND outside the circle; FORBIDDEN ROLE, NOT_CLOSED, ARCHIVED or PACT_NOT_ACCEPTED, and LIVE_ONLY for a method that people made; INVALID_INPUT for one
   * that does not run in writing, for days that are no school days, not in order or too many, and for who cannot lead or bring in
   */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'scheduleWritten', mutationId: input.mutationId, args: input }, async (tx) => {
      await this.door.requirePlanning(tx, viewer, input.groupId);
      const people = new Set((await findInsiders(tx, null, input.groupId)).map(({ id }) => id));
      const script = await this.agreed(tx, viewer, input, people.size);
      this.checkPeople(input, people, script);
      const before = await findPreviousContributor(tx, input.groupId);
      const startsAt = this.calendars.startOf(input.startsOn);
      const state = plannedSession({
        facilitatorId: input.facilitatorId,
        coFacilitatorId: input.coFacilitatorId ?? null,
        contributorId: input.contributorId ?? null,
        caseId: null,
        previousContributorId: before !== null && people.has(before) ? before : null,
        notetakerId: null,
        timekeeperId: null,
        startsAt: startsAt.getTime(),
        deadlines: agreedDeadlines(script),
      });
      const { id, groupId, methodKey } = input;
      const made = await insertSession(tx, { id, groupId, plannedBy: viewer.personId, methodKey, short: false, script, startsAt, minutes: totalMinutes(script), place: '', videoLink: '', state });
      if (!made) throw new KringError('CONFLICT');
      await this.schedule.begin(tx, id, startsAt);
      tx.emit(intervisionRealtime.planned(groupId, id));
      return { sessionId: id };
    });
  }

  /** The script with its agreed days; whoever has another calendar on screen hears which day it is about. */
  private async agreed(tx: Tx, viewer: Viewer, input: Input, people: number): Promise<Script> {
    const script = this.plans.script(input.methodKey, people);
    if (!script) throw await this.plans.refusal(viewer, input.methodKey, 'input.methodKey');
    const calendar = await this.calendars.of(input.groupId);
    const today = calendar.dayOf(await clockNow(tx));
    if (input.startsOn < today) throw invalidInput({ path: 'input.startsOn', code: 'TOO_SMALL' });
    if (!calendar.isWorkingDay(input.startsOn) || input.startsOn > this.plans.lastStart(today)) throw invalidInput({ path: 'input.startsOn', code: 'NOT_ALLOWED' });
    const found = dayProblem(script, input.startsOn, input.lastDays, this.plans.most(input.methodKey, script), calendar);
    if (found) throw invalidInput({ path: found.problem === 'COUNT' ? 'input.lastDays' : `input.lastDays.${found.at}`, code: found.problem === 'TOO_MANY' ? 'TOO_BIG' : 'NOT_ALLOWED' });
    return withDeadlines(script, input.lastDays, calendar);
  }

  private checkPeople({ facilitatorId, coFacilitatorId, contributorId }: Input, people: ReadonlySet<string>, script: Script): void {
    if (!people.has(facilitatorId)) throw invalidInput({ path: 'input.facilitatorId', code: 'NOT_ALLOWED' });
    if (coFacilitatorId && (!people.has(coFacilitatorId) || coFacilitatorId === facilitatorId)) throw invalidInput({ path: 'input.coFacilitatorId', code: 'NOT_ALLOWED' });
    const leads = script.facilitator === 'required' && contributorId === facilitatorId;
    if (contributorId && (!people.has(contributorId) || leads || script.everyoneContributes)) throw invalidInput({ path: 'input.contributorId', code: 'NOT_ALLOWED' });
  }
}
