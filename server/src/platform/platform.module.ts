import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from './clock/clock.js';
import { KeyRing } from './crypto/key-ring.js';
import { MASTER_KEY } from './crypto/master-key.token.js';
import type { MasterKey } from './crypto/sealer.js';
import { databaseExports, databaseProviders } from './database/database.providers.js';
import type { EntityList } from './database/entity-list.js';
import { Reads } from './database/reads.js';
import { WriteLimit } from './identity/write-limit.js';
import { StreamDoors } from './realtime/stream-doors.js';

/** Database, keys, realtime doors: what every feature stands on. */
@Module({})
export class PlatformModule {
  static register(entities: EntityList, master: MasterKey): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        Clock,
        StreamDoors,
        { provide: MASTER_KEY, useValue: master },
        ...databaseProviders(entities, master, (settings) => new WriteLimit(settings.writesPerMinute)),
        { provide: KeyRing, inject: [Reads], useFactory: (reads: Reads) => new KeyRing(reads, master) },
      ],
      exports: [Clock, StreamDoors, MASTER_KEY, KeyRing, ...databaseExports],
    };
  }
}
