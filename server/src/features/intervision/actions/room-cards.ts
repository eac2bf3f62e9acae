import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { deleteParked, insertParked, postFor, returnText } from '../data/room.repository.js';
import { bodyFits } from '../domain/entry-body.js';
import { mayWriteFor, opensOnPosting } from '../domain/sealing.js';
import type { Sharing } from '../domain/text-mark.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const session = { mutationId: z.string(), sessionId: z.string() };
const card = z.object({ ...session, id: z.string(), phase: z.number(), forId: z.string().nullish(), sharing: z.enum(['NAMED', 'NAMELESS']), body: text(limits.sessionText) });
const flag = z.object({ ...session, textId: z.string() });
const line = z.object({ ...session, id: z.string(), body: text(limits.title) });
const lineId = z.object({ ...session, id: z.string() });

type Done = Promise<{ sessionId: string }>;

/** What whoever leads does with words in the room: types a card for somebody, gives a question back, parks a line. */
@Injectable()
export class RoomCards {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
  ) {}

  /**
   * A card of somebody in the room who has no device. Once posted it is theirs: sealed like the others, and whoever typed it
   * cannot read, change or take it back. The receipt counts as one of writing, so that it goes when a card without a name opens.
   * @throws FORBIDDEN with the reason of the phase; INVALID_INPUT for somebody who is here on a device of their own
   */
  writeForSomeone(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(card, raw);
    return this.work.run({ viewer, operation: 'writeText', mutationId: input.mutationId, args: { ...input, forSomeone: true } }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      this.door.require(at, 'enter_for_others');
      const phase = at.script.phases[at.state.phase];
      if (!phase || phase.index !== input.phase) throw forbidden('ENTRY_CLOSED');
      const sharing = input.sharing.toLowerCase() as Sharing;
      const person = input.forId ? at.people.find(({ id, here }) => id === input.forId && !here) : null;
      if (person === undefined || (person === null && sharing === 'named')) throw invalidInput({ path: 'input.forId', code: 'NOT_ALLOWED' });
      const may = mayWriteFor(at.state, at.script, person, sharing, at.now);
      if (!may.ok) throw forbidden(may.refusal);
      if (!bodyFits(phase, input.body)) throw invalidInput({ path: 'input.body', code: 'NOT_ALLOWED' });
      const sealing = await this.seal.forWriting(tx, at.id);
      const opened = opensOnPosting(phase);
      // without a name and for nobody we know, nobody finds it back: its tag is that of the card itself
      const tag = sharing === 'nameless' && !opened ? sealing.tagOf(person?.id ?? input.id) : null;
      const posted = await postFor(tx, {
        id: input.id, sessionId: at.id, phase: phase.index, sharing, authorId: sharing === 'named' ? person!.id : null, tag, body: sealing.text(input.id, input.body), opened,
      });
      if (!posted) throw new KringError('CONFLICT');
      if (opened) tx.emit(intervisionRealtime.textChanged(at.id, phase.index), ...intervisionRealtime.beamerChanged(at));
      if (person) tx.emit(intervisionRealtime.ownTextChanged(at.id, person.id));
      return { sessionId: at.id };
    });
  }

  /** An open question that is advice goes back to its author, with a hint; they may ask it another way. @throws NOT_FOUND for any other text */
  returnQuestion(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(flag, raw);
    return this.work.run({ viewer, operation: 'returnQuestion', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'change');
      this.door.require(at, 'move_phase');
      const author = await returnText(tx, at.id, input.textId);
      if (!author) throw notFound();
      tx.emit(intervisionRealtime.textChanged(at.id, at.state.phase), intervisionRealtime.ownTextChanged(at.id, author), ...intervisionRealtime.beamerChanged(at));
      return { sessionId: at.id };
    });
  }

  /** A short line for later: whoever parked it reads it at once, everyone at the closing. */
  parkTopic(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(line, raw);
    return this.work.run({ viewer, operation: 'parkTopic', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      this.door.require(at, 'move_phase');
      const sealing = await this.seal.forWriting(tx, at.id);
      const parked = await insertParked(tx, { id: input.id, sessionId: at.id, phase: at.state.phase, authorId: viewer.personId, body: sealing.text(input.id, input.body) });
      if (!parked) throw new KringError('CONFLICT');
      tx.emit(intervisionRealtime.textChanged(at.id, at.state.phase));
      return { sessionId: at.id };
    });
  }

  /** Takes one's own parked line away; one that is not there, or not one's own, is away already. */
  unparkTopic(viewer: Viewer, raw: unknown): Done {
    const input = parseInput(lineId, raw);
    return this.work.run({ viewer, operation: 'unparkTopic', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      this.door.require(at, 'move_phase');
      await deleteParked(tx, at.id, input.id);
      tx.emit(intervisionRealtime.textChanged(at.id, at.state.phase));
      return { sessionId: at.id };
    });
  }
}
