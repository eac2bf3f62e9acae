import { connect, type Socket } from 'node:net';

export interface LeanAnswer {
  status: number;
  body: Buffer;
}

const headEnd = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection that sends prebuilt requests. It knows just enough HTTP (Content-Length) to cost the
 * machine little: the meter shares the processors with what it measures.
 */
export class LeanConnection {
  private lastUsed = performance.now();
  private pieces: Buffer[] = [];
  private have = 0;
  private need = -1;
  private headSize = 0;
  private status = 0;
  private waiting: { resolve: (answer: LeanAnswer) => void; reject: (error: Error) => void } | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.take(chunk));
    const lost = (error?: Error): void => {
      this.waiting?.reject(error ?? new Error('The server closed the connection.'));
      this.waiting = undefined;
    };
    socket.on('error', lost);
    socket.on('close', () => lost());
  }

  static open(port: number): Promise<LeanConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new LeanConnection(socket)));
      socket.once('error', reject);
    });
  }

  /** The server ends connections that are idle for some seconds; one that may meet that is not worth using. */
  get stale(): boolean {
    return performance.now() - this.lastUsed > 2_000;
  }

  ask(request: Buffer): Promise<LeanAnswer> {
    this.lastUsed = performance.now();
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.pieces.push(chunk);
    this.have += chunk.length;
    if (this.need < 0) {
      const whole = this.pieces.length === 1 ? chunk : Buffer.concat(this.pieces);
      this.pieces = [whole];
      const end = whole.indexOf(headEnd);
      if (end < 0) return;
      const head = whole.toString('latin1', 0, end);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (length === undefined) return void this.socket.destroy(new Error(`An answer without Content-Length: ${head.slice(0, 200)}`));
      this.status = Number(head.slice(9, 12));
      this.headSize = end + 4;
      this.need = this.headSize + Number(length);
    }
    if (this.have < this.need) return;
    const whole = this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces);
    const answer = { status: this.status, body: whole.subarray(this.headSize, this.need) };
    this.pieces = [];
    this.have = 0;
    this.need = -1;
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(answer);
  }
}

/** The bytes of a POST with a JSON body. */
export function postBytes(port: number, path: string, body: unknown, headers: Record<string, string> = {}): Buffer {
  const text = Buffer.from(JSON.stringify(body), 'utf8');
  const lines = Object.entries({ host: `localhost:${port}`, 'content-type': 'application/json', 'content-length': String(text.length), ...headers });
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n`), text]);
}
