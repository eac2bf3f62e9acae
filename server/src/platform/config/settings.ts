import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { limits } from '../../../../schema/limits.js';
import { chooseDataDir, defaultKeyFile, liesIn } from './places.js';
import { projectDir } from './project-dir.js';
import { SettingError } from './setting-error.js';
import { readChoice, readDatabaseUrl, readNumber, readOrigins, readSwitch, readUrl } from './setting-readers.js';

export { SettingError } from './setting-error.js';

/** Everything that can be set from outside, read once at the start. `.env.example` says what each is for. */
export interface Settings {
  mode: 'development' | 'production' | 'test';
  port: number;
  host: string;
  /** no slash at the end */
  publicUrl: string;
  /** browsers reach us through a proxy of ours, whose word on their address counts */
  proxied: boolean;
  /** what a browser may send as Origin */
  origins: string[];
  demo: boolean;
  demoPassword: string;
  insecureLan: boolean;
  /** no DATABASE_URL: we run PostgreSQL ourselves; the four addresses are then filled in by the start */
  embedded: boolean;
  databaseUrl: string;
  databaseOwnerUrl?: string;
  databaseJobsUrl: string;
  databaseBackupUrl?: string;
  dataDir: string;
  /** a sentence for the start's output when the data folder is not the usual one */
  dataDirMoved?: string;
  backupDir: string;
  keyBackupDir: string;
  keyFile: string;
  smtp?: { url: string; from: string };
  /** where mail is written as files when there is no smtp */
  mailDir: string;
  adhocDocuments: boolean;
  graphiql: boolean;
  redisUrl?: string;
  logLevel: string;
  /** who shows it may read /metrics from another machine */
  metricsToken?: string;
  jobs: boolean;
  /** how often one person may write in this process; 0: no limit */
  writesPerMinute: number;
}

const modes = ['development', 'production', 'test'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Known to everyone who starts the demo, therefore only accepted where nobody else can come. */
export const openDemoPassword = 'kring';

/** Every variable that Kring listens to; the start warns about others that begin with KRING_. */
export const settingNames = [
  'NODE_ENV', 'PORT', 'KRING_PORT', 'KRING_HOST', 'KRING_PUBLIC_URL', 'KRING_ORIGINS', 'KRING_DEMO', 'KRING_DEMO_PASSWORD',
  'KRING_INSECURE_LAN', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_JOBS_URL', 'DATABASE_BACKUP_URL', 'KRING_DATA',
  'KRING_BACKUP_DIR', 'KRING_KEY_BACKUP_DIR', 'KRING_KEY_FILE', 'KRING_SMTP_URL', 'KRING_MAIL_FROM', 'KRING_MAIL_DIR',
  'KRING_ADHOC_DOCUMENTS', 'KRING_GRAPHIQL', 'REDIS_URL', 'KRING_LOG_LEVEL', 'KRING_METRICS_TOKEN', 'KRING_JOBS',
  'KRING_WRITES_PER_MINUTE',
] as const;

/** Reads and checks all settings. Throws a {@link SettingError} with a sentence that names the variable. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const mode = readChoice(env, 'NODE_ENV', modes, 'development');
  const production = mode === 'production';
  const insecureLan = readSwitch(env, 'KRING_INSECURE_LAN', false);
  const port = readNumber(env, env.KRING_PORT ? 'KRING_PORT' : 'PORT', 3000, 1, 65_535);
  const host = env.KRING_HOST?.trim() || (insecureLan ? '0.0.0.0' : '127.0.0.1');
  const publicUrl = readUrl(env, 'KRING_PUBLIC_URL', ['http:', 'https:'])?.origin ?? `http://localhost:${port}`;
  checkPublicUrl(publicUrl, insecureLan, production);
  const origins = [...new Set([publicUrl, ...ownOrigins(publicUrl, port, insecureLan), ...readOrigins(env, 'KRING_ORIGINS')])];

  const databaseUrl = readDatabaseUrl(env, 'DATABASE_URL');
  const embedded = databaseUrl === undefined;
  const open = !isLoopback(host) || !isLoopback(new URL(publicUrl).hostname);
  // we speak no https ourselves: whoever comes to an https address elsewhere comes by a proxy, whatever the mode is called
  const proxied = production || (publicUrl.startsWith('https:') && !isLoopback(new URL(publicUrl).hostname));
  const demo = readSwitch(env, 'KRING_DEMO', embedded && !open && !production);
  const jobs = readSwitch(env, 'KRING_JOBS', true);
  const place = env.KRING_DATA?.trim() ? { dir: resolve(env.KRING_DATA.trim()) } : chooseDataDir(projectDir());
  const dataDir = place.dir;

  const settings: Settings = {
    mode,
    port,
    host,
    publicUrl,
    proxied,
    origins,
    demo,
    demoPassword: readDemoPassword(env, demo, open, production),
    insecureLan,
    embedded,
    databaseUrl: databaseUrl ?? '',
    databaseOwnerUrl: readDatabaseUrl(env, 'DATABASE_OWNER_URL'),
    databaseJobsUrl: readDatabaseUrl(env, 'DATABASE_JOBS_URL') ?? '',
    databaseBackupUrl: readDatabaseUrl(env, 'DATABASE_BACKUP_URL'),
    dataDir,
    dataDirMoved: 'moved' in place ? place.moved : undefined,
    backupDir: resolve(env.KRING_BACKUP_DIR?.trim() || join(dataDir, 'backups')),
    keyBackupDir: resolve(env.KRING_KEY_BACKUP_DIR?.trim() || join(dataDir, 'key-backups')),
    keyFile: env.KRING_KEY_FILE?.trim() ? resolve(env.KRING_KEY_FILE.trim()) : embedded ? defaultKeyFile(dataDir) : '',
    smtp: readSmtp(env, production),
    mailDir: resolve(env.KRING_MAIL_DIR?.trim() || join(dataDir, 'mail')),
    adhocDocuments: readSwitch(env, 'KRING_ADHOC_DOCUMENTS', demo || (!production && !open)),
    graphiql: readSwitch(env, 'KRING_GRAPHIQL', demo || (!production && !open)),
    redisUrl: readUrl(env, 'REDIS_URL', ['redis:', 'rediss:'])?.href,
    logLevel: readChoice(env, 'KRING_LOG_LEVEL', logLevels, production ? 'info' : 'warn'),
    metricsToken: readMetricsToken(env),
    jobs,
    writesPerMinute: readNumber(env, 'KRING_WRITES_PER_MINUTE', 600, 0, 1_000_000),
  };
  checkDatabases(settings);
  checkKeyFile(settings);
  return settings;
}

/** Variables that begin with KRING_ and mean nothing: most likely a slip of the pen. */
export function unknownSettings(env: NodeJS.ProcessEnv): string[] {
  const known = new Set<string>(settingNames);
  return Object.keys(env).filter((name) => name.startsWith('KRING_') && !known.has(name)).sort();
}

/** Whether a host name or address can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

function checkPublicUrl(publicUrl: string, insecureLan: boolean, production: boolean): void {
  const url = new URL(publicUrl);
  if (insecureLan && url.protocol === 'https:') {
    throw new SettingError('KRING_INSECURE_LAN', 'KRING_INSECURE_LAN is for plain http on a local network, but KRING_PUBLIC_URL says https. Drop one of the two.');
  }
  if (insecureLan && production) {
    throw new SettingError('KRING_INSECURE_LAN', 'KRING_INSECURE_LAN does not go with NODE_ENV=production: passwords would cross the network in the open.');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !insecureLan) {
    throw new SettingError('KRING_PUBLIC_URL', `KRING_PUBLIC_URL is ${publicUrl}: browsers keep the sign-in cookie on https only. Use https, or set KRING_INSECURE_LAN=1 for a trusted local network.`);
  }
}

/** The public address under its other names: 127.0.0.1 beside localhost, and this machine's addresses on the local network. */
function ownOrigins(publicUrl: string, port: number, insecureLan: boolean): string[] {
  const url = new URL(publicUrl);
  const suffix = url.port ? `:${url.port}` : '';
  const names = isLoopback(url.hostname) ? ['localhost', '127.0.0.1'].map((name) => `${url.protocol}//${name}${suffix}`) : [];
  if (!insecureLan) return names;
  const lan = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => address.family === 'IPv4' && !address.internal)
    .map((address) => `http://${address.address}${port === 80 ? '' : `:${port}`}`);
  return [...names, ...lan];
}

function readDemoPassword(env: NodeJS.ProcessEnv, demo: boolean, open: boolean, production: boolean): string {
  const given = env.KRING_DEMO_PASSWORD;
  if (!demo) return given ?? '';
  if (open && production) {
    throw new SettingError('KRING_DEMO', 'KRING_DEMO is on while this production server can be reached from outside: everybody would know the passwords. Set KRING_DEMO=0.');
  }
  if (open && !given) {
    throw new SettingError('KRING_DEMO_PASSWORD', 'KRING_DEMO_PASSWORD is missing: a demo that others on the network can reach needs a password of its own.');
  }
  if (!given) return openDemoPassword;
  if ([...given].length < limits.passwordMin || [...given].length > limits.passwordMax) {
    throw new SettingError('KRING_DEMO_PASSWORD', `KRING_DEMO_PASSWORD must have ${limits.passwordMin} to ${limits.passwordMax} characters.`);
  }
  return given;
}

function readSmtp(env: NodeJS.ProcessEnv, production: boolean): Settings['smtp'] {
  const url = readUrl(env, 'KRING_SMTP_URL', ['smtp:', 'smtps:'])?.href;
  const from = env.KRING_MAIL_FROM?.trim();
  if (!url) {
    if (production) {
      throw new SettingError('KRING_SMTP_URL', 'KRING_SMTP_URL is missing: in production mail has to leave the house (smtp://user:password@host:587).');
    }
    return undefined;
  }
  if (!from) throw new SettingError('KRING_MAIL_FROM', 'KRING_MAIL_FROM is missing: KRING_SMTP_URL is set, so say who the mail is from (Kring <kring@example.nl>).');
  if (!/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/.test(from)) {
    throw new SettingError('KRING_MAIL_FROM', `KRING_MAIL_FROM is "${from}": it must hold one mail address, like Kring <kring@example.nl>.`);
  }
  return { url, from };
}

function readMetricsToken(env: NodeJS.ProcessEnv): string | undefined {
  const token = env.KRING_METRICS_TOKEN?.trim() || undefined;
  if (token && token.length < 20) throw new SettingError('KRING_METRICS_TOKEN', 'KRING_METRICS_TOKEN is too short to be a secret: use 20 characters or more.');
  return token;
}

function checkDatabases(s: Settings): void {
  if (s.embedded) {
    for (const [name, value] of [['DATABASE_OWNER_URL', s.databaseOwnerUrl], ['DATABASE_JOBS_URL', s.databaseJobsUrl], ['DATABASE_BACKUP_URL', s.databaseBackupUrl]] as const) {
      if (value) throw new SettingError('DATABASE_URL', `DATABASE_URL is missing while ${name} is set. Set both, or none for the embedded database.`);
    }
    return;
  }
  if (s.jobs && !s.databaseJobsUrl) {
    throw new SettingError('DATABASE_JOBS_URL', 'DATABASE_JOBS_URL is missing: reminders, mail and erasure run as the role kring_jobs. Set it, or KRING_JOBS=0 when another process runs the jobs.');
  }
  const runtime = roleOf(s.databaseUrl);
  for (const [name, value] of [['DATABASE_OWNER_URL', s.databaseOwnerUrl], ['DATABASE_JOBS_URL', s.databaseJobsUrl], ['DATABASE_BACKUP_URL', s.databaseBackupUrl]] as const) {
    if (value && roleOf(value) === runtime) {
      throw new SettingError(name, `${name} and DATABASE_URL both sign in as ${runtime || 'the same role'}: the server's own role may not own, run jobs or make backups (docs/operations.md, "Roles").`);
    }
  }
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url.replace('@/', '@socket/')).username);
}

function checkKeyFile(s: Settings): void {
  if (!s.keyFile) {
    throw new SettingError('KRING_KEY_FILE', 'KRING_KEY_FILE is missing: it names the file with the master key, outside the database and its backups. `npm run key -- <file>` makes one.');
  }
  for (const [what, folder] of [['the data folder', s.dataDir], ['the backup folder', s.backupDir], ['the folder with key backups', s.keyBackupDir]] as const) {
    if (liesIn(s.keyFile, folder)) {
      throw new SettingError('KRING_KEY_FILE', `The key file ${s.keyFile} (KRING_KEY_FILE) lies in ${what} ${folder}: whoever copies that folder could read everything. Move it elsewhere.`);
    }
  }
  if (!s.embedded && !existsSync(s.keyFile)) {
    throw new SettingError('KRING_KEY_FILE', `The key file ${s.keyFile} (KRING_KEY_FILE) does not exist. Put it there from your own copy; for a new installation \`npm run key -- ${s.keyFile}\` makes one.`);
  }
}
