import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { Program } from '../prepare/programs.js';

/** CPU time of a process so far, all threads, in ms. Nanoseconds from the scheduler; ticks of 10 ms where it keeps none. */
export function cpuOf(pid: number): number {
  try {
    let nanoseconds = 0;
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    }
    if (nanoseconds > 0) return nanoseconds / 1e6;
  } catch {
    // the process has gone, or this kernel keeps no scheduler figures
  }
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

/** Resident memory in MB. */
export function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** Busy CPU time of the whole machine so far, in ms: for seeing how much of it was somebody else's. */
export function machineBusy(): number {
  const [user, nice, system, , , irq, softIrq] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/).slice(1).map(Number);
  return (user! + nice! + system! + irq! + softIrq!) * 10;
}

export interface CpuMark {
  server: number;
  /** the PostgreSQL processes that serve this program's connections */
  database: number;
}

/** Reads the CPU time of programs and of the PostgreSQL processes behind them. */
export class CpuMeter {
  private readonly looker: pg.Client;
  private backends = new Map<string, number[]>();

  constructor(superuserUrl: string) {
    this.looker = new pg.Client({ connectionString: superuserUrl, application_name: 'bench-looker' });
    this.looker.on('error', () => undefined);
  }

  async open(): Promise<void> {
    await this.looker.connect();
  }

  async close(): Promise<void> {
    await this.looker.end();
  }

  /** Finds out which PostgreSQL processes serve whom. Call it when pools have filled. */
  async learn(): Promise<void> {
    const { rows } = await this.looker.query<{ pid: number; application_name: string }>(
      `SELECT pid, application_name FROM pg_stat_activity WHERE backend_type = 'client backend'`,
    );
    this.backends = new Map();
    for (const row of rows) this.backends.set(row.application_name, [...(this.backends.get(row.application_name) ?? []), row.pid]);
  }

  mark(program: Program): CpuMark {
    const database = (this.backends.get(program.applicationName) ?? []).reduce((sum, pid) => sum + cpuOf(pid), 0);
    return { server: cpuOf(program.pid), database };
  }
}
