import type { DataSource, EntityManager } from 'typeorm';
import type { EventCatalogue, EventType } from '../../../../schema/realtime/catalogue.js';
import { earlierReceiptKeyName } from '../crypto/receipt-key.js';
import { keyedDigest } from '../crypto/sealer.js';
import { KringError } from '../errors/kring-error.js';
import type { Viewer } from '../identity/viewer.js';
import { canonicalJson } from './canonical-json.js';
import type { CommitHints } from './commit-hints.js';

/** One event on its way into the log. Built by the `*.realtime.ts` mappers only. */
export type StreamFact = {
  [Type in EventType]: { stream: string; type: Type; payload: EventCatalogue[Type] };
}[EventType];

export interface Job {
  /** name of the task */
  task: string;
  payload: Record<string, unknown>;
  /** one job per key: enqueueing it again replaces it */
  key: string;
  runAt?: Date;
}

/** A transaction as an action sees it. Statements run one after the other: await each. */
export interface Tx {
  readonly em: EntityManager;
  /** the database's time at the start of the transaction */
  readonly now: Date;
  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** numbers the event in its stream and writes it to the log, last in the transaction */
  emit(...facts: StreamFact[]): void;
  enqueue(job: Job): Promise<void>;
}

export interface MutationRequest {
  viewer: Viewer;
  /** name of the mutation in the schema */
  operation: string;
  /** made by the client; a retry sends the same one */
  mutationId: string;
  /** everything else that was asked, for the digest */
  args: unknown;
}

type Ids = Record<string, string | number | boolean | null>;

const retryable = new Set(['40001', '40P01']);

/** Says no to someone who writes more than is reasonable, by throwing. */
export interface WriteBrake {
  spend(personId: string): void;
}

/** The only place that opens a transaction for writing. */
export class UnitOfWork {
  constructor(
    private readonly dataSource: DataSource,
    private readonly hints: CommitHints,
    private readonly digestKey: Buffer,
    private readonly brake: WriteBrake,
    /** the key of before the last rotation, out of what is kept of it in `installation`; null when that cannot be opened */
    private readonly earlierDigestKey: (kept: string) => Buffer | null = () => null,
  ) {}

  /**
   * Runs a write exactly once per `mutationId`: receipt, work, events, commit, in this order.
   * A retry with the same arguments returns the ids of the first run and changes nothing.
   * @throws KringError IDEMPOTENCY_MISMATCH when the same id comes with other arguments; RATE_LIMITED when this person
   * writes too fast
   */
  async run<Result extends Ids>(request: MutationRequest, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    this.brake.spend(request.viewer.personId);
    const digest = digestOf(this.digestKey, request);
    return this.transact(request.viewer.personId, async (tx) => {
      const fresh = await tx.query<{ mutation_id: string }>(
        `INSERT INTO mutation_receipts (person_id, mutation_id, operation, args_digest)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING mutation_id`,
        [request.viewer.personId, request.mutationId, request.operation, digest],
      );
      if (fresh.length === 0) return this.replay<Result>(tx, request, digest);
      const ids = await work(tx);
      await tx.query(`UPDATE mutation_receipts SET ids = $3 WHERE person_id = $1 AND mutation_id = $2`, [
        request.viewer.personId,
        request.mutationId,
        JSON.stringify(ids),
      ]);
      return ids;
    });
  }

  /** A write that nobody signed-in asked for: sign-in, password reset, a job. No receipt. */
  async runUnsigned<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.transact(null, work);
  }

  private async replay<Result extends Ids>(tx: Tx, request: MutationRequest, digest: Buffer): Promise<Result> {
    const [receipt] = await tx.query<{ args_digest: Buffer; ids: Result }>(
      `SELECT args_digest, ids FROM mutation_receipts WHERE person_id = $1 AND mutation_id = $2`,
      [request.viewer.personId, request.mutationId],
    );
    if (!receipt || !(receipt.args_digest.equals(digest) || (await this.wasBeforeRotation(tx, request, receipt.args_digest)))) {
      throw new KringError('IDEMPOTENCY_MISMATCH');
    }
    return receipt.ids;
  }

  /** Whether the receipt is of this very request, from before the master key was rotated. */
  private async wasBeforeRotation(tx: Tx, request: MutationRequest, kept: Buffer): Promise<boolean> {
    const [row] = await tx.query<{ sealed: string }>(`SELECT value #>> '{}' AS sealed FROM installation WHERE key = $1`, [earlierReceiptKeyName]);
    const key = row ? this.earlierDigestKey(row.sealed) : null;
    return key !== null && kept.equals(digestOf(key, request));
  }

  private async transact<Result>(actorId: string | null, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(actorId, work);
      } catch (error) {
        const code = (error as { code?: string }).code ?? (error as { driverError?: { code?: string } }).driverError?.code;
        if (attempt >= 3 || !code || !retryable.has(code)) throw error;
      }
    }
  }

  private async once<Result>(actorId: string | null, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const facts: StreamFact[] = [];
    const result = await this.dataSource.transaction(async (em) => {
      const query = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
        rowsOf<Row>(await em.query(sql, parameters));
      const [start] = await query<{ now: Date }>(`SELECT now() AS now, set_config('app.person_id', $1, true)`, [
        actorId ?? '',
      ]);
      const tx: Tx = {
        em,
        now: start!.now,
        query,
        emit: (...more) => void facts.push(...more),
        enqueue: async (job) => {
          await query(`SELECT jobs.enqueue($1, $2::json, $3, $4)`, [
            job.task,
            JSON.stringify(job.payload),
            job.key,
            job.runAt ?? null,
          ]);
        },
      };
      const value = await work(tx);
      await appendFacts(tx, facts);
      return value;
    });
    this.hints.hint([...new Set(facts.map((fact) => fact.stream))]);
    return result;
  }
}

const digestOf = (key: Buffer, request: MutationRequest): Buffer => keyedDigest(key, canonicalJson([request.operation, request.args]));

/** TypeORM answers `[rows, count]` to UPDATE and DELETE, rows to the rest. */
function rowsOf<Row>(answer: unknown): Row[] {
  if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0]) && typeof answer[1] === 'number') {
    return answer[0] as Row[];
  }
  return answer as Row[];
}

/** The counter's row lock makes numbers gapless and in commit order; streams are locked in name order. */
async function appendFacts(tx: Tx, facts: readonly StreamFact[]): Promise<void> {
  if (facts.length === 0) return;
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(fact.stream, (counts.get(fact.stream) ?? 0) + 1);
  const streams = [...counts.keys()].sort();
  const rows = await tx.query<{ stream: string; seq: string }>(
    `INSERT INTO realtime_stream AS s (stream, seq)
     SELECT t.stream, t.extra FROM unnest($1::text[], $2::bigint[]) AS t (stream, extra) ORDER BY t.stream
     ON CONFLICT (stream) DO UPDATE SET seq = s.seq + excluded.seq
     RETURNING s.stream, s.seq`,
    [streams, streams.map((stream) => counts.get(stream))],
  );
  const next = new Map(rows.map((row) => [row.stream, Number(row.seq) - counts.get(row.stream)! + 1]));
  const numbered = facts.map((fact) => {
    const seq = next.get(fact.stream)!;
    next.set(fact.stream, seq + 1);
    return { ...fact, seq };
  });
  await tx.query(
    `INSERT INTO realtime_event (stream, seq, type, payload)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::jsonb[])`,
    [
      numbered.map((fact) => fact.stream),
      numbered.map((fact) => fact.seq),
      numbered.map((fact) => fact.type),
      numbered.map((fact) => JSON.stringify(fact.payload)),
    ],
  );
}
