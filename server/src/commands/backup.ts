import { resolve } from 'node:path';
import { verifyBackup } from '../platform/backup/manifest.js';
import { writeBackup } from '../platform/backup/write-backup.js';
import { needUrl } from '../start/open-database.js';
import { say, sayFailure } from '../start/say.js';
import { runCommand, takeOption } from './run-command.js';

/** `npm run backup`: a backup while the server runs. `npm run backup -- --check <folder>`: is that one still whole? */
const check = takeOption(process.argv, '--check');
if (check !== undefined) {
  try {
    const manifest = await verifyBackup(resolve(check));
    say(`The backup of ${manifest.madeAt} is whole: ${manifest.tables.reduce((sum, table) => sum + table.rows, 0)} rows in ${manifest.tables.length} tables.`);
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
} else {
  await runCommand('share', async ({ settings, words, log }) => {
    const { folder, keyFile, manifest } = await writeBackup({
      backupUrl: needUrl(settings, 'DATABASE_BACKUP_URL'),
      backupDir: words[0] ? resolve(words[0]) : settings.backupDir,
      keyBackupDir: settings.keyBackupDir,
      log,
    });
    say(`Backup: ${folder} (${manifest.tables.reduce((sum, table) => sum + table.rows, 0)} rows in ${manifest.tables.length} tables)`);
    say(`Keys:   ${keyFile} (kept 30 days; store it apart from the backup)`);
  });
}
