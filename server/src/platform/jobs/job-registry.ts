/** What a task learns of its job. */
export interface JobInfo {
  /** stays the same over tries */
  id: string;
  /** 1 for the first try */
  attempt: number;
}

export type JobPayload = Readonly<Record<string, unknown>>;
export type TaskHandler = (payload: JobPayload, job: JobInfo) => Promise<void>;

export interface RecurringTask {
  /** five fields, in UTC */
  cron: string;
  task: string;
  /** also once when the server starts */
  atStart: boolean;
}

const taskName = /^[a-z]+\.[a-zA-Z]+$/;

/** The tasks there are. Features register theirs while the server starts; the runner begins after that. */
export class JobRegistry {
  private readonly handlers = new Map<string, TaskHandler>();
  private readonly recurring: RecurringTask[] = [];

  /** A task that is enqueued by name with `tx.enqueue`. It may run more than once: make it count once. */
  task(name: string, handler: TaskHandler): void {
    if (!taskName.test(name)) throw new Error(`A task is called feature.verb, not ${name}`);
    if (this.handlers.has(name)) throw new Error(`Two tasks are called ${name}`);
    this.handlers.set(name, handler);
  }

  /** A task that comes by itself. When the server was away it is made up for once, not per missed turn. */
  every(cron: string, name: string, handler: TaskHandler, { atStart = false } = {}): void {
    this.task(name, handler);
    this.recurring.push({ cron, task: name, atStart });
  }

  get tasks(): ReadonlyMap<string, TaskHandler> {
    return this.handlers;
  }

  get timetable(): readonly RecurringTask[] {
    return this.recurring;
  }
}
