import { randomBytes, randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../../../test/harness/test-database.js';
import { openEarlierReceiptKey, receiptKey } from '../crypto/receipt-key.js';
import { aadFor, createScopeKey, type MasterKey, seal, unseal, unwrapScopeKey } from '../crypto/sealer.js';
import { CommitHints } from '../database/commit-hints.js';
import { createDataSource } from '../database/data-source.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { WriteLimit } from '../identity/write-limit.js';
import { dropOldKeyBackups } from './key-backup.js';
import { leftOut, verifyBackup } from './manifest.js';
import { restoreBackup } from './restore-backup.js';
import { rewrapKeys } from './rewrap-keys.js';
import { writeBackup } from './write-backup.js';

let database: TestDatabase;
let dir: string;
const master = { id: 'k-test', key: randomBytes(32) };
const people = [randomUUID(), randomUUID()] as const;
const drafts = [randomUUID(), randomUUID()] as const;
const awkward = 'tab\t, new line\n, back \\slash \\N \\., "quotes", é, 🙂';

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kring-backup-'));
  database = await cloneDatabase();
  const organisation = randomUUID();
  await database.sql(`INSERT INTO organisations (id, kind, path, name) VALUES ($1, 'region', ARRAY[$1::uuid], $2)`, [organisation, awkward]);
  await database.sql(`INSERT INTO realtime_stream (stream, seq) VALUES ('group:x', 44)`);
  await database.sql(`INSERT INTO audit_log (act) SELECT 'act' FROM generate_series(1, 7)`);
  await database.sql(`INSERT INTO installation (key, value) VALUES ('master_key', '{"id": "k-test"}')`);
  for (const [index, person] of people.entries()) {
    await database.sql(`INSERT INTO people (id, given_name, family_name, email) VALUES ($1, $2, 'x', $3)`, [person, awkward, `p${index}@example.nl`]);
    await database.sql(`INSERT INTO positions (id, person_id, organisation_id, kind, from_date) VALUES ($1, $2, $3, 'teacher', '2024-08-01')`, [randomUUID(), person, organisation]);
    const { dek, wrapped } = createScopeKey(master, 'person', person);
    await database.sql(`INSERT INTO conf.keys (scope_kind, scope_id, wrapped, master_key_id) VALUES ('person', $1, $2, 'k-test')`, [person, wrapped]);
    const body = seal(dek, aadFor('conf.drafts', 'body', drafts[index]!, 'person', person), 'CNRY-draft');
    await database.sql(`INSERT INTO conf.drafts (id, person_id, place, body) VALUES ($1, $2, 'today', $3)`, [drafts[index], person, body]);
  }
  await database.sql(`INSERT INTO sign_ins (id, token_hash, person_id, device, expires_at) VALUES (gen_random_uuid(), '\\x01', $1, 'phone', now())`, [people[0]]);
});
afterAll(async () => {
  await database.drop();
  rmSync(dir, { recursive: true, force: true });
});

const places = () => ({ backupDir: join(dir, 'backups'), keyBackupDir: join(dir, 'keys') });
const owner = () => ({ ownerUrl: database.urls.owner, jobsUrl: database.urls.jobs, keyBackupDir: places().keyBackupDir });

/** Everything a restore must bring back, as text. */
async function contents(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const table of ['organisations', 'people', 'positions', 'audit_log']) all[table] = await database.sql(`SELECT to_jsonb(t) FROM ${table} t ORDER BY 1`);
  return all;
}

it('holds every table that is not left out on purpose, and neither keys nor readable drafts', async () => {
  const { folder, manifest } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
  const tables = await database.sql<{ name: string }>(`SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'conf')`);
  expect([...manifest.tables.map((t) => t.table), ...Object.keys(leftOut)].sort()).toEqual(tables.map((t) => t.name).sort());
  expect(manifest.tables.find((t) => t.table === 'public.people')?.rows).toBe(2);
  const texts = manifest.tables.map((t) => gunzipSync(readFileSync(join(folder, t.file))).toString('latin1')).join('');
  const keys = await database.sql<{ hex: string }>(`SELECT encode(wrapped, 'hex') AS hex FROM conf.keys`);
  for (const key of keys) expect(texts).not.toContain(key.hex);
  expect(texts).not.toContain('CNRY');
  expect(statSync(join(folder, manifest.tables[0]!.file)).mode & 0o077).toBe(0);
});

it('comes back as it was, with what was erased since still unreadable', async () => {
  const before = await contents();
  const { folder } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
  await database.sqlAs('jobs', `SELECT conf.erase_scope('person', $1)`, [people[0]]);
  await database.sql(`UPDATE people SET given_name = 'changed since'`);

  await expect(restoreBackup({ ...owner(), folder })).rejects.toThrow('--replace');
  const restored = await restoreBackup({ ...owner(), folder, replace: true });
  expect(restored).toMatchObject({ keys: 1, erasedAgain: 1 });
  expect(await contents()).toEqual(before);

  expect(await database.sql(`SELECT id FROM conf.drafts`)).toEqual([{ id: drafts[1] }]);
  const [left] = await database.sql<{ body: Buffer; wrapped: Buffer }>(`SELECT d.body, k.wrapped FROM conf.drafts d JOIN conf.keys k ON k.scope_id = d.person_id`);
  const dek = unwrapScopeKey(master, 'person', people[1], left!.wrapped);
  expect(unseal(dek, aadFor('conf.drafts', 'body', drafts[1], 'person', people[1]), left!.body).toString()).toBe('CNRY-draft');

  const [stream] = await database.sql<{ epoch: number; seq: string }>(`SELECT epoch, seq FROM realtime_stream`);
  expect(stream!.epoch).toBeGreaterThan(1);
  const [fresh] = await database.sql<{ epoch: number }>(`INSERT INTO realtime_stream (stream) VALUES ('group:new') RETURNING epoch`);
  expect(fresh!.epoch).toBe(stream!.epoch);
  expect(await database.sql(`SELECT 1 FROM sign_ins`)).toEqual([]);
  const [next] = await database.sql<{ id: string }>(`INSERT INTO audit_log (act) VALUES ('after') RETURNING id`);
  expect(Number(next!.id)).toBe(8);
  await database.sqlAs('runtime', `SELECT jobs.enqueue('mail.send', '{}', 'key')`);
});

it('takes the newest keys that were kept when the database itself is gone', async () => {
  const { folder } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
  const other = await cloneDatabase();
  try {
    const restored = await restoreBackup({ ...owner(), ownerUrl: other.urls.owner, jobsUrl: other.urls.jobs, folder });
    // the backup was made after the erasure: nothing of it is in there
    expect(restored).toMatchObject({ keys: 1, erasedAgain: 0 });
    expect(await other.sql(`SELECT scope_id FROM erasures`)).toEqual([{ scope_id: people[0] }]);
    expect(await other.sql(`SELECT scope_id FROM conf.keys`)).toEqual([{ scope_id: people[1] }]);
  } finally {
    await other.drop();
  }
});

describe('keys that do not fit', () => {
  const restoreInto = (target: TestDatabase, folder: string, more: { keyBackupDir?: string; keyFile?: string; withoutKeys?: boolean } = {}) =>
    restoreBackup({ ownerUrl: target.urls.owner, jobsUrl: target.urls.jobs, folder, keyBackupDir: join(dir, `none-${randomUUID()}`), replace: true, ...more });
  const keep = (target: TestDatabase, scope: string, masterKeyId: string, key: { id: string; key: Buffer } = { ...master, id: masterKeyId }) =>
    target.sql(`INSERT INTO conf.keys (scope_kind, scope_id, wrapped, master_key_id) VALUES ('person', $1, $2, $3)`, [scope, createScopeKey(key, 'person', scope).wrapped, masterKeyId]);
  const opens = async (target: TestDatabase) => {
    const rows = await target.sql<{ id: string; person: string; body: Buffer; wrapped: Buffer }>(`SELECT d.id, d.person_id AS person, d.body, k.wrapped FROM conf.drafts d JOIN conf.keys k ON k.scope_id = d.person_id`);
    return rows.map((row) => unseal(unwrapScopeKey(master, 'person', row.person, row.wrapped), aadFor('conf.drafts', 'body', row.id, 'person', row.person), row.body).toString());
  };
  let other: TestDatabase;
  beforeEach(async () => void (other = await cloneDatabase()));
  afterEach(() => other.drop());

  it('of another installation are refused, and never taken for the newest', async () => {
    const { folder, keyFile } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
    await other.sql(`INSERT INTO installation (key, value) VALUES ('master_key', '{"id": "k-demo"}')`);
    await keep(other, randomUUID(), 'k-demo', { id: 'k-demo', key: randomBytes(32) });
    await expect(restoreInto(other, folder)).rejects.toThrow(/1 of the 1 keys .* not at hand .*k-test.*--keys/);
    expect(await other.sql(`SELECT value ->> 'id' AS id FROM installation WHERE key = 'master_key'`)).toEqual([{ id: 'k-demo' }]);

    const restored = await restoreInto(other, folder, places());
    expect(restored).toMatchObject({ keys: 1, keysMissing: 0 });
    expect(await other.sql(`SELECT value ->> 'id' AS id FROM installation WHERE key = 'master_key'`)).toEqual([{ id: 'k-test' }]);
    expect(await opens(other)).toEqual(['CNRY-draft']);
    await expect(restoreInto(other, folder, { keyFile })).resolves.toMatchObject({ keysMissing: 0 });
  });

  it('of an earlier moment are refused alone, and completed by the key backup', async () => {
    const newcomer = randomUUID();
    await database.sql(`INSERT INTO people (id, given_name, family_name, email) VALUES ($1, 'n', 'n', $2)`, [newcomer, `${newcomer}@example.nl`]);
    const practised = await writeBackup({ backupUrl: database.urls.backup, ...places() });
    await restoreInto(other, practised.folder, places());
    await keep(other, newcomer, 'k-test');
    // the installation goes on: a first draft of a newcomer
    await keep(database, newcomer, 'k-test');
    try {
      const { folder } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
      await expect(restoreInto(other, folder)).rejects.toThrow(/1 of the 2 keys/);
      expect(await restoreInto(other, folder, places())).toMatchObject({ keys: 2, keysMissing: 0 });
      const [here] = await database.sql(`SELECT wrapped FROM conf.keys WHERE scope_id = $1`, [newcomer]);
      expect(await other.sql(`SELECT wrapped FROM conf.keys WHERE scope_id = $1`, [newcomer])).toEqual([here]);
    } finally {
      await database.sql(`DELETE FROM conf.keys WHERE scope_id = $1`, [newcomer]);
      await database.sql(`DELETE FROM people WHERE id = $1`, [newcomer]);
    }
  });

  it('may be done without, in so many words', async () => {
    const { folder } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
    await expect(restoreInto(other, folder)).rejects.toThrow('--without-keys');
    expect(await restoreInto(other, folder, { withoutKeys: true })).toMatchObject({ keys: 0, keysMissing: 1 });
    expect(await other.sql(`SELECT 1 FROM installation WHERE key = 'master_key'`)).toEqual([]);
  });

  it('are known by the master keys that were rotated since', async () => {
    const { folder } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
    await restoreInto(other, folder, places());
    const client = new pg.Client({ connectionString: other.urls.owner });
    await client.connect();
    try {
      await rewrapKeys(async (sql, parameters) => (await client.query(sql, parameters)).rows as never, master, { id: 'k-next', key: randomBytes(32) });
    } finally {
      await client.end();
    }
    expect(await restoreInto(other, folder)).toMatchObject({ keysMissing: 0 });
    expect(await other.sql(`SELECT value FROM installation WHERE key = 'master_key'`)).toEqual([{ value: { id: 'k-next', earlier: ['k-test'] } }]);
  });
});

it('refuses while a server is connected, and changes nothing', async () => {
  const { folder } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
  const before = await contents();
  const server = new pg.Client({ connectionString: database.urls.runtime });
  await server.connect();
  try {
    await expect(restoreBackup({ ...owner(), folder, replace: true })).rejects.toThrow('Stop it');
  } finally {
    await server.end();
  }
  expect(await contents()).toEqual(before);
});

it('notices a damaged file before anything is thrown away', async () => {
  const { folder, manifest } = await writeBackup({ backupUrl: database.urls.backup, ...places() });
  const before = await contents();
  appendFileSync(join(folder, manifest.tables.find((t) => t.table === 'public.people')!.file), 'x');
  await expect(verifyBackup(folder)).rejects.toThrow('public.people');
  await expect(restoreBackup({ ...owner(), folder, replace: true })).rejects.toThrow('public.people');
  expect(await contents()).toEqual(before);
});

it('knows a retry of before the rotation for the same request', async () => {
  const other = await cloneDatabase();
  const client = new pg.Client({ connectionString: other.urls.owner });
  const next = { id: 'k-next', key: randomBytes(32) };
  const asked = { viewer: { personId: randomUUID(), signInId: 's' }, operation: 'test', mutationId: randomUUID(), args: { x: 1 } };
  /** a server with this key, which stops afterwards: rotating asks for that */
  const ask = async (key: MasterKey, args: object, answer: { first: boolean }) => {
    const source = await createDataSource(other.urls.runtime).initialize();
    try {
      return await new UnitOfWork(source, new CommitHints(), receiptKey(key), new WriteLimit(0), (kept) => openEarlierReceiptKey(key, kept)).run({ ...asked, args }, async () => answer);
    } finally {
      await source.destroy();
    }
  };
  try {
    await client.connect();
    await ask(master, asked.args, { first: true });
    await rewrapKeys(async (sql, parameters) => (await client.query(sql, parameters)).rows as never, master, next);
    expect(await ask(next, asked.args, { first: false })).toEqual({ first: true });
    await expect(ask(next, { x: 2 }, { first: false })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    await expect(ask({ ...next, key: randomBytes(32) }, asked.args, { first: false })).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
  } finally {
    await client.end();
    await other.drop();
  }
});

it('wraps all keys with a new master key, all or none', async () => {
  const client = new pg.Client({ connectionString: database.urls.owner });
  await client.connect();
  const run = async (sql: string, parameters?: unknown[]) => (await client.query(sql, parameters)).rows as never;
  const next = { id: 'k-next', key: randomBytes(32) };
  try {
    const [before] = await database.sql<{ wrapped: Buffer }>(`SELECT wrapped FROM conf.keys`);
    await expect(rewrapKeys(run, next, master)).rejects.toThrow();
    expect(await database.sql(`SELECT wrapped FROM conf.keys`)).toEqual([before]);
    expect(await rewrapKeys(run, master, next)).toBe(1);
    const [after] = await database.sql<{ wrapped: Buffer; master_key_id: string }>(`SELECT wrapped, master_key_id FROM conf.keys`);
    expect(after!.master_key_id).toBe('k-next');
    expect(unwrapScopeKey(next, 'person', people[1], after!.wrapped)).toEqual(unwrapScopeKey(master, 'person', people[1], before!.wrapped));
  } finally {
    await client.end();
  }
});

it('keeps key backups thirty days', () => {
  const folder = join(dir, 'rotation');
  mkdirSync(folder);
  const [old, young] = ['keys-20260101T000000-000Z.json.gz', 'keys-20260120T000000-000Z.json.gz'] as const;
  for (const name of [old, young]) writeFileSync(join(folder, name), '');
  const now = Date.UTC(2026, 1, 1);
  expect(dropOldKeyBackups(folder, now)).toEqual([join(folder, old)]);
  expect(readdirSync(folder)).toEqual([young]);
});

it('keeps the last key backup for longer, unless something was erased since', () => {
  const folder = join(dir, 'last-one');
  mkdirSync(folder);
  const [early, last, replaced] = ['keys-20260101T000000-000Z.json.gz', 'keys-20260102T000000-000Z.json.gz', 'keys-20260103T000000-000Z-replaced.json.gz'] as const;
  for (const name of [early, last, replaced]) writeFileSync(join(folder, name), '');
  const now = Date.UTC(2026, 5, 1);
  dropOldKeyBackups(folder, now, new Date(Date.UTC(2026, 0, 1, 12)));
  expect(readdirSync(folder)).toEqual([last]);
  dropOldKeyBackups(folder, now, new Date(Date.UTC(2026, 0, 2, 12)));
  expect(readdirSync(folder)).toEqual([]);
});
