import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { BuiltPerson } from '../../server/test/builders/people.js';
import type { World } from '../../server/test/harness/world.js';

/** What a server answered to bytes that no browser of ours would send. */
interface RawAnswer {
  status: number;
  body: string;
}

/** Sends exactly these headers, no more. An upgrade that is accepted counts as status 101. */
function send(world: World, method: string, path: string, headers: Record<string, string>, body = ''): Promise<RawAnswer> {
  const { port } = new URL(world.url);
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...headers }, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode ?? 0, body: '' });
    });
    asked.on('error', (error) => resolve({ status: 0, body: error.message }));
    asked.end(body);
  });
}

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' };

export interface RawResult {
  tries: number;
  faults: string[];
  /** the same requests from the own origin got in */
  controls: boolean;
}

/** Handshakes and writes with a good cookie and an Origin that is not ours, below what a browser would allow. */
export async function rawTries(world: World, victim: BuiltPerson): Promise<RawResult> {
  const { cookie } = await world.signIn(victim);
  const own = new URL(world.settings.publicUrl);
  const foreign: (string | undefined)[] = [
    'https://evil.example',
    'http://evil.example',
    'null',
    undefined,
    '',
    `http://localhost:${Number(own.port) + 1}`,
    'http://localhost',
    `https://localhost:${own.port}`,
    `http://localhost:${own.port}.evil.example`,
    `http://localhost:${own.port}@evil.example`,
    `http://evil.example/http://localhost:${own.port}`,
    `http://LOCALHOST:${own.port}.`,
    `${own.origin}, https://evil.example`,
    `file://`,
    `chrome-extension://abcdefghijklmnop`,
  ];
  const faults: string[] = [];
  let tries = 0;
  for (const origin of foreign) {
    const from: Record<string, string> = origin === undefined ? {} : { origin };
    for (const [transport, more] of [['websocket', upgrade], ['polling', {}]] as const) {
      tries += 1;
      const answer = await send(world, 'GET', `/realtime/?EIO=4&transport=${transport}`, { ...from, ...more, cookie });
      if (answer.status < 400) faults.push(`${transport} with origin ${origin ?? '(none)'}: ${answer.status}`);
    }
    // a socket that was opened by long polling with a foreign origin cannot be taken over either
    tries += 1;
    const post = await send(world, 'POST', '/realtime/?EIO=4&transport=polling', { ...from, cookie, 'content-type': 'text/plain' }, '40');
    if (post.status < 400) faults.push(`a packet by polling with origin ${origin ?? '(none)'}: ${post.status}`);
  }

  const write = (): [string, string] => {
    const id = randomUUID();
    return [id, JSON.stringify({ query: `mutation Raw { updateSettings(input: {mutationId: "${id}", calmMotion: false}) { id } }` })];
  };
  const ids: string[] = [];
  const attempts: Record<string, string>[] = [
    // without a word of where it comes from it is a program, which has no visitor's cookie: that one may
    ...foreign.filter((origin) => origin !== undefined).map((origin) => ({ origin: origin!, 'content-type': 'application/json' })),
    ...['cross-site', 'same-site', 'CROSS-SITE', 'nonsense', ''].map((site) => ({ origin: own.origin, 'sec-fetch-site': site, 'content-type': 'application/json' })),
    ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', 'text/plain; application/json', ''].map((type) => ({ origin: own.origin, ...(type ? { 'content-type': type } : {}) })),
  ];
  for (const headers of attempts) {
    const [id, body] = write();
    ids.push(id);
    tries += 1;
    const answer = await send(world, 'POST', '/graphql', { ...headers, cookie, 'content-length': String(Buffer.byteLength(body)) }, body);
    if (answer.status < 400) faults.push(`a write with ${JSON.stringify(headers)}: ${answer.status} ${answer.body.slice(0, 80)}`);
  }
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH']) {
    const [id] = write();
    ids.push(id);
    tries += 1;
    const query = encodeURIComponent(`mutation Raw { updateSettings(input: {mutationId: "${id}", calmMotion: false}) { id } }`);
    await send(world, method, `/graphql?query=${query}`, { origin: own.origin, 'sec-fetch-site': 'same-origin', cookie, 'apollo-require-preflight': '1' });
  }
  const written = await world.sql('SELECT 1 FROM mutation_receipts WHERE mutation_id = ANY($1)', [ids]);
  if (written.length > 0) faults.push(`${written.length} raw writes were carried out`);

  const [goodId, good] = write();
  const wrote = await send(world, 'POST', '/graphql', { origin: own.origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json', cookie, 'content-length': String(Buffer.byteLength(good)) }, good);
  const opened = await send(world, 'GET', '/realtime/?EIO=4&transport=websocket', { origin: own.origin, ...upgrade, cookie });
  const polled = await send(world, 'GET', '/realtime/?EIO=4&transport=polling', { origin: own.origin, cookie });
  const receipts = await world.sql('SELECT 1 FROM mutation_receipts WHERE mutation_id = $1', [goodId]);
  return { tries, faults, controls: wrote.status === 200 && receipts.length === 1 && opened.status === 101 && polled.status === 200 };
}
