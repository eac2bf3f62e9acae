import { Global, Module } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { KringLogger } from './kring-logger.js';
import { Metrics } from './metrics.js';

/** The log and the figures. */
@Global()
@Module({
  providers: [
    { provide: KringLogger, inject: [SETTINGS], useFactory: (settings: Settings) => new KringLogger(settings.logLevel) },
    { provide: Metrics, useFactory: () => new Metrics() },
  ],
  exports: [KringLogger, Metrics],
})
export class TelemetryModule {}
