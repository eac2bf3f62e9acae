import { Global, Inject, Module, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Pool } from 'pg';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { Clock } from '../clock/clock.js';
import { Reads } from '../database/reads.js';
import { KringLogger } from '../telemetry/kring-logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { dropOldKeyBackups } from '../backup/key-backup.js';
import { sweep } from './housekeeping.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { createJobsPool } from '../job-schema/jobs-pool.js';
import { loadRetention } from './retention-catalogue.js';

const poolSize = 4;

/** Jobs run in this process when the settings say so; otherwise they only wait in the database. */
@Global()
@Module({
  providers: [{ provide: JobRegistry, useFactory: () => new JobRegistry() }],
  exports: [JobRegistry],
})
export class JobsModule implements OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown {
  private pool: Pool | null = null;
  private runner: JobRunner | null = null;

  constructor(
    private readonly registry: JobRegistry,
    private readonly reads: Reads,
    private readonly clock: Clock,
    private readonly logger: KringLogger,
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    if (!this.settings.jobs) return;
    this.pool = createJobsPool(this.settings.databaseJobsUrl, poolSize, () => this.logger.event('warn', 'a connection of the jobs was lost'));
    const pool = this.pool;
    this.metrics.watchPool('jobs', () => pool);
    const retention = loadRetention();
    // at the start as well: what fell due while the server was away does not wait, as its date has been promised
    const sweepNow = async (): Promise<void> => {
      this.logger.event('info', 'housekeeping', { swept: JSON.stringify(await sweep(pool, this.reads, retention, this.clock.now())) });
    };
    this.registry.every('41 * * * *', 'housekeeping.sweep', sweepNow, { atStart: true });
    // also where no backups are made any more: an erased key must not live on in an old copy
    this.registry.every('23 * * * *', 'housekeeping.keyBackups', async () => {
      const { rows } = await pool.query<{ last: Date | null }>('SELECT max(erased_at) AS last FROM public.erasures');
      const gone = dropOldKeyBackups(this.settings.keyBackupDir, this.clock.now().getTime(), rows[0]?.last ?? null);
      if (gone.length > 0) this.logger.event('info', 'old key backups removed', { count: gone.length });
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.pool) return;
    this.runner = new JobRunner({
      pool: this.pool,
      registry: this.registry,
      log: (level, line) => this.logger.event(level, line),
      onDone: (task, outcome, milliseconds, error) => {
        this.metrics.jobDone(task, outcome, milliseconds);
        if (error !== undefined) this.logger.failure('a job failed', error, { task });
      },
    });
    await this.runner.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runner?.stop();
    await this.pool?.end().catch(() => undefined);
  }
}
