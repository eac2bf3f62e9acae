import type { Tx } from '../database/unit-of-work.js';
import type { Reads } from '../database/reads.js';
import { notFound } from '../errors/kring-error.js';
import type { Viewer } from '../identity/viewer.js';
import { createScopeKey, deriveKey, keyedDigest, type MasterKey, type ScopeKind, unwrapScopeKey } from './sealer.js';

const keepMs = 60_000;
const most = 5_000;

/**
 * Data keys of scopes. Row-level security decides who may fetch one; a fetched key is kept at most 60 seconds, and then
 * it is out of memory, whether anybody asks or not: nothing of an erased scope lives longer on any server.
 * Ask it only after the door of the scope said yes: the cache does not know who asks.
 */
export class KeyRing {
  private readonly cache = new Map<string, { dek: Buffer; until: number }>();
  private sweeper: NodeJS.Timeout | null = null;

  /** derived once: every page of a session asks with it */
  private readonly ofDevices: Buffer;

  constructor(
    private readonly reads: Reads,
    private readonly master: MasterKey,
  ) {
    this.ofDevices = deriveKey(master, 'device');
  }

  /** The key of a scope that has sealed rows. @throws NOT_FOUND when it is not this person's (any more), or was dropped */
  async forReading(viewer: Viewer, kind: ScopeKind, id: string): Promise<Buffer> {
    const cached = this.cached(kind, id);
    if (cached) return cached;
    const [row] = await this.reads.withActor(viewer, (reads) =>
      reads.named<{ wrapped: Buffer }>('key-of-scope', keyOfScope, [kind, id]),
    );
    if (!row) throw notFound();
    return this.keep(kind, id, unwrapScopeKey(this.master, kind, id, row.wrapped));
  }

  /** The keys of several scopes in one question; scopes that are not this person's (any more), or have none, are left out. */
  async forReadingMany(viewer: Viewer, kind: ScopeKind, ids: readonly string[]): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    const missing: string[] = [];
    for (const id of new Set(ids)) {
      const cached = this.cached(kind, id);
      if (cached) found.set(id, cached);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    const rows = await this.reads.withActor(viewer, (reads) =>
      reads.named<{ scope_id: string; wrapped: Buffer }>('keys-of-scopes', keysOfScopes, [kind, missing]),
    );
    for (const row of rows) found.set(row.scope_id, this.keep(kind, row.scope_id, unwrapScopeKey(this.master, kind, row.scope_id, row.wrapped)));
    return found;
  }

  /**
   * The key with which a person's own device closes what they write in a scope, for as long as the server does not have it.
   * It is nowhere but in the memory of a page; what was left behind opens for who still comes through the door of the scope.
   * @returns 256 bits, base64url
   */
  deviceKey(viewer: Viewer, kind: ScopeKind, id: string): string {
    return keyedDigest(this.ofDevices, `${kind}:${id}|${viewer.personId}`).toString('base64url');
  }

  /**
   * The key of a scope for a reader who is no person: the door fetches it by a function of the database's own, which says
   * no by giving none. @returns null when there is none
   */
  async forReadingBy(kind: ScopeKind, id: string, fetch: () => Promise<Buffer | null>): Promise<Buffer | null> {
    const cached = this.cached(kind, id);
    if (cached) return cached;
    const wrapped = await fetch();
    return wrapped && this.keep(kind, id, unwrapScopeKey(this.master, kind, id, wrapped));
  }

  /**
   * The key for writing inside a transaction; made with the first sealed text of the scope. It comes from the database
   * each time, with a lock that erasing waits for: no text is sealed with a key that is going.
   */
  async forWriting(tx: Tx, kind: ScopeKind, id: string): Promise<Buffer> {
    const dek = await this.storedKey(tx, kind, id);
    // the scope was erased and is used anew: the key in memory is the old one
    if (this.cached(kind, id)?.equals(dek) === false) this.cache.delete(`${kind}:${id}`);
    return dek;
  }

  private async storedKey(tx: Tx, kind: ScopeKind, id: string): Promise<Buffer> {
    const [known] = await tx.query<{ wrapped: Buffer }>(keyForWriting, [kind, id]);
    if (known) return unwrapScopeKey(this.master, kind, id, known.wrapped);
    const made = createScopeKey(this.master, kind, id);
    await tx.query(
      `INSERT INTO conf.keys (scope_kind, scope_id, wrapped, master_key_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [kind, id, made.wrapped, this.master.id],
    );
    const [row] = await tx.query<{ wrapped: Buffer }>(keyOfScope, [kind, id]);
    if (!row) throw notFound();
    return unwrapScopeKey(this.master, kind, id, row.wrapped);
  }

  private cached(kind: ScopeKind, id: string): Buffer | undefined {
    const entry = this.cache.get(`${kind}:${id}`);
    return entry && entry.until > performance.now() ? entry.dek : undefined;
  }

  private keep(kind: ScopeKind, id: string, dek: Buffer): Buffer {
    if (this.cache.size >= most) this.cache.clear();
    this.cache.set(`${kind}:${id}`, { dek, until: performance.now() + keepMs });
    this.sweeper ??= setTimeout(() => this.dropExpired(), keepMs).unref();
    return dek;
  }

  private dropExpired(): void {
    this.sweeper = null;
    const now = performance.now();
    let next = Infinity;
    for (const [scope, { until }] of this.cache) {
      if (until <= now) this.cache.delete(scope);
      else next = Math.min(next, until);
    }
    if (next < Infinity) this.sweeper = setTimeout(() => this.dropExpired(), Math.max(next - now, 100)).unref();
  }
}

const keysOfScopes = `SELECT scope_id, wrapped FROM conf.keys WHERE scope_kind = $1 AND scope_id = ANY($2::uuid[])`;
const keyOfScope = `SELECT wrapped FROM conf.keys WHERE scope_kind = $1 AND scope_id = $2`;
const keyForWriting = `SELECT wrapped FROM conf.key_for_writing($1, $2)`;
