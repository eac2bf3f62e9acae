import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import type { keepOnDevice } from '../../client/src/features/intervision/keep-on-device.js';
import type { OwnTexts } from '../../client/src/features/intervision/own-texts.js';
import type { ServerClock } from '../../client/src/features/intervision/server-clock.js';
import type { KringError } from '../../client/src/platform/errors/kring-error.js';
import type { RealtimeClient, reconnecting } from '../../client/src/platform/realtime/realtime-client.js';

/** The part of the browser's code that follows streams: no screen, no cache. */
export interface ClientRealtime {
  RealtimeClient: typeof RealtimeClient;
  reconnecting: typeof reconnecting;
}

/** What keeps the words of one person in a session, and what knows the time. */
export interface ClientSession {
  OwnTexts: typeof OwnTexts;
  keepOnDevice: typeof keepOnDevice;
  ServerClock: typeof ServerClock;
  KringError: typeof KringError;
}

/** Compiles one file of the client and what it imports of ours, each once. */
function compile(file: string, folder: string, done: Set<string>): void {
  if (done.has(file)) return;
  done.add(file);
  const { code } = transformSync(readFileSync(`${file}.ts`, 'utf8'), { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } });
  const out = join(folder, `${relative(resolve('.'), file)}.js`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, code);
  for (const [, name] of code.matchAll(/from ["'](\.[^"']+)\.js["']/g)) compile(resolve(dirname(file), name!), folder, done);
}

/**
 * Compiles code of the client and loads it here, so that a proof runs what browsers run instead of something that
 * resembles it.
 */
async function load(...files: string[]): Promise<object> {
  // beside what else is built, so that packages are found
  mkdirSync('dist', { recursive: true });
  const folder = mkdtempSync(join('dist', '.client-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const parts: object[] = [];
    for (const file of files) {
      compile(resolve('client/src', file), folder, new Set());
      parts.push((await import(pathToFileURL(join(folder, 'client/src', `${file}.js`)).href)) as object);
    }
    return Object.assign({}, ...parts) as object;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const loadClientRealtime = async (): Promise<ClientRealtime> => (await load('platform/realtime/realtime-client')) as ClientRealtime;

export const loadClientSession = async (): Promise<ClientSession> => (await load('features/intervision/own-texts', 'features/intervision/keep-on-device', 'features/intervision/server-clock', 'platform/errors/kring-error')) as ClientSession;
