import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { SettingError } from './setting-error.js';

/** The key that wraps every data key. It exists in one file and in the memory of the running server, nowhere else. */
export interface MasterKey {
  /** stored beside each wrapped key, so that a wrong or renewed key file is noticed */
  id: string;
  /** 32 bytes, AES-256 */
  key: Buffer;
}

/** Reads the master key; refuses a file that others on this machine can read. */
export function readMasterKey(path: string): MasterKey {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new SettingError('KRING_KEY_FILE', `The key file ${path} (KRING_KEY_FILE) does not exist.`);
  if (!found.isFile()) throw new SettingError('KRING_KEY_FILE', `${path} (KRING_KEY_FILE) is not a file.`);
  if ((found.mode & 0o077) !== 0) {
    throw new SettingError('KRING_KEY_FILE', `The key file ${path} (KRING_KEY_FILE) can be read by others on this machine. Run: chmod 600 ${path}`);
  }
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingError('KRING_KEY_FILE', `The key file ${path} (KRING_KEY_FILE) cannot be read: ${(error as Error).message}`);
  }
  const id = /^id:\s*([A-Za-z0-9._-]{1,64})\s*$/m.exec(text)?.[1];
  const encoded = /^key:\s*([A-Za-z0-9+/]{43}=)\s*$/m.exec(text)?.[1];
  if (!id || !encoded) {
    throw new SettingError('KRING_KEY_FILE', `The key file ${path} (KRING_KEY_FILE) has no line "id: …" and "key: …" with 32 bytes in base64. Put the file back from your own copy.`);
  }
  return { id, key: Buffer.from(encoded, 'base64') };
}

/** Makes a new key file (mode 0600, on disk before this returns). Never replaces an existing one. */
export function createMasterKey(path: string): MasterKey {
  const key = randomBytes(32);
  const id = `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(4).toString('hex')}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(
      file,
      '# The master key of Kring. Without this file closed circles and drafts cannot be read, by anybody.\n' +
        '# Keep a copy in a safe place, apart from the database and apart from its backups.\n' +
        `id: ${id}\nkey: ${key.toString('base64')}\n`,
    );
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  chmodSync(path, 0o600);
  return { id, key };
}
