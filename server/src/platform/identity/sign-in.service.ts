import { parseStream } from '../../../../schema/realtime/streams.js';
import type { CommitHints } from '../database/commit-hints.js';
import type { Reads } from '../database/reads.js';
import { hashToken } from './secret-token.js';
import type { SignInCookie } from './sign-in-cookie.js';
import type { Viewer } from './viewer.js';

/** How long a sign-in lasts after it was last used. */
export const signInDays = 30;

const keepMs = 1_000;
const most = 10_000;

interface Kept {
  viewer: Viewer;
  until: number;
}

/**
 * Turns a Cookie header into a viewer, for requests and for sockets alike. It knows nobody's rights.
 * An answer is kept for at most a second; whatever is written to a person's stream in this process
 * (an ended sign-in above all) drops that person's answers at once.
 */
export class SignInService {
  private readonly kept = new Map<string, Kept>();
  private readonly keysOf = new Map<string, Set<string>>();
  /** counts what was dropped, so that an answer read before an ending is not kept after it */
  private drops = 0;

  constructor(
    private readonly reads: Reads,
    private readonly cookie: SignInCookie,
    hints: CommitHints,
  ) {
    hints.onCommit((streams) => {
      for (const name of streams) {
        const stream = parseStream(name);
        if (stream?.kind === 'person') this.evict(stream.id);
      }
    });
  }

  /**
   * The person whose sign-in this is, when it lasts and the account is active.
   *
   * @param options `fresh` asks the database even when an answer is kept: another process may have ended the sign-in
   */
  async viewerFromCookie(cookieHeader: string | undefined, options: { fresh?: boolean } = {}): Promise<Viewer | null> {
    const token = this.cookie.read(cookieHeader);
    if (!token) return null;
    const hash = hashToken(token);
    const key = hash.toString('base64');
    const kept = this.kept.get(key);
    if (kept && !options.fresh && kept.until > performance.now()) return kept.viewer;
    const drops = this.drops;
    const [row] = await this.reads.named<SignInRow>('viewer-of-token', viewerOfToken, [hash]);
    if (!row) {
      this.forget(key);
      return null;
    }
    const viewer: Viewer = { personId: row.person_id, signInId: row.id };
    if (drops === this.drops) this.keep(key, viewer);
    if (row.unseen) this.see(row.id);
    return viewer;
  }

  /** Those of these sign-ins that still last. Asking is not using: it makes none of them last longer. */
  async stillSignedIn(signInIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.reads.named<{ id: string }>('sign-ins-lasting', signInsLasting, [signInIds]);
    return new Set(rows.map((row) => row.id));
  }

  /** Drops what is kept about a person; called by itself after every commit on the person's stream. */
  evict(personId: string): void {
    this.drops += 1;
    for (const key of this.keysOf.get(personId) ?? []) this.kept.delete(key);
    this.keysOf.delete(personId);
  }

  private keep(key: string, viewer: Viewer): void {
    if (this.kept.size >= most) {
      this.kept.clear();
      this.keysOf.clear();
    }
    this.kept.set(key, { viewer, until: performance.now() + keepMs });
    const keys = this.keysOf.get(viewer.personId) ?? new Set<string>();
    this.keysOf.set(viewer.personId, keys.add(key));
  }

  private forget(key: string): void {
    const kept = this.kept.get(key);
    if (!kept) return;
    this.kept.delete(key);
    this.keysOf.get(kept.viewer.personId)?.delete(key);
  }

  /** At most once in ten minutes; nobody waits for it, and a failure is made up for by the next request. */
  private see(signInId: string): void {
    this.reads.named('sign-in-seen', signInSeen, [signInId, signInDays]).catch(() => undefined);
  }
}

interface SignInRow {
  id: string;
  person_id: string;
  unseen: boolean;
}

const lasts = `s.ended_at IS NULL AND s.expires_at > now() AND p.status = 'active'`;

const signInsLasting = `SELECT s.id FROM sign_ins s JOIN people p ON p.id = s.person_id WHERE s.id = ANY($1::uuid[]) AND ${lasts}`;

const viewerOfToken = `
  SELECT s.id, s.person_id, s.last_seen_at < now() - interval '10 minutes' AS unseen
  FROM sign_ins s JOIN people p ON p.id = s.person_id
  WHERE s.token_hash = $1 AND ${lasts}`;

const signInSeen = `
  UPDATE sign_ins SET last_seen_at = now(), expires_at = now() + make_interval(days => $2::int)
  WHERE id = $1 AND ended_at IS NULL AND last_seen_at < now() - interval '10 minutes'`;
