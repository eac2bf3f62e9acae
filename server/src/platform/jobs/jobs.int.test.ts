import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { buildPerson } from '../../../test/builders/people.js';
import { readMails } from '../../../test/harness/mails.js';
import { type ServerParts, serverParts } from '../../../test/harness/server-parts.js';
import { fileTime } from '../backup/key-backup.js';
import { Clock } from '../clock/clock.js';
import type { Settings } from '../config/settings.js';
import { fileTransport } from '../mail/mail-transport.js';
import { writtenMails } from '../mail/mail-page.js';
import { MailKinds } from '../mail/mail-kinds.js';
import { MailSender } from '../mail/mail-sender.js';
import type { KringLogger } from '../telemetry/kring-logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { sweep } from './housekeeping.js';
import { installJobs } from '../job-schema/install-jobs.js';
import { JobRegistry } from './job-registry.js';
import { JobRunner } from './job-runner.js';
import { JobsModule } from './jobs.module.js';
import { createJobsPool } from '../job-schema/jobs-pool.js';
import { loadRetention } from './retention-catalogue.js';

let parts: ServerParts;
let pool: Pool;
const folder = mkdtempSync(join(tmpdir(), 'kring-mail-'));

beforeAll(async () => {
  parts = await serverParts();
  pool = createJobsPool(parts.database.urls.jobs, 4, () => undefined);
});
afterAll(async () => {
  await pool.end();
  await parts.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the queue until `done` jobs have ended, well or badly. */
async function runUntil(registry: JobRegistry, done: number): Promise<string[]> {
  const outcomes: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const runner = new JobRunner({
      pool,
      registry,
      log: () => undefined,
      onDone: (task, outcome) => {
        outcomes.push(`${task} ${outcome}`);
        if (outcomes.length === done) void runner.stop().then(resolve, reject);
      },
    });
    runner.start().catch(reject);
  });
  return outcomes;
}

describe('the job queue', () => {
  it('may be installed again', async () => {
    await installJobs(parts.database.urls.jobs, 'kring_runtime');
  });

  it('lets the server in through one function only', async () => {
    const asServer = (sql: string) => parts.database.sqlAs('runtime', sql).then(() => 'done', (error: { code?: string }) => error.code);
    expect(await asServer(`SELECT 1 FROM graphile_worker._private_jobs`)).toBe('42501');
    expect(await asServer(`SELECT graphile_worker.add_job('a.b')`)).toBe('42501');
    expect(await asServer(`SELECT jobs.enqueue('Not a task', '{}', 'k', NULL)`)).toBe('22023');
    const asBackup = await parts.database.sqlAs('backup', `SELECT jobs.enqueue('a.b', '{}', 'k', NULL)`).then(() => 'done', (error: { code?: string }) => error.code);
    expect(asBackup).toBe('42501');
  });

  it('does at the start what says so, and nothing else of the timetable', async () => {
    const registry = new JobRegistry();
    registry.every('0 0 1 1 *', 'test.yearly', () => Promise.resolve());
    registry.every('0 0 1 1 *', 'test.yearlyAndNow', () => Promise.resolve(), { atStart: true });
    expect(await runUntil(registry, 1)).toEqual(['test.yearlyAndNow done']);
  });

  it('runs a job that was committed, once per key, and none that was rolled back', async () => {
    const ran: unknown[] = [];
    const registry = new JobRegistry();
    registry.task('test.note', async (payload) => void ran.push(payload));
    const enqueue = (n: number, key: string) => parts.uow.runUnsigned((tx) => tx.enqueue({ task: 'test.note', payload: { n }, key }));
    await enqueue(1, 'same');
    await enqueue(2, 'same');
    await enqueue(3, 'other');
    await parts.uow
      .runUnsigned(async (tx) => {
        await tx.enqueue({ task: 'test.note', payload: { n: 4 }, key: 'rolled-back' });
        throw new Error('no');
      })
      .catch(() => undefined);
    await runUntil(registry, 2);
    expect(ran).toHaveLength(2);
    expect(ran).toEqual(expect.arrayContaining([{ n: 2 }, { n: 3 }]));
  });

  it('keeps the text of a failure out of its tables, and tries again later', async () => {
    const registry = new JobRegistry();
    registry.task('test.fail', async () => {
      throw new Error('CNRY-7f3a secret');
    });
    await parts.uow.runUnsigned((tx) => tx.enqueue({ task: 'test.fail', payload: {}, key: 'fails' }));
    expect(await runUntil(registry, 1)).toEqual(['test.fail failed']);
    const [job] = await parts.database.sqlAs<{ last_error: string; attempts: number }>('jobs', `SELECT last_error, attempts FROM graphile_worker.jobs WHERE key = 'fails'`);
    expect(job).toMatchObject({ attempts: 1 });
    expect(job!.last_error).not.toContain('CNRY');
    await pool.query(`SELECT graphile_worker.remove_job('fails')`);
  });
});

describe('a mail', () => {
  const kinds = new MailKinds();
  const sender = () => new MailSender(parts.reads, kinds, fileTransport(folder, 'Kring <kring@localhost>'), 'https://kring.example', new Metrics());
  let allowed = true;
  kinds.register('test', { level: 'important', compose: async () => (allowed ? { template: 'invitation', path: '/uitnodiging/1', circle: { name: 'Lezen', inviter: 'Bram Bos' } } : null) });
  const job = (personId: string, uniqueKey: string, kind = 'test') => ({ kind, personId, subjectId: 's', uniqueKey });

  it('goes out once per key, with the same Message-ID whenever it is tried', async () => {
    const person = await buildPerson(parts, { givenName: 'Zoë' });
    await sender().send(job(person.id, 'k1'));
    await sender().send(job(person.id, 'k1'));
    expect(await readMails(folder)).toHaveLength(1);
    await parts.sql(`UPDATE mail_ledger SET sent_at = NULL WHERE unique_key = 'k1'`);
    await sender().send(job(person.id, 'k1'));
    const mails = await readMails(folder);
    expect(mails).toHaveLength(2);
    expect(mails[0]).toMatchObject({ to: person.email, subject: 'Bram Bos nodigt je uit voor Lezen' });
    expect(mails[0]!.text).toContain('Hoi Zoë,');
    const idOf = async (file: string) => /^Message-ID: (.+)$/im.exec(await readFile(join(folder, file), 'utf8'))![1];
    expect(await idOf(mails[0]!.file)).toBe(await idOf(mails[1]!.file));
    expect((await writtenMails(folder))[0]).toMatchObject({ to: person.email, subject: 'Bram Bos nodigt je uit voor Lezen', text: expect.stringContaining('https://kring.example/uitnodiging/1') });
  });

  it('does not go to who may no longer know, wants none, or is not there', async () => {
    const before = (await readMails(folder)).length;
    const person = await buildPerson(parts);
    allowed = false;
    await sender().send(job(person.id, 'gone'));
    allowed = true;
    await sender().send(job((await buildPerson(parts, { mailLevel: 'nothing' })).id, 'unwanted'));
    await sender().send(job((await buildPerson(parts, { status: 'disabled' })).id, 'inactive'));
    await sender().send(job(person.id, 'strange', 'nosuchkind'));
    expect(await readMails(folder)).toHaveLength(before);
    const rows = await parts.sql(`SELECT unique_key, dropped_reason FROM mail_ledger WHERE sent_at IS NULL ORDER BY unique_key`);
    expect(rows).toEqual([
      { unique_key: 'gone', dropped_reason: 'not_allowed' },
      { unique_key: 'inactive', dropped_reason: 'inactive' },
      { unique_key: 'strange', dropped_reason: 'unknown_kind' },
      { unique_key: 'unwanted', dropped_reason: 'not_wanted' },
    ]);
  });
});

describe('housekeeping', () => {
  it('erases what is past its period and nothing else', async () => {
    const person = await buildPerson(parts);
    await parts.sql(`INSERT INTO mutation_receipts (person_id, mutation_id, operation, args_digest, at)
      SELECT $1, gen_random_uuid(), 'x', '', now() - make_interval(days => d) FROM unnest(ARRAY[1, 29, 31, 400]) AS d`, [person.id]);
    await parts.sql(`INSERT INTO realtime_event (stream, seq, type, payload, at)
      SELECT 'person:x', d, 'x', '{}', now() - make_interval(days => d) FROM unnest(ARRAY[1, 6, 8]) AS d`);
    await parts.sql(`INSERT INTO password_resets (token_hash, person_id, expires_at) VALUES ('a', $1, now() - interval '2 days'), ('b', $1, now())`, [person.id]);
    await parts.sql(`INSERT INTO sign_ins (id, token_hash, person_id, device, expires_at, ended_at)
      VALUES (gen_random_uuid(), 'a', $1, '?', now() + interval '9 days', now() - interval '31 days'), (gen_random_uuid(), 'b', $1, '?', now() + interval '9 days', NULL)`, [person.id]);
    await parts.sql(`INSERT INTO conf.drafts (id, person_id, place, body, updated_at)
      VALUES (gen_random_uuid(), $1, 'old', '', now() - interval '91 days'), (gen_random_uuid(), $1, 'new', '', now() - interval '89 days')`, [person.id]);
    await parts.sql(`INSERT INTO rate_limits VALUES ('old', now() - interval '2 days', 1), ('new', now(), 1)`);
    const swept = await sweep(pool, parts.reads, loadRetention(), new Date());
    expect(swept).toMatchObject({ receipts: 2, realtime_log: 1, password_resets: 1, sign_ins: 1, drafts: 1, rate_limits: 1 });
    expect(await sweep(pool, parts.reads, loadRetention(), new Date())).toMatchObject({ receipts: 0, realtime_log: 0, drafts: 0, rate_limits: 0 });
  });

  it('removes key backups that are past the term, also where no backup is made any more', async () => {
    const keyBackupDir = join(folder, 'key-backups');
    await mkdir(keyBackupDir, { recursive: true });
    const names = [0, 29, 31].map((days) => `keys-${fileTime(new Date(Date.now() - days * 86_400_000))}.json.gz`);
    for (const name of names) await writeFile(join(keyBackupDir, name), '');
    const registry = new JobRegistry();
    const settings = { jobs: true, databaseJobsUrl: parts.database.urls.jobs, keyBackupDir } as Settings;
    const module = new JobsModule(registry, parts.reads, new Clock(), { event: () => undefined } as unknown as KringLogger, new Metrics(), settings);
    module.onModuleInit();
    await registry.tasks.get('housekeeping.keyBackups')!({}, { id: '1', attempt: 1 });
    await module.onApplicationShutdown();
    expect((await readdir(keyBackupDir)).sort()).toEqual(names.slice(0, 2).sort());
  });
});
