// The floor of handing on one message: a websocket server without a library that writes one prebuilt frame to every
// socket. `POST /emit` sends its body. Prints "ready PORT".
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const sockets = new Set<Socket>();

function textFrame(text: Buffer): Buffer {
  const head = text.length < 126 ? Buffer.from([0x81, text.length]) : Buffer.from([0x81, 126, text.length >> 8, text.length & 255]);
  return Buffer.concat([head, text]);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const frame = textFrame(Buffer.concat([Buffer.from('42["event",'), ...chunks, Buffer.from(']')]));
    for (const socket of sockets) socket.write(frame);
    response.writeHead(200, { 'content-length': 2 });
    response.end('ok');
  });
});

server.on('upgrade', (request, stream) => {
  const socket = stream as Socket;
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.setNoDelay(true);
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  sockets.add(socket);
  socket.on('data', () => undefined);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
});
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
