import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from './processes.js';
import { DatabaseStartError } from './start-error.js';

/** Another running Kring has this data folder. */
export class DataFolderInUse extends DatabaseStartError {
  constructor(dataDir: string, pid: number) {
    super(`Kring is already running on the data folder ${dataDir} (process ${pid}). Stop it first, or give this one a folder of its own with KRING_DATA.`);
  }
}

/**
 * One Kring process per data folder. The lock is a file with the process's number and identity; a lock whose process
 * is gone (kill -9, power cut) is taken over.
 *
 * @returns a function that gives the lock back
 */
export function takeDataFolder(dataDir: string): () => void {
  const file = join(dataDir, 'owner.lock');
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid), nonce: `${performance.now()}` });
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => {
        if (read(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new DatabaseStartError(`Kring cannot write in the data folder ${dataDir}: ${(error as Error).message}. Name another one with KRING_DATA.`, { cause: error });
      }
    }
    const found = read(file);
    if (found === undefined) continue;
    const holder = livingHolder(found);
    if (holder) throw new DataFolderInUse(dataDir, holder);
    removeIfStill(file, found);
  }
  throw new DatabaseStartError(`The lock ${file} keeps changing hands: is another Kring starting at this moment?`);
}

/** The number of the living process that has this data folder; undefined when none has. */
export function holderOf(dataDir: string): number | undefined {
  const found = read(join(dataDir, 'owner.lock'));
  return found === undefined ? undefined : livingHolder(found);
}

function livingHolder(lock: string): number | undefined {
  const holder = parse(lock);
  return holder && holder.identity !== undefined && identityOf(holder.pid) === holder.identity ? holder.pid : undefined;
}

/** Two starts may both see the dead lock: moving it away first makes sure that neither removes the other's new one. */
function removeIfStill(file: string, expected: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const got = read(aside);
  if (got !== expected && got !== undefined) {
    try {
      writeFileSync(file, got, { flag: 'wx', mode: 0o600 });
    } catch {
      // a third start was faster; the next round reads its lock
    }
  }
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): { pid: number; identity?: string } | undefined {
  try {
    return JSON.parse(text) as { pid: number; identity?: string };
  } catch {
    return undefined;
  }
}
