import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const never = new Set(['node_modules', '.git', 'dist', '.nx', '.data', 'coverage', 'test-results']);

/** Every file below a folder whose path matches, sorted; built and installed files are not ours. */
export function walk(folder, matching = /./) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return never.has(entry.name) ? [] : walk(full, matching);
      return entry.isFile() && matching.test(full) ? [full] : [];
    })
    .sort();
}
