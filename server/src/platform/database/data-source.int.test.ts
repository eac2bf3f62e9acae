import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { cloneDatabase, type TestDatabase } from '../../../test/harness/test-database.js';
import { toExtensions } from '../errors/to-extensions.js';
import { createDataSource } from './data-source.js';
import { Reads } from './reads.js';

/** A line to the database that can fall silent: what is connected stays connected and hears nothing any more. */
async function lineTo(url: string) {
  const at = new URL(url.replace('@/', '@socket/'));
  const socket = `${at.searchParams.get('host')}/.s.PGSQL.5432`;
  const open = new Set<Socket>();
  const silent = new Set<Socket>();
  const server = createServer((near) => {
    open.add(near);
    const far = connect(socket);
    near.on('data', (bytes) => silent.has(near) || far.write(bytes));
    far.on('data', (bytes) => silent.has(near) || near.write(bytes));
    for (const end of [near, far]) {
      end.on('error', () => undefined);
      end.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `postgres://${at.username}@127.0.0.1:${(server.address() as AddressInfo).port}${at.pathname}`,
    /** every connection that is open now falls silent; new ones work */
    fallSilent: () => open.forEach((one) => silent.add(one)),
    close: () => {
      for (const one of open) one.destroy();
      server.close();
    },
  };
}

let database: TestDatabase;
let line: Awaited<ReturnType<typeof lineTo>>;
let source: DataSource;
beforeEach(async () => {
  database = await cloneDatabase();
  line = await lineTo(database.urls.runtime);
  source = await createDataSource(line.url, { poolSize: 4, statementTimeout: 300, answerTimeout: 600 }).initialize();
});
afterEach(async () => {
  await source.destroy().catch(() => undefined);
  line.close();
  await database.drop();
});

describe('a database that vanished without a word', () => {
  const write = () => source.transaction((em) => em.query('SELECT 1'));
  const statement = () => source.query('SELECT 1');
  const snapshot = () => new Reads(source).snapshot((reads) => reads.named('one', 'SELECT 1', []));
  const actor = () => new Reads(source).withActor({ personId: 'nobody', signInId: 'none' }, (reads) => reads.named('one', 'SELECT 1', []));
  const named = () => new Reads(source).named('one', 'SELECT 1', []);

  it.each([
    ['a write', write],
    ['a bare statement', statement],
    ['a snapshot', snapshot],
    ['a read as one person', actor],
    ['a named read', named],
  ])('costs %s one try, as not available; the next one gets another connection', async (_, work) => {
    await write();
    line.fallSilent();
    const failure = await work().catch((error: unknown) => error);
    expect(toExtensions(failure)).toMatchObject({ extensions: { code: 'UNAVAILABLE' }, unexpected: false });
    await work();
    await write();
  });

  it('costs a transaction that was under way no more than its own work', async () => {
    const failure = await source
      .transaction(async (em) => {
        await em.query('SELECT 1');
        line.fallSilent();
        await em.query('SELECT 2');
      })
      .catch((error: unknown) => error);
    expect(toExtensions(failure).extensions.code).toBe('UNAVAILABLE');
    await write();
  });

  it('keeps the connection of work that failed for a reason of its own', async () => {
    const reads = new Reads(source);
    await expect(reads.snapshot(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(reads.figures()).toMatchObject({ totalCount: 1, idleCount: 1 });
  });
});
