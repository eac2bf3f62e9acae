import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from './clock/clock.js';
import { SETTINGS } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { KeyRing } from './crypto/key-ring.js';
import { MASTER_KEY } from './crypto/master-key.token.js';
import { deriveKey, type MasterKey } from './crypto/sealer.js';
import { CommitHints } from './database/commit-hints.js';
import { createDataSource } from './database/data-source.js';
import { Reads } from './database/reads.js';
import type { EntityList } from './database/entity-list.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { StreamDoors } from './realtime/stream-doors.js';

/** Database, keys, realtime doors: what every feature stands on. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  static register(entities: EntityList, master: MasterKey): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        Clock,
        CommitHints,
        StreamDoors,
        { provide: MASTER_KEY, useValue: master },
        {
          provide: DataSource,
          inject: [SETTINGS],
          useFactory: (settings: Settings) => createDataSource(settings.databaseUrl, { poolSize: 8, entities }).initialize(),
        },
        { provide: Reads, inject: [DataSource], useFactory: (dataSource: DataSource) => new Reads(dataSource) },
        {
          provide: UnitOfWork,
          inject: [DataSource, CommitHints],
          useFactory: (dataSource: DataSource, hints: CommitHints) => new UnitOfWork(dataSource, hints, deriveKey(master, 'receipts')),
        },
        { provide: KeyRing, inject: [Reads], useFactory: (reads: Reads) => new KeyRing(reads, master) },
      ],
      exports: [Clock, CommitHints, StreamDoors, MASTER_KEY, DataSource, Reads, UnitOfWork, KeyRing],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
