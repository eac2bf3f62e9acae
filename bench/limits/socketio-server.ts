// Bare socket.io with the settings of our server: everyone in one room, `POST /emit` sends its body to the room; `?room=` to
// those who asked to `subscribe` to that one.
// Prints "ready PORT".
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

const server = createServer((request, response) => {
  if (request.method !== 'POST') return;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    io.to(new URL(request.url ?? '/', 'http://localhost').searchParams.get('room') ?? 'room').emit('event', JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.writeHead(200, { 'content-length': 2 });
    response.end('ok');
  });
});
const io = new Server(server, {
  path: '/realtime',
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 16_384,
  pingInterval: 10_000,
  pingTimeout: 10_000,
});
io.on('connection', (socket) => {
  void socket.join('room');
  socket.on('subscribe', ({ stream }: { stream: string }, answer: (said: object) => void) => {
    void socket.join(stream);
    answer({ ok: true });
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
