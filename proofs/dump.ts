import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { writeBackup } from '../server/src/platform/backup/write-backup.js';
import { InvitationAccess } from '../server/src/features/groups/access/invitation.access.js';
import { leadWrites } from '../server/test/contract/mutation-cases.js';
import { draftPlace, rememberNames } from '../server/test/contract/query-cases.js';
import { buildScene, type Scene } from '../server/test/contract/scene.js';
import type { World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { captureLog, type LogCapture } from './support/log-capture.js';
import { SecretLedger } from './support/secret-ledger.js';
import { finderWorks, secretsIn } from './support/secrets.js';

/** Texts of closed circles and drafts, which are kept sealed; names, purposes and pacts of circles, places of sessions and methods are not among them: facts and methods lie plain (migrations 0010, 0017). */
const isSealed = (field: string): boolean => field.startsWith('draft.') || field.startsWith('report.') || (/^(closed|coaching|elsewhereClosed)\./.test(field) && !/\.(name|purpose|pact|sessionPlace|method)$/.test(field));

/** Where secrets were found: field → places. */
type Found = Map<string, Set<string>>;

interface Search {
  found: Found;
  bytes: number;
  files: number;
}

/** Looks for secrets in whatever someone with a copy of the disk would have. */
class CopyOfEverything {
  readonly places: Record<string, Search> = {};

  constructor(
    private readonly ledger: SecretLedger,
    private readonly tokens: readonly { what: string; token: string }[],
  ) {}

  look(place: string, where: string, text: string): void {
    const search = (this.places[place] ??= { found: new Map(), bytes: 0, files: 0 });
    search.bytes += text.length;
    search.files += 1;
    const note = (what: string): void => void search.found.set(what, (search.found.get(what) ?? new Set()).add(where));
    for (const secret of secretsIn(text)) {
      const field = this.ledger.fields.get(secret);
      if (field) note(field);
    }
    for (const { what, token } of this.tokens) if (text.includes(token)) note(what);
  }

  lookAtFolder(place: string, folder: string): void {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      try {
        if (statSync(path).isDirectory()) this.lookAtFolder(place, path);
        else {
          const bytes = readFileSync(path);
          this.look(place, path, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1'));
        }
      } catch (error) {
        // the database removes files while we read
        if (!['ENOENT', 'ENXIO'].includes((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  has(place: string, fields: (field: string) => boolean): boolean {
    return [...(this.places[place]?.found.keys() ?? [])].some(fields);
  }
}

/** Every row of every table, as text, as the role that may read it. */
async function copyOfTables(world: World, copy: CopyOfEverything): Promise<number> {
  const tables = await world.database.sqlAs<{ name: string; schema: string }>(
    'superuser',
    `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name, n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'm', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1`,
  );
  for (const { name, schema } of tables) {
    const role = ['public', 'conf'].includes(schema) ? 'backup' : 'superuser';
    const rows = await world.database.sqlAs<{ row: string }>(role, `SELECT t::text AS row FROM ${name} t`);
    copy.look('tables', name, rows.map((row) => row.row).join('\n'));
  }
  const stats = await world.database.sqlAs<{ row: string }>('superuser', `SELECT s::text AS row FROM pg_stats s WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`);
  copy.look('statistics', 'pg_stats', stats.map((row) => row.row).join('\n'));
  const activity = await world.database.sqlAs<{ row: string }>('superuser', `SELECT a::text AS row FROM pg_stat_activity a WHERE query NOT LIKE '%pg_stat_activity%'`);
  copy.look('statistics', 'pg_stat_activity', activity.map((row) => row.row).join('\n'));
  return tables.length;
}

/** Failures on the way: what the database and the server write down of them. */
async function fail(scene: Scene, ledger: SecretLedger): Promise<void> {
  const { world, sessions, circles } = scene;
  await world.sql(`ALTER TABLE topics ADD CONSTRAINT no_topic CHECK (message_count < 0) NOT VALID`);
  for (const circle of [circles.open, circles.closed, circles.coaching]) {
    await world.gql(sessions.author, 'mutation S($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }', {
      input: {
        mutationId: randomUUID(),
        topicId: randomUUID(),
        messageId: randomUUID(),
        groupId: circle.id,
        title: ledger.word(`${circle.name}.failedTitle`),
        body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: ledger.word(`${circle.name}.failedBody`) }] }] },
      },
    });
  }
  await world.sql('ALTER TABLE topics DROP CONSTRAINT no_topic');
}

async function everything(scene: Scene, ledger: SecretLedger, log: LogCapture, round: number): Promise<{ copy: CopyOfEverything; tables: number }> {
  const { world, circles, sessions } = scene;
  const access = world.server.app.get(InvitationAccess);
  const tokens = [
    ...Object.values(circles).filter((circle) => circle.invitation).map((circle) => ({ what: 'token.invitation', token: access.tokenOf(circle.invitation) })),
    ...Object.values(sessions).flatMap((session) => (session ? [{ what: 'token.sign-in', token: session.cookie.split('=')[1]! }] : [])),
  ];
  const copy = new CopyOfEverything(ledger, tokens);
  await world.database.sqlAs('superuser', 'ANALYZE');
  await world.database.sqlAs('superuser', 'CHECKPOINT');
  const tables = await copyOfTables(world, copy);
  const { backupDir, keyBackupDir, dataDir } = world.settings;
  await writeBackup({ backupUrl: world.database.urls.backup, backupDir: join(backupDir, String(round)), keyBackupDir });
  copy.lookAtFolder('backup', join(backupDir, String(round)));
  copy.lookAtFolder('key backup', keyBackupDir);
  const [place] = await world.database.sqlAs<{ data_directory: string }>('superuser', 'SHOW data_directory');
  copy.lookAtFolder('data directory', dirname(place!.data_directory));
  copy.look('log', 'server log', log.text());
  for (const name of readdirSync(dataDir)) {
    if (['backups', 'key-backups'].includes(name)) continue;
    const path = join(dataDir, name);
    if (name === 'mail') copy.lookAtFolder('mail', path);
    else if (statSync(path).isDirectory()) copy.lookAtFolder('data folder', path);
    else copy.look('data folder', path, readFileSync(path, 'latin1'));
  }
  return { copy, tables };
}

export const proof: Proof = {
  name: 'dump',
  claim: 'whoever holds a copy of the database, its files, its backups, the logs and the mails cannot read closed conversations, drafts or links',
  patience: 5,
  async run(context: ProofContext) {
    const log = captureLog();
    context.onEnd(() => log.stop());
    const world = await context.createWorld({ jobs: true, env: { KRING_LOG_LEVEL: 'trace' } });
    const ledger = new SecretLedger(context.random);
    const scene = await buildScene(world, ledger.word);
    await rememberNames(scene);
    for (const place of [draftPlace(scene), `topic:${scene.circles.closed.topic.id}`, `newTopic:${scene.circles.coaching.id}`, 'newGroup']) await leadWrites(scene, ledger.word('draft.lead'), place);
    await fail(scene, ledger);
    await world.untilMail(() => true);
    const { copy, tables } = await everything(scene, ledger, log, 1);

    const problems: string[] = [];
    const mailMayHold = new Set(['token.invitation']);
    for (const [place, search] of Object.entries(copy.places)) {
      for (const [field, where] of search.found) {
        if ((isSealed(field) || field.startsWith('token.')) && !(place === 'mail' && mailMayHold.has(field))) problems.push(`${field} is readable in the ${place}: ${[...where].slice(0, 3).join(', ')}`);
      }
    }
    const sealed = [...ledger.fields.values()].filter(isSealed).length;

    // open text is found wherever rows are, so the search works; and one sealed text written down plainly is noticed
    const openFound = ['tables', 'statistics', 'backup', 'data directory', 'mail'].filter((place) => !copy.has(place, (field) => field.startsWith('open.')));
    await world.sql(`INSERT INTO installation (key, value) VALUES ('slip', to_jsonb($1::text))`, [[...ledger.fields].find(([, field]) => field === 'closed.body')![0]]);
    const slip = await everything(scene, ledger, log, 2);
    const slipMissed = ['tables', 'backup', 'data directory'].filter((place) => !slip.copy.has(place, (field) => field === 'closed.body'));
    const known = finderWorks([...ledger.fields.keys()][0]!);
    for (const problem of problems) context.progress(problem);
    const bytes = Object.values(copy.places).reduce((sum, one) => sum + one.bytes, 0);
    return {
      ok: problems.length === 0,
      covered: { 'sealed texts': sealed, tables, 'kinds of place': Object.keys(copy.places).length, files: copy.places['data directory']?.files ?? 0, 'MB looked through': Math.floor(bytes / 1e6), mails: copy.places['mail']?.files ?? 0, 'kB of log': Math.floor((copy.places['log']?.bytes ?? 0) / 1000) },
      minimum: { 'sealed texts': 30, tables: 20, 'kinds of place': 7, files: 500, 'MB looked through': 30, mails: 1, 'kB of log': 5 },
      figure: `${problems.length} of ${sealed} sealed texts and their links readable in ${tables} tables and ${Math.floor(bytes / 1e6)} MB of files`,
      control: {
        ok: openFound.length === 0 && slipMissed.length === 0 && known,
        what: openFound.length === 0 && slipMissed.length === 0 ? 'open texts are found in every place, and one sealed text written plainly in tables, backup and data directory' : `not found: ${[...openFound, ...slipMissed].join(', ')}`,
      },
    };
  },
};
