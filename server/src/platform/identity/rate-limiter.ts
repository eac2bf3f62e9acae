import { isIPv6 } from 'node:net';
import type { Reads } from '../database/reads.js';
import type { Tx } from '../database/unit-of-work.js';
import { keyedDigest } from '../crypto/sealer.js';
import { KringError } from '../errors/kring-error.js';

/** So many tries per window for one subject. */
export interface RateRule {
  /** what is tried, like `sign-in`; no colon in it */
  name: string;
  limit: number;
  /** length of the window in seconds */
  seconds: number;
  /** who tries: an address, an account, or both; only a keyed digest of it is stored */
  subject: string;
}

/**
 * Counts tries in the database, so that every process counts along. A try counts before it is judged and whatever
 * becomes of it; each mutation in a document spends its own.
 */
export class RateLimiter {
  constructor(
    private readonly reads: Reads,
    private readonly digestKey: Buffer,
  ) {}

  /** @throws KringError RATE_LIMITED with the seconds until trying again makes sense */
  async spend(...rules: RateRule[]): Promise<void> {
    refuse(await this.waits(rules, (keys) => this.reads.named<Spent>('rate-limits-spend', spendSql, [keys])));
  }

  /**
   * The same for what a transaction does: what is undone was not spent, and a retry that does nothing spends nothing.
   * @throws KringError RATE_LIMITED with the seconds until trying again makes sense
   */
  async spendIn(tx: Tx, ...rules: RateRule[]): Promise<void> {
    refuse(await this.waits(rules, (keys) => tx.query<Spent>(spendSql, [keys])));
  }

  /** For each rule whether this one was within it; for what is left out in silence when there is too much of it. */
  async withinIn(tx: Tx, rules: RateRule[]): Promise<boolean[]> {
    return (await this.waits(rules, (keys) => tx.query<Spent>(spendSql, [keys]))).map((wait) => wait === 0);
  }

  /** @returns for each rule the seconds until its window ends when it is over its limit, else 0 */
  private async waits(rules: RateRule[], spend: (keys: string[]) => Promise<Spent[]>): Promise<number[]> {
    if (rules.length === 0) return [];
    const keys = rules.map((rule) => this.keyOf(rule));
    const spent = new Map((await spend([...keys].sort())).map((row) => [row.key, row]));
    return rules.map((rule, index) => {
      const { hits, wait } = spent.get(keys[index]!)!;
      return hits > rule.limit ? Math.max(1, wait) : 0;
    });
  }

  private keyOf(rule: RateRule): string {
    return `${rule.name}:${rule.seconds}:${keyedDigest(this.digestKey, rule.subject).toString('base64url')}`;
  }
}

interface Spent {
  key: string;
  hits: number;
  wait: number;
}

function refuse(waits: number[]): void {
  const wait = Math.max(...waits);
  if (wait > 0) throw new KringError('RATE_LIMITED', { retryAfter: wait });
}

/** The address as the limits see it: an IPv6 network of one household counts as one. */
export function networkOf(address: string | undefined): string {
  const bare = (address ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(bare)) return bare;
  const [head = '', tail] = bare.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).map((part) => parseInt(part, 16).toString(16)).join(':');
}

/** The window's length travels in the key. */
const spendSql = `
  INSERT INTO rate_limits AS r (key, window_start, hits)
  SELECT key, now(), 1 FROM unnest($1::text[]) AS key ORDER BY key
  ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN r.window_start <= now() - make_interval(secs => split_part(r.key, ':', 2)::int)
      THEN 1 ELSE least(r.hits + 1, 1000000) END,
    window_start = CASE WHEN r.window_start <= now() - make_interval(secs => split_part(r.key, ':', 2)::int)
      THEN now() ELSE r.window_start END
  RETURNING r.key, r.hits,
    ceil(extract(epoch FROM r.window_start + make_interval(secs => split_part(r.key, ':', 2)::int) - now()))::int AS wait`;
