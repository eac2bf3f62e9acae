import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { joinEmbedded, startEmbedded } from '../../server/src/platform/embedded/start-embedded.js';
import { isAlive } from '../../server/src/platform/embedded/processes.js';
import { readPostmasterPid } from '../../server/src/platform/embedded/cluster-files.js';
import type { BuilderStore } from '../../server/test/builders/builder-store.js';

/** Milliseconds that a start may take before it counts as stuck. */
const startPatience = 60_000;

/** The built product as people run it: a process of its own, with its own embedded PostgreSQL that really writes to disk. */
export interface Product extends BuilderStore {
  url: string;
  dataDir: string;
  /** the master key that its words are sealed with */
  keyFile: string;
  mailDir: string;
  pid(): number;
  /** the number of the PostgreSQL that serves it */
  databasePid(): number;
  /** what it said on its screen so far */
  output(): string;
  /** SIGKILL: nothing is closed, PostgreSQL stays behind without an owner; resolves when the process is gone */
  kill(options?: { database?: boolean }): Promise<void>;
  /** starts it on the same data and port, `more` in its environment this time; resolves when it says it can serve. Returns the milliseconds it took */
  start(more?: Record<string, string>): Promise<number>;
  /** stops whatever runs and removes the files */
  close(): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Starts the product on new data. Close it when the proof ends. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'kring-product-'));
  // PostgreSQL may run as another user than we do
  chmodSync(folder, 0o755);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o755 });
  const keyFile = join(folder, 'key', 'master.key');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    NODE_ENV: 'test',
    PORT: String(port),
    KRING_DATA: dataDir,
    KRING_KEY_FILE: keyFile,
    KRING_DEMO: '0',
    // the writers of a proof are fewer and faster than people
    KRING_WRITES_PER_MINUTE: '0',
    ...env,
  };
  let child: ChildProcess | undefined;
  let said = '';
  let owner: pg.Pool | undefined;

  async function start(more: Record<string, string> = {}): Promise<number> {
    const began = performance.now();
    const started = spawn(process.execPath, ['tools/serve.mjs'], { cwd: process.cwd(), env: { ...environment, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000)));
    for (;;) {
      if (started.exitCode !== null || started.signalCode !== null) throw new Error(`The product did not start:\n${said}`);
      const ready = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false);
      if (ready) return performance.now() - began;
      if (performance.now() - began > startPatience) throw new Error(`The product is not ready after ${startPatience / 1000} s:\n${said}`);
      await pause(20);
    }
  }

  async function gone(process_: ChildProcess): Promise<void> {
    if (process_.exitCode !== null || process_.signalCode !== null) return;
    await new Promise((resolve) => process_.once('exit', resolve));
  }

  async function pool(): Promise<pg.Pool> {
    if (owner) return owner;
    const urls = await joinEmbedded(dataDir);
    if (!urls) throw new Error('The product has no database now.');
    owner = new pg.Pool({ connectionString: urls.owner, max: 2, allowExitOnIdle: true });
    owner.on('error', () => undefined);
    return owner;
  }

  const databasePid = (): number => {
    const pid = readPostmasterPid(join(dataDir, 'postgres'))?.pid;
    if (pid === undefined) throw new Error('The product has no database now.');
    return pid;
  };

  const product: Product = {
    url,
    dataDir,
    keyFile,
    mailDir: join(dataDir, 'mail'),
    pid: () => child?.pid ?? 0,
    databasePid,
    output: () => said,
    sql: async (text, params = []) => (await (await pool()).query(text, params)).rows as never,
    kill: async ({ database = false } = {}) => {
      const doomed = child;
      const postmaster = database ? databasePid() : undefined;
      doomed?.kill('SIGKILL');
      if (postmaster) process.kill(postmaster, 'SIGKILL');
      if (doomed) await gone(doomed);
      if (postmaster) {
        // another PostgreSQL comes on another socket
        await owner?.end().catch(() => undefined);
        owner = undefined;
        while (isAlive(postmaster)) await pause(5);
      }
    },
    start,
    close: async () => {
      await owner?.end().catch(() => undefined);
      if (child && child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await gone(child);
      } else {
        // killed by the proof: its PostgreSQL may still be there
        await startEmbedded({ dataDir }).then((left) => left.stop(), () => undefined);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await product.close();
    throw error;
  }
  return product;
}
