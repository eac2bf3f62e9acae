import { EventEmitter } from 'node:events';
import { parseCronItems, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { workerSchema } from '../job-schema/install-jobs.js';
import { createJobsLogger, type JobsLog } from '../job-schema/jobs-logger.js';
import type { JobPayload, JobRegistry, TaskHandler } from './job-registry.js';

export interface JobRunnerOptions {
  pool: Pool;
  registry: JobRegistry;
  log: JobsLog;
  /** hears how each try ended; the error's text stays with the hearer */
  onDone?: (task: string, outcome: 'done' | 'failed', milliseconds: number, error?: unknown) => void;
  concurrency?: number;
}

const patienceMs = 8_000;

/** Runs what was enqueued: in this process, on connections of its own, signed in as the job role. */
export class JobRunner {
  private runner: Runner | null = null;

  constructor(private readonly options: JobRunnerOptions) {}

  /** Begins; register all tasks before. */
  async start(): Promise<void> {
    const { pool, registry, log, concurrency = 2 } = this.options;
    const events = new EventEmitter() as WorkerEvents;
    events.on('pool:listen:error', () => log('warn', 'the job queue cannot listen; it asks every second instead'));
    events.on('pool:fatalError', () => log('error', 'the job queue stopped'));
    this.runner = await run({
      pgPool: pool,
      schema: workerSchema,
      concurrency,
      pollInterval: 1_000,
      noHandleSignals: true,
      logger: createJobsLogger(log),
      events,
      taskList: this.taskList(),
      parsedCronItems: parseCronItems(
        registry.timetable.map(({ cron, task }) => ({ match: cron, task, identifier: task, options: { backfillPeriod: 3_600_000, maxAttempts: 3 } })),
      ),
    });
    this.runner.promise.catch(() => log('error', 'the job queue stopped'));
    // one key per task: servers that start together ask it once
    for (const { task } of registry.timetable.filter(({ atStart }) => atStart)) await this.runner.addJob(task, {}, { jobKey: `${task}.atStart`, maxAttempts: 3 });
  }

  /** Lets running jobs end, but not for longer than `patienceMs`; one that is cut off runs again later. */
  async stop(): Promise<void> {
    const runner = this.runner;
    this.runner = null;
    if (!runner) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([runner.stop().catch(() => undefined), late]);
    clearTimeout(timer);
  }

  private taskList(): TaskList {
    return Object.fromEntries(
      [...this.options.registry.tasks].map(([name, handler]) => [
        name,
        (payload: unknown, helpers: { job: { id: string; attempts: number } }) =>
          this.runTask(name, handler, payload, { id: String(helpers.job.id), attempt: helpers.job.attempts }),
      ]),
    );
  }

  private async runTask(name: string, handler: TaskHandler, payload: unknown, job: { id: string; attempt: number }): Promise<void> {
    const started = performance.now();
    try {
      await handler((payload ?? {}) as JobPayload, job);
      this.options.onDone?.(name, 'done', performance.now() - started);
    } catch (error) {
      this.options.onDone?.(name, 'failed', performance.now() - started, error);
      // the library writes the text of an error into its table: nothing of ours goes there
      throw new Error(`${name} failed`);
    }
  }
}
