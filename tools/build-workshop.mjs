// Compiles what only the workshop needs (test harness, proofs, bench) to dist/, beside the server it leans on.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const folders = ['server/test', 'bench', 'proofs'].filter((folder) => existsSync(path.join(root, folder)));

mkdirSync(dist, { recursive: true });
const next = mkdtempSync(path.join(dist, '.workshop-'));
try {
  const swc = path.join(root, 'node_modules/@swc/cli/bin/swc.js');
  const { status } = spawnSync(process.execPath, [swc, ...folders, '-d', next, '-q', '--ignore', '**/*.test.ts'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  // whole folders change places: a file that was renamed does not live on under its old name
  for (const folder of folders) {
    rmSync(path.join(dist, folder), { recursive: true, force: true });
    mkdirSync(path.dirname(path.join(dist, folder)), { recursive: true });
    if (existsSync(path.join(next, folder))) renameSync(path.join(next, folder), path.join(dist, folder));
  }
} finally {
  rmSync(next, { recursive: true, force: true });
}
