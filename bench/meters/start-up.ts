import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createMasterKey } from '../../server/src/platform/config/key-file.js';
import { projectDir } from '../../server/src/platform/config/project-dir.js';
import type { LoadSet } from '../prepare/load-set.js';
import { freePort, startLimit, startOurs } from '../prepare/programs.js';
import { cpuOf, memoryOf } from './cpu.js';

export interface StartUpFigures {
  /** ms from spawning to the first good answer, each start: our server on a running database, with its own, and the raw one */
  server: number[];
  whole: number[];
  raw: number[];
  /** CPU ms of our server until then */
  cpu: number[];
  /** MB resident two seconds after the start, nobody there */
  idleMemory: number;
  rawMemory: number;
}

/** Starts the servers a few times, in turn. The files are in the page cache and compiled code is kept, as at a restart. */
export async function measureStartUp(set: LoadSet, times: number): Promise<StartUpFigures> {
  const figures: StartUpFigures = { server: [], whole: [], raw: [], cpu: [], idleMemory: 0, rawMemory: 0 };
  await wholeStart(set);
  for (let number = 0; number < times; number += 1) {
    const raw = await startLimit('raw-server', { BENCH_DATABASE: set.urls.owner });
    figures.raw.push(raw.startMs);
    const ours = await startOurs(set);
    figures.server.push(ours.startMs);
    figures.cpu.push(cpuOf(ours.pid));
    if (number === times - 1) {
      await pause(2_000);
      figures.idleMemory = memoryOf(ours.pid);
      figures.rawMemory = memoryOf(raw.pid);
    }
    await ours.stop();
    await raw.stop();
    figures.whole.push(await wholeStart(set));
  }
  return figures;
}

/** What `npm start` does once everything is built: its own database, checks, server. On data of its own without people. */
async function wholeStart(set: LoadSet): Promise<number> {
  const dataDir = join(set.serverData, '..', 'start');
  const keyFile = join(set.serverData, '..', 'keys', 'start', 'master.key');
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  try {
    createMasterKey(keyFile);
  } catch {
    // there from the last run
  }
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ['tools/serve.mjs'], {
    cwd: projectDir(),
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_ENV: 'development', PORT: String(port), KRING_DATA: dataDir, KRING_KEY_FILE: keyFile, KRING_DEMO: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    for (;;) {
      const answered = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.ok, () => false);
      if (answered) return performance.now() - began;
      if (child.exitCode !== null || performance.now() - began > 60_000) throw new Error(`The server did not start:\n${said}`);
      await pause(5);
    }
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
  }
}
