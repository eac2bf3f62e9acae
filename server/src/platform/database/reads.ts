import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { Viewer } from '../identity/viewer.js';

/** Runs one named (prepared) statement. The name belongs to the text for ever: another text needs another name. */
export interface NamedReads {
  named<Row extends object>(name: string, sql: string, parameters: unknown[]): Promise<Row[]>;
}

/** The read layer for hot pages: prepared statements through the pool that TypeORM made. */
export class Reads implements NamedReads {
  constructor(private readonly dataSource: DataSource) {}

  async named<Row extends object>(name: string, sql: string, parameters: unknown[]): Promise<Row[]> {
    const answer = await this.pool.query({ name, text: sql, values: parameters });
    return answer.rows as Row[];
  }

  /**
   * Reads confidential rows as one person: row-level security sees `app.person_id` for this transaction only.
   * Never nest it: it takes a connection of its own.
   */
  async withActor<Result>(viewer: Viewer, work: (reads: NamedReads) => Promise<Result>): Promise<Result> {
    return this.within((client) => `BEGIN READ ONLY; SET LOCAL app.person_id = ${client.escapeLiteral(viewer.personId)}`, work);
  }

  /** All reads of `work` see one moment of the database. */
  async snapshot<Result>(work: (reads: NamedReads) => Promise<Result>): Promise<Result> {
    return this.within(() => 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work);
  }

  /** One transaction around `work`. A connection on which not even the rollback works is not given to anybody again. */
  private async within<Result>(begin: (client: PoolClient) => string, work: (reads: NamedReads) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin(client));
      const result = await work(namedOn(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** How busy the pool is, for the metrics. */
  figures(): { totalCount: number; idleCount: number; waitingCount: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { totalCount, idleCount, waitingCount };
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}

const namedOn = (client: PoolClient): NamedReads => ({
  async named(name, sql, parameters) {
    const answer = await client.query({ name, text: sql, values: parameters });
    return answer.rows as never;
  },
});
