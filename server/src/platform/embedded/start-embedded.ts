import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { prepareDatabase, roles } from '../database/roles.js';
import { socketUrl } from './addresses.js';
import { locateBinaries } from './binaries.js';
import { clusterUser, createCluster, makeSocketFolder, readPostmasterPid, writeServerSettings } from './cluster-files.js';
import { holderOf, takeDataFolder } from './owner-lock.js';
import { ask, launch, stopPostmaster, type Launch, type Postmaster } from './postmaster.js';
import { hasGone, isAlive, isDeserted, isPostgresOf } from './processes.js';
import { canEnter } from '../config/run-as.js';
import { DatabaseStartError } from './start-error.js';

/** The database's name in an embedded installation. */
export const databaseName = 'kring';

export interface EmbeddedOptions {
  /** the cluster comes in `<dataDir>/postgres` */
  dataDir: string;
  /** gets a sentence for whatever a person who waits should know */
  log?: (line: string) => void;
  /** for tests: trades safety for speed, and `stop` removes the cluster */
  throwaway?: boolean;
}

/** A running embedded database. */
export interface EmbeddedDatabase {
  urls: { owner: string; runtime: string; jobs: string; backup: string; superuser: string };
  /** the address of another database in the same cluster, for tests that clone one */
  urlFor(role: string, database: string): string;
  socketDir: string;
  pid(): number;
  /** no database was here before this start */
  fresh: boolean;
  /** the server of an earlier run that was cut off was still running, and is used again */
  adopted: boolean;
  /** ends all connections, writes everything out, gives the data folder back */
  stop(): Promise<void>;
  /** as a power cut: SIGKILL, nothing written out; the next start repairs */
  kill(): Promise<void>;
}

/** The addresses of a database that another Kring process runs on this data folder; undefined when none does. */
export async function joinEmbedded(dataDir: string): Promise<EmbeddedDatabase['urls'] | undefined> {
  const pgdata = join(resolve(dataDir), 'postgres');
  const left = readPostmasterPid(pgdata);
  if (!left || !holderOf(resolve(dataDir)) || !isPostgresOf(left.pid, pgdata)) return undefined;
  return (await ask(left.socketDir, 'SELECT 1')) === undefined ? undefined : urlsAt(left.socketDir);
}

/** Starts (or finds again) PostgreSQL on a data folder, with Kring's roles and database in it. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { throwaway = false, log = () => undefined } = options;
  const dataDir = resolve(options.dataDir);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new DatabaseStartError(`The data folder ${dataDir} cannot be made: ${(error as Error).message}. Name another one with KRING_DATA.`, { cause: error });
  }
  const release = takeDataFolder(dataDir);
  let started: Postmaster | undefined;
  let socketDir = '';
  try {
    const pgdata = join(dataDir, 'postgres');
    const runAs = clusterUser(pgdata);
    if (runAs && !canEnter(dataDir, runAs)) {
      throw new DatabaseStartError(`The user ${runAs.name}, who runs the database, cannot enter ${dataDir}. Name another folder with KRING_DATA.`);
    }
    const binaries = locateBinaries(runAs, dataDir);
    const fresh = !existsSync(join(pgdata, 'PG_VERSION'));
    if (fresh) {
      log('Making a new database');
      createCluster(pgdata, binaries, runAs, throwaway);
    }
    writeServerSettings(pgdata, runAs, throwaway);
    const found = fresh ? undefined : await settleOrphan(pgdata, binaries.version, log);
    socketDir = found?.socketDir ?? makeSocketFolder(runAs);
    const how: Launch = { dataDir, pgdata, socketDir, binaries, runAs, log };
    started = found ?? (await launch(how));
    await prepareDatabase(socketUrl(started.socketDir, 'postgres', 'postgres'), databaseName);
    return running(started, { how, throwaway, release, fresh, adopted: found !== undefined });
  } catch (error) {
    if (started) await stopPostmaster(started.pid, log).catch(() => undefined);
    removeSocketFolder(socketDir);
    release();
    throw error;
  }
}

/** Deals with the server that a killed run left behind: used again when it is ours and answers, else stopped. */
async function settleOrphan(pgdata: string, version: string, log: (line: string) => void): Promise<Postmaster | undefined> {
  const left = readPostmasterPid(pgdata);
  if (!left) return undefined;
  if (!isPostgresOf(left.pid, pgdata)) {
    // no server, or the number now belongs to another program
    return clearRemains(pgdata, left.socketDir);
  }
  const until = performance.now() + 5000;
  while (performance.now() < until) {
    const says = left.socketDir ? await ask(left.socketDir, `SELECT current_setting('data_directory') || ' ' || current_setting('server_version')`) : undefined;
    if (says !== undefined) {
      const sameRelease = version.startsWith(`${says.slice(says.lastIndexOf(' ') + 1)}.`);
      if (sameRelease && resolve(says.slice(0, says.lastIndexOf(' '))) === resolve(pgdata)) {
        log('The database of an earlier run was still running; using it again');
        return left;
      }
      break;
    }
    await sleep(100);
  }
  log('Stopping the database that an earlier run left behind');
  await stopPostmaster(left.pid, log, { patience: 5000 });
  return clearRemains(pgdata, left.socketDir);
}

/** Makes room for a new server, once nothing of the old one is left. */
async function clearRemains(pgdata: string, socketDir = ''): Promise<undefined> {
  if (!(await isDeserted(pgdata, 10_000))) {
    throw new DatabaseStartError(`Processes of an earlier database still work in ${pgdata} and do not end. Stop them (ps -e | grep postgres) and start again.`);
  }
  rmSync(join(pgdata, 'postmaster.pid'), { force: true });
  removeSocketFolder(socketDir);
  return undefined;
}

interface RunningState {
  how: Launch;
  throwaway: boolean;
  release: () => void;
  fresh: boolean;
  adopted: boolean;
}

function running(first: Postmaster, { how, throwaway, release, fresh, adopted }: RunningState): EmbeddedDatabase {
  const { socketDir, log } = how;
  let current = first;
  let wanted = true;
  let busy: Promise<void> = Promise.resolve();
  const falls: number[] = [];

  /** A server that falls over is started again on the same socket: the pools connect again by themselves. */
  async function revive(): Promise<void> {
    falls.push(performance.now());
    log('The database stopped unexpectedly; starting it again');
    try {
      await clearRemains(how.pgdata);
      current = await launch(how);
      log('The database is back');
    } catch (error) {
      log((error as Error).message);
    }
  }

  let reviving = false;
  const watch = setInterval(() => {
    if (!wanted || reviving || isAlive(current.pid)) return;
    if (falls.filter((at) => performance.now() - at < 60_000).length >= 5) {
      log('The database stopped six times in a minute; leaving it stopped. Restart Kring after looking at its log.');
      clearInterval(watch);
      return;
    }
    reviving = true;
    busy = revive().finally(() => (reviving = false));
  }, 250);
  watch.unref();

  async function end(act: () => Promise<void>): Promise<void> {
    if (!wanted) return;
    wanted = false;
    clearInterval(watch);
    await busy;
    await act();
    removeSocketFolder(socketDir);
    release();
  }

  return {
    urls: urlsAt(socketDir),
    urlFor: (role, database) => socketUrl(socketDir, role, database),
    socketDir,
    pid: () => current.pid,
    fresh,
    adopted,
    stop: () =>
      end(async () => {
        await stopPostmaster(current.pid, log, throwaway ? { first: 'SIGQUIT' } : {});
        if (throwaway) rmSync(how.pgdata, { recursive: true, force: true });
      }),
    kill: () =>
      end(async () => {
        process.kill(current.pid, 'SIGKILL');
        await hasGone(current.pid, 10_000);
        await isDeserted(how.pgdata, 10_000);
      }),
  };
}

function urlsAt(socketDir: string): EmbeddedDatabase['urls'] {
  const url = (role: string): string => socketUrl(socketDir, role, databaseName);
  return { owner: url(roles.owner), runtime: url(roles.runtime), jobs: url(roles.jobs), backup: url(roles.backup), superuser: url('postgres') };
}

function removeSocketFolder(dir: string): void {
  // only ever a folder that makeSocketFolder made
  if (dir && /^kring-[A-Za-z0-9]{6}$/.test(basename(dir))) rmSync(dir, { recursive: true, force: true });
}
