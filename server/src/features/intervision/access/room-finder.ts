import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { RateLimiter } from '../../../platform/identity/rate-limiter.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { findRoom } from '../data/beamer.reads.js';
import { readCode } from '../domain/room-code.js';

/** Finds a session by the code that stands in its room. It opens nothing: who is not in the circle finds nothing (decisions 16). */
@Injectable()
export class RoomFinder {
  constructor(
    private readonly reads: Reads,
    private readonly limiter: RateLimiter,
  ) {}

  /** @throws NOT_FOUND for a wrong code, a session that is not open, and whoever is not in its circle, alike; RATE_LIMITED */
  async find(viewer: Viewer, typed: string) {
    await this.limiter.spend({ name: 'room-code', limit: 30, seconds: 600, subject: viewer.personId });
    const code = readCode(typed);
    const sessionId = code && (await findRoom(this.reads, viewer.personId, code));
    if (!sessionId) throw notFound();
    return brand('Room', { sessionId });
  }
}
