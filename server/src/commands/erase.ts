import { CommandError } from '../platform/backup/command-error.js';
import { eraseScope } from '../platform/backup/erase-scope.js';
import { keyBackupDays } from '../platform/backup/key-backup.js';
import type { ScopeKind } from '../platform/crypto/sealer.js';
import type { RunSql } from '../platform/database/run-sql.js';
import { connect } from '../start/connect.js';
import { needUrl } from '../start/open-database.js';
import { say } from '../start/say.js';
import { runCommand, takeFlag, takeOption } from './run-command.js';

interface Found {
  kind: ScopeKind;
  id: string;
  /** what goes, in words */
  what: string;
}

/** `npm run erase -- --person <address> | --circle <id> [--yes]`: erases someone's drafts, or all that was said in a closed circle. */
await runCommand('share', async ({ settings, words }) => {
  const person = takeOption(words, '--person');
  const circle = takeOption(words, '--circle');
  const sure = takeFlag(words, '--yes');
  if ((person === undefined) === (circle === undefined) || words.length > 0) {
    throw new CommandError('Say what: npm run erase -- --person <e-mail address>, or npm run erase -- --circle <id, as in its address>');
  }
  const jobsUrl = needUrl(settings, 'DATABASE_JOBS_URL');
  const jobs = await connect(jobsUrl);
  const found = await (person !== undefined ? findPerson(jobs.run, person) : findCircle(jobs.run, circle!)).finally(() => jobs.close());
  if (!sure) throw new CommandError(`This erases ${found.what}. Nobody can bring that back, you neither. If that is meant, add --yes.`);
  const { hadKey, keyFile, rewritten } = await eraseScope({
    jobsUrl,
    backupUrl: needUrl(settings, 'DATABASE_BACKUP_URL'),
    ownerUrl: settings.databaseOwnerUrl || undefined,
    keyBackupDir: settings.keyBackupDir,
    scope: found,
  });
  say(hadKey ? `Erased: ${found.what}.` : `There was no key for this any more; erased what was left: ${found.what}.`);
  say('Running servers forget the key within a minute.');
  say(`Key backups of before now still have it, and are removed ${keyBackupDays} days after they were made: see to it that nobody keeps copies of them for longer.`);
  say(`The erasure is in ${keyFile}. Keep that one: a restore needs it to know.`);
  if (!rewritten) say('The database tidies up the place of the key by itself, later. VACUUM (FULL) conf.keys, as owner, does it now.');
});

async function findPerson(run: RunSql, email: string): Promise<Found> {
  const [row] = await run<{ id: string }>(`SELECT id FROM people WHERE email = lower($1)`, [email]);
  if (!row) throw new CommandError(`There is nobody with the address ${email}.`);
  return { kind: 'person', id: row.id, what: `all drafts of ${email.toLowerCase()}` };
}

async function findCircle(run: RunSql, id: string): Promise<Found> {
  const [row] = await run<{ name: string; kind: string; topics: number; messages: number }>(
    `SELECT g.name, g.kind, (SELECT count(*)::int FROM topics t WHERE t.group_id = g.id) AS topics,
       (SELECT count(*)::int FROM messages m WHERE m.group_id = g.id) AS messages
     FROM groups g WHERE g.id::text = $1`,
    [id],
  );
  if (!row) throw new CommandError(`There is no circle ${id}. Its id stands in the address of its page.`);
  if (row.kind === 'knowledge') throw new CommandError(`${row.name} is an open circle: nothing in it is sealed, and this command does not erase there.`);
  return { kind: 'group', id, what: `all that was said in the circle ${row.name} (${row.topics} conversations, ${row.messages} messages) and archives it; its name, members and pact stay` };
}
