import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMasterKey, readMasterKey, type MasterKey } from '../platform/config/key-file.js';
import { SettingError, type Settings } from '../platform/config/settings.js';
import { knownMasterKey } from '../platform/database/boot-check.js';
import type { RunSql } from '../platform/database/run-sql.js';

/** The key this start works with, and where it was found. */
export interface FoundKey {
  master: MasterKey;
  keyFile: string;
  made: boolean;
}

/**
 * Finds the master key. Only the first start of an embedded installation makes one; a database that has used a key
 * before never silently gets another.
 *
 * @param run reads `installation`, as any role that may
 */
export async function findMasterKey(settings: Settings, run: RunSql): Promise<FoundKey> {
  // The usual place depends on the data folder's path; a data folder that was moved still knows where its key was.
  const note = join(settings.dataDir, 'key-place.txt');
  let keyFile = settings.keyFile;
  if (settings.embedded && !process.env.KRING_KEY_FILE && !existsSync(keyFile) && existsSync(note)) {
    const noted = readFileSync(note, 'utf8').trim();
    if (existsSync(noted)) keyFile = noted;
  }
  let made = false;
  if (!existsSync(keyFile)) {
    const known = await knownMasterKey(run);
    if (known !== undefined) {
      throw new SettingError('KRING_KEY_FILE', `The key file ${keyFile} is gone, and this database was made with key ${known}. Put that file back (KRING_KEY_FILE can name another place): without it closed circles and drafts cannot be read.`);
    }
    if (!settings.embedded) throw new SettingError('KRING_KEY_FILE', `The key file ${keyFile} (KRING_KEY_FILE) does not exist.`);
    createMasterKey(keyFile);
    made = true;
  }
  const master = readMasterKey(keyFile);
  if (settings.embedded) writeFileSync(note, `${keyFile}\n`, { mode: 0o600 });
  return { master, keyFile, made };
}
