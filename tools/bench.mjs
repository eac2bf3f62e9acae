// `npm run bench`: builds, then runs bench/all.ts in a process of its own. `npm run bench -- NAME` runs bench/NAME.ts instead.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const names = readdirSync(path.join(root, 'bench')).filter((f) => /^[a-z0-9-]+\.ts$/.test(f)).map((f) => f.slice(0, -3));
const given = process.argv.slice(2);
const [name, rest] = given[0] === undefined || given[0].startsWith('--') ? ['all', given] : [given[0], given.slice(1)];
if (!names.includes(name)) {
  console.error(`There is no bench "${name}". There are: ${names.join(', ')}`);
  process.exit(2);
}

const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
run('npm', ['run', '-s', 'build:server']);
run('npm', ['run', '-s', 'build:workshop']);
run(process.execPath, [path.join(root, 'dist/bench', `${name}.js`), ...rest]);
