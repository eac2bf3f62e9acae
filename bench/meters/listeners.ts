// A process that only listens: many sockets on one server. Its parent says what to open and asks what was heard.
import { BareSocket } from './bare-socket.js';

/** What the parent asks. */
export type ListenersRequest =
  | { kind: 'open'; port: number; socketIo: boolean; cookies: string[]; stream: string | null; count: number }
  /** a message will come: say when all sockets have it */
  | { kind: 'report' }
  | { kind: 'close' };

/** What it says. */
export type ListenersAnswer =
  | { kind: 'opened' }
  | { kind: 'failed'; why: string }
  /** everybody has this message; when each socket got it */
  | { kind: 'complete'; id: string; at: number[] }
  /** how often messages came twice, and which did not reach everybody */
  | { kind: 'report'; duplicates: number; incomplete: Record<string, number>; closed: number };

const marker = Buffer.from('"messageId":"');
const heardOf = new Map<string, { times: Float64Array; count: number }>();
const finished = new Set<string>();
let sockets: BareSocket[] = [];
let duplicates = 0;

const say = (answer: ListenersAnswer): void => void process.send?.(answer);

function heard(number: number, text: Buffer, at: number): void {
  const from = text.indexOf(marker);
  if (from < 0) return;
  const id = text.toString('latin1', from + marker.length, from + marker.length + 36);
  if (finished.has(id)) return void (duplicates += 1);
  let message = heardOf.get(id);
  if (!message) heardOf.set(id, (message = { times: new Float64Array(sockets.length), count: 0 }));
  if (message.times[number] !== 0) return void (duplicates += 1);
  message.times[number] = at;
  message.count += 1;
  if (message.count < sockets.length) return;
  heardOf.delete(id);
  finished.add(id);
  say({ kind: 'complete', id, at: [...message.times] });
}

async function open(request: Extract<ListenersRequest, { kind: 'open' }>): Promise<void> {
  const opened: BareSocket[] = [];
  // a few at a time: a thousand handshakes at once are another measurement
  for (let from = 0; from < request.count; from += 20) {
    const some = Array.from({ length: Math.min(20, request.count - from) }, (_, k) => from + k);
    opened.push(
      ...(await Promise.all(
        some.map(async (number) => {
          const socket = await BareSocket.open(request.port, { cookie: request.cookies[number], socketIo: request.socketIo, heard: (text, at) => heard(number, text, at) });
          if (request.stream) {
            const answer = await socket.ask('subscribe', { stream: request.stream });
            if (!answer.includes('"ok":true')) throw new Error(`subscribe: ${answer}`);
          }
          return socket;
        }),
      )),
    );
  }
  sockets = opened;
}

process.on('message', (request: ListenersRequest) => {
  if (request.kind === 'open') open(request).then(() => say({ kind: 'opened' }), (error: Error) => say({ kind: 'failed', why: error.message }));
  else if (request.kind === 'report') {
    say({ kind: 'report', duplicates, incomplete: Object.fromEntries([...heardOf].map(([id, { count }]) => [id, sockets.length - count])), closed: sockets.filter((socket) => socket.closed).length });
  } else {
    for (const socket of sockets) socket.close();
    process.exit(0);
  }
});
