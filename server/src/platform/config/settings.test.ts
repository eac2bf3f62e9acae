import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMasterKey, createMasterKey } from './key-file.js';
import { readSettings, SettingError, unknownSettings } from './settings.js';

let dir: string;
let key: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kring-settings-'));
  key = join(dir, 'master.key');
  createMasterKey(key);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const data = () => ({ KRING_DATA: join(dir, 'data') });
const server = () => ({
  ...data(),
  KRING_KEY_FILE: key,
  DATABASE_URL: 'postgres://kring_runtime:a@db/kring',
  DATABASE_JOBS_URL: 'postgres://kring_jobs:b@db/kring',
});
const production = () => ({
  ...server(),
  NODE_ENV: 'production',
  KRING_PUBLIC_URL: 'https://kring.example.nl/',
  KRING_SMTP_URL: 'smtp://post:secret@mail.example.nl:587',
  KRING_MAIL_FROM: 'Kring <kring@example.nl>',
});

function refusal(env: NodeJS.ProcessEnv): SettingError {
  try {
    readSettings(env);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingError);
    return error as SettingError;
  }
  throw new Error('these settings were accepted');
}

describe('without any setting', () => {
  it('is a demo on this machine only', () => {
    const s = readSettings(data());
    expect(s).toMatchObject({ mode: 'development', embedded: true, demo: true, host: '127.0.0.1', port: 3000, publicUrl: 'http://localhost:3000', jobs: true, adhocDocuments: true, graphiql: true });
    expect(s.origins).toEqual(['http://localhost:3000', 'http://127.0.0.1:3000']);
    expect(s.demoPassword).toBe('kring');
    expect(readSettings({ ...data(), KRING_DEMO_PASSWORD: '' }).demoPassword).toBe('kring');
  });

  it('keeps the key out of the data and out of the project', () => {
    const s = readSettings(data());
    expect(s.keyFile.startsWith(s.dataDir)).toBe(false);
    expect(s.keyFile).toMatch(/kring\/data-[0-9a-f]{10}\/master\.key$/);
    expect(s.keyFile.startsWith(process.cwd())).toBe(false);
  });
});

describe('demo', () => {
  it('is off with a database of your own, on a network, and in production', () => {
    expect(readSettings(server()).demo).toBe(false);
    expect(readSettings({ ...data(), KRING_HOST: '0.0.0.0' }).demo).toBe(false);
    expect(readSettings(production()).demo).toBe(false);
    expect(readSettings({ ...production(), DATABASE_URL: '', DATABASE_JOBS_URL: '' }).demo).toBe(false);
  });

  it('comes with an explicit KRING_DEMO, and elsewhere with a password of its own', () => {
    expect(readSettings({ ...server(), KRING_DEMO: '1' }).demo).toBe(true);
    expect(refusal({ ...data(), KRING_HOST: '0.0.0.0', KRING_DEMO: '1' }).setting).toBe('KRING_DEMO_PASSWORD');
    expect(readSettings({ ...data(), KRING_HOST: '0.0.0.0', KRING_DEMO: '1', KRING_DEMO_PASSWORD: 'iets van onszelf' }).demo).toBe(true);
    expect(refusal({ ...data(), KRING_DEMO_PASSWORD: 'kort' }).setting).toBe('KRING_DEMO_PASSWORD');
  });

  it('refuses a production server that others can reach', () => {
    expect(refusal({ ...production(), KRING_DEMO: '1', KRING_DEMO_PASSWORD: 'iets van onszelf' }).setting).toBe('KRING_DEMO');
  });
});

describe('production', () => {
  it('starts when all is said', () => {
    expect(readSettings(production())).toMatchObject({ publicUrl: 'https://kring.example.nl', origins: ['https://kring.example.nl'], adhocDocuments: false, graphiql: false, logLevel: 'info', smtp: { from: 'Kring <kring@example.nl>' } });
  });

  it('is not what keeps a server closed: one that others can reach is so without it', () => {
    const forgotten = { ...production(), NODE_ENV: '' };
    expect(readSettings(forgotten)).toMatchObject({ mode: 'development', proxied: true, adhocDocuments: false, graphiql: false, demo: false });
    expect(readSettings({ ...server(), KRING_HOST: '0.0.0.0' })).toMatchObject({ proxied: false, adhocDocuments: false, graphiql: false });
    expect(readSettings({ ...forgotten, KRING_ADHOC_DOCUMENTS: '1', KRING_GRAPHIQL: '1' })).toMatchObject({ adhocDocuments: true, graphiql: true });
    expect(readSettings(server())).toMatchObject({ proxied: false, adhocDocuments: true, graphiql: true });
  });

  it.each([
    ['KRING_SMTP_URL', { KRING_SMTP_URL: '' }],
    ['KRING_MAIL_FROM', { KRING_MAIL_FROM: '' }],
    ['KRING_MAIL_FROM', { KRING_MAIL_FROM: 'Kring' }],
    ['DATABASE_JOBS_URL', { DATABASE_JOBS_URL: '' }],
    ['KRING_PUBLIC_URL', { KRING_PUBLIC_URL: 'http://kring.example.nl' }],
    ['KRING_INSECURE_LAN', { KRING_PUBLIC_URL: 'http://kring.example.nl', KRING_INSECURE_LAN: '1' }],
    ['KRING_KEY_FILE', { KRING_KEY_FILE: '' }],
    ['KRING_KEY_FILE', { KRING_KEY_FILE: '/nowhere/master.key' }],
  ])('asks for %s (%j)', (setting, change) => {
    const error = refusal({ ...production(), ...change });
    expect(error.setting).toBe(setting);
    expect(error.message).toContain(setting);
  });
});

describe('the key file', () => {
  it.each(['KRING_DATA', 'KRING_BACKUP_DIR', 'KRING_KEY_BACKUP_DIR'])('may not lie in %s', (folder) => {
    expect(refusal({ ...server(), [folder]: dir }).setting).toBe('KRING_KEY_FILE');
  });

  it('may not get there by a link either', () => {
    symlinkSync(dir, `${dir}-link`);
    try {
      expect(refusal({ ...server(), KRING_DATA: `${dir}-link`, KRING_BACKUP_DIR: '/elsewhere' }).setting).toBe('KRING_KEY_FILE');
    } finally {
      rmSync(`${dir}-link`);
    }
  });

  it('may lie beside a folder whose name begins the same', () => {
    expect(readSettings({ ...server(), KRING_DATA: key.slice(0, -1) }).keyFile).toBe(key);
  });

  it('is read back as it was made, and never made twice', () => {
    const path = join(dir, 'own', 'master.key');
    const made = createMasterKey(path);
    expect(readMasterKey(path)).toEqual(made);
    expect(made.key).toHaveLength(32);
    expect(() => createMasterKey(path)).toThrow('EEXIST');
  });

  it.each([
    ['open to others', 0o640, undefined],
    ['without a key', 0o600, 'id: k1\n'],
    ['with a short key', 0o600, 'id: k1\nkey: AAAA\n'],
  ])('is refused when it is %s', (_what, mode, text) => {
    const path = join(dir, `bad-${mode}-${text?.length}.key`);
    writeFileSync(path, text ?? 'id: k1\nkey: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n', { mode });
    expect(() => readMasterKey(path)).toThrow('KRING_KEY_FILE');
  });
});

describe('databases', () => {
  it.each(['DATABASE_OWNER_URL', 'DATABASE_JOBS_URL', 'DATABASE_BACKUP_URL'])('%s may not be the role of the server', (name) => {
    expect(refusal({ ...server(), [name]: 'postgresql://kring_runtime:x@db/kring' }).setting).toBe(name);
  });

  it('takes a socket folder for a host', () => {
    const url = 'postgres://kring_runtime@/kring?host=%2Frun%2Fpostgresql';
    expect(readSettings({ ...server(), DATABASE_URL: url }).databaseUrl).toBe(url);
  });

  it('needs no jobs role where no jobs run', () => {
    expect(readSettings({ ...server(), DATABASE_JOBS_URL: '', KRING_JOBS: '0' }).jobs).toBe(false);
  });

  it('does not take half of the addresses', () => {
    expect(refusal({ ...data(), DATABASE_OWNER_URL: 'postgres://kring_owner@db/kring' }).setting).toBe('DATABASE_URL');
  });
});

describe('every single slip names its variable', () => {
  it.each([
    ['NODE_ENV', 'staging'],
    ['PORT', '0'],
    ['PORT', '80a'],
    ['KRING_PORT', '70000'],
    ['KRING_PUBLIC_URL', 'kring.example.nl'],
    ['KRING_ORIGINS', 'https://a.example.nl, b.example.nl'],
    ['KRING_ORIGINS', 'https://a.example.nl/path'],
    ['KRING_DEMO', 'maybe'],
    ['KRING_INSECURE_LAN', '2'],
    ['KRING_JOBS', 'x'],
    ['KRING_ADHOC_DOCUMENTS', 'x'],
    ['KRING_GRAPHIQL', 'x'],
    ['KRING_LOG_LEVEL', 'loud'],
    ['REDIS_URL', 'http://cache'],
    ['KRING_METRICS_TOKEN', 'short'],
    ['KRING_SMTP_URL', 'mail.example.nl'],
    ['DATABASE_URL', 'mysql://a@b/c'],
    ['DATABASE_URL', 'postgres://db/kring'],
    ['DATABASE_URL', 'postgres://kring_runtime@db'],
    ['DATABASE_JOBS_URL', 'nonsense'],
  ])('%s=%s', (name, value) => {
    const error = refusal({ ...server(), [name]: value });
    expect(error.setting).toBe(name);
    expect(error.message).toContain(name);
    expect(error.message).toMatch(/\.$/);
  });

  it('repeats no password', () => {
    expect(refusal({ ...server(), DATABASE_URL: 'mysql://a:hunter2@b/c' }).message).not.toContain('hunter2');
    expect(refusal({ ...server(), REDIS_URL: 'http://:hunter2@cache' }).message).not.toContain('hunter2');
  });

  it('names variables that look like ours and are not', () => {
    expect(unknownSettings({ KRING_DEOM: '1', KRING_DEMO: '1', HOME: '/' })).toEqual(['KRING_DEOM']);
  });
});

describe('a room full of phones', () => {
  it('listens on the network and knows its addresses', () => {
    const s = readSettings({ ...data(), KRING_INSECURE_LAN: '1' });
    expect(s.host).toBe('0.0.0.0');
    expect(s.demo).toBe(false);
    expect(s.origins).toContain('http://localhost:3000');
  });

  it('does not mix with https', () => {
    expect(refusal({ ...data(), KRING_INSECURE_LAN: '1', KRING_PUBLIC_URL: 'https://kring.example.nl' }).setting).toBe('KRING_INSECURE_LAN');
  });
});
