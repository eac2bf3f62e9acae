import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionDoor } from '../access/session-door.js';
import { Methods } from '../access/methods.js';
import { findInsiders, findPreviousContributor, insertSession } from '../data/session.repository.js';
import { resolveScript } from '../domain/resolve-script.js';
import { totalMinutes } from '../domain/script.js';
import { plannedSession } from '../domain/session.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  groupId: z.string(),
  methodKey: z.string(),
  short: z.boolean(),
  startsAt: z.date(),
  place: text(limits.title, 0),
  videoLink: text(limits.url, 0).refine((link) => link === '' || /^https:\/\/\S+$/i.test(link), { params: { problem: 'NOT_ALLOWED' } }),
  facilitatorId: z.string(),
  coFacilitatorId: z.string().nullish(),
});

/** Plans an intervision in a circle: its script is resolved now and does not change any more. */
@Injectable()
export class ScheduleSession {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly methods: Methods,
  ) {}

  /** @throws NOT_FOUND outside the circle; FORBIDDEN ROLE, NOT_CLOSED, ARCHIVED or PACT_NOT_ACCEPTED; INVALID_INPUT for who cannot lead it, and for a method that does not fit */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'scheduleSession', mutationId: input.mutationId, args: input }, async (tx) => {
      await this.door.requirePlanning(tx, viewer, input.groupId);
      const people = await findInsiders(tx, null, input.groupId);
      const known = new Set(people.map(({ id }) => id));
      if (!known.has(input.facilitatorId)) throw invalidInput({ path: 'input.facilitatorId', code: 'NOT_ALLOWED' });
      const coFacilitatorId = input.coFacilitatorId ?? null;
      if (coFacilitatorId !== null && (!known.has(coFacilitatorId) || coFacilitatorId === input.facilitatorId)) throw invalidInput({ path: 'input.coFacilitatorId', code: 'NOT_ALLOWED' });
      const method = this.methods.find(input.methodKey);
      if (!method) throw invalidInput({ path: 'input.methodKey', code: 'NOT_ALLOWED' });
      const before = await findPreviousContributor(tx, input.groupId);
      const previousContributorId = before !== null && known.has(before) ? before : null;
      const resolved = resolveScript(this.methods.catalogue, method, {
        frame: input.short ? 'short' : 'full',
        profile: input.short && method.short ? 'short' : 'normal',
        written: false,
        people: people.length,
        previousContributor: previousContributorId !== null,
        caseChosen: false,
        options: null,
        minutes: {},
      });
      if (!resolved.ok) throw invalidInput({ path: 'input.methodKey', code: 'NOT_ALLOWED' });
      const state = plannedSession({
        facilitatorId: input.facilitatorId,
        coFacilitatorId,
        contributorId: null,
        caseId: null,
        previousContributorId,
        notetakerId: null,
        timekeeperId: null,
        startsAt: input.startsAt.getTime(),
      });
      const { script } = resolved;
      const { id, groupId, methodKey, short, startsAt, place, videoLink } = input;
      const made = await insertSession(tx, { id, groupId, plannedBy: viewer.personId, methodKey, short, script, startsAt, minutes: totalMinutes(script), place, videoLink, state });
      if (!made) throw new KringError('CONFLICT');
      tx.emit(intervisionRealtime.planned(groupId, id));
      return { sessionId: id };
    });
  }
}
