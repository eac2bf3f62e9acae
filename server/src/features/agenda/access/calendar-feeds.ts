import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../../../platform/config/config.module.js';
import type { Settings } from '../../../platform/config/settings.js';
import { MASTER_KEY } from '../../../platform/crypto/master-key.token.js';
import { deriveKey, keyedDigest, type MasterKey } from '../../../platform/crypto/sealer.js';
import { Reads } from '../../../platform/database/reads.js';
import { KringError } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { isToken } from '../../../platform/identity/secret-token.js';
import { networkOf, RateLimiter } from '../../../platform/identity/rate-limiter.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readFeedEntries } from '../data/appointment.repository.js';
import { readFeed, readFeedOwner } from '../data/feed.repository.js';
import { entryOf } from './agenda-mails.js';
import { writeCalendar } from './calendar-file.js';

const hashOf = (token: string): Buffer => createHash('sha256').update(token, 'ascii').digest();

/** Calendars that read along: a secret address per person, which opens nothing but moments and places. */
@Injectable()
export class CalendarFeeds {
  private readonly tokenKey: Buffer;

  constructor(
    private readonly reads: Reads,
    private readonly limiter: RateLimiter,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(MASTER_KEY) master: MasterKey,
  ) {
    this.tokenKey = deriveKey(master, 'calendar-feed');
  }

  /** The secret of an address. Derived, so that a repeated request can say it again and no table has it. */
  tokenOf(personId: string, feedId: string): string {
    return keyedDigest(this.tokenKey, `${personId}:${feedId}`).toString('base64url');
  }

  hashFor(personId: string, feedId: string): Buffer {
    return hashOf(this.tokenOf(personId, feedId));
  }

  /** Whether this person has an address; the address itself is said only when it was just made (`madeId`). */
  async mine(viewer: Viewer, madeId: string | null = null) {
    const row = await readFeed(this.reads, viewer.personId);
    const address = row && row.id === madeId ? `${this.settings.publicUrl}/agenda/feed/${this.tokenOf(viewer.personId, row.id)}.ics` : null;
    return brand('CalendarFeed', { createdAt: row?.created_at ?? null, address });
  }

  /**
   * The file behind an address. @returns null for every address that is not anybody's
   * @throws KringError RATE_LIMITED for who asks too often, or guesses
   */
  async file(token: string, from: string | undefined): Promise<string | null> {
    const owner = isToken(token) ? await readFeedOwner(this.reads, hashOf(token)) : null;
    await this.limiter.spend(
      owner
        ? { name: 'calendar-feed', limit: 120, seconds: 3_600, subject: owner.person_id }
        : { name: 'calendar-feed-guess', limit: 60, seconds: 600, subject: networkOf(from) },
    );
    if (!owner) return null;
    const rows = await readFeedEntries(this.reads, owner.person_id);
    return writeCalendar(rows.map(entryOf), { method: 'PUBLISH', language: owner.language, publicUrl: this.settings.publicUrl, organizer: '', attendee: null });
  }

  /** Seconds to wait when this error is about asking too often; null for any other. */
  static waitOf(error: unknown): number | null {
    return error instanceof KringError && error.code === 'RATE_LIMITED' ? (error.detail.retryAfter ?? 60) : null;
  }
}
