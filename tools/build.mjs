// Builds dist/ when the sources are newer: the server with swc (dist mirrors the source folders), the client with Vite.
// A folder without sources (a container image) is taken as it is.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
// a folder of its own, so that two builds at the same time do not mix
const next = `dist/.next-${process.pid}`;

const parts = [
  {
    name: 'server',
    stamp: '.stamp-server',
    made: 'server/src/start.js',
    sources: ['server/src', 'server/seeds', 'server/catalogue', 'migrations', 'schema'],
    files: ['.swcrc', 'package.json'],
    replaces: ['server/src', 'server/seeds', 'server/catalogue', 'migrations', 'schema'],
    command: ['node_modules/@swc/cli/bin/swc.js', 'server/src', 'server/seeds', 'server/catalogue', 'migrations', 'schema', '-d', next, '-D', '-q', '--ignore', '**/*.test.ts'],
    finish: () => keepAsJson(path.join(root, next, 'server/catalogue')),
  },
  {
    name: 'client',
    stamp: '.stamp-client',
    made: 'client/index.html',
    sources: ['client/src', 'client/public', 'schema'],
    files: ['client/index.html', 'client/vite.config.ts', 'client/tsconfig.json', 'package.json'],
    replaces: [],
    command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'client/vite.config.ts', '--logLevel', 'warn'],
  },
];

/** Builds the parts whose sources changed, side by side. False when one failed; what it said is on the screen. */
export async function buildWhatChanged(names = parts.map((part) => part.name)) {
  const wanted = parts.filter((part) => names.includes(part.name));
  if (wanted.every(isUpToDate)) return true;
  const release = await takeTurn();
  try {
    const done = await Promise.all(wanted.map(buildPart));
    return done.every(Boolean);
  } finally {
    release();
  }
}

/** One build at a time in this folder; a lock whose process is gone is taken over. */
async function takeTurn() {
  mkdirSync(dist, { recursive: true });
  const lock = path.join(dist, '.building');
  for (let said = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      const release = () => rmSync(lock, { force: true });
      process.once('exit', release);
      return release;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isAlive(Number(read(lock)))) rmSync(lock, { force: true });
    else {
      if (!said) console.log('         Another build is running; waiting for it');
      said = true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isUpToDate(part) {
  if (!existsSync(path.join(root, part.sources[0]))) return true;
  return existsSync(path.join(dist, part.made)) && read(path.join(dist, part.stamp)) === fingerprint(part);
}

async function buildPart(part) {
  if (isUpToDate(part)) return true;
  const now = fingerprint(part);
  const stamp = path.join(dist, part.stamp);
  const began = performance.now();
  console.log(`         Building the ${part.name}`);
  rmSync(stamp, { force: true });
  const { code, output } = await run(part.command);
  if (code !== 0) {
    if (part.replaces.length > 0) rmSync(path.join(root, next), { recursive: true, force: true });
    console.error(`${output}\nThe ${part.name} could not be built.`);
    return false;
  }
  part.finish?.();
  // whole folders change places: a file that was renamed does not live on under its old name
  for (const folder of part.replaces) replaceFolder(path.join(root, next, folder), path.join(dist, folder));
  if (part.replaces.length > 0) rmSync(path.join(root, next), { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, now);
  console.log(`         The ${part.name} is built (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return true;
}

/** Beside each catalogue its content as JSON: reading YAML at every start costs as much as everything that the start reads from the database. */
function keepAsJson(folder) {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml'))) {
    writeFileSync(path.join(folder, name.replace(/yaml$/, 'json')), JSON.stringify(parse(readFileSync(path.join(folder, name), 'utf8'))));
  }
}

function replaceFolder(from, to) {
  if (!existsSync(from)) return rmSync(to, { recursive: true, force: true });
  const old = path.join(root, next, 'old');
  rmSync(old, { recursive: true, force: true });
  mkdirSync(path.dirname(to), { recursive: true });
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
}

/** What the sources are now: names, sizes and times, which is quicker than reading them all. */
function fingerprint(part) {
  const hash = createHash('sha256').update(part.command.filter((word) => word !== next).join(' '));
  const look = (file) => {
    const found = statSync(path.join(root, file), { throwIfNoEntry: false });
    if (found?.isDirectory()) {
      for (const name of readdirSync(path.join(root, file)).sort()) if (name !== 'node_modules') look(path.join(file, name));
    } else if (found) hash.update(`${file}\0${found.size}\0${found.mtimeMs}\n`);
  };
  for (const file of [...part.sources, ...part.files]) look(file);
  return hash.digest('hex');
}

function run([script, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, script), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
