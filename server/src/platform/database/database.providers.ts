import type { OnApplicationShutdown, Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { openEarlierReceiptKey, receiptKey } from '../crypto/receipt-key.js';
import type { MasterKey } from '../crypto/sealer.js';
import { CommitHints } from './commit-hints.js';
import { createDataSource } from './data-source.js';
import type { EntityList } from './entity-list.js';
import { Reads } from './reads.js';
import type { RunSql } from './run-sql.js';
import { UnitOfWork, type WriteBrake } from './unit-of-work.js';

/** Injection token of the bare statement runner (`RunSql`), for boot and health checks. */
export const RUN_SQL = Symbol('kring.runSql');

/** Ends the connections after everything that uses them has stopped. */
class DatabaseCloser implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/**
 * The one pool of the server and what stands on it.
 * @param master its derived key keys the digests of receipts, so that nobody can check guesses against a dump
 * @param brakeOf what keeps one person from writing too fast
 */
export const databaseProviders = (entities: EntityList, master: MasterKey, brakeOf: (settings: Settings) => WriteBrake): Provider[] => [
  CommitHints,
  {
    provide: DataSource,
    inject: [SETTINGS],
    useFactory: (settings: Settings) => createDataSource(settings.databaseUrl, { poolSize: 8, entities }).initialize(),
  },
  { provide: DatabaseCloser, inject: [DataSource], useFactory: (dataSource: DataSource) => new DatabaseCloser(dataSource) },
  { provide: Reads, inject: [DataSource], useFactory: (dataSource: DataSource) => new Reads(dataSource) },
  {
    provide: RUN_SQL,
    inject: [DataSource],
    useFactory: (dataSource: DataSource): RunSql => (sql, parameters) => dataSource.query(sql, parameters),
  },
  {
    provide: UnitOfWork,
    inject: [DataSource, CommitHints, SETTINGS],
    useFactory: (dataSource: DataSource, hints: CommitHints, settings: Settings) =>
      new UnitOfWork(dataSource, hints, receiptKey(master), brakeOf(settings), (kept) => openEarlierReceiptKey(master, kept)),
  },
];

export const databaseExports = [CommitHints, Reads, RUN_SQL, UnitOfWork];
