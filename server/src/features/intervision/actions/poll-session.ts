import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { Polls } from '../../agenda/public.js';
import { SessionDoor } from '../access/session-door.js';
import { findInsiders } from '../data/session.repository.js';
import { findPlan, insertPlan } from '../data/session-plan.repository.js';
import { PlanSession } from './plan-session.js';
import { placeFields } from './session-place.js';

const asked = z.object({
  mutationId: z.string(),
  id: z.string(),
  groupId: z.string(),
  methodKey: z.string(),
  short: z.boolean(),
  zone: z.string(),
  ...placeFields,
  facilitatorId: z.string(),
  coFacilitatorId: z.string().nullish(),
  neededIds: z.array(z.string()).max(limits.mentions),
  answerBy: z.string().nullish(),
  moments: z.array(z.object({ id: z.string(), day: z.string(), minute: z.number() })),
});
const chosen = z.object({ mutationId: z.string(), pollId: z.string(), momentId: z.string(), sessionId: z.string() });

/** Looking for a moment with the circle, and planning the session at the moment that suits. */
@Injectable()
export class PollSession {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly planner: PlanSession,
    private readonly polls: Polls,
  ) {}

  /** Whoever facilitates is needed; others can be named. @throws as `ScheduleSession`, and as `Polls.ask` */
  async ask(viewer: Viewer, raw: unknown): Promise<{ pollId: string }> {
    const input = parseInput(asked, raw);
    return this.work.run({ viewer, operation: 'pollSession', mutationId: input.mutationId, args: input }, async (tx) => {
      await this.door.requirePlanning(tx, viewer, input.groupId);
      const { id, groupId, methodKey, short, facilitatorId, zone, place, videoLink, moments } = input;
      const coFacilitatorId = input.coFacilitatorId ?? null;
      const { minutes } = await this.planner.resolve(tx, groupId, { methodKey, short, facilitatorId, coFacilitatorId });
      const known = new Set((await findInsiders(tx, null, groupId)).map((person) => person.id));
      input.neededIds.forEach((personId, at) => {
        if (!known.has(personId)) throw invalidInput({ path: `input.neededIds.${at}`, code: 'NOT_ALLOWED' });
      });
      const neededIds = [...new Set([facilitatorId, ...input.neededIds])];
      await this.polls.ask(tx, { id, groupId, createdBy: viewer.personId, zone, minutes, place, videoLink, answerBy: input.answerBy ?? null, neededIds, moments });
      await insertPlan(tx, { pollId: id, methodKey, short, facilitatorId, coFacilitatorId });
      return { pollId: id };
    });
  }

  /** The session is planned the way every other is: its script is pinned now. @throws as `Polls.enterToChoose` and `ScheduleSession` */
  async choose(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(chosen, raw);
    return this.work.run({ viewer, operation: 'choosePollMoment', mutationId: input.mutationId, args: input }, async (tx) => {
      const { poll, moment } = await this.polls.enterToChoose(tx, viewer, input.pollId, input.momentId);
      await this.door.requirePlanning(tx, viewer, poll.groupId);
      const plan = await findPlan(tx, poll.id);
      if (!plan) throw notFound();
      const { sessionId } = input;
      const { place, videoLink } = poll;
      await this.planner.plan(tx, viewer, poll.groupId, { ...plan, id: sessionId, moment, place, videoLink, seriesId: null });
      await this.polls.choose(tx, poll, input.momentId, sessionId);
      return { sessionId };
    });
  }
}
