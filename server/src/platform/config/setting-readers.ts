import { SettingError } from './setting-error.js';

type Env = NodeJS.ProcessEnv;

/** One of a fixed set of words. */
export function readChoice<T extends string>(env: Env, name: string, choices: readonly T[], usual: T): T {
  const given = env[name]?.trim();
  if (!given) return usual;
  const found = choices.find((choice) => choice === given);
  if (!found) throw new SettingError(name, `${name} is "${given}"; it can be ${choices.join(', ')}.`);
  return found;
}

/** On or off: 1, true, on, yes or 0, false, off, no. */
export function readSwitch(env: Env, name: string, usual: boolean): boolean {
  const given = env[name]?.trim().toLowerCase();
  if (!given) return usual;
  if (['1', 'true', 'on', 'yes'].includes(given)) return true;
  if (['0', 'false', 'off', 'no'].includes(given)) return false;
  throw new SettingError(name, `${name} is "${env[name]}"; say 1 or 0.`);
}

/** A whole number within bounds, both included. */
export function readNumber(env: Env, name: string, usual: number, least: number, most: number): number {
  const given = env[name]?.trim();
  if (!given) return usual;
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < least || value > most) {
    throw new SettingError(name, `${name} is "${given}"; it must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

/** An address with one of the given protocols (with their colon). Never repeats the value: it may hold a password. */
export function readUrl(env: Env, name: string, protocols: string[]): URL | undefined {
  const given = env[name]?.trim();
  if (!given) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !protocols.includes(url.protocol) || !url.hostname) {
    throw new SettingError(name, `${name} is not an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
  }
  return url;
}

/** Browser origins, separated by commas or spaces. */
export function readOrigins(env: Env, name: string): string[] {
  return (env[name] ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((given) => {
      const url = URL.canParse(given) ? new URL(given) : undefined;
      if (!url || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/' || url.search || url.username) {
        throw new SettingError(name, `${name} holds "${given}"; each part must be like https://kring.example.nl, without a path.`);
      }
      return url.origin;
    });
}

/** postgres://role@host/database, or with a socket folder: postgres://role@/database?host=%2Ffolder. */
export function readDatabaseUrl(env: Env, name: string): string | undefined {
  const given = env[name]?.trim();
  if (!given) return undefined;
  // WHATWG URLs need a host where PostgreSQL allows none (a socket folder in the query)
  const parsable = given.replace('@/', '@socket/');
  const url = URL.canParse(parsable) ? new URL(parsable) : undefined;
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || url.pathname.length < 2) {
    throw new SettingError(name, `${name} is not like postgres://role:password@host:5432/database.`);
  }
  if (!url.username) throw new SettingError(name, `${name} names no role: postgres://role:password@host:5432/database.`);
  return given;
}
