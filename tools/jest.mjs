// Runs the kinds of test that are named: `node tools/jest.mjs unit client -- <arguments for jest>`.
// Integration tests use the built server code to make their database; browser journeys use the built product.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const all = ['unit', 'integration', 'client', 'e2e'];
const given = process.argv.slice(2);
const kinds = [];
while (all.includes(given[0])) kinds.push(given.shift());
if (given[0] === '--') given.shift();
if (kinds.length === 0) {
  console.error(`Which kind of test? ${all.join(', ')}`);
  process.exit(2);
}

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) process.exit(status ?? 1);
}

if (kinds.includes('integration') || kinds.includes('e2e')) {
  run('npm', ['run', '-s', 'build:server']);
  run('npm', ['run', '-s', 'build:workshop']);
}
if (kinds.includes('e2e') && !given.includes('--no-build')) run('npm', ['run', '-s', 'build:client']);

const jest = path.join(root, 'node_modules/jest/bin/jest.js');
const serial = kinds.includes('e2e') ? ['--runInBand', '--testTimeout=120000'] : [];
// a socket or a browser that a failed test left open must not keep CI waiting; jest still says that something was left
const leave = kinds.includes('e2e') || kinds.includes('integration') ? ['--forceExit'] : [];
const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', ...(kinds.includes('client') ? [] : ['--max-old-space-size=2048'])];
run(process.execPath, [...flags, jest, '--selectProjects', ...kinds, '--passWithNoTests', ...serial, ...leave, ...given.filter((arg) => arg !== '--no-build')], { NODE_ENV: 'test' });
