import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eraseScope } from '../server/src/platform/backup/erase-scope.js';
import { dropOldKeyBackups, keyBackupDays } from '../server/src/platform/backup/key-backup.js';
import { restoreBackup } from '../server/src/platform/backup/restore-backup.js';
import { writeBackup } from '../server/src/platform/backup/write-backup.js';
import { readMasterKey } from '../server/src/platform/config/key-file.js';
import { Reads } from '../server/src/platform/database/reads.js';
import { createJobsPool } from '../server/src/platform/job-schema/jobs-pool.js';
import { sweep } from '../server/src/platform/jobs/housekeeping.js';
import { loadRetention } from '../server/src/platform/jobs/retention-catalogue.js';
import { leadWrites } from '../server/test/contract/mutation-cases.js';
import { draftPlace } from '../server/test/contract/query-cases.js';
import { buildScene, type Scene } from '../server/test/contract/scene.js';
import { cloneDatabase, type TestDatabase } from '../server/test/harness/test-database.js';
import type { World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { SecretLedger } from './support/secret-ledger.js';
import { keysOf, readable, sealedTexts } from './support/sealed-texts.js';
import { secretsIn } from './support/secrets.js';

/** The backup of before, brought back on another machine. */
async function restored(context: ProofContext, world: World, folder: string, keys: { keyBackupDir: string; keyFile?: string }): Promise<TestDatabase> {
  const database = await cloneDatabase();
  context.onEnd(() => database.drop());
  await restoreBackup({ ownerUrl: database.urls.owner, jobsUrl: database.urls.jobs, folder, ...keys });
  return database;
}

/** What a member still gets to see of a circle, and someone of their own drafts and reports: everything that is shown, as text. */
async function shown(scene: Scene, circle: Scene['circles']['closed']): Promise<string> {
  const ask = (document: string, id: string) => scene.world.gql(scene.sessions.lead, document, { id });
  const page = await ask('query G($id: UUID!) { groupPage(id: $id, first: 20) { group { name } topics { nodes { title preview } } } }', circle.id);
  const drafts = await ask('query D { drafts(first: 50) { nodes { text body } } reports(first: 50) { nodes { words } } }', circle.id);
  for (const answer of [page, drafts]) if (answer.errors) throw new Error(`the circle cannot be looked at: ${JSON.stringify(answer.errors)}`);
  // the conversation itself may be gone
  const topic = await ask('query T($id: UUID!) { topicPage(id: $id) { topic { title } messages { nodes { body } } } }', circle.topic.id);
  return [page, drafts, topic].map((answer) => answer.text).join('\n');
}

/** Everything that the lead still gets of the session of a circle: its page, what came out of it, its lesson, and its cases. */
async function shownOfSession(scene: Scene, circle: Scene['circles']['closed']): Promise<string> {
  const documents = [
    'query P($id: UUID!) { sessionPage(id: $id) { texts { body } options { words } } }',
    'query O($id: UUID!) { sessionOutcome(id: $id) { actions { what } notes followUps { words } lifts { reason } } }',
    'query H($id: UUID!) { harvest(sessionId: $id) { title situation helped tryNext } }',
    'query C($id: UUID!) { sessionCases(id: $id) { cases { title question } mine { fields { text } } } }',
  ];
  const answers = await Promise.all(documents.map((document) => scene.world.gql(scene.sessions.lead, document, { id: circle.session!.id })));
  for (const answer of answers) if (answer.errors) throw new Error(`the session cannot be looked at: ${JSON.stringify(answer.errors)}`);
  return answers.map((answer) => answer.text).join('\n');
}

/** A lesson of the session of coaching that got no further than asking, and what the lead keeps of it; as if it had ended. @returns the id of the lesson */
async function leftOver(scene: Scene, words: string): Promise<string> {
  const { id, row } = scene.circles.coaching.session!;
  const [lesson] = await scene.world.sql<{ id: string }>(
    `UPDATE conf.harvests SET status = 'approving', published_on = NULL, approved_ids = '{}' WHERE session_id = $1 RETURNING id`,
    [id],
  );
  await scene.world.sql(`UPDATE sessions SET status = 'ended', ended_at = now() WHERE id = $1`, [id]);
  const input = { mutationId: randomUUID(), id: randomUUID(), sessionId: id, textIds: [], words, ifVersion: 0 };
  await scene.world.ask(scene.sessions.lead, 'mutation K($input: KeepReportInput!) { keepReport(input: $input) { id } }', { input });
  await scene.world.sql('UPDATE sessions SET status = $2, ended_at = NULL WHERE id = $1', [id, row['status']]);
  return lesson!.id;
}

/** Lets the days of the schedule pass for one session and everything around it, and runs what runs every hour. */
async function letDaysPass(world: World, circle: Scene['circles']['closed'], days: number): Promise<void> {
  await world.sql(`UPDATE sessions SET started_at = now() - make_interval(days => $2) WHERE id = $1`, [circle.session!.id, days]);
  await world.sql(`UPDATE conf.prepared_cases SET updated_at = now() - make_interval(days => $2) WHERE group_id = $1`, [circle.id, days]);
  const jobs = createJobsPool(world.settings.databaseJobsUrl, 1, () => undefined);
  await sweep(jobs, world.server.app.get(Reads, { strict: false }), loadRetention(), new Date());
  await jobs.end();
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
    const lesson = await leftOver(scene, ledger.word('report.lead'));
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
    // what goes with them, and what goes by its days: sessions, their outcome, and prepared cases
    const cases = await world.sql<{ id: string }>('SELECT id FROM conf.prepared_cases WHERE group_id = ANY ($1::uuid[])', [[circles.closed.id, circles.coaching.id]]);
    const gone = new Set([...scopes.map(({ id }) => id), circles.closed.session!.id, circles.coaching.session!.id, lesson, ...cases.map(({ id }) => id)]);
    const isErased = (text: { scope: string; id?: string }): boolean => gone.has(text.scope) || gone.has(text.id ?? '');
    const bySession = (text: { scope: string; table: string }): boolean => text.scope === circles.coaching.session!.id;
    const sessionWords = async (): Promise<number> => [...secretsIn(await shownOfSession(scene, circles.coaching))].filter((secret) => ledger.fields.get(secret)?.startsWith('coaching.')).length;
    const sessionSeenBefore = await sessionWords();
    const words = (text: string): string[] => [...secretsIn(text)].map((secret) => ledger.fields.get(secret) ?? '').filter((field) => field.startsWith('draft.') || field.startsWith('report.') || (field.startsWith('closed.') && !/\.(name|purpose|pact)$/.test(field)));
    const seenBefore = words(await shown(scene, circles.closed)).length;
    const erasedKeys = keysBefore.filter(isErased);
    const inFileBefore = await Promise.all(erasedKeys.map((key) => keyInFile(world, key.wrapped)));

    context.progress('letting the days of a session pass');
    await letDaysPass(world, circles.coaching, 91);
    const afterCase = (await sealedTexts(world.database)).filter(bySession).map(({ table }) => table);
    expect(afterCase.length > 0 && afterCase.every((table) => ['conf.session_outcomes', 'conf.session_followups'].includes(table)), 'after its days a session does not keep its outcome, and only that');
    expect((await world.sql('SELECT 1 FROM conf.harvests WHERE id = $1', [lesson])).length === 0, 'a lesson that was not published outlives the words of its session');
    expect(words(await shown(scene, circles.closed)).includes('report.lead'), 'a report of one\'s own went with the session');
    await letDaysPass(world, circles.coaching, 366);
    expect((await sessionWords()) === 0, 'the server still shows words of a session whose days are over');
    const [facts] = await world.sql<{ texts: number; people: number }>('SELECT texts_erased AS texts, (SELECT count(*)::int FROM session_people p WHERE p.session_id = s.id) AS people FROM sessions s WHERE id = $1', [circles.coaching.session!.id]);
    expect(facts!.texts > 0 && facts!.people > 0, 'the counts and facts of an erased session are gone');

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
      covered: { 'erased texts': keptTexts.length, 'of a session by its days': keptTexts.filter(bySession).length, 'prepared cases': keptTexts.filter(({ table }) => table === 'conf.prepared_cases').length, 'lessons and reports': keptTexts.filter(({ table }) => ['conf.harvests', 'conf.personal_reports'].includes(table)).length, 'other texts': backTexts.length, 'keys tried': keysNow.length, restores: 2 },
      minimum: { 'erased texts': 25, 'of a session by its days': 8, 'prepared cases': 4, 'lessons and reports': 2, 'other texts': 10, 'keys tried': 2, restores: 2 },
      figure: `${withTodaysKeys} of ${keptTexts.length} erased texts readable in a backup of before, with every key of today`,
      control: {
        ok: withOldKey === keptTexts.length && withOldKey > 0 && seenBefore > 0 && sessionSeenBefore > 0 && inFileBefore.every(Boolean),
        what: `with the old key kept, ${withOldKey} of ${keptTexts.length} are readable; before the erasure the server showed ${seenBefore} and ${sessionSeenBefore} of the session, and the keys stood in the database's file`,
      },
    };
  },
};
