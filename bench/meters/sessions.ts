import { randomUUID } from 'node:crypto';
import { sessionStream } from '../../schema/realtime/streams.js';
import { buildSession, type SessionPlay, type SessionWorld } from '../../server/test/builders/intervision.js';
import { callGraphql, must, type Session } from '../../server/test/harness/graphql-call.js';
import type { LoadSet } from '../prepare/load-set.js';
import { measured, signIn } from '../prepare/measured-people.js';
import type { Program } from '../prepare/programs.js';
import { median, quantile } from '../sheet/statistics.js';
import { BareSocket, clock } from './bare-socket.js';
import { cpuOf } from './cpu.js';

export type SessionSide = 'socketio' | 'ours';

/** One round in which all sessions go to another phase at once. */
export interface PhaseRound {
  /** ms between the first and the last of a session's people who heard it: 99 of 100 sessions */
  skewP99: number;
  skewP50: number;
  /** ms from the press until the last of a session has it, 99 of 100 sessions */
  allP99: number;
}

export interface JoinStorm {
  people: number;
  /** ms until everybody's socket is open and follows the session */
  sockets: number;
  /** ms until everybody has come in and has the page; of bare socket.io, which has neither: the same as `sockets` */
  complete: number;
  /** CPU ms of the server per person */
  cpu: number;
  refused: number;
}

export interface SessionFigures {
  sessions: number;
  people: number;
  rounds: Record<SessionSide, PhaseRound[]>;
  lost: number;
  storm: Record<SessionSide, JoinStorm>;
}

/** Circles of eight, and one of many: made anew, because a session belongs to one run. */
async function makeCircles(set: LoadSet, circles: readonly string[][]): Promise<string[]> {
  const ids: string[] = [];
  for (const people of circles) {
    const id = randomUUID();
    ids.push(id);
    await set.owner.query(
      `INSERT INTO groups (id, kind, organisation_id, name, purpose, pact_version, member_count, created_by)
       SELECT $1, 'intervision', organisation_id, 'Meterkring voor intervisie', 'Om te meten', 1, $2, $3 FROM groups WHERE id = $4`,
      [id, people.length, people[0], measured.circle],
    );
    await set.owner.query(`INSERT INTO group_pacts (group_id, version, text, created_by) VALUES ($1, 1, 'Wat hier gezegd wordt, blijft hier.', $2)`, [id, people[0]]);
    await set.owner.query(
      `INSERT INTO memberships (person_id, group_id, role, joined_seq, read_count, pact_version, pact_accepted_at)
       SELECT p, $2, CASE WHEN n = 1 THEN 'lead' ELSE 'member' END, 0, 0, 1, now() FROM unnest($1::uuid[]) WITH ORDINALITY AS x (p, n)`,
      [people, id],
    );
  }
  return ids;
}

const worldAt = (port: number): SessionWorld => {
  const url = `http://localhost:${port}`;
  return {
    gql: (session, document, variables, headers) => callGraphql(url, session, document, variables, headers),
    ask: async <Data>(session: Session | null, document: string, variables?: object) => must(await callGraphql<Data>(url, session, document, variables)),
    sql: () => Promise.reject(new Error('The meter changes nothing in the tables.')),
  };
};

const pageOf = 'query P($id: UUID!) { sessionPage(id: $id) { state { status turn phase endsAt } script { phases { index name { nl } } } people { person { id name } here } texts { id body } } }';

interface Hearing {
  expected: number;
  times: number[];
  done: (times: number[]) => void;
}

/** Sockets that follow the streams of sessions, in this process; says when all of one session have heard a move. */
class Ears {
  private readonly sockets: BareSocket[] = [];
  private readonly waiting = new Map<string, Hearing>();

  async open(port: number, stream: string, cookie: string | undefined): Promise<void> {
    const socket = await BareSocket.open(port, { ...(cookie ? { cookie } : {}), socketIo: true, heard: (text, at) => this.heard(text, at) });
    this.sockets.push(socket);
    const answer = await socket.ask('subscribe', { stream });
    if (!answer.includes('"ok":true')) throw new Error(`subscribe: ${answer}`);
  }

  /** Resolves to the moments at which each heard that this session moved; what is missing after 5 s is left out. */
  untilMoved(stream: string, expected: number): Promise<number[]> {
    return new Promise((done) => {
      const hearing: Hearing = { expected, times: [], done };
      this.waiting.set(stream, hearing);
      setTimeout(() => done(hearing.times), 5_000).unref();
    });
  }

  private heard(text: Buffer, at: number): void {
    if (!text.includes('intervision.moved')) return;
    const stream = /"stream":"([^"]+)"/.exec(text.toString('latin1'))?.[1] ?? '';
    const hearing = this.waiting.get(stream);
    if (!hearing) return;
    hearing.times.push(at);
    if (hearing.times.length < hearing.expected) return;
    this.waiting.delete(stream);
    hearing.done(hearing.times);
  }

  close(): void {
    for (const socket of this.sockets) socket.close();
  }
}

const roundOf = (all: readonly { pressed: number; times: number[] }[]): PhaseRound => {
  const skews = all.map(({ times }) => Math.max(...times) - Math.min(...times));
  return { skewP99: quantile(skews, 0.99), skewP50: median(skews), allP99: quantile(all.map(({ pressed, times }) => Math.max(...times) - pressed), 0.99) };
};

/** Thirty sessions of eight that all move at once, round after round, beside as many rooms of bare socket.io; then many who come into one. */
export async function measureSessions(set: LoadSet, programs: Record<SessionSide, Program>, choices: { sessions: number; rounds: number; storm: number }): Promise<SessionFigures> {
  const seats = 8;
  const person = (number: number): string => measured.listener(number);
  const circles = Array.from({ length: choices.sessions }, (_, circle) => Array.from({ length: seats }, (_each, seat) => person(circle * seats + seat)));
  const crowd = Array.from({ length: choices.storm }, (_, number) => person(number));
  const groups = await makeCircles(set, [...circles, crowd]);
  const cookies = await signIn(set.owner, [...new Set([...circles.flat(), ...crowd])]);
  const origin = `http://localhost:${programs.ours.port}`;
  const as = (id: string): Session => ({ email: '', cookie: cookies.get(id)!, origin, setCookie: [] });
  const world = worldAt(programs.ours.port);

  const plays: SessionPlay[] = [];
  for (const [at, people] of circles.entries()) {
    const play = await buildSession(world, as(people[0]!), { groupId: groups[at]!, facilitatorId: people[0]!, methodKey: 'walk_talk' });
    await play.do(as(people[0]!), 'openLobby');
    for (const each of people) await play.do(as(each), 'enterSession');
    await play.do(as(people[0]!), 'startSession');
    plays.push(play);
  }
  const ears: Record<SessionSide, Ears> = { socketio: new Ears(), ours: new Ears() };
  const figures: SessionFigures = { sessions: choices.sessions, people: choices.sessions * seats, rounds: { socketio: [], ours: [] }, lost: 0, storm: { socketio: none, ours: none } };
  try {
    for (const [at, people] of circles.entries()) {
      for (const each of people) {
        await ears.ours.open(programs.ours.port, sessionStream(plays[at]!.id), cookies.get(each));
        await ears.socketio.open(programs.socketio.port, sessionStream(plays[at]!.id), undefined);
      }
    }
    // two phases in which nothing is entered: there and back, at once
    const places = (await plays[0]!.page(as(circles[0]![0]!))).script.phases.filter(({ input }) => input === 'none').map(({ index }) => index);
    const [there, back] = [places.at(-1)!, places.at(-2)!];
    const turns = new Map<string, number>();
    for (const [at, play] of plays.entries()) {
      const { state } = await play.page(as(circles[at]![0]!));
      // out of the phase in which people arrive, past its grace
      await play.do(as(circles[at]![0]!), 'skipPhase', { turn: state.turn, to: back });
    }
    await set.owner.query(`UPDATE sessions SET grace_ends_at = now() - interval '1 second' WHERE id = ANY($1) AND entry = 'closing'`, [plays.map(({ id }) => id)]);
    for (const [at, play] of plays.entries()) turns.set(play.id, (await play.page(as(circles[at]![0]!))).state.turn);

    for (let round = 0; round < choices.rounds; round += 1) {
      for (const side of round % 2 ? (['ours', 'socketio'] as const) : (['socketio', 'ours'] as const)) {
        const all = await Promise.all(
          plays.map(async (play, at) => {
            const heard = ears[side].untilMoved(sessionStream(play.id), seats);
            const pressed = clock();
            if (side === 'ours') {
              const turn = turns.get(play.id)!;
              const moved = await (round % 2 === 0 ? play.do(as(circles[at]![0]!), 'skipPhase', { turn, to: there }) : play.do(as(circles[at]![0]!), 'reopenPhase', { turn, to: back, minutes: 1 }));
              turns.set(play.id, moved.turn);
            } else {
              const event = { stream: sessionStream(play.id), epoch: 1, seq: round, type: 'intervision.moved', payload: { sessionId: play.id, version: round, fact: 'phaseEntered', phase: there, turn: round } };
              await fetch(`http://127.0.0.1:${programs.socketio.port}/emit?room=${encodeURIComponent(event.stream)}`, { method: 'POST', body: JSON.stringify(event) });
            }
            return { pressed, times: await heard };
          }),
        );
        figures.lost += all.reduce((sum, { times }) => sum + seats - times.length, 0);
        figures.rounds[side].push(roundOf(all.filter(({ times }) => times.length > 0)));
      }
    }
  } finally {
    for (const each of Object.values(ears)) each.close();
  }

  const storm = await buildSession(world, as(crowd[0]!), { groupId: groups.at(-1)!, facilitatorId: crowd[0]!, methodKey: 'five_step' });
  await storm.do(as(crowd[0]!), 'openLobby');
  figures.storm = { socketio: await joinBare(programs.socketio, crowd), ours: await joinOurs(programs.ours, storm, crowd, as, cookies) };
  return figures;
}

const none: JoinStorm = { people: 0, sockets: 0, complete: 0, cpu: 0, refused: 0 };

async function joinBare(program: Program, crowd: readonly string[]): Promise<JoinStorm> {
  const ears = new Ears();
  const [cpu, began] = [cpuOf(program.pid), clock()];
  await Promise.all(crowd.map(() => ears.open(program.port, 'storm', undefined)));
  const took = clock() - began;
  ears.close();
  return { people: crowd.length, sockets: took, complete: took, cpu: (cpuOf(program.pid) - cpu) / crowd.length, refused: 0 };
}

/** Everybody at once: a socket, the session's stream, coming in, and the page. */
async function joinOurs(program: Program, play: SessionPlay, crowd: readonly string[], as: (id: string) => Session, cookies: ReadonlyMap<string, string>): Promise<JoinStorm> {
  const ears = new Ears();
  const url = `http://localhost:${program.port}`;
  const [cpu, began] = [cpuOf(program.pid), clock()];
  let [open, refused] = [0, 0];
  await Promise.all(
    crowd.map(async (id) => {
      await ears.open(program.port, sessionStream(play.id), cookies.get(id));
      open = clock() - began;
      const entered = await play.try(as(id), 'enterSession');
      const page = await callGraphql<{ sessionPage: object }>(url, as(id), pageOf, { id: play.id });
      if (entered.errors || !page.data?.sessionPage) refused += 1;
    }),
  );
  const took = clock() - began;
  ears.close();
  return { people: crowd.length, sockets: open, complete: took, cpu: (cpuOf(program.pid) - cpu) / crowd.length, refused };
}
