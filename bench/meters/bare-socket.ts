import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a socket hears: the text of a frame, and when it came (ms since 1970, with fractions). */
export type Heard = (text: Buffer, at: number) => void;

export const clock = (): number => performance.timeOrigin + performance.now();

/**
 * A websocket client that knows just enough: unfragmented text frames, and of socket.io the greeting, `pong` and
 * acknowledgements. A thousand of them must cost less than the server that they listen to.
 */
export class BareSocket {
  private rest: Buffer = Buffer.alloc(0);
  closed = false;
  private upgraded = false;
  private readonly acks = new Map<number, (answer: string) => void>();
  private nextAck = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly heard: Heard,
    private readonly ready: (error?: Error) => void,
    private readonly speaksSocketIo: boolean,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    socket.on('error', (error) => this.ready(error));
    socket.on('close', () => {
      this.closed = true;
      this.ready(new Error('The server closed the socket.'));
    });
  }

  /** Connects; resolves when the server has greeted. */
  static open(port: number, options: { cookie?: string; socketIo: boolean; heard: Heard }): Promise<BareSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        const bare: BareSocket = new BareSocket(socket, options.heard, (error) => (error ? reject(error) : resolve(bare)), options.socketIo);
        socket.write(
          `GET /realtime/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\n` +
            `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n` +
            `${options.cookie ? `Cookie: ${options.cookie}\r\n` : ''}\r\n`,
        );
      });
      socket.once('error', reject);
    });
  }

  /** socket.io's emit with acknowledgement; resolves to the answer as JSON text. */
  ask(event: string, body: unknown): Promise<string> {
    const number = this.nextAck++;
    return new Promise((resolve) => {
      this.acks.set(number, resolve);
      this.say(`42${number}${JSON.stringify([event, body])}`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private say(text: string): void {
    const payload = Buffer.from(text, 'utf8');
    const mask = randomBytes(4);
    const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]);
    for (let at = 0; at < payload.length; at += 1) payload[at]! ^= mask[at & 3]!;
    this.socket.write(Buffer.concat([head, mask, payload]));
  }

  private take(chunk: Buffer): void {
    const at = clock();
    let buffer = this.rest.length ? Buffer.concat([this.rest, chunk]) : chunk;
    if (!this.upgraded) {
      const end = buffer.indexOf('\r\n\r\n');
      if (end < 0) return void (this.rest = buffer);
      const head = buffer.toString('latin1', 0, end);
      if (!head.startsWith('HTTP/1.1 101')) return this.ready(new Error(`No websocket: ${head.split('\r\n')[0]}`));
      this.upgraded = true;
      buffer = buffer.subarray(end + 4);
      if (!this.speaksSocketIo) this.ready();
    }
    for (;;) {
      if (buffer.length < 2) break;
      let length = buffer[1]! & 127;
      let from = 2;
      if (length === 126) {
        if (buffer.length < 4) break;
        length = buffer.readUInt16BE(2);
        from = 4;
      } else if (length === 127) {
        if (buffer.length < 10) break;
        length = Number(buffer.readBigUInt64BE(2));
        from = 10;
      }
      if (buffer.length < from + length) break;
      this.frame(buffer.subarray(from, from + length), at);
      buffer = buffer.subarray(from + length);
    }
    this.rest = buffer.length ? Buffer.from(buffer) : Buffer.alloc(0);
  }

  private frame(text: Buffer, at: number): void {
    // '4' '2' "…": an event, the only thing that comes often
    if (text[0] === 0x34 && text[1] === 0x32) return this.heard(text, at);
    if (!this.speaksSocketIo) return;
    const said = text.toString('utf8');
    if (said === '2') return this.say('3');
    if (said.startsWith('0')) return this.say('40');
    if (said.startsWith('40')) return this.ready();
    if (said.startsWith('44')) return this.ready(new Error(`The server refused the socket: ${said}`));
    const ack = /^43(\d+)/.exec(said);
    if (ack) {
      this.acks.get(Number(ack[1]))?.(said.slice(ack[0].length));
      this.acks.delete(Number(ack[1]));
    }
  }
}
