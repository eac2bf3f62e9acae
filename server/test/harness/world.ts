import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMasterKey } from '../../src/platform/config/key-file.js';
import { readSettings, type Settings } from '../../src/platform/config/settings.js';
import { bootServer, type RunningServer } from '../../src/main.js';
import { testPassword } from '../builders/people.js';
import { callGraphql, must, type GqlAnswer, type Session } from './graphql-call.js';
import { readMails, waitForMail, type SentMail } from './mails.js';
import { cloneDatabase, type Row, type TestDatabase } from './test-database.js';
import { openSocket, type SocketOptions, type TestSocket } from './test-socket.js';

export interface WorldOptions {
  /** run reminders, mail and erasure as the real server does; off, so that tests decide when things happen */
  jobs?: boolean;
  /** settings that differ, as environment variables */
  env?: Record<string, string>;
  /** serve on this database instead of a clone of one's own; the caller drops it */
  database?: TestDatabase;
  /** with `database`: the key file that it was made with */
  keyFile?: string;
}

/** The real server in this process, on a database and a port of its own. */
export interface World {
  url: string;
  settings: Settings;
  database: TestDatabase;
  server: RunningServer;
  /** signs in over GraphQL; builders give everyone the same password */
  signIn(email: string | { email: string }, password?: string): Promise<Session>;
  /** one document, whatever comes back */
  gql<Data = Record<string, never>>(session: Session | null, document: string, variables?: object, headers?: Record<string, string>): Promise<GqlAnswer<Data>>;
  /** one document that must succeed */
  ask<Data>(session: Session | null, document: string, variables?: object): Promise<Data>;
  socket(session: Session | null, options?: SocketOptions): Promise<TestSocket>;
  /** a statement as the owner of the tables: sees and may do everything */
  sql<R = Row>(text: string, params?: unknown[]): Promise<R[]>;
  /** the mails written so far, oldest first */
  mails(): Promise<SentMail[]>;
  /** the first mail that the predicate accepts, written already or soon; needs `jobs` */
  untilMail(predicate: (mail: SentMail) => boolean): Promise<SentMail>;
  /** closes sockets and server, drops the database, removes the files */
  close(): Promise<void>;
}

/** A port that was free a moment ago: the public address must be known before the server listens. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Boots the server against a fresh clone of the migrated database. Close it in `afterAll`. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const database = options.database ?? (await cloneDatabase());
  const folder = mkdtempSync(join(tmpdir(), 'kring-world-'));
  const keyFile = options.keyFile ?? join(folder, 'key', 'master.key');
  if (!options.keyFile) createMasterKey(keyFile);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  const settings = readSettings({
    NODE_ENV: 'test',
    PORT: String(await freePort()),
    DATABASE_URL: database.urls.runtime,
    DATABASE_JOBS_URL: database.urls.jobs,
    DATABASE_BACKUP_URL: database.urls.backup,
    KRING_DATA: dataDir,
    KRING_KEY_FILE: keyFile,
    KRING_JOBS: options.jobs ? '1' : '0',
    KRING_ADHOC_DOCUMENTS: '1',
    KRING_LOG_LEVEL: 'silent',
    // a test writes faster than a person; the limit has a test of its own
    KRING_WRITES_PER_MINUTE: '0',
    ...options.env,
  });

  const sockets = new Set<TestSocket>();
  let server: RunningServer;
  try {
    server = await bootServer(settings);
  } catch (error) {
    if (!options.database) await database.drop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const { url } = server;
  const origin = new URL(settings.publicUrl).origin;

  const gql: World['gql'] = (session, document, variables, headers) => callGraphql(url, session, document, variables, headers);

  async function signIn(who: string | { email: string }, password = testPassword): Promise<Session> {
    const email = typeof who === 'string' ? who : who.email;
    const document = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { me { id } } }';
    const attempt = (): Promise<GqlAnswer<unknown>> => callGraphql(url, null, document, { input: { email, password } }, { origin });
    let answer = await attempt();
    if (answer.errors?.[0]?.extensions?.code === 'RATE_LIMITED') {
      // a test signs in more people from one address than a school does; the limit has tests of its own
      await database.sql('DELETE FROM rate_limits');
      answer = await attempt();
    }
    must(answer);
    const setCookie = answer.headers.getSetCookie();
    const cookie = setCookie.map((line) => line.split(';')[0]).join('; ');
    return { email, cookie, origin, setCookie };
  }

  return {
    url,
    settings,
    database,
    server,
    signIn,
    gql,
    ask: async (session, document, variables) => must(await gql(session, document, variables)) as never,
    socket: async (session, socketOptions) => {
      const socket = await openSocket(url, session, { origin, ...socketOptions });
      sockets.add(socket);
      return socket;
    },
    sql: (text, params) => database.sql(text, params),
    mails: () => readMails(settings.mailDir),
    untilMail: (predicate) => waitForMail(settings.mailDir, predicate),
    close: async () => {
      for (const socket of sockets) socket.close();
      await server.close();
      if (!options.database) await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
