import { register } from 'node:module';

// Child process of the proof authz-complete: the real server, in which a door can be told to forget the mark of a type
// of object. The call is gone and everything else is as it was. Says `{ ready }`, then answers every `{ unmarked }`.

const hooks = `
  export async function load(url, context, next) {
    const loaded = await next(url, context);
    if (!url.endsWith('/platform/graphql/brand.js')) return loaded;
    const source = String(loaded.source);
    const call = 'Mark.set(row, typeName)';
    if (!source.includes(call)) throw new Error('brand.js sets its mark in another way: this proof must learn it');
    return { ...loaded, source: source.replace(call, 'globalThis.unmarked?.has(typeName) || ' + call) };
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const { readSettings } = await import('../../server/src/platform/config/settings.js');
const { bootServer } = await import('../../server/src/main.js');

try {
  await bootServer(readSettings(process.env));
  process.on('message', ({ unmarked }: { unmarked: string[] }) => {
    (globalThis as { unmarked?: Set<string> }).unmarked = new Set(unmarked);
    process.send!({ done: true });
  });
  process.send!({ ready: true });
} catch (error) {
  process.send!({ failed: (error as Error).message });
}
