import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import type { RealtimeClient, reconnecting } from '../../client/src/platform/realtime/realtime-client.js';

/** The part of the browser's code that follows streams: no screen, no cache. */
export interface ClientRealtime {
  RealtimeClient: typeof RealtimeClient;
  reconnecting: typeof reconnecting;
}

/**
 * Compiles the client's own realtime code and loads it here, so that a proof runs what browsers run instead of
 * something that resembles it.
 */
export async function loadClientRealtime(): Promise<ClientRealtime> {
  const folder = mkdtempSync(join(tmpdir(), 'kring-client-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    for (const name of ['stream-reducer', 'realtime-client']) {
      const source = readFileSync(join('client/src/platform/realtime', `${name}.ts`), 'utf8');
      const { code } = transformSync(source, { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } });
      writeFileSync(join(folder, `${name}.js`), code);
    }
    return (await import(pathToFileURL(join(folder, 'realtime-client.js')).href)) as ClientRealtime;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
