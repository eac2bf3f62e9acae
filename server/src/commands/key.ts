import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createMasterKey } from '../platform/config/key-file.js';
import { say, sayFailure } from '../start/say.js';

/** `npm run key -- <file>`: makes a master key for a new installation. */
try {
  const given = process.argv[2];
  if (!given) throw new Error('Say where: npm run key -- /etc/kring/master.key');
  const path = resolve(given);
  if (existsSync(path)) throw new Error(`${path} exists already, and a key is never replaced.`);
  const { id } = createMasterKey(path);
  say(`Key ${id} is in ${path}. Keep a copy in a safe place, apart from the database and its backups, and set KRING_KEY_FILE=${path}`);
} catch (error) {
  sayFailure(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
