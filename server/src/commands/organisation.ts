import { say } from '../start/say.js';
import { openApp } from '../start/open-app.js';
import { administerOrganisation } from './administer.js';
import { runCommand } from './run-command.js';

/** `npm run organisation -- …`: adds a region, foundation, school or institute. */
await runCommand('share', async ({ database, words, log }) => {
  const app = await openApp(database, log);
  try {
    await administerOrganisation(words, { app, publicUrl: database.settings.publicUrl, say });
  } finally {
    await app.close();
  }
});
