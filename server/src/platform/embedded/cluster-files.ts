import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { databaseUser, userById, type SystemUser } from '../config/run-as.js';
import { DatabaseStartError } from './start-error.js';

/** Socket addresses end at 107 bytes; `/.s.PGSQL.5432` comes after the folder. */
const longestSocketFolder = 85;

/** The first lines of postmaster.pid. */
export interface PostmasterPid {
  pid: number;
  socketDir: string;
}

/** Who runs this cluster: the owner of an existing one, so that it keeps working when a user `postgres` appears later. */
export function clusterUser(pgdata: string): SystemUser | undefined {
  const found = statSync(pgdata, { throwIfNoEntry: false });
  const me = process.getuid?.();
  if (found && me !== 0 && found.uid !== me) {
    throw new DatabaseStartError(`The data folder ${pgdata} belongs to another user (${userById(found.uid)?.name ?? found.uid}). Start Kring as that user or as root, or name another folder with KRING_DATA.`);
  }
  if (found && me === 0 && found.uid !== 0) return userById(found.uid) ?? { name: String(found.uid), uid: found.uid, gid: found.gid };
  return databaseUser();
}

/** Makes a new cluster; a run that is cut off half-way leaves nothing that looks like one. */
export function createCluster(pgdata: string, binaries: Binaries, runAs: SystemUser | undefined, throwaway: boolean): void {
  const dataDir = join(pgdata, '..');
  for (const left of readdirSync(dataDir)) {
    if (left.startsWith('postgres.new')) rmSync(join(dataDir, left), { recursive: true, force: true });
  }
  const half = join(dataDir, `postgres.new-${process.pid}`);
  makeFolder(half, runAs);
  const made = spawnSync(
    binaries.initdb,
    ['-D', half, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(throwaway ? ['--no-sync'] : [])],
    { encoding: 'utf8', cwd: '/', env: serverEnvironment(), ...(runAs ? { uid: runAs.uid, gid: runAs.gid } : {}) },
  );
  if (made.status !== 0) {
    rmSync(half, { recursive: true, force: true });
    const why = made.error?.message ?? (made.stderr.trim() || made.stdout.trim());
    throw new DatabaseStartError(`The built-in database could not be made in ${dataDir}: ${why}`);
  }
  const conf = join(half, 'postgresql.conf');
  writeFileSync(conf, `${readFileSync(conf, 'utf8')}\n# what Kring sets; written again at every start\ninclude_if_exists = 'kring.conf'\n`);
  renameSync(half, pgdata);
}

/** The settings of the built-in server: one small machine, one socket, and no content in any log. */
export function writeServerSettings(pgdata: string, runAs: SystemUser | undefined, throwaway: boolean): void {
  const lines = [
    "listen_addresses = ''",
    'unix_socket_permissions = 0700',
    `max_connections = ${throwaway ? 100 : 60}`,
    'superuser_reserved_connections = 3',
    'shared_buffers = 128MB',
    'effective_cache_size = 512MB',
    'work_mem = 8MB',
    'maintenance_work_mem = 64MB',
    'random_page_cost = 1.1',
    'jit = off',
    'max_parallel_workers_per_gather = 0',
    'io_method = sync',
    'wal_level = minimal',
    'max_wal_senders = 0',
    'wal_compression = on',
    'max_wal_size = 512MB',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'logging_collector = on',
    "log_directory = 'log'",
    "log_filename = 'postgres-%a.log'",
    'log_truncate_on_rotation = on',
    'log_rotation_age = 1d',
    'log_rotation_size = 0',
    'log_file_mode = 0600',
    // Row content reaches a log as a parameter, as DETAIL ("failing row contains …") or as a logged statement.
    'log_parameter_max_length = 0',
    'log_parameter_max_length_on_error = 0',
    'log_error_verbosity = terse',
    'log_min_error_statement = panic',
    'log_statement = none',
    'log_min_duration_statement = -1',
    ...(throwaway ? ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off', 'autovacuum_naptime = 10s'] : []),
  ];
  const file = join(pgdata, 'kring.conf');
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  if (runAs) chownSync(file, runAs.uid, runAs.gid);
}

/**
 * A private folder for the socket. The server trusts whoever reaches the socket, so only the user that runs it
 * (and root) may enter. Its name is short, because socket addresses are.
 */
export function makeSocketFolder(runAs: SystemUser | undefined): string {
  const base = [tmpdir(), '/tmp'].find((dir) => existsSync(dir) && join(dir, 'kring-XXXXXX').length <= longestSocketFolder) ?? '/tmp';
  const dir = mkdtempSync(join(base, 'kring-'));
  chmodSync(dir, 0o700);
  if (runAs) chownSync(dir, runAs.uid, runAs.gid);
  return dir;
}

/** Reads postmaster.pid; undefined when there is none or it is not complete. */
export function readPostmasterPid(pgdata: string): PostmasterPid | undefined {
  try {
    const lines = readFileSync(join(pgdata, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, socketDir: lines[4] ?? '' } : undefined;
  } catch {
    return undefined;
  }
}

/** What the server may know of our environment: nothing but where programs are, and plain-language messages. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

function makeFolder(dir: string, runAs: SystemUser | undefined): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  if (runAs) chownSync(dir, runAs.uid, runAs.gid);
}
