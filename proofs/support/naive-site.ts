import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site without any defence: believes every request that carries its cookie. */
export interface NaiveSite {
  url: string;
  /** ids of the acts that it carried out */
  accepted: Set<string>;
  close(): Promise<void>;
}

const idIn = (text: string): string | undefined => /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, '%25')))?.[0];

/** Starts the site that the attacks are tried on first: an attack that does not even work here proves nothing. */
export async function startNaiveSite(): Promise<NaiveSite> {
  const accepted = new Set<string>();
  const carryOut = (request: IncomingMessage, body: string): void => {
    const id = idIn(`${request.url ?? ''} ${body}`);
    if (id && request.headers.cookie?.includes('naive=1')) accepted.add(id);
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const origin = request.headers.origin;
      if (origin) {
        response.setHeader('Access-Control-Allow-Origin', origin);
        response.setHeader('Access-Control-Allow-Credentials', 'true');
        response.setHeader('Access-Control-Allow-Headers', 'content-type, apollo-require-preflight');
      }
      if (request.method !== 'OPTIONS') carryOut(request, body);
      response.end('done');
    });
  });
  server.on('upgrade', (request, socket) => {
    carryOut(request, '');
    const accept = createHash('sha1').update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    accepted,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
