import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../server/test/harness/world.js';

/** Names of events in `schema/realtime/*.ts`: the keys of the payload interfaces. */
export function eventsOfContract(): Map<string, string> {
  const folder = 'schema/realtime';
  const events = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    for (const [, type] of readFileSync(join(folder, file), 'utf8').matchAll(/^ {2}'([a-z]+\.[a-zA-Z]+)':/gm)) events.set(type!, file);
  }
  return events;
}

/** Files of `schema/realtime` whose events the catalogue takes in. */
export function filesInCatalogue(): Set<string> {
  const text = readFileSync('schema/realtime/catalogue.ts', 'utf8');
  const named = /extends ([^{]+)\{/.exec(text)?.[1] ?? '';
  return new Set([...text.matchAll(/import type \{ (\w+) \} from '\.\/([a-z-]+)\.js'/g)].filter(([, name]) => named.includes(name!)).map(([, , file]) => `${file}.ts`));
}

/** Names of events that the server's code sends. */
export function eventsOfServer(): Set<string> {
  const names = [...sources('server/src')].flatMap((text) => [...text.matchAll(/\btype: '([a-z]+\.[a-zA-Z]+)'/g)].map(([, type]) => type!));
  return new Set(names);
}

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (path.endsWith('.ts') && !path.endsWith('.test.ts')) yield readFileSync(path, 'utf8');
  }
}

/** Kinds of stream in the contract. */
export function streamKinds(): string[] {
  const text = /export type StreamKind = ([^;]+);/.exec(readFileSync('schema/realtime/streams.ts', 'utf8'))?.[1] ?? '';
  return [...text.matchAll(/'([a-z]+)'/g)].map(([, kind]) => kind!);
}

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> };
  name: string;
}

/** Addresses that the server answers beside its files, as `GET /path`. */
export function httpRoutes(world: World): string[] {
  const web = world.server.app.getHttpAdapter().getInstance() as { router?: { stack: Layer[] } };
  const stack = web.router?.stack ?? [];
  return stack.flatMap(({ route }) => (route ? [route.path].flat().flatMap((path) => Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`)) : []));
}
