import { say } from '../start/say.js';
import { openApp } from '../start/open-app.js';
import { administerPerson } from './administer.js';
import { runCommand } from './run-command.js';

/** `npm run person -- …`: people, their positions and their accounts (docs/operations.md, "The first people"). */
await runCommand('share', async ({ database, words, log }) => {
  const app = await openApp(database, log);
  try {
    await administerPerson(words, { app, publicUrl: database.settings.publicUrl, say });
  } finally {
    await app.close();
  }
});
