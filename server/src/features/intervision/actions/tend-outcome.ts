import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { OutcomeSeal } from '../access/outcome-seal.js';
import { SessionDoor } from '../access/session-door.js';
import { findAction, findOwnActions, putFollowUp, updateAction } from '../data/outcome.repository.js';
import { type ActionState, isDay } from '../domain/action-item.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const about = { mutationId: z.string(), sessionId: z.string() };
const marking = z.object({ ...about, id: z.string(), state: z.enum(['OPEN', 'DONE', 'NOT_NEEDED']), dueOn: text(10, 0).nullish(), ifVersion: z.number() });
const answer = z.object({ ...about, words: text(limits.purpose, 0), share: z.boolean() });

/** What people do with an outcome afterwards: tick their own action, put it off, and say how their intention goes. */
@Injectable()
export class TendOutcome {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: OutcomeSeal,
  ) {}

  /** @throws NOT_FOUND for what is not there; FORBIDDEN NOT_YOURS for somebody else's; CONFLICT when another device changed it */
  async markAction(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(marking, raw);
    const dueOn = input.dueOn ? input.dueOn : null;
    if (dueOn !== null && !isDay(dueOn)) throw invalidInput({ path: 'input.dueOn', code: 'NOT_A_DATE' });
    return this.work.run({ viewer, operation: 'markAction', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      const action = await findAction(tx, at.id, input.id);
      if (!action) throw notFound();
      if (action.ownerId !== viewer.personId) throw forbidden('NOT_YOURS');
      const state = input.state.toLowerCase() as ActionState;
      if (!(await updateAction(tx, { id: input.id, sessionId: at.id, ownerId: viewer.personId, state, dueOn, ifVersion: input.ifVersion }))) throw new KringError('CONFLICT');
      tx.emit(intervisionRealtime.outcomeChanged(at.groupId, at.id));
      return { sessionId: at.id };
    });
  }

  /** Can be answered again; what is not shared is under the person's own key. @throws FORBIDDEN NOT_YOURS for who has no action in it */
  async answerFollowUp(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(answer, raw);
    if (input.share && input.words === '') throw invalidInput({ path: 'input.words', code: 'REQUIRED' });
    return this.work.run({ viewer, operation: 'answerFollowUp', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      if ((await findOwnActions(tx, at.id, viewer.personId)).length === 0) throw forbidden('NOT_YOURS');
      const body = await this.seal.followUp(tx, at.id, viewer.personId, input.share, input.words);
      await putFollowUp(tx, { sessionId: at.id, personId: viewer.personId, shared: input.share, body });
      tx.emit(intervisionRealtime.outcomeChanged(at.groupId, at.id));
      return { sessionId: at.id };
    });
  }
}
