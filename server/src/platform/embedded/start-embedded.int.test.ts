import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { projectDir } from '../config/project-dir.js';
import { DataFolderInUse } from './owner-lock.js';
import { joinEmbedded, startEmbedded, type EmbeddedDatabase } from './start-embedded.js';

const made: string[] = [];
const running: EmbeddedDatabase[] = [];
const children: ChildProcess[] = [];

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'kring-launch-'));
  chmodSync(dir, 0o755);
  made.push(dir);
  return dir;
}

async function up(dataDir: string): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir });
  running.push(database);
  return database;
}

/** A Kring of its own, which can be killed: it starts the database, says its number and stays. */
async function otherProcess(dataDir: string): Promise<{ child: ChildProcess; postgres: number }> {
  const launcher = pathToFileURL(join(projectDir(), 'dist/server/src/platform/embedded/start-embedded.js')).href;
  const code = `const { startEmbedded } = await import(${JSON.stringify(launcher)});
    const db = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(db.pid()); process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, postgres: Number(line.toString()) };
}

async function query<R>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of running.splice(0)) await database.stop();
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

describe('a new data folder', () => {
  it('gets a private socket, no port, and roles that may do what they should', async () => {
    const database = await up(folder());
    expect(database).toMatchObject({ fresh: true, adopted: false });
    expect(statSync(database.socketDir).mode & 0o777).toBe(0o700);
    expect(await query(database.urls.superuser, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    const rights = await query(database.urls.superuser, `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'kring%' ORDER BY 1`);
    const plain = { rolsuper: false, rolcreaterole: false, rolcreatedb: false };
    expect(rights).toEqual([
      { rolname: 'kring_backup', rolbypassrls: true, ...plain },
      { rolname: 'kring_jobs', rolbypassrls: false, ...plain },
      { rolname: 'kring_owner', rolbypassrls: false, ...plain },
      { rolname: 'kring_runtime', rolbypassrls: false, ...plain },
    ]);
    await expect(query(database.urls.runtime, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
    await expect(query(database.urls.jobs, 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
    await query(database.urls.owner, 'CREATE TABLE ours (id int)');
    await expect(query(database.urls.backup, 'CREATE TABLE mine (id int)')).rejects.toThrow();
  });

  it('puts no content in its log, not even of rows that are refused', async () => {
    const dir = folder();
    const database = await up(dir);
    await query(database.urls.owner, `CREATE TABLE notes (id int PRIMARY KEY, body text CHECK (body <> 'CNRY-check-7f3a'))`);
    await expect(query(database.urls.owner, `INSERT INTO notes VALUES (1, 'CNRY-check-7f3a')`)).rejects.toThrow('violates check');
    await expect(query(database.urls.owner, `INSERT INTO notes VALUES (2, 'CNRY-syntax-7f3a'`)).rejects.toThrow('syntax');
    const log = join(dir, 'postgres', 'log');
    const text = readdirSync(log).map((name) => readFileSync(join(log, name), 'utf8')).join('');
    expect(text).toContain('violates check constraint');
    expect(text).not.toContain('CNRY');
  });
});

describe('stopping and starting again', () => {
  it('keeps what was written and leaves nothing behind', async () => {
    const dir = folder();
    const first = await startEmbedded({ dataDir: dir });
    await query(first.urls.owner, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.stop();
    expect(existsSync(first.socketDir)).toBe(false);
    expect(existsSync(join(dir, 'owner.lock'))).toBe(false);
    const second = await up(dir);
    expect(second).toMatchObject({ fresh: false, adopted: false });
    expect(await query(second.urls.owner, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  it('uses the server again that a killed run left behind', async () => {
    const dir = folder();
    const { child, postgres } = await otherProcess(dir);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await up(dir);
    expect(again.adopted).toBe(true);
    expect(again.pid()).toBe(postgres);
    expect(await query(again.urls.runtime, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('repairs itself when the server was killed too', async () => {
    const dir = folder();
    const { child, postgres } = await otherProcess(dir);
    child.kill('SIGKILL');
    process.kill(postgres, 'SIGKILL');
    await once(child, 'exit');
    const again = await up(dir);
    expect(again.adopted).toBe(false);
    expect(await query(again.urls.runtime, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('is not misled by a number that now belongs to another program', async () => {
    const dir = folder();
    const { child, postgres } = await otherProcess(dir);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const pidFile = join(dir, 'postgres', 'postmaster.pid');
    const text = readFileSync(pidFile, 'utf8');
    process.kill(postgres, 'SIGKILL');
    writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)));
    const again = await up(dir);
    expect(again.adopted).toBe(false);
    expect(again.pid()).not.toBe(process.pid);
  });
});

describe('two at the same time', () => {
  it('refuses the second, naming the first', async () => {
    const dir = folder();
    const { child } = await otherProcess(dir);
    await expect(startEmbedded({ dataDir: dir })).rejects.toThrow(DataFolderInUse);
    await expect(startEmbedded({ dataDir: dir })).rejects.toThrow(String(child.pid));
    const urls = await joinEmbedded(dir);
    expect(await query(urls!.runtime, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await joinEmbedded(dir)).toBeUndefined();
    // leaves no server behind
    await up(dir);
  });
});

describe('a server that falls over', () => {
  it('is started again on the same addresses', async () => {
    const database = await up(folder());
    const before = database.pid();
    process.kill(before, 'SIGQUIT');
    const until = Date.now() + 10_000;
    for (;;) {
      const answer = await query<{ one: number }>(database.urls.runtime, 'SELECT 1 AS one').catch(() => undefined);
      if (answer && database.pid() !== before) break;
      if (Date.now() > until) throw new Error('the database did not come back');
    }
  });
});
