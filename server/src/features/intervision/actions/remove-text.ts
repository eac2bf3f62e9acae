import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionDoor } from '../access/session-door.js';
import { SessionSeal } from '../access/session-seal.js';
import { deleteText, findOwnTexts } from '../data/session-text.repository.js';
import { same } from '../domain/outcome.js';
import { decide } from '../domain/session-machine.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';
import { SessionEnding } from './session-ending.js';

const shape = z.object({ mutationId: z.string(), sessionId: z.string(), id: z.string() });

/** Withdraws a text of one's own, until it is opened. One that is not there, or not one's own, is withdrawn already. */
@Injectable()
export class RemoveText {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly seal: SessionSeal,
    private readonly ending: SessionEnding,
  ) {}

  /** @throws FORBIDDEN ALREADY_OPENED */
  async run(viewer: Viewer, raw: unknown): Promise<{ sessionId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'removeText', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'write');
      await this.seal.forWriter(tx, at.id, viewer.personId);
      const text = (await findOwnTexts(tx, at.id, viewer.personId)).find(({ id }) => id === input.id);
      if (text) {
        if (text.kind === 'outcome') this.door.require(at, 'write_outcome_later');
        const outcome = text.kind === 'outcome' ? same(at.state) : decide(at.state, at.script, { type: 'withdraw', text: { ...text, position: null }, mine: true }, at.now);
        if (!outcome.ok) throw forbidden(outcome.refusal);
        if (text.kind === 'outcome') await this.ending.dropTyped(tx, at, text.id);
        await deleteText(tx, at.id, text.id);
        tx.emit(intervisionRealtime.ownTextChanged(at.id, viewer.personId));
      }
      return { sessionId: at.id };
    });
  }
}
