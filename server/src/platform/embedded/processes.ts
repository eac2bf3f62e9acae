import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a process with this number exists and is not merely waiting to be collected. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return statOf(pid)?.state !== 'Z';
}

/**
 * Says which process this is, so that a number handed out again after a restart is not taken for the old one.
 * Undefined when there is no such process.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const stat = statOf(pid);
    return stat && `${bootId()}/${stat.startTicks}`;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether this process is a PostgreSQL server that works on this data folder. */
export function isPostgresOf(pid: number, pgdata: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'linux') {
    try {
      // a server keeps its data folder as working folder
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(pgdata) && basename(readlinkSync(`/proc/${pid}/exe`)).startsWith('postgres');
    } catch {
      return false;
    }
  }
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(pgdata);
  } catch {
    return false;
  }
}

/** Waits until the process has gone; false when it still lives after `ms` milliseconds. */
export async function hasGone(pid: number, ms: number): Promise<boolean> {
  const until = performance.now() + ms;
  while (isAlive(pid)) {
    if (performance.now() > until) return false;
    await sleep(10);
  }
  return true;
}

/**
 * Waits until no process of a server works in this data folder any more. Those of a server that was killed end by
 * themselves; a new server beside them would damage the data. False when some are still there after `ms` milliseconds.
 */
export async function isDeserted(pgdata: string, ms: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const until = performance.now() + ms;
  while (readdirSync('/proc').some((name) => /^\d+$/.test(name) && isPostgresOf(Number(name), pgdata))) {
    if (performance.now() > until) return false;
    await sleep(50);
  }
  return true;
}

function statOf(pid: number): { state: string; startTicks: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // the name, between brackets, may itself hold spaces and brackets
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, startTicks: fields[19]! };
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
