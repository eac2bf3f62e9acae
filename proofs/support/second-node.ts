import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { joinEmbedded } from '../../server/src/platform/embedded/start-embedded.js';
import { freePort, type Product } from './product.js';

/** Milliseconds that a process may take to serve before it counts as stuck. */
const patience = 60_000;

/** A process of its own that can be killed and started again. */
export interface Fragile {
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

interface Recipe {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  ready: () => Promise<boolean>;
}

/** @throws with what it printed, when it does not begin to serve */
function fragile(url: string, { command, args, env, ready }: Recipe): Fragile {
  let child: ChildProcess | undefined;
  return {
    url,
    start: async () => {
      const began = performance.now();
      let said = '';
      let failed: Error | undefined;
      const started = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
      started.on('error', (error) => (failed = error));
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
      child = started;
      while (!(await ready())) {
        if (failed || started.exitCode !== null || performance.now() - began > patience) throw new Error(`${command} does not serve: ${failed?.message ?? said}`);
        await pause(20);
      }
    },
    kill: async () => {
      const doomed = child;
      if (!doomed || doomed.exitCode !== null || doomed.signalCode !== null) return;
      const gone = new Promise((resolve) => doomed.once('exit', resolve));
      doomed.kill('SIGKILL');
      await gone;
    },
  };
}

/** A second server process on the database of the first. */
export async function secondNode(product: Product, env: Record<string, string>): Promise<Fragile> {
  const urls = await joinEmbedded(product.dataDir);
  if (!urls) throw new Error('The product has no database now.');
  const folder = mkdtempSync(join(tmpdir(), 'kring-node-'));
  const url = `http://localhost:${await freePort()}`;
  const node = fragile(url, {
    command: process.execPath,
    args: ['tools/serve.mjs'],
    env: {
      PATH: process.env['PATH'] ?? '', HOME: folder, NODE_ENV: 'test', PORT: new URL(url).port, KRING_DATA: folder, KRING_KEY_FILE: product.keyFile,
      DATABASE_URL: urls.runtime, DATABASE_JOBS_URL: urls.jobs, DATABASE_BACKUP_URL: urls.backup, KRING_DEMO: '0', KRING_WRITES_PER_MINUTE: '0', ...env,
    },
    ready: () => fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false),
  });
  return { ...node, kill: async () => node.kill().then(() => rmSync(folder, { recursive: true, force: true })) };
}

/** The store for hints: it keeps nothing on disk, so that it comes back empty. */
export async function hintStore(): Promise<Fragile> {
  const port = await freePort();
  return fragile(`redis://127.0.0.1:${port}`, {
    command: 'redis-server',
    args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'],
    env: { PATH: process.env['PATH'] ?? '' },
    ready: () => canConnect(port),
  });
}

async function canConnect(port: number): Promise<boolean> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket.destroy() !== undefined));
    socket.once('error', () => resolve(false));
  });
}
