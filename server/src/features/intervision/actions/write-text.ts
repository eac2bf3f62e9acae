import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { type InSession, SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { lockWriter } from '../data/session.repository.js';
import { findOwnTexts, insertText, type OwnText, type TextToWrite, updateText } from '../data/session-text.repository.js';
import { bodyFits, holdsOutcome } from '../domain/entry-body.js';
import type { ScriptPhase } from '../domain/script.js';
import { mayWrite, opensOnPosting } from '../domain/sealing.js';
import { rightToEnter } from '../domain/session-policy.js';
import type { Sharing } from '../domain/text-mark.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';
import { SessionEnding } from './session-ending.js';

const shape = z.object({
  mutationId: z.string(),
  sessionId: z.string(),
  phase: z.number(),
  id: z.string(),
  kind: z.enum(['ENTRY', 'NOTE', 'OUTCOME']),
  sharing: z.enum(['NAMED', 'NAMELESS', 'NOT_SHARED']),
  body: text(limits.sessionText),
  ifVersion: z.number(),
});

type Input = z.output<typeof shape>;

/** Writes or changes a text of one's own. While it is sealed nobody else hears, gets or can count anything of it. */
@Injectable()
export class WriteText {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
    private readonly ending: SessionEnding,
  ) {}

  /**
   * The receipt names the session only: with the id of the text it would say whose text without a name it is.
   * @throws CONFLICT when another device changed it since `ifVersion`, or the id is taken; FORBIDDEN with the reason of the phase
   */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'writeText', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      await lockWriter(tx, at.id, viewer.personId);
      const { sealing, tag } = await this.seal.forWriter(tx, at.id, viewer.personId);
      const own = await findOwnTexts(tx, at.id, viewer.personId);
      const sharing = input.sharing.toLowerCase() as Sharing;
      const opened = this.allow(at, input, sharing, own);
      const written: TextToWrite = {
        id: input.id,
        sessionId: at.id,
        phase: input.phase,
        kind: input.kind.toLowerCase() as OwnText['kind'],
        sharing,
        authorId: sharing === 'nameless' ? null : viewer.personId,
        tag: sharing === 'nameless' && !opened ? tag : null,
        body: sealing.text(input.id, input.body),
        opened,
      };
      await this.store(tx, written, input.ifVersion);
      if (written.kind === 'outcome') await this.ending.keepTyped(tx, at, input);
      if (opened) tx.emit(intervisionRealtime.textChanged(at.id, input.phase), ...intervisionRealtime.beamerChanged(at));
      tx.emit(intervisionRealtime.ownTextChanged(at.id, viewer.personId));
      return { sessionId: at.id };
    });
  }

  /** @returns whether everyone may read it at once */
  private allow(at: InSession, { kind, phase: index, id, body, ifVersion }: Input, sharing: Sharing, own: readonly OwnText[]): boolean {
    const phase = at.script.phases[index];
    if (!phase) throw invalidInput({ path: 'input.phase', code: 'NOT_ALLOWED' });
    const known = own.find((text) => text.id === id);
    if (ifVersion > 0 && known && (known.phase !== index || known.kind !== kind.toLowerCase())) throw new KringError('CONFLICT');
    if (kind === 'NOTE') {
      if (sharing !== 'not_shared') throw invalidInput({ path: 'input.sharing', code: 'NOT_ALLOWED' });
      // the person's own, so no right of the phase; but one who has not agreed to the pact is not in it yet
      this.door.require(at, 'enter');
      this.take(at, 'note', sharing, 0);
      return false;
    }
    if (kind === 'OUTCOME') {
      this.allowLater(at, phase, sharing, body);
      return true;
    }
    if (index !== at.state.phase) throw forbidden('ENTRY_CLOSED');
    this.door.require(at, rightToEnter(phase));
    this.take(at, 'entry', sharing, own.filter((text) => text.phase === index && text.kind === 'entry' && text.id !== id).length);
    if (known?.opened && phase.sealed) throw forbidden('ALREADY_OPENED');
    if (phase.input === 'vote' || phase.input === 'survey' || phase.input === 'question_rating') throw forbidden('NOTHING_TO_ENTER');
    if (!bodyFits(phase, body)) throw invalidInput({ path: 'input.body', code: 'NOT_ALLOWED' });
    return opensOnPosting(phase) && sharing !== 'not_shared';
  }

  /** The outcome of a session on paper, typed in afterwards: what is learned and who does what, never the story, and under one's own name. */
  private allowLater(at: InSession, phase: ScriptPhase, sharing: Sharing, body: string): void {
    this.door.require(at, 'write_outcome_later');
    if (sharing !== 'named') throw invalidInput({ path: 'input.sharing', code: 'NOT_ALLOWED' });
    if (!holdsOutcome(phase)) throw invalidInput({ path: 'input.phase', code: 'NOT_ALLOWED' });
    if (!bodyFits(phase, body)) throw invalidInput({ path: 'input.body', code: 'NOT_ALLOWED' });
  }

  private take(at: InSession, kind: 'entry' | 'note', sharing: Sharing, already: number): void {
    const may = mayWrite(at.state, at.script, at.me!, { kind, sharing, already }, at.now);
    if (!may.ok) throw forbidden(may.refusal);
  }

  private async store(tx: Tx, written: TextToWrite, ifVersion: number): Promise<void> {
    const done = ifVersion === 0 ? await insertText(tx, written) : (await updateText(tx, written, ifVersion)) !== null;
    if (!done) throw new KringError('CONFLICT');
  }
}
