import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTotals, totalsOfJest } from './totals.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** A check is one thing that passes or fails. */
const check = (name, script) => ({ name, kind: 'check', command: [process.execPath, path.join(root, 'tools', script)] });

/** A kind of tests counts its tests. */
const tests = (name, kinds) => ({ name, kind: 'jest', command: [process.execPath, path.join(root, 'tools/jest.mjs'), ...kinds, '--', '--json', '--outputFile'] });

/** What reads files only: seconds. */
export const quick = [
  check('boundaries', 'check-boundaries.mjs'),
  check('migrations', 'check-migrations.mjs'),
  check('words', 'check-words.mjs'),
  check('readmes', 'check-readmes.mjs'),
  check('hosts', 'check-hosts.mjs'),
  check('lint', 'check-lint.mjs'),
  { name: 'types', kind: 'check', command: ['npm', 'run', '-s', 'typecheck'] },
  check('drift', 'check-drift.mjs'),
];

export const behaviour = [tests('unit', ['unit']), tests('integration', ['integration']), tests('client', ['client'])];

export const proofs = (...flags) => ({ name: 'proofs', kind: 'totals', command: [process.execPath, path.join(root, 'tools/proof.mjs'), '--all', ...flags] });

/** The product itself is built before browsers or people see it; a build that fails is a failure of its own. */
export const build = { name: 'build', kind: 'check', command: ['npm', 'run', '-s', 'build'] };

export const journeys = tests('journeys', ['e2e']);

/** Minutes after which a step that does not end counts as failed. The proofs take the longest, half an hour on two cores; the whole has to fit in 90. */
const patience = 55;

let interrupted = false;

function run(command, env) {
  return new Promise((resolve) => {
    const [program, ...args] = command;
    // a group of its own, so that a step that hangs goes with everything it started
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env }, detached: true });
    const stop = (signal) => {
      interrupted ||= signal !== 'SIGKILL' && !timedOut;
      try {
        process.kill(-child.pid, signal);
      } catch {
        // it had ended
      }
    };
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      console.error(`not ready after ${patience} minutes`);
      stop('SIGTERM');
      setTimeout(() => stop('SIGKILL'), 10_000).unref();
    }, patience * 60_000);
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
      resolve(signal ? 1 : code);
    });
  });
}

async function runStep(step, folder) {
  const file = path.join(folder, `${step.name}.json`);
  if (step.kind === 'jest') {
    const status = await run([...step.command, file], {});
    if (!existsSync(file)) return { passed: 0, failed: 1, why: 'it did not get as far as running' };
    const { passed, failed } = totalsOfJest(file);
    if (passed + failed === 0) return { passed, failed: 1, why: 'it ran nothing' };
    return status !== 0 && failed === 0 ? { passed, failed: 1, why: 'it ended with an error' } : { passed, failed };
  }
  const status = await run(step.command, step.kind === 'totals' ? { TOTALS_FILE: file } : {});
  if (step.kind === 'totals') return readTotals(file, status);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * Runs all steps, also after one failed, and says on the last line what all of them together came to.
 * @returns {Promise<number>} the exit code
 */
export async function runSteps(steps) {
  const folder = mkdtempSync(path.join(tmpdir(), 'totals-'));
  const done = [];
  try {
    for (const step of steps) {
      console.log(`\n── ${step.name}`);
      const began = performance.now();
      const result = await runStep(step, folder);
      if (interrupted) return 130;
      done.push({ name: step.name, seconds: (performance.now() - began) / 1000, ...result });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log('');
  for (const { name, passed, failed, seconds, why } of done) {
    console.log(`${failed ? 'FAILED' : 'ok    '} ${name.padEnd(14)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(7)} s${why ? `  (${why})` : ''}`);
  }
  const sum = (of) => done.reduce((total, step) => total + step[of], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}
