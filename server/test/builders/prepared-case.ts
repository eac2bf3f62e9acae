import { randomUUID } from 'node:crypto';
import { CaseSeal } from '../../src/features/intervision/access/case-seal.js';
import { SessionSeal } from '../../src/features/intervision/access/session-seal.js';
import { insertPrepared, putSessionCase, updatePrepared } from '../../src/features/intervision/data/case.repository.js';
import { actFor } from '../../src/features/intervision/data/session.repository.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { World } from '../harness/world.js';

export interface CaseChoices {
  groupId: string;
  personId: string;
  /** what only its writer ever reads */
  story: string;
  title: string;
  question: string;
  /** the session for which title and question are put forward */
  forSession?: string;
}

/** A prepared case, sealed as the server seals it. @returns its id */
export async function buildCase(world: World, { groupId, personId, story, title, question, forSession }: CaseChoices): Promise<string> {
  const { app } = world.server;
  const [cases, sessions] = [app.get(CaseSeal, { strict: false }), app.get(SessionSeal, { strict: false })];
  const id = randomUUID();
  await app.get(UnitOfWork, { strict: false }).runUnsigned(async (tx) => {
    await actFor(tx, personId);
    await insertPrepared(tx, { id, personId, groupId });
    await updatePrepared(tx, id, await cases.seal(tx, personId, id, { title, question_in_i_form: question, situation_facts: story }), 0);
    if (forSession === undefined) return;
    const sealing = await sessions.forWriting(tx, forSession);
    await putSessionCase(tx, { sessionId: forSession, caseId: id, personId, title: sealing.words('session_cases', 'title', id, title), question: sealing.words('session_cases', 'question', id, question) });
  });
  return id;
}
