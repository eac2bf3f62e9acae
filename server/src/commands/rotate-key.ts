import { existsSync, renameSync } from 'node:fs';
import { CommandError } from '../platform/backup/command-error.js';
import { readKeySet, writeKeyBackup } from '../platform/backup/key-backup.js';
import { rewrapKeys } from '../platform/backup/rewrap-keys.js';
import { createMasterKey, readMasterKey } from '../platform/config/key-file.js';
import { checkMasterKey } from '../platform/database/boot-check.js';
import { connect } from '../start/connect.js';
import { findMasterKey } from '../start/master-key.js';
import { needUrl } from '../start/open-database.js';
import { say } from '../start/say.js';
import { runCommand } from './run-command.js';

/** `npm run key:rotate`: a new master key; every data key is wrapped again. The server must not be running. */
await runCommand('own', async ({ settings }) => {
  const owner = await connect(needUrl(settings, 'DATABASE_OWNER_URL'));
  try {
    const { master: old, keyFile } = await findMasterKey(settings, owner.run);
    await checkMasterKey(owner.run, old.id);
    const next = `${keyFile}.new`;
    if (existsSync(next)) throw new CommandError(`${next} is left from a rotation that was cut off. If the database names its id ("npm start" says which key it wants), put it in the place of ${keyFile}; else remove it.`);
    createMasterKey(next);
    const count = await rewrapKeys(owner.run, old, readMasterKey(next));
    renameSync(keyFile, `${keyFile}.${old.id}`);
    renameSync(next, keyFile);
    const set = await readKeySet(owner.run);
    const kept = set && writeKeyBackup(settings.keyBackupDir, set);
    say(`${count} keys are wrapped by the new master key in ${keyFile}.`);
    say(`The old one is ${keyFile}.${old.id}; it opens the key backups made before this moment. Keep it 30 days, then destroy it.`);
    if (kept) say(`A fresh key backup: ${kept}`);
  } finally {
    await owner.close();
  }
});
