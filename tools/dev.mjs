// `npm run dev`: the server restarts when its sources change, the browser takes client changes at once (Vite).
// One process tree: Ctrl-C stops all of it, the database last.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import { buildWhatChanged } from './build.mjs';

const root = path.resolve(import.meta.dirname, '..');
const serverPort = process.env.KRING_PORT ?? process.env.PORT ?? '3000';
const clientPort = process.env.KRING_CLIENT_PORT ?? '5173';
const clientOrigins = [`http://localhost:${clientPort}`, `http://127.0.0.1:${clientPort}`];
const serverEnv = {
  ...process.env,
  KRING_PORT: serverPort,
  KRING_PUBLIC_URL: process.env.KRING_PUBLIC_URL ?? clientOrigins[0],
  KRING_ORIGINS: [process.env.KRING_ORIGINS, ...clientOrigins].filter(Boolean).join(','),
};
delete serverEnv.KRING_CLIENT_PORT;
const clientEnv = { ...process.env, KRING_PORT: serverPort, KRING_CLIENT_PORT: clientPort };

let stopping = false;
const children = {};

/** Starts a child that is told about signals by us alone, once, whoever sent them. */
function start(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  child.gone = new Promise((resolve) => child.once('exit', resolve));
  return child;
}

function end(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return undefined;
  child.kill('SIGTERM');
  return child.gone;
}

function startServer() {
  const child = start(['tools/serve.mjs'], serverEnv);
  children.server = child;
  void child.gone.then((code) => {
    if (children.server === child && !stopping && code !== 0) console.log('\nThe server stopped; it starts again with the next change.');
  });
}

let timer;
let busy = false;
let again = false;

/** One restart for a burst of changes, and one more when something changed meanwhile. */
function changed(_event, file) {
  if (stopping || (file && /(\.test\.ts|~|\.swp)$/.test(file))) return;
  clearTimeout(timer);
  timer = setTimeout(() => void restart(), 120);
}

async function restart() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  do {
    again = false;
    if (!(await buildWhatChanged(['server']))) continue;
    const old = children.server;
    children.server = undefined;
    await end(old);
    if (!stopping) startServer();
  } while (again && !stopping);
  busy = false;
}

async function stop() {
  if (stopping) return;
  stopping = true;
  await Promise.all([end(children.vite), end(children.server)]);
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());

for (const folder of ['server/src', 'server/seeds', 'server/catalogue', 'migrations', 'schema']) {
  watch(path.join(root, folder), { recursive: true }, changed);
}
if (await buildWhatChanged(['server'])) startServer();
children.vite = start(['node_modules/vite/bin/vite.js', '--config', 'client/vite.config.ts', '--clearScreen', 'false'], clientEnv);
console.log(`\nWork at ${clientOrigins[0]}: it passes requests on to the server on port ${serverPort}.\n`);
