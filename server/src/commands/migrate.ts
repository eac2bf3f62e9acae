import { migrate } from '../platform/database/migrate.js';
import { needUrl } from '../start/open-database.js';
import { say } from '../start/say.js';
import { runCommand } from './run-command.js';

/** `npm run migrate`: brings the tables up to date as the role that owns them. */
await runCommand('share', async ({ settings, log }) => {
  const done = await migrate({ ownerUrl: needUrl(settings, 'DATABASE_OWNER_URL'), jobsUrl: settings.databaseJobsUrl || undefined, log });
  say(done.length === 0 ? 'The tables are up to date.' : `Done: ${done.join(', ')}.`);
});
