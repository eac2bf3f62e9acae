import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { lockWriter } from '../data/session.repository.js';
import { countAnswers, findMarks, findOwnTexts, insertText, updateText, type TextToWrite } from '../data/session-text.repository.js';
import { askedIn } from '../domain/awaited.js';
import { mayWrite } from '../domain/sealing.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  sessionId: z.string(),
  phase: z.number(),
  id: z.string(),
  aboutId: z.string(),
  body: text(limits.sessionText),
  post: z.boolean(),
  ifVersion: z.number(),
});

/** In writing each question of a dialogue takes one answer, by whose case it is. Until it is posted nobody else has it. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
  ) {}

  /** @throws CONFLICT when another device changed it since `ifVersion`; INVALID_INPUT for what is no open question of this phase, and for keeping what was posted without posting it; FORBIDDEN with the reason */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'answerQuestion', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      this.door.require(at, 'enter');
      const phase = at.script.phases[at.state.phase];
      await lockWriter(tx, at.id, viewer.personId);
      const already = await countAnswers(tx, at.id, input.aboutId, input.id);
      const may = mayWrite(at.state, at.script, at.me!, { kind: 'answer', sharing: 'named', already }, at.now);
      if (!may.ok) throw forbidden(may.refusal);
      if (phase?.index !== input.phase) throw forbidden('ENTRY_CLOSED');
      const question = (await findMarks(tx, at.id)).find(({ id, opened }) => id === input.aboutId && opened);
      if (!question || !askedIn(phase).includes(question.phase)) throw invalidInput({ path: 'input.aboutId', code: 'NOT_ALLOWED' });
      const { sealing } = await this.seal.forWriter(tx, at.id, viewer.personId);
      const known = (await findOwnTexts(tx, at.id, viewer.personId)).find(({ id }) => id === input.id);
      if (known && known.kind !== 'answer') throw new KringError('CONFLICT');
      // what everyone reads changes by an act of its own, never by being kept while it is written
      if (known?.opened && !input.post) throw invalidInput({ path: 'input.post', code: 'NOT_ALLOWED' });
      const opened = input.post;
      const written: TextToWrite = {
        id: input.id, sessionId: at.id, phase: phase.index, kind: 'answer', sharing: 'named', authorId: viewer.personId, tag: null,
        body: sealing.text(input.id, input.body), opened, aboutId: input.aboutId,
      };
      const done = input.ifVersion === 0 ? await insertText(tx, written) : (await updateText(tx, written, input.ifVersion)) !== null;
      if (!done) throw new KringError('CONFLICT');
      if (opened) tx.emit(intervisionRealtime.textChanged(at.id, phase.index));
      tx.emit(intervisionRealtime.ownTextChanged(at.id, viewer.personId));
      return { sessionId: at.id };
    });
  }
}
