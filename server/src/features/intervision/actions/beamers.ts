import { randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { parseInput } from '../../../platform/graphql/input.js';
import { networkOf, RateLimiter } from '../../../platform/identity/rate-limiter.js';
import { hashToken, newToken } from '../../../platform/identity/secret-token.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionDoor } from '../access/session-door.js';
import { dropBeamer, insertBeamer, pairBeamer, setBeamerShows } from '../data/beamer.repository.js';
import { beamerChoices, type BeamerChoice } from '../domain/beamer.js';
import { makeCode, readCode } from '../domain/room-code.js';
import { intervisionRealtime } from '../realtime/intervision.realtime.js';

const session = { mutationId: z.string(), sessionId: z.string() };
const pairing = z.object({ ...session, code: z.string().max(40) });
const showing = z.object({ ...session, shows: z.enum(['ALL', 'TIME', 'NOTHING']) });

type Moved = Promise<{ sessionId: string }>;

/** A screen asks for a code; whoever leads types it, says what the screen shows, and takes it away. */
@Injectable()
export class Beamers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly door: SessionDoor,
    private readonly limiter: RateLimiter,
  ) {}

  /**
   * For a screen that nobody is signed in on. The token is given once and is worth nothing until its code was typed.
   * @throws RATE_LIMITED
   */
  async request(address: string | undefined) {
    await this.limiter.spend({ name: 'beamer-request', limit: 60, seconds: 600, subject: networkOf(address) });
    const token = newToken();
    for (let tries = 0; tries < 5; tries += 1) {
      const code = makeCode(randomInt);
      const expiresAt = await this.work.runUnsigned((tx) => insertBeamer(tx, { id: randomUUID(), code, tokenHash: hashToken(token) }));
      if (expiresAt) return brand('BeamerRequest', { token, code, expiresAt });
    }
    throw new KringError('UNAVAILABLE', { retryAfter: 2 });
  }

  /** @throws INVALID_INPUT for a code with which no screen waits; RATE_LIMITED after ten tries in ten minutes */
  async pair(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(pairing, raw);
    const code = readCode(input.code);
    await this.limiter.spend({ name: 'beamer-pair', limit: 10, seconds: 600, subject: viewer.personId });
    return this.work.run({ viewer, operation: 'pairBeamer', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'change');
      this.door.require(at, 'show_on_beamer');
      const before = at.beamerId;
      const paired = code && (await pairBeamer(tx, at.id, code, viewer.personId));
      if (!paired) throw invalidInput({ path: 'input.code', code: 'NOT_ALLOWED' });
      if (before) tx.emit(intervisionRealtime.beamerEnded(at.id, before));
      tx.emit(intervisionRealtime.beamerSet(at.id));
      return { sessionId: at.id };
    });
  }

  show(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(showing, raw);
    const shows = beamerChoices.find((choice) => choice === input.shows.toLowerCase()) as BeamerChoice;
    return this.work.run({ viewer, operation: 'showOnBeamer', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'change');
      this.door.require(at, 'show_on_beamer');
      if (await setBeamerShows(tx, at.id, shows)) tx.emit(intervisionRealtime.beamerSet(at.id), ...intervisionRealtime.beamerChanged(at));
      return { sessionId: at.id };
    });
  }

  end(viewer: Viewer, raw: unknown): Moved {
    const input = parseInput(z.object(session), raw);
    return this.work.run({ viewer, operation: 'endBeamer', mutationId: input.mutationId, args: input }, async (tx) => {
      const at = await this.door.enter(tx, viewer, input.sessionId, 'change');
      this.door.require(at, 'show_on_beamer');
      if (at.beamerId) {
        await dropBeamer(tx, at.id);
        tx.emit(intervisionRealtime.beamerEnded(at.id, at.beamerId), intervisionRealtime.beamerSet(at.id));
      }
      return { sessionId: at.id };
    });
  }
}
