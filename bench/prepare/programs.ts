import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectDir } from '../../server/src/platform/config/project-dir.js';
import type { LoadSet } from './load-set.js';

/** A program under the meter. */
export interface Program {
  pid: number;
  port: number;
  /** what its connections are called in pg_stat_activity */
  applicationName: string;
  /** milliseconds from spawning to the first good answer */
  startMs: number;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

function launch(args: string[], env: Record<string, string>): { child: ChildProcess; said: () => string; stop: () => Promise<void> } {
  const child = spawn(process.execPath, args, { cwd: projectDir(), env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000)));
  child.once('exit', () => running.delete(child));
  return {
    child,
    said: () => said,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await new Promise((resolve) => child.once('exit', resolve));
      clearTimeout(late);
    },
  };
}

/** Starts one of `bench/limits`; it says its port itself. */
export async function startLimit(name: string, env: Record<string, string> = {}): Promise<Program> {
  const began = performance.now();
  const { child, said, stop } = launch([join('dist/bench/limits', `${name}.js`)], env);
  for (;;) {
    const port = Number(/^ready (\d+)$/m.exec(said())?.[1] ?? 0);
    if (port) return { pid: child.pid!, port, applicationName: 'bench-raw', startMs: performance.now() - began, stop };
    if (child.exitCode !== null || performance.now() - began > 20_000) throw new Error(`${name} did not start:\n${said()}`);
    await pause(5);
  }
}

/** A port from 3800 on that was free a moment ago: our server must know its public address before it listens. */
export async function freePort(): Promise<number> {
  for (let port = 3_800 + Math.floor(Math.random() * 100); port < 3_999; port += 1) {
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer().once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error('No free port from 3800 to 3999.');
}

/** What our server is measured with: as in production, without jobs and with its log at `warn`. */
export interface OurChoices {
  logLevel?: string;
  /** node's own arguments, such as --cpu-prof */
  nodeArguments?: string[];
  /** settings that differ */
  env?: Record<string, string>;
}

/** Starts our server on the load set as a process of its own; waits for its first good answer. */
export async function startOurs(set: LoadSet, { logLevel = 'warn', nodeArguments = [], env = {} }: OurChoices = {}): Promise<Program> {
  const port = await freePort();
  const began = performance.now();
  const { child, said, stop } = launch([...nodeArguments, 'tools/serve.mjs'], {
    NODE_ENV: 'production',
    PORT: String(port),
    KRING_HOST: '127.0.0.1',
    DATABASE_URL: set.urls.runtime,
    DATABASE_JOBS_URL: set.urls.jobs,
    KRING_DATA: set.serverData,
    KRING_KEY_FILE: set.keyFile,
    KRING_DEMO: '0',
    KRING_JOBS: '0',
    KRING_SMTP_URL: 'smtp://127.0.0.1:9',
    KRING_MAIL_FROM: 'Kring <kring@meetlat.example>',
    KRING_LOG_LEVEL: logLevel,
    // the meter's few people write as much as a school; the counting itself stays in what is measured
    KRING_WRITES_PER_MINUTE: '1000000',
    ...env,
  });
  for (;;) {
    const answered = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then((answer) => answer.ok, () => false);
    if (answered) return { pid: child.pid!, port, applicationName: 'kring', startMs: performance.now() - began, stop };
    if (child.exitCode !== null || performance.now() - began > 60_000) throw new Error(`The server did not start:\n${said()}`);
    await pause(5);
  }
}
