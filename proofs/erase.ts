import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraseScope } from '../server/src/platform/backup/erase-scope.js';
import { dropOldKeyBackups, keyBackupDays } from '../server/src/platform/backup/key-backup.js';
import { restoreBackup } from '../server/src/platform/backup/restore-backup.js';
import { writeBackup } from '../server/src/platform/backup/write-backup.js';
import { readMasterKey, type MasterKey } from '../server/src/platform/config/key-file.js';
import { aadFor, type ScopeKind, unseal, unwrapScopeKey } from '../server/src/platform/crypto/sealer.js';
import { leadWrites } from '../server/test/contract/mutation-cases.js';
import { draftPlace } from '../server/test/contract/query-cases.js';
import { buildScene, type Scene } from '../server/test/contract/scene.js';
import { cloneDatabase, type TestDatabase } from '../server/test/harness/test-database.js';
import type { World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { SecretLedger } from './support/secret-ledger.js';
import { secretsIn } from './support/secrets.js';

interface SealedText {
  table: string;
  column: string;
  id: string;
  scopeKind: ScopeKind;
  scope: string;
  sealed: Buffer;
}

interface WrappedKey {
  scopeKind: ScopeKind;
  scope: string;
  wrapped: Buffer;
}

/** Every sealed text of a database, wherever it stands. */
const sealedTexts = (database: TestDatabase): Promise<SealedText[]> =>
  database.sqlAs<SealedText>('backup', `
    SELECT 'messages' AS table, 'body_sealed' AS column, id, 'group' AS "scopeKind", group_id AS scope, body_sealed AS sealed FROM messages WHERE body_sealed IS NOT NULL
    UNION ALL SELECT 'messages', 'body_sealed', m.id, 'group', m.group_id, v.body_sealed FROM message_versions v JOIN messages m ON m.id = v.message_id WHERE v.body_sealed IS NOT NULL
    UNION ALL SELECT 'topics', 'title_sealed', id, 'group', group_id, title_sealed FROM topics WHERE title_sealed IS NOT NULL
    UNION ALL SELECT 'topics', 'preview_sealed', id, 'group', group_id, preview_sealed FROM topics WHERE preview_sealed IS NOT NULL
    UNION ALL SELECT 'conf.drafts', 'body', id, 'person', person_id, body FROM conf.drafts`);

const keysOf = (database: TestDatabase): Promise<WrappedKey[]> =>
  database.sqlAs<WrappedKey>('backup', `SELECT scope_kind AS "scopeKind", scope_id AS scope, wrapped FROM conf.keys`);

/** What someone reads who holds these texts, these keys and the master key: every key is tried on every text. */
function readable(master: MasterKey, texts: readonly SealedText[], keys: readonly WrappedKey[]): SealedText[] {
  const deks = keys.map((key) => unwrapScopeKey(master, key.scopeKind, key.scope, key.wrapped));
  return texts.filter(({ table, column, id, scopeKind, scope, sealed }) =>
    deks.some((dek) => {
      try {
        return unseal(dek, aadFor(table, column, id, scopeKind, scope), sealed).length > 0;
      } catch {
        return false;
      }
    }),
  );
}

/** The backup of before, brought back on another machine. */
async function restored(context: ProofContext, world: World, folder: string, keys: { keyBackupDir: string; keyFile?: string }): Promise<TestDatabase> {
  const database = await cloneDatabase();
  context.onEnd(() => database.drop());
  await restoreBackup({ ownerUrl: database.urls.owner, jobsUrl: database.urls.jobs, folder, ...keys });
  return database;
}

/** What a member still gets to see of a circle, and someone of their own drafts: everything that is shown, as text. */
async function shown(scene: Scene, circle: Scene['circles']['closed']): Promise<string> {
  const ask = (document: string, id: string) => scene.world.gql(scene.sessions.lead, document, { id });
  const page = await ask('query G($id: UUID!) { groupPage(id: $id, first: 20) { group { name } topics { nodes { title preview } } } }', circle.id);
  const drafts = await ask('query D { drafts(first: 50) { nodes { text body } } }', circle.id);
  for (const answer of [page, drafts]) if (answer.errors) throw new Error(`the circle cannot be looked at: ${JSON.stringify(answer.errors)}`);
  // the conversation itself may be gone
  const topic = await ask('query T($id: UUID!) { topicPage(id: $id) { topic { title } messages { nodes { body } } } }', circle.topic.id);
  return [page, drafts, topic].map((answer) => answer.text).join('\n');
}

/** Whether the bytes of a key stand in the file that the database keeps its keys in. */
async function keyInFile(world: World, wrapped: Buffer): Promise<boolean> {
  await world.database.sqlAs('superuser', 'CHECKPOINT');
  const [place] = await world.database.sqlAs<{ path: string }>('superuser', `SELECT current_setting('data_directory') || '/' || pg_relation_filepath('conf.keys') AS path`);
  return readFileSync(place!.path).includes(wrapped);
}

export const proof: Proof = {
  name: 'erase',
  claim: 'what was erased is gone from the server, stays gone through a restore, and in a backup of before no key of today opens it',
  patience: 5,
  async run(context) {
    const world = await context.createWorld({ jobs: true });
    const ledger = new SecretLedger(context.random);
    const scene = await buildScene(world, ledger.word);
    const { circles, people } = scene;
    for (const place of [draftPlace(scene), `topic:${circles.closed.topic.id}`, 'newGroup']) await leadWrites(scene, ledger.word('draft.lead'), place);
    const master = readMasterKey(world.settings.keyFile);
    const { backupDir, keyBackupDir } = world.settings;
    const problems: string[] = [];
    const expect = (holds: boolean, problem: string): void => void (holds || problems.push(problem));

    // a backup of before, with its keys put away by somebody
    const before = await writeBackup({ backupUrl: world.database.urls.backup, backupDir, keyBackupDir });
    const keysBefore = await keysOf(world.database);
    const scopes = [
      { kind: 'group' as const, id: circles.closed.id },
      { kind: 'person' as const, id: people.lead.id },
    ];
    const isErased = (text: { scope: string }): boolean => scopes.some((scope) => scope.id === text.scope);
    const words = (text: string): string[] => [...secretsIn(text)].map((secret) => ledger.fields.get(secret) ?? '').filter((field) => field.startsWith('draft.') || (field.startsWith('closed.') && !/\.(name|purpose|pact)$/.test(field)));
    const seenBefore = words(await shown(scene, circles.closed)).length;
    const erasedKeys = keysBefore.filter(isErased);
    const inFileBefore = await Promise.all(erasedKeys.map((key) => keyInFile(world, key.wrapped)));

    context.progress('erasing a circle and the drafts of a person');
    for (const scope of scopes) {
      await eraseScope({ jobsUrl: world.database.urls.jobs, backupUrl: world.database.urls.backup, ownerUrl: world.database.urls.owner, keyBackupDir, scope });
    }
    expect((await sealedTexts(world.database)).filter(isErased).length === 0, 'sealed texts of the erased scopes are still in the tables');
    const keysNow = await keysOf(world.database);
    expect(!keysNow.some(isErased), 'a key of an erased scope is still in the database');
    expect(words(await shown(scene, circles.closed)).length === 0, 'the server still shows what was erased');
    for (const key of erasedKeys) expect(!(await keyInFile(world, key.wrapped)), 'the bytes of an erased key are still in the database\'s file');

    context.progress('restoring the backup of before, with the keys of today');
    const back = await restored(context, world, before.folder, { keyBackupDir });
    const backTexts = await sealedTexts(back);
    expect(backTexts.filter(isErased).length === 0, 'the restore brought erased texts back');
    expect(!(await keysOf(back)).some(isErased), 'the restore brought an erased key back');
    const othersReadable = readable(master, backTexts, await keysOf(back)).length;
    expect(othersReadable === backTexts.length && othersReadable > 0, `only ${othersReadable} of ${backTexts.length} texts that were not erased can be read after the restore`);

    // the person writes on, with a key of their own, and that can be read
    await leadWrites(scene, ledger.word('draft.lead'));
    expect(words(await shown(scene, circles.closed)).length === 1, 'who was erased cannot write a new draft');

    // control: the same backup, restored where nobody knows of the erasure, with the key that was kept
    context.progress('restoring it with the old key, as a control');
    const kept = await restored(context, world, before.folder, { keyBackupDir: join(backupDir, 'nobody-knows'), keyFile: before.keyFile });
    const keptTexts = (await sealedTexts(kept)).filter(isErased);
    const withOldKey = readable(master, keptTexts, await keysOf(kept)).length;
    const withTodaysKeys = readable(master, keptTexts, await keysOf(world.database)).length;
    expect(withTodaysKeys === 0, `${withTodaysKeys} texts of the backup open with a key of today`);

    const later = Date.now() + (keyBackupDays + 1) * 86_400_000;
    dropOldKeyBackups(keyBackupDir, later);
    expect(!existsSync(before.keyFile), `the old key is still there after ${keyBackupDays} days`);

    for (const problem of problems) context.progress(problem);
    return {
      ok: problems.length === 0,
      covered: { 'erased texts': keptTexts.length, 'other texts': backTexts.length, 'keys tried': keysNow.length, restores: 2 },
      minimum: { 'erased texts': 12, 'other texts': 10, 'keys tried': 2, restores: 2 },
      figure: `${withTodaysKeys} of ${keptTexts.length} erased texts readable in a backup of before, with every key of today`,
      control: {
        ok: withOldKey === keptTexts.length && withOldKey > 0 && seenBefore > 0 && inFileBefore.every(Boolean),
        what: `with the old key kept, ${withOldKey} of ${keptTexts.length} are readable; before the erasure the server showed ${seenBefore}, and the keys stood in the database's file`,
      },
    };
  },
};
