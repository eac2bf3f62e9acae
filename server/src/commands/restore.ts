import { resolve } from 'node:path';
import { CommandError } from '../platform/backup/command-error.js';
import { restoreBackup } from '../platform/backup/restore-backup.js';
import { needUrl } from '../start/open-database.js';
import { say } from '../start/say.js';
import { runCommand, takeFlag, takeOption } from './run-command.js';

/** `npm run restore -- <folder> [--replace] [--keys <file>] [--without-keys]`: brings a backup back; the server must not be running. */
await runCommand('own', async ({ settings, words, log }) => {
  const replace = takeFlag(words, '--replace');
  const withoutKeys = takeFlag(words, '--without-keys');
  const keyFile = takeOption(words, '--keys');
  const folder = words[0];
  if (!folder || words.length > 1) throw new CommandError('Say which backup: npm run restore -- <folder> [--replace] [--keys <file>] [--without-keys]');
  const restored = await restoreBackup({
    ownerUrl: needUrl(settings, 'DATABASE_OWNER_URL'),
    jobsUrl: needUrl(settings, 'DATABASE_JOBS_URL'),
    folder: resolve(folder),
    keyBackupDir: settings.keyBackupDir,
    keyFile: keyFile ? resolve(keyFile) : undefined,
    replace,
    withoutKeys,
    log,
  });
  if (restored.keysMissing > 0) say(`${restored.keysMissing} keys were not at hand: those closed circles and drafts stay unreadable.`);
  say(`The backup of ${restored.manifest.madeAt} is back: ${restored.rows} rows, ${restored.keys} keys, ${restored.erasedAgain} erasures done again. Everybody has to sign in again.`);
});
