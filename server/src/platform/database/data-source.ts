import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

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
  /** how long a statement may wait for a lock; 0: as long as the statement may take */
  lockTimeout?: number;
  /** hears of connections that were lost while nobody used them */
  onLost?: (error: Error) => void;
}

/**
 * A connection that is lost while it is lent out reports that as an event as well as a failed query; an event that
 * nobody hears ends the process.
 */
class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/**
 * TypeORM on PostgreSQL as the server uses it: no schema changes, no logging (statements carry content), limits on every
 * statement, and a lost connection is a failed request instead of a dead server.
 */
export function createDataSource(url: string, choices: DataSourceChoices = {}): DataSource {
  const { poolSize = 10, statementTimeout = 5000, lockTimeout = 0, applicationName = 'kring' } = choices;
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
      ...(statementTimeout ? { query_timeout: statementTimeout + 5000 } : {}),
      keepAlive: true,
      idleTimeoutMillis: 60_000,
    },
  });
}
