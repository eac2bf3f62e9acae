// `npm run bench -- NAME`: builds, then runs bench/NAME.ts in a process of its own; without a name it says which there are.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'bench');
const names = existsSync(folder) ? readdirSync(folder).filter((f) => /^[a-z0-9-]+\.ts$/.test(f)).map((f) => f.slice(0, -3)) : [];
const [name, ...rest] = process.argv.slice(2);
if (!name || !names.includes(name)) {
  console.error(`${name ? `There is no bench "${name}". ` : ''}There are: ${names.join(', ') || 'none yet'}`);
  process.exit(2);
}

const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
run('npm', ['run', '-s', 'build:server']);
run('npm', ['run', '-s', 'build:workshop']);
run(process.execPath, [path.join(root, 'dist/bench', `${name}.js`), ...rest]);
