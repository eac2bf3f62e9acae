import { loadEnvFile } from './platform/config/env-file.js';
import { projectDir } from './platform/config/project-dir.js';
import { readSettings, unknownSettings, type Settings } from './platform/config/settings.js';
import { connect } from './start/connect.js';
import type { DemoFace } from './start/demo.js';
import { checkPort, portError } from './start/free-port.js';
import { openDatabase, type OpenDatabase } from './start/open-database.js';
import { say, sayFailure, sayProgress } from './start/say.js';

/** What is running, for the one who has to stop it. */
interface Running {
  server?: { url: string; close(): Promise<void> };
  /** settled before anything is stopped: a database that is just starting must not be left behind */
  database?: Promise<OpenDatabase>;
}

const running: Running = {};
let stopping: Promise<void> | undefined;

/** Everything between `npm start` and the address on the screen. Ends the process itself, also when it fails. */
export async function start(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping && signal === 'SIGINT') say('Already stopping; the database is being closed properly');
      void stop(0);
    });
  }
  try {
    loadEnvFile(projectDir());
    const settings = readSettings(process.env);
    for (const name of unknownSettings(process.env)) say(`Kring does not know the setting ${name}; see .env.example`);
    if (settings.dataDirMoved) say(settings.dataDirMoved);
    await checkPort(settings.port, settings.host);
    await bringUp(settings);
  } catch (error) {
    // a start that is being stopped fails on the database going away
    if (!stopping) sayFailure(error);
    await stop(1);
  }
}

async function bringUp(wanted: Settings): Promise<void> {
  // loading the server's code takes as long as starting the database: both at once
  const main = import('./main.js');
  main.catch(() => undefined);
  running.database = openDatabase(wanted, 'own', sayProgress);
  const database = await running.database;
  if (stopping) return;
  const { settings, faces } = await prepare(database, sayProgress);
  if (stopping) return;
  const { bootServer } = await main;
  try {
    running.server = await bootServer(settings);
  } catch (error) {
    throw portError(error as NodeJS.ErrnoException, settings.port, settings.host);
  }
  if (stopping) return;
  announce(settings, faces);
}

/** Tables, key, checks and demo region: what must be right before the first request. */
async function prepare(database: OpenDatabase, log: (line: string) => void): Promise<{ settings: Settings; faces: DemoFace[] }> {
  let { settings } = database;
  const { migrate } = await import('./platform/database/migrate.js');
  const { checkRuntimeRole, checkMigrations, checkMasterKey } = await import('./platform/database/boot-check.js');
  const { findMasterKey } = await import('./start/master-key.js');
  const runtime = await connect(settings.databaseUrl, log, 30_000);
  try {
    await checkRuntimeRole(runtime.run);
    if (settings.databaseOwnerUrl) {
      await migrate({ ownerUrl: settings.databaseOwnerUrl, jobsUrl: settings.databaseJobsUrl || undefined, log });
    }
    await checkMigrations(runtime.run);
    const found = await findMasterKey(settings, runtime.run);
    if (found.made) log(`The master key is in ${found.keyFile}: keep a copy of it, apart from the data`);
    await checkMasterKey(runtime.run, found.master.id);
    settings = { ...settings, keyFile: found.keyFile };
    if (!settings.demo) return { settings, faces: [] };
    const { demoFaces, isEmpty, seed } = await import('./start/demo.js');
    if (settings.databaseOwnerUrl && (await isEmpty(runtime.run))) await seed(settings, settings.databaseOwnerUrl, found.master, log);
    return { settings, faces: await demoFaces(runtime.run) };
  } finally {
    await runtime.close();
  }
}

function announce(settings: Settings, faces: DemoFace[]): void {
  say('');
  say(`Kring is ready: ${settings.publicUrl}`);
  if (settings.insecureLan) for (const origin of settings.origins.filter((o) => !/localhost|127\.0\.0\.1/.test(o))) say(`  on this network: ${origin}   (plain http, not encrypted)`);
  if (settings.demo) {
    say('');
    say('A demo region with invented people. Choose one on the sign-in page, or sign in as:');
    const width = Math.max(0, ...faces.map((face) => face.email.length));
    for (const face of faces) say(`  ${face.email.padEnd(width)}  ${face.name}, ${face.position.toLowerCase()}`);
    say(`  password for all: ${settings.demoPassword}`);
  }
  say('');
  if (settings.embedded) say(`  data: ${settings.dataDir}`);
  if (!settings.smtp) say(`  mail is not sent but written to ${settings.mailDir}`);
  if (settings.embedded && settings.mode === 'production') say('  The built-in database is meant for trying out and small installations; docs/operations.md says how to use your own.');
  say('  stop with Ctrl-C');
}

/** Lets running requests end (5 s at most), then stops the database. */
function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    try {
      if (running.server) {
        await Promise.race([running.server.close(), new Promise((resolve) => setTimeout(resolve, 5000))]);
      }
      const database = await running.database?.catch(() => undefined);
      await database?.close();
    } catch (error) {
      sayFailure(error);
      code ||= 1;
    }
    process.exit(code);
  })();
  return stopping;
}
