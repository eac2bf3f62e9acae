import { CommandError } from '../platform/backup/command-error.js';
import { checkMasterKey } from '../platform/database/boot-check.js';
import { migrate } from '../platform/database/migrate.js';
import { connect } from '../start/connect.js';
import { isEmpty, seed } from '../start/demo.js';
import { findMasterKey } from '../start/master-key.js';
import { needUrl } from '../start/open-database.js';
import { say } from '../start/say.js';
import { runCommand } from './run-command.js';

/** `npm run seed`: fills an empty installation with the demo region; what `npm start` does by itself for a demo. */
await runCommand('share', async ({ settings, log }) => {
  if (!settings.demo) throw new CommandError('The demo is off for this installation. Set KRING_DEMO=1 if you really want invented people in this database.');
  const ownerUrl = needUrl(settings, 'DATABASE_OWNER_URL');
  await migrate({ ownerUrl, jobsUrl: settings.databaseJobsUrl || undefined, log });
  const owner = await connect(ownerUrl);
  try {
    if (!(await isEmpty(owner.run))) throw new CommandError('There are people in this database already; the demo only goes into an empty one.');
    const { master } = await findMasterKey(settings, owner.run);
    await checkMasterKey(owner.run, master.id);
    await seed(settings, ownerUrl, master, log);
    say('The demo region is filled in.');
  } finally {
    await owner.close();
  }
});
