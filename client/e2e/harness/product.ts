import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../../..');

/** The built product as `npm start` runs it: a process of its own, an embedded database, the demo region. */
export interface Product {
  url: string;
  /** everybody in the demo region signs in with this */
  demoPassword: string;
  /** where mail is written instead of sent */
  mailDir: string;
  /** what it printed so far, for when something goes wrong */
  output(): string;
  /** SIGKILL, as a power cut; `start` again on the same data comes back with everything */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => found(port));
    });
  });
}

/** Starts the product on a port and a data folder of its own. Stop it in `afterAll`: that removes the folder. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), 'kring-e2e-'));
  // the database may run as another user than we do
  chmodSync(home, 0o755);
  const dataDir = join(home, 'data');
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const demoPassword = 'samen-leren-in-kringen';
  let child: ChildProcess | undefined;
  let printed = '';

  async function start(): Promise<void> {
    child = spawn(process.execPath, [join(root, 'tools/start.mjs')], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'development', PORT: String(port), KRING_DATA: dataDir, KRING_KEY_FILE: join(home, 'key', 'master.key'), KRING_DEMO_PASSWORD: demoPassword, ...env },
    });
    const listen = (data: Buffer): void => {
      printed = (printed + data.toString()).slice(-20_000);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    const until = performance.now() + 90_000;
    while (performance.now() < until) {
      if (child.exitCode !== null) throw new Error(`The product stopped while starting:\n${printed}`);
      const answer = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', origin: url }, body: '{"query":"{ instance { name } }"}' }).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error(`The product did not answer within 90 s:\n${printed}`);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = new Promise((resolve) => running.once('close', resolve));
    running.kill(signal);
    await gone;
  }

  async function stop(): Promise<void> {
    await end('SIGTERM');
    process.off('exit', cutOff);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }

  // a run that is cut off does not leave a server behind
  const cutOff = (): void => void child?.kill('SIGTERM');
  process.once('exit', cutOff);
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    demoPassword,
    mailDir: join(dataDir, 'mail'),
    output: () => printed,
    start,
    kill: () => end('SIGKILL'),
    stop,
  };
}
