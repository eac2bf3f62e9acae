import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { canEnter, databaseUser } from './run-as.js';
import { SettingError } from './setting-error.js';

/** Where the data of this installation lies, and why there when it is not the usual `.data`. */
export interface DataPlace {
  dir: string;
  /** a sentence for the start's output, when the folder is not the usual one */
  moved?: string;
}

/**
 * `.data/` in the project; a state folder elsewhere when the user that runs the database cannot get there
 * (root below a closed home) or when the project folder is not ours to write in. Only looks, makes nothing.
 */
export function chooseDataDir(projectFolder: string): DataPlace {
  const usual = join(projectFolder, '.data');
  const user = databaseUser();
  if (user) {
    if (canEnter(projectFolder, user)) return { dir: usual };
    const dir = join('/var/lib/kring', placeName(projectFolder));
    return { dir, moved: `The user ${user.name}, who runs the database, cannot enter ${projectFolder}; the data is in ${dir}.` };
  }
  if (isWritable(existsSync(usual) ? usual : projectFolder)) return { dir: usual };
  const dir = join(ownFolder('XDG_STATE_HOME', '.local/state'), 'kring', placeName(projectFolder));
  return { dir, moved: `This user cannot write in ${projectFolder}; the data is in ${dir}.` };
}

/** The master key's usual place: outside the project and outside the data folder, one per data folder. */
export function defaultKeyFile(dataDir: string): string {
  return join(ownFolder('XDG_CONFIG_HOME', '.config'), 'kring', placeName(dataDir), 'master.key');
}

/** Whether `path` is `folder` or lies somewhere below it, symbolic links followed as far as the path exists. */
export function liesIn(path: string, folder: string): boolean {
  const rest = relative(realPath(folder), realPath(path));
  return rest === '' || (rest !== '..' && !rest.startsWith(`..${sep}`) && !isAbsolute(rest));
}

function realPath(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  const parent = dirname(whole);
  return parent === whole ? whole : join(realPath(parent), basename(whole));
}

function placeName(folder: string): string {
  return `${basename(folder).replace(/[^a-zA-Z0-9_-]/g, '') || 'kring'}-${createHash('sha256').update(folder).digest('hex').slice(0, 10)}`;
}

/** A user's own folder: what XDG names, else below the home, else (no usable home) a private one in /var/tmp. */
function ownFolder(variable: string, belowHome: string): string {
  const named = process.env[variable];
  if (named && isAbsolute(named)) return named;
  const home = homedir();
  if (isAbsolute(home) && home !== '/' && isWritable(home)) return join(home, belowHome);
  const own = join('/var/tmp', `kring-${process.getuid?.() ?? 0}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const found = lstatSync(own);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) {
    throw new SettingError('KRING_DATA', `${own} belongs to somebody else or is open to others. Name your own places with KRING_DATA and KRING_KEY_FILE.`);
  }
  return join(own, belowHome);
}

function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK | constants.X_OK);
    return statSync(dir).isDirectory();
  } catch {
    return false;
  }
}
