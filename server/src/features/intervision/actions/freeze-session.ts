import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { findAdministrators, insertLift } from '../data/outcome.repository.js';
import { HarvestLesson } from './harvest-lesson.js';
import { SessionRunner } from './session-runner.js';

const bare = z.object({ mutationId: z.string(), sessionId: z.string() });
const lift = bare.extend({ reason: text(limits.purpose) });

/**
 * After a leak: from the commit on nobody gets a word of the session, the database sees to that. Who administers the
 * organisation hears that something was frozen, never what or where.
 */
@Injectable()
export class FreezeSession {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly runner: SessionRunner,
    private readonly seal: SessionSeal,
    private readonly mails: MailKinds,
    private readonly harvests: HarvestLesson,
  ) {}

  async freeze(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(bare, raw);
    return this.work.run({ viewer, operation: 'freezeSession', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'lift');
      this.door.require(at, 'freeze');
      if (at.state.frozenAt !== null) return { sessionId: at.id };
      await this.runner.apply(tx, at, { type: 'freeze', by: viewer.personId });
      await recordAct(tx, { actorId: viewer.personId, act: 'session.frozen', subjectId: at.id });
      for (const personId of await findAdministrators(tx, at.groupId)) await this.mails.enqueue(tx, 'sessionFrozen', { personId, subjectId: at.id });
      return { sessionId: at.id };
    });
  }

  /** @throws FORBIDDEN NOT_NOW when it is not frozen: then there is nothing to give a reason for */
  async lift(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(lift, raw);
    return this.work.run({ viewer, operation: 'liftFreeze', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'lift');
      this.door.require(at, 'freeze');
      if (at.state.frozenAt === null) throw forbidden('NOT_NOW');
      await this.runner.apply(tx, at, { type: 'lift' });
      // the key is nobody's while it is frozen
      const sealing = await this.seal.forWriting(tx, at.id);
      await insertLift(tx, { sessionId: at.id, by: viewer.personId, at: tx.now, reason: sealing.words('session_lifts', 'reason', tx.now.toISOString(), input.reason) });
      await this.harvests.readAnew(tx, at);
      await recordAct(tx, { actorId: viewer.personId, act: 'session.freezeLifted', subjectId: at.id });
      return { sessionId: at.id };
    });
  }
}
