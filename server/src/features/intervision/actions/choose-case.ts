import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import type { InSession } from '../access/session-door.js';
import { closeCases, findSessionCases, updateScript } from '../data/case.repository.js';
import { withoutChoosing } from '../domain/case-vote.js';
import { totalMinutes } from '../domain/script.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';
import { SessionRunner } from './session-runner.js';

const shape = z.object({ mutationId: z.string(), sessionId: z.string(), contributorId: z.string().nullish(), caseId: z.string().nullish() });

/**
 * Whose case it is: by the person, or by a case that was put forward. Chosen beforehand by its title, the vote is over and
 * the session has no choosing in it any more.
 */
@Injectable()
export class ChooseCase {
  constructor(private readonly runner: SessionRunner) {}

  /** @throws INVALID_INPUT for a case or a person that is not in the session; FORBIDDEN with the engine's refusal */
  run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    const given = input.caseId ?? null;
    return this.runner.run(
      viewer,
      'chooseCase',
      input,
      async (tx, at) => {
        const cases = await findSessionCases(tx, at.id);
        const chosen = given === null ? cases.find(({ personId }) => personId === input.contributorId) : cases.find(({ caseId }) => caseId === given);
        if (given !== null && !chosen) throw invalidInput({ path: 'input.caseId', code: 'NOT_ALLOWED' });
        const path = given === null ? 'input.contributorId' : 'input.caseId';
        const contributorId = given === null ? input.contributorId : chosen!.personId;
        if (!contributorId) throw invalidInput({ path: 'input.contributorId', code: 'REQUIRED' });
        const contributor = at.people.find(({ id }) => id === contributorId);
        if (!contributor) throw invalidInput({ path, code: 'NOT_ALLOWED' });
        return { type: 'chooseCase', contributor, caseId: chosen?.caseId ?? null };
      },
      (tx, at) => (given === null ? Promise.resolve() : this.settle(tx, at)),
    );
  }

  private async settle(tx: Tx, at: InSession): Promise<void> {
    tx.emit(intervisionRealtime.casesChanged(at.id));
    if (at.state.status !== 'planned' && at.state.status !== 'lobby') return;
    await closeCases(tx, at.id);
    const script = withoutChoosing(at.script);
    if (script !== at.script) await updateScript(tx, at.id, script, totalMinutes(script));
  }
}
