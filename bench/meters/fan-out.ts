import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { groupStream } from '../../schema/realtime/streams.js';
import { projectDir } from '../../server/src/platform/config/project-dir.js';
import type { LoadSet } from '../prepare/load-set.js';
import { measured, signIn } from '../prepare/measured-people.js';
import type { Program } from '../prepare/programs.js';
import { median, quantile } from '../sheet/statistics.js';
import { clock } from './bare-socket.js';
import { cpuOf, memoryOf } from './cpu.js';
import { LeanConnection, postBytes } from './lean-connection.js';
import type { ListenersAnswer, ListenersRequest } from './listeners.js';
import { documentId } from './pages.js';

export type FanOutSide = 'floor' | 'socketio' | 'ours';

/** One batch of messages to N sockets. */
export interface Batch {
  /** ms from sending the request to each socket having the message: all deliveries of the batch */
  p50: number;
  p95: number;
  /** ms until the last socket has it, 95 of 100 messages */
  allP95: number;
  messagesPerSecond: number;
  /** CPU of the server process per delivery, in µs, with everything it does for a message */
  cpu: number;
}

export interface FanOutFigures {
  sockets: number;
  calm: Record<FanOutSide, Batch[]>;
  busy: Record<FanOutSide, Batch[]>;
  /** CPU ms of our server for a message that nobody hears: the mutation, its statements and its commit */
  writing: number;
  lost: number;
  duplicates: number;
  /** MB resident: before the sockets came and with them */
  memory: Record<FanOutSide, { before: number; after: number }>;
}

const text =
  'Wat werkte bij jullie toen de groep na de pauze onrustig bleef? Ik heb deze week drie dingen geprobeerd: eerder beginnen, de opdracht op het bord ' +
  'laten staan en de eerste vijf minuten in stilte werken. Vooral het laatste hielp, al moet ik er zelf ook aan wennen. Morgen probeer ik het in de andere ' +
  'klas en dan schrijf ik hier hoe het ging. Wie kijkt er een keer mee, bijvoorbeeld donderdag het derde uur?';

class Listeners {
  private readonly child: ChildProcess;
  private readonly complete = new Map<string, (at: number[]) => void>();
  private waiting: ((answer: ListenersAnswer) => void) | undefined;

  constructor() {
    this.child = fork(join(projectDir(), 'dist/bench/meters/listeners.js'), { serialization: 'advanced' });
    this.child.on('message', (answer: ListenersAnswer) => {
      if (answer.kind === 'complete') {
        this.complete.get(answer.id)?.(answer.at);
        this.complete.delete(answer.id);
      } else this.waiting?.(answer);
    });
  }

  async open(request: Omit<Extract<ListenersRequest, { kind: 'open' }>, 'kind'>): Promise<void> {
    const answer = await this.ask({ kind: 'open', ...request });
    if (answer.kind === 'failed') throw new Error(`The sockets did not open: ${answer.why}`);
  }

  /** Resolves to the moments at which each socket got this message. */
  untilAllHave(id: string): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => void this.report().then((found) => reject(new Error(`Message ${id} did not reach all sockets within 15 s: ${JSON.stringify(found)}`))), 15_000);
      this.complete.set(id, (at) => {
        clearTimeout(late);
        resolve(at);
      });
    });
  }

  async report(): Promise<{ duplicates: number; incomplete: Record<string, number>; closed: number }> {
    const answer = await this.ask({ kind: 'report' });
    return answer.kind === 'report' ? answer : { duplicates: 0, incomplete: {}, closed: 0 };
  }

  close(): void {
    this.child.send({ kind: 'close' } satisfies ListenersRequest);
  }

  private ask(request: ListenersRequest): Promise<ListenersAnswer> {
    return new Promise((resolve) => {
      this.waiting = resolve;
      this.child.send(request);
    });
  }
}

/** Where a side is told to send one message. */
function requestOf(side: FanOutSide, port: number, cookie: string, id: string, number: number): Buffer {
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] };
  if (side === 'ours') {
    const input = { mutationId: randomUUID(), id, topicId: measured.topic, kind: 'REPLY', body };
    return postBytes(port, '/graphql', { documentId: documentId('PostMessage'), variables: { input } }, { cookie, origin: `http://localhost:${port}`, accept: 'application/json', 'sec-fetch-site': 'same-origin' });
  }
  // what our server sends for such a message
  const payload = { groupId: measured.circle, topicId: measured.topic, messageId: id, n: number, groupSeq: number, content: { author: { id: measured.writer, name: 'Meter Nummer 3' }, body, kind: 'REPLY', createdAt: new Date().toISOString() } };
  return postBytes(port, '/emit', { stream: groupStream(measured.circle), epoch: 1, seq: number, type: 'discussions.messagePosted', payload });
}

interface Speaker {
  side: FanOutSide;
  program: Program;
  listeners: Listeners;
  line: LeanConnection;
  cookie: string;
  sockets: number;
}

let spoken = 0;

async function speak(speaker: Speaker): Promise<{ sent: number; at: number[] }> {
  if (speaker.line.stale) speaker.line = await LeanConnection.open(speaker.program.port);
  const { side, program, listeners, line, cookie, sockets } = speaker;
  const id = randomUUID();
  const request = requestOf(side, program.port, cookie, id, (spoken += 1));
  const arrived = sockets > 0 ? listeners.untilAllHave(id) : Promise.resolve([]);
  const sent = clock();
  const { status, body } = await line.ask(request);
  if (status !== 200 || body.includes('"errors"')) throw new Error(`${side} refused a message: ${status} ${body.toString('utf8').slice(0, 300)}`);
  return { sent, at: await arrived };
}

/** @param everyMs pause between messages; 0: the next one as soon as everybody has the last */
async function batch(speaker: Speaker, messages: number, everyMs: number): Promise<Batch> {
  const each: number[] = [];
  const last: number[] = [];
  const cpu = cpuOf(speaker.program.pid);
  const began = performance.now();
  for (let number = 0; number < messages; number += 1) {
    const { sent, at } = await speak(speaker);
    for (const moment of at) each.push(moment - sent);
    last.push(Math.max(...at) - sent);
    if (everyMs > 0) await pause(Math.max(0, everyMs * (number + 1) - (performance.now() - began)));
  }
  const took = performance.now() - began;
  return {
    p50: median(each),
    p95: quantile(each, 0.95),
    allP95: quantile(last, 0.95),
    messagesPerSecond: (messages / took) * 1_000,
    cpu: ((cpuOf(speaker.program.pid) - cpu) * 1_000) / (messages * speaker.sockets),
  };
}

export interface FanOutChoices {
  rounds: number;
  calmMessages: number;
  busyMessages: number;
}

/** The same messages to N sockets of three servers, in interleaved rounds. */
export async function measureFanOut(set: LoadSet, programs: Record<FanOutSide, Program>, sockets: number, choices: FanOutChoices): Promise<FanOutFigures> {
  const people = Array.from({ length: sockets }, (_, number) => measured.listener(number));
  const cookies = await signIn(set.owner, [...people, measured.writer]);
  const sides: FanOutSide[] = ['floor', 'socketio', 'ours'];
  const speakers: Speaker[] = [];
  const figures: FanOutFigures = {
    sockets,
    calm: { floor: [], socketio: [], ours: [] },
    busy: { floor: [], socketio: [], ours: [] },
    writing: 0,
    lost: 0,
    duplicates: 0,
    memory: { floor: { before: 0, after: 0 }, socketio: { before: 0, after: 0 }, ours: { before: 0, after: 0 } },
  };
  try {
    for (const side of sides) {
      const program = programs[side];
      const speaker = { side, program, listeners: new Listeners(), line: await LeanConnection.open(program.port), cookie: cookies.get(measured.writer)!, sockets };
      speakers.push(speaker);
      if (side === 'ours') figures.writing = await costOfWriting({ ...speaker, sockets: 0 }, choices.busyMessages);
      figures.memory[side].before = memoryOf(program.pid);
      await speaker.listeners.open({
        port: program.port,
        socketIo: side !== 'floor',
        cookies: side === 'ours' ? people.map((person) => cookies.get(person)!) : [],
        stream: side === 'ours' ? groupStream(measured.circle) : null,
        count: sockets,
      });
      figures.memory[side].after = memoryOf(program.pid);
      await batch(speaker, choices.busyMessages, 0);
    }
    for (let round = 0; round < choices.rounds; round += 1) {
      for (const speaker of round % 2 ? [...speakers].reverse() : speakers) {
        figures.calm[speaker.side].push(await batch(speaker, choices.calmMessages, 50));
        figures.busy[speaker.side].push(await batch(speaker, choices.busyMessages, 0));
      }
    }
    for (const { listeners } of speakers) {
      const report = await listeners.report();
      figures.duplicates += report.duplicates;
      figures.lost += Object.values(report.incomplete).reduce((sum, missing) => sum + missing, 0);
    }
    return figures;
  } finally {
    for (const speaker of speakers) {
      speaker.listeners.close();
      speaker.line.close();
    }
    await pause(300);
  }
}

async function costOfWriting(speaker: Speaker, messages: number): Promise<number> {
  await batch({ ...speaker, sockets: 0 }, messages, 0);
  const before = cpuOf(speaker.program.pid);
  for (let number = 0; number < messages; number += 1) await speak(speaker);
  return (cpuOf(speaker.program.pid) - before) / messages;
}
