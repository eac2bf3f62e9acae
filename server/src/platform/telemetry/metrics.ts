import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a pool of connections tells about itself (`pg.Pool`). */
export interface PoolFigures {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Figures for whoever runs the server: how much and how fast, never who or what. */
export class Metrics {
  readonly registry = new Registry();
  private readonly http: Histogram<'method' | 'route' | 'status'>;
  private readonly operations: Histogram<'operation' | 'outcome'>;
  private readonly jobs: Histogram<'task' | 'outcome'>;
  private readonly mails: Counter<'kind' | 'outcome'>;
  private readonly known = new Set<string>();
  private readonly pools = new Map<string, () => PoolFigures | null>();

  constructor() {
    const registers = [this.registry];
    this.http = new Histogram({ name: 'kring_http_seconds', help: 'Time to answer a request', labelNames: ['method', 'route', 'status'], buckets, registers });
    this.operations = new Histogram({ name: 'kring_graphql_seconds', help: 'Time to execute an operation', labelNames: ['operation', 'outcome'], buckets, registers });
    this.jobs = new Histogram({ name: 'kring_job_seconds', help: 'Time of a try of a job', labelNames: ['task', 'outcome'], buckets, registers });
    this.mails = new Counter({ name: 'kring_mails_total', help: 'Mails by what became of them', labelNames: ['kind', 'outcome'], registers });
    this.watchPools();
    collectDefaultMetrics({ register: this.registry, prefix: 'kring_' });
  }

  /** Names of operations that get a row of their own: those of our own client. Others count as `other`. */
  knowOperations(names: Iterable<string>): void {
    for (const name of names) this.known.add(name);
  }

  /** Milliseconds; `route` is one of a few names, never a path with ids. */
  httpDone(method: string, route: string, status: number, milliseconds: number): void {
    this.http.observe({ method, route, status: String(status) }, milliseconds / 1000);
  }

  /** Milliseconds; `failed` = an unexpected failure. */
  operationDone(operation: string, milliseconds: number, failed: boolean): void {
    const name = this.known.has(operation) ? operation : 'other';
    this.operations.observe({ operation: name, outcome: failed ? 'failed' : 'done' }, milliseconds / 1000);
  }

  jobDone(task: string, outcome: 'done' | 'failed', milliseconds: number): void {
    this.jobs.observe({ task, outcome }, milliseconds / 1000);
  }

  mailDone(kind: string, outcome: 'sent' | 'dropped'): void {
    this.mails.inc({ kind, outcome });
  }

  /** How many sockets there are, and how many streams they listen to, is asked when somebody looks. */
  watchSockets(count: () => { sockets: number; streams: number }): void {
    new Gauge({
      name: 'kring_sockets',
      help: 'Open sockets',
      registers: [this.registry],
      collect() {
        this.set(count().sockets);
      },
    });
    new Gauge({
      name: 'kring_streams',
      help: 'Streams of which the log is followed',
      registers: [this.registry],
      collect() {
        this.set(count().streams);
      },
    });
  }

  /** A pool's figures are asked when somebody looks. */
  watchPool(name: string, figures: () => PoolFigures | null): void {
    this.pools.set(name, figures);
  }

  private watchPools(): void {
    const { pools, registry } = this;
    new Gauge({
      name: 'kring_pool_connections',
      help: 'Connections to the database, and requests that wait for one',
      labelNames: ['pool', 'state'],
      registers: [registry],
      collect() {
        for (const [pool, figures] of pools) {
          const now = figures();
          if (!now) continue;
          this.set({ pool, state: 'total' }, now.totalCount);
          this.set({ pool, state: 'idle' }, now.idleCount);
          this.set({ pool, state: 'waiting' }, now.waitingCount);
        }
      },
    });
  }
}
