import { once } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { isReadTimeout } from '../errors/to-extensions.js';

/** How a pool behaves; times in milliseconds. */
export interface DataSourceChoices {
  /** most connections at the same time */
  poolSize?: number;
  entities?: DataSourceOptions['entities'];
  migrations?: DataSourceOptions['migrations'];
  /** what pg_stat_activity calls these connections */
  applicationName?: string;
  /** 0: no limit, for migrations only */
  statementTimeout?: number;
  /** after so long without an answer the connection counts as dead; five seconds more than a statement may take */
  answerTimeout?: number;
  /** how long a statement may wait for a lock; 0: as long as the statement may take */
  lockTimeout?: number;
  /** hears of connections that were lost while nobody used them */
  onLost?: (error: Error) => void;
}

/**
 * A connection that is lost while it is lent out reports that as an event as well as a failed query; an event that
 * nobody hears ends the process. One that gives no answer at all is closed before anybody hears of the failed query:
 * whoever gives it back then gives back a connection that the pool knows to be dead, and the next one gets another.
 */
class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  /** The driver's own, in all its forms; those without a promise report to a callback, whose owner drops the connection. */
  override query(...asked: never[]): never {
    const answer: unknown = Reflect.apply(super.query, this, asked);
    return (answer instanceof Promise ? answer.catch((error: unknown) => this.closeIfSilent(error)) : answer) as never;
  }

  /** @throws the error that it was given */
  private async closeIfSilent(error: unknown): Promise<never> {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    if (isReadTimeout(error) && !stream.destroyed) {
      const closed = once(stream, 'close');
      stream.destroy();
      await closed;
    }
    throw error;
  }
}

/**
 * TypeORM on PostgreSQL as the server uses it: no schema changes, no logging (statements carry content), limits on every
 * statement, and a lost connection is a failed request instead of a dead server.
 */
export function createDataSource(url: string, choices: DataSourceChoices = {}): DataSource {
  const { poolSize = 10, statementTimeout = 5000, lockTimeout = 0, applicationName = 'kring' } = choices;
  const { answerTimeout = statementTimeout ? statementTimeout + 5000 : 0 } = choices;
  return new DataSource({
    type: 'postgres',
    url,
    entities: choices.entities ?? [],
    migrations: choices.migrations ?? [],
    migrationsTableName: 'migrations',
    synchronize: false,
    migrationsRun: false,
    logging: false,
    installExtensions: false,
    applicationName,
    poolSize,
    connectTimeoutMS: 5000,
    poolErrorHandler: choices.onLost ?? (() => undefined),
    extra: {
      Client: SteadyClient,
      statement_timeout: statementTimeout,
      lock_timeout: lockTimeout,
      idle_in_transaction_session_timeout: statementTimeout ? 15_000 : 0,
      // a server that vanished without a word never ends the statement itself
      ...(answerTimeout ? { query_timeout: answerTimeout } : {}),
      keepAlive: true,
      idleTimeoutMillis: 60_000,
    },
  });
}
