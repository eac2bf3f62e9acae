import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SettingError } from './setting-error.js';

/** The system user that runs the embedded database when Kring itself is started by root. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: `postgres` when this machine has that user, else `nobody`. Undefined: run as ourselves. */
export function databaseUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = systemUsers();
  const user = users.find((u) => u.name === 'postgres') ?? users.find((u) => u.name === 'nobody');
  if (!user || user.uid === 0) {
    throw new SettingError('DATABASE_URL', 'Root cannot run the embedded database, and this machine has no user postgres or nobody. Start Kring as an ordinary user, or set DATABASE_URL.');
  }
  return user;
}

/** The user with this number, with the same group rules; used to keep an existing data folder with its owner. */
export function userById(uid: number): SystemUser | undefined {
  return systemUsers().find((u) => u.uid === uid);
}

/** Whether this user may pass through every folder down to `path` (which need not exist yet). Looks at mode bits, not at ACLs. */
export function canEnter(path: string, user: SystemUser): boolean {
  for (let dir = resolve(path); ; dir = dirname(dir)) {
    const found = statSync(dir, { throwIfNoEntry: false });
    if (found?.isDirectory()) {
      const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
      if ((found.mode & bit) === 0) return false;
    }
    if (dirname(dir) === dir) return true;
  }
}

function systemUsers(): SystemUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((part) => part.length >= 4)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));
}
