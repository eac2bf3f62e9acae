import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds package.json, wherever the code runs from: the sources, or their mirror in `dist`
 * (which has no package.json of its own).
 */
export function projectDir(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) {
    const parent = dirname(dir);
    if (parent === dir) throw new Error('No package.json above the server code: the installation is incomplete.');
    dir = parent;
  }
  return dir;
}
