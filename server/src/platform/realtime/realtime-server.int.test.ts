import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { groupStream, personStream } from '../../../../schema/realtime/streams.js';
import { buildGroup, type BuiltGroup } from '../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../../test/builders/people.js';
import type { Session } from '../../../test/harness/graphql-call.js';
import { openSocket } from '../../../test/harness/test-socket.js';
import { createWorld, type World } from '../../../test/harness/world.js';
import { CommitHints } from '../database/commit-hints.js';
import { Reads } from '../database/reads.js';
import { SignInService } from '../identity/sign-in.service.js';
import { RealtimeServer } from './realtime-server.js';
import { StreamDoors } from './stream-doors.js';

let world: World;
let anna: BuiltPerson;
let session: Session;
let group: BuiltGroup;
beforeAll(async () => {
  world = await createWorld();
  anna = await buildPerson(world);
  group = await buildGroup(world, { roles: { lead: anna } });
  session = await world.signIn(anna);
});
afterAll(() => world.close());

/** A realtime server of its own, whose log can be made to answer late. */
let realtime: RealtimeServer;
let http: Server;
let url: string;
let ask: <Answer>(name: string, question: () => Promise<Answer>) => Promise<Answer>;
let looks: number;
let signInsEveryMs = 50;
beforeEach(async () => {
  ask = (_, question) => question();
  looks = 0;
  const { app } = world.server;
  const [reads, signIns] = [app.get(Reads), app.get(SignInService)];
  const waiting = Object.create(reads, {
    named: { value: async (name: string, sql: string, parameters: unknown[]) => ask(name, () => reads.named(name, sql, parameters)) },
    snapshot: { value: async (work: never) => ask('snapshot', () => reads.snapshot(work)) },
  }) as Reads;
  realtime = new RealtimeServer(waiting, app.get(StreamDoors), app.get(CommitHints), {
    origins: world.settings.origins,
    viewerFromCookie: (cookie, options) => signIns.viewerFromCookie(cookie, options),
    stillSignedIn: async (ids) => {
      const lasting = await signIns.stillSignedIn(ids);
      looks += 1;
      return lasting;
    },
    signInsEveryMs,
    onTrouble: (error) => {
      throw error;
    },
  });
  http = createServer();
  realtime.listen(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await realtime.close();
  http.close();
});

const until = async (holds: () => boolean): Promise<void> => {
  for (const late = performance.now() + 5_000; !holds() && performance.now() < late; ) await new Promise((resolve) => setImmediate(resolve));
  expect(holds()).toBe(true);
};

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}

/** holds back one question to the log: `asked` when it comes, `answered` when what follows from it has happened */
function holdBack(name: string) {
  const asked = signal();
  const freed = signal();
  const answered = signal();
  ask = async (one, question) => {
    if (one !== name) return question();
    asked.resolve();
    await freed.promise;
    const answer = await question();
    setImmediate(() => answered.resolve());
    return answer;
  };
  return {
    asked: asked.promise,
    free: () => {
      freed.resolve();
      return answered.promise;
    },
  };
}

describe('what this process follows', () => {
  it('ends with the last listener', async () => {
    const socket = await openSocket(url, session, { origin: session.origin });
    await socket.subscribe(groupStream(group.id));
    await socket.subscribe(personStream(anna.id));
    expect(realtime.followedStreams).toBe(2);
    socket.close();
    await until(() => realtime.followedStreams === 0);
  });

  it.each([
    ['subscribes', 'snapshot'],
    ['is being welcomed', 'stream-heads'],
  ])('ends when a socket leaves while it %s', async (_, question) => {
    const held = holdBack(question);
    const socket = await openSocket(url, session, { origin: session.origin });
    void socket.subscribe(groupStream(group.id)).catch(() => undefined);
    await held.asked;
    socket.close();
    await until(() => realtime.socketCount === 0);
    await held.free();
    expect(realtime.followedStreams).toBe(0);
  });

  it('ends when the last listener is put out', async () => {
    const bas = await buildPerson(world);
    const circle = await buildGroup(world, { roles: { lead: anna, member: bas } });
    const asBas = await world.signIn(bas);
    const socket = await openSocket(url, asBas, { origin: asBas.origin });
    await socket.subscribe(groupStream(circle.id));
    expect(realtime.followedStreams).toBe(2);
    await world.ask(asBas, 'mutation($input: GroupIdInput!) { leaveGroup(input: $input) { ok } }', { input: { mutationId: crypto.randomUUID(), groupId: circle.id } });
    await until(() => realtime.followedStreams === 1);
    socket.close();
  });
});

describe('a sign-in that runs out', () => {
  it('ends the sockets that only listen, and no others', async () => {
    const mine = await world.signIn(anna);
    const [one, other] = [await openSocket(url, mine, { origin: mine.origin }), await openSocket(url, session, { origin: session.origin })];
    await world.sql(
      `UPDATE sign_ins SET expires_at = now() - interval '1 second' WHERE id = (SELECT id FROM sign_ins WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1)`,
      [anna.id],
    );
    expect(await one.untilHeard('goodbye')).toBe('SIGNED_OUT');
    await one.untilDisconnected();
    const before = looks;
    await until(() => looks > before + 1);
    expect(other.socket.connected).toBe(true);
    other.close();
  });
});

describe('a sign-in that ended', () => {
  // not found by the regular look
  beforeAll(() => {
    signInsEveryMs = 60_000;
  });
  afterAll(() => {
    signInsEveryMs = 50;
  });

  it('listens to nothing more, also before the server heard of its end', async () => {
    const mine = await world.signIn(anna);
    const socket = await openSocket(url, mine, { origin: mine.origin });
    expect(await socket.subscribe(groupStream(group.id))).toMatchObject({ ok: true });
    const asked = socket.untilHeard('goodbye');
    await world.sql(`UPDATE sign_ins SET ended_at = now() WHERE id = (SELECT id FROM sign_ins WHERE person_id = $1 ORDER BY created_at DESC LIMIT 1)`, [anna.id]);
    const answer = await socket.subscribe(personStream(anna.id)).catch(() => null);
    expect([answer, await asked]).toEqual([null, 'SIGNED_OUT']);
  });
});
