// `npm run proof -- NAME [--long] [--seed N]`, `npm run proof -- --list`, `npm run proof -- --all [--no-browser]`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeTotals } from './totals.mjs';

const root = path.resolve(import.meta.dirname, '..');
const runner = path.join(root, 'dist/proofs/runner/run-one.js');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    long: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    'no-browser': { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
});

function build(script) {
  const { status } = spawnSync('npm', ['run', '-s', script], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

/** The proofs there are, with their claims. */
function list() {
  const folder = mkdtempSync(path.join(tmpdir(), 'proofs-'));
  const out = path.join(folder, 'list.json');
  try {
    const { status } = spawnSync(process.execPath, [runner, '--list', '--out', out], { cwd: root, stdio: 'inherit' });
    if (status !== 0) process.exit(1);
    return JSON.parse(readFileSync(out, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one proof in a process of its own; true when it passed. A proof that does not end has failed. */
function run({ name, patience }) {
  return new Promise((resolve) => {
    const args = [runner, name, ...(values.long ? ['--long'] : []), ...(values.seed ? ['--seed', values.seed] : [])];
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'test' } });
    const timer = values.long
      ? undefined
      : setTimeout(() => {
          console.error(`FAILED     ${name}: not ready after ${patience} minutes`);
          child.kill('SIGKILL');
        }, patience * 60_000);
    const stop = (signal) => child.kill(signal);
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve(code === 0);
    });
  });
}

build('build:server');
build('build:workshop');
const there = list();

if (values.list) {
  for (const { name, claim, browser } of there) console.log(`${name.padEnd(18)} ${claim}${browser ? ' (browser)' : ''}`);
} else {
  const wanted = values.all ? there.filter((proof) => !(values['no-browser'] && proof.browser)) : there.filter((proof) => positionals.includes(proof.name));
  const unknown = positionals.filter((name) => !there.some((proof) => proof.name === name));
  if (unknown.length > 0 || wanted.length === 0) {
    console.error(unknown.length > 0 ? `There is no proof ${unknown.join(', ')}.` : 'Which proof? Name one, or --all.');
    console.error(`There are: ${there.map((proof) => proof.name).join(', ')}`);
    process.exit(2);
  }
  if (wanted.some((proof) => proof.browser)) build('build:client');
  const failed = [];
  for (const proof of wanted) {
    if (wanted.length > 1) console.log('');
    if (!(await run(proof))) failed.push(proof.name);
  }
  writeTotals({ passed: wanted.length - failed.length, failed: failed.length });
  if (values.all || wanted.length > 1) {
    if (failed.length > 0) console.log(`\nnot proven: ${failed.join(', ')}`);
    console.log(`\n${wanted.length - failed.length} passed, ${failed.length} failed`);
  }
  process.exitCode = failed.length === 0 ? 0 : 1;
}
