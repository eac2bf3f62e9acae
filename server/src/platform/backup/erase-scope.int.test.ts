import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { buildPerson, type BuiltPerson } from '../../../test/builders/people.js';
import { cloneDatabase, type TestDatabase } from '../../../test/harness/test-database.js';
import { createScopeKey } from '../crypto/sealer.js';
import { eraseScope } from './erase-scope.js';
import { readKeyBackup } from './key-backup.js';

let database: TestDatabase;
let keyBackupDir: string;
let person: BuiltPerson;
const master = { id: 'k-test', key: randomBytes(32) };

beforeAll(async () => {
  keyBackupDir = mkdtempSync(join(tmpdir(), 'kring-erase-'));
  database = await cloneDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(keyBackupDir, { recursive: true, force: true });
});
beforeEach(async () => {
  person = await buildPerson(database);
  await giveKey();
});

const giveKey = () =>
  database.sql(`INSERT INTO conf.keys (scope_kind, scope_id, wrapped, master_key_id) VALUES ('person', $1, $2, 'k-test')`, [person.id, createScopeKey(master, 'person', person.id).wrapped]);
const erase = (kind: 'person' | 'group' = 'person', id = person.id) =>
  eraseScope({ jobsUrl: database.urls.jobs, backupUrl: database.urls.backup, ownerUrl: database.urls.owner, keyBackupDir, scope: { kind, id } });
const draftSql = `INSERT INTO conf.drafts (id, person_id, place, body) VALUES ($1, $2, 'newGroup', '')`;
const left = async () => (await database.sql<{ n: number }>(`SELECT (SELECT count(*) FROM conf.keys WHERE scope_id = $1)::int + (SELECT count(*) FROM conf.drafts WHERE person_id = $1)::int AS n`, [person.id]))[0]!.n;

it('is written down where a restore looks, and in the audit log, by id only', async () => {
  const first = await erase();
  expect(first).toMatchObject({ hadKey: true, rewritten: true });
  const { keys, erasures } = readKeyBackup(first.keyFile);
  expect(keys.some((key) => key.scopeId === person.id)).toBe(false);
  expect(erasures).toContainEqual({ scopeKind: 'person', scopeId: person.id, erasedAt: expect.any(String) });
  expect(await database.sql(`SELECT act, actor_id, detail FROM audit_log WHERE subject_id = $1`, [person.id])).toEqual([{ act: 'scope.erased', actor_id: null, detail: { kind: 'person' } }]);
});

it('counts again when the scope was used again', async () => {
  const before = readKeyBackup((await erase()).keyFile).erasures.find((one) => one.scopeId === person.id)!;
  await giveKey();
  const again = await erase();
  expect(again.hadKey).toBe(true);
  expect(readKeyBackup(again.keyFile).erasures.find((one) => one.scopeId === person.id)!.erasedAt > before.erasedAt).toBe(true);
});

it('waits for who is writing, and takes what they wrote along', async () => {
  const writer = new pg.Client({ connectionString: database.urls.runtime });
  await writer.connect();
  try {
    await writer.query('BEGIN');
    await writer.query(`SELECT set_config('app.person_id', $1, true)`, [person.id]);
    expect((await writer.query(`SELECT wrapped FROM conf.key_for_writing('person', $1)`, [person.id])).rowCount).toBe(1);
    const erasing = erase();
    while ((await database.sql(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)).length === 0);
    await writer.query(draftSql, [randomUUID(), person.id]);
    await writer.query('COMMIT');
    await erasing;
    expect(await left()).toBe(0);
  } finally {
    await writer.end();
  }
});

it('gives no key of somebody else for writing', async () => {
  const writer = new pg.Client({ connectionString: database.urls.runtime });
  await writer.connect();
  try {
    await writer.query('BEGIN');
    await writer.query(`SELECT set_config('app.person_id', $1, true)`, [randomUUID()]);
    expect((await writer.query(`SELECT wrapped FROM conf.key_for_writing('person', $1)`, [person.id])).rowCount).toBe(0);
  } finally {
    await writer.end();
  }
});

it('is for the role of the jobs alone', async () => {
  for (const role of ['runtime', 'backup'] as const) {
    await expect(database.sqlAs(role, `SELECT conf.erase_scope('person', $1)`, [person.id])).rejects.toMatchObject({ code: '42501' });
    await expect(database.sqlAs(role, `SELECT conf.erase_words('person', $1)`, [person.id])).rejects.toMatchObject({ code: '42501' });
  }
  expect(await left()).toBe(1);
});
