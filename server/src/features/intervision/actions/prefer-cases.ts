import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { CaseSeal } from '../access/case-seal.js';
import { CaseAccess } from '../access/case.access.js';
import { type InSession, SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { closeCases, deleteSessionCase, findCasesClosed, findSessionCases, lockPrepared, putCaseBallot, putSessionCase } from '../data/case.repository.js';
import { lockWriter } from '../data/session.repository.js';
import { type CaseAct, caseRefusal, caseStage } from '../domain/case-vote.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const about = { mutationId: z.string(), sessionId: z.string() };
const bare = z.object(about);
const one = z.object({ ...about, caseId: z.string() });
const vote = z.object({ ...about, caseIds: z.array(z.string()).max(limits.pageSize) });

type Done = Promise<{ sessionId: string }>;

/** Titles before a session: putting one forward, taking it back, and a secret preference between them. */
@Injectable()
export class PreferCases {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly cases: CaseAccess,
    private readonly seal: SessionSeal,
    private readonly own: CaseSeal,
  ) {}

  /** Shows title and question of one's own case as they stand now, and nothing else of it. @throws INVALID_INPUT for a case without a title */
  putForward(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(one, raw);
    return this.within(viewer, 'putCaseForward', input, 'put', async (tx, at) => {
      await lockWriter(tx, at.id, viewer.personId);
      const row = await lockPrepared(tx, input.caseId);
      if (!row || row.group_id !== at.groupId) throw notFound();
      const { title = '', question_in_i_form: question = '' } = await this.own.openForWriting(tx, viewer.personId, row.id, row.body as Buffer);
      if (title === '') throw invalidInput({ path: 'input.caseId', code: 'REQUIRED' });
      const sealing = await this.seal.forWriting(tx, at.id);
      await putSessionCase(tx, {
        sessionId: at.id,
        caseId: row.id,
        personId: viewer.personId,
        title: sealing.words('session_cases', 'title', row.id, title),
        question: sealing.words('session_cases', 'question', row.id, question),
      });
    });
  }

  withdraw(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(one, raw);
    return this.within(viewer, 'withdrawCase', input, 'withdraw', async (tx, at) => {
      await deleteSessionCase(tx, at.id, viewer.personId, input.caseId);
    });
  }

  /** Can be cast again until it is closed. */
  castVote(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(vote, raw);
    return this.within(viewer, 'castCaseVote', input, 'vote', async (tx, at) => {
      const known = new Set((await findSessionCases(tx, at.id)).map(({ caseId }) => caseId));
      const fits = input.caseIds.length > 0 && input.caseIds.length <= this.cases.frame.ballot.choices && new Set(input.caseIds).size === input.caseIds.length && input.caseIds.every((id) => known.has(id));
      if (!fits) throw invalidInput({ path: 'input.caseIds', code: 'NOT_ALLOWED' });
      await lockWriter(tx, at.id, viewer.personId);
      const { sealing, tag } = await this.seal.forWriter(tx, at.id, viewer.personId);
      await putCaseBallot(tx, at.id, tag, sealing.words('case_ballots', 'choice', at.id, JSON.stringify(input.caseIds)));
    });
  }

  /** By whoever leads. From here on the totals are everyone's, and whose ballot was which nobody's. */
  close(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(bare, raw);
    return this.within(viewer, 'closeCaseVote', input, 'close', async (tx, at) => {
      await closeCases(tx, at.id);
    });
  }

  private within(viewer: Viewer, operation: string, input: { mutationId: string; sessionId: string }, act: CaseAct, work: (tx: Tx, at: InSession) => Promise<void>): Done {
    return this.work.run({ viewer, operation, mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, act === 'close' ? 'change' : 'write');
      if (act === 'close') this.door.require(at, 'choose_case');
      else if (at.pactOpen) throw forbidden('PACT_NOT_ACCEPTED');
      if (at.me!.observer) throw forbidden('OBSERVER');
      const { closedAt, startsAt } = await findCasesClosed(tx, at.id);
      const titles = (await findSessionCases(tx, at.id)).length;
      const stage = caseStage({ status: at.state.status, startsAt: startsAt?.getTime() ?? null, closedAt: closedAt?.getTime() ?? null, titles, openDays: this.cases.frame.openDays, now: at.now });
      const refusal = caseRefusal(act, stage);
      if (refusal) throw forbidden(refusal);
      await work(tx, at);
      tx.emit(intervisionRealtime.casesChanged(at.id));
      return { sessionId: at.id };
    });
  }
}
