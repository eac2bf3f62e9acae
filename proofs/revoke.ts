import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommitHints } from '../server/src/platform/database/commit-hints.js';
import { Reads } from '../server/src/platform/database/reads.js';
import { SignInService } from '../server/src/platform/identity/sign-in.service.js';
import { RealtimeServer } from '../server/src/platform/realtime/realtime-server.js';
import { StreamDoors } from '../server/src/platform/realtime/stream-doors.js';
import type { World } from '../server/test/harness/world.js';
import type { Proof, ProofContext } from './runner/proof.js';
import { leaksIn, numbersOf, record } from './support/recorder.js';
import { makeStage, type Stage, until } from './support/revoke-stage.js';
import { ways, type Way } from './support/revoke-ways.js';

/** Milliseconds after which nothing reaches someone whose sign-in ended. */
const closeWithin = 1_000;

const groupQuery = 'query Group($id: UUID!) { group(id: $id) { id name lastSeq } }';
const postMutation = 'mutation PostMessage($input: PostMessageInput!) { postMessage(input: $input) { id } }';

/** A realtime server over the same log whose dispatcher neither evicts nor asks the doors again: the proof must notice it. */
async function serveWithoutEviction(world: World, context: ProofContext): Promise<string> {
  const doors = Object.create(world.server.app.get(StreamDoors), { evictedBy: { value: () => null }, asksAgain: { value: () => false } }) as StreamDoors;
  const signIns = world.server.app.get(SignInService);
  const realtime = new RealtimeServer(world.server.app.get(Reads), doors, world.server.app.get(CommitHints), {
    origins: world.settings.origins,
    viewerFromCookie: (cookie, options) => signIns.viewerFromCookie(cookie, options),
    stillSignedIn: (ids) => signIns.stillSignedIn(ids),
    onTrouble: (error) => context.progress(`realtime without eviction: ${String(error)}`),
  });
  const server = createServer();
  realtime.listen(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.onEnd(() => realtime.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface RoundResult {
  way: Way['name'];
  leaks: number;
  /** sockets that should be closed and were not within a second */
  open: number;
  slowestClose: number;
  /** frames between the answer that the sign-in has ended and the closing of the socket: at most a second is promised */
  underWay: number;
  /** doors that opened afterwards, over sockets and over HTTP */
  admitted: string[];
  /** frames that someone who was still entitled missed */
  missedByWitness: number;
  /** frames that the dispatcher without eviction let through; undefined when it took no part */
  mutantLeaks: number | undefined;
  frames: number;
  tries: number;
}

async function round(world: World, way: Way, mutantUrl: string): Promise<RoundResult> {
  const stage: Stage = await makeStage(world, way);
  const { stream, victim, other, group } = stage;
  const admitted: string[] = [];
  const doomed = await Promise.all(Array.from({ length: way.sockets }, (_, i) => record(world.url, `victim ${i + 1}`, victim)));
  const spared = way.sparesOther ? await record(world.url, 'other device', other) : undefined;
  const witness = await record(world.url, 'witness', stage.witness);
  const mutant = way.ends === 'membership' && !way.away ? await record(mutantUrl, 'without eviction', victim) : undefined;
  const everyone = [...doomed, witness, ...(spared ? [spared] : []), ...(mutant ? [mutant] : [])];
  for (const one of everyone) {
    const answer = await one.subscribe(stream);
    if (!answer?.ok) throw new Error(`${one.name} could not subscribe before the round: ${JSON.stringify(answer)}`);
    one.here(stream);
  }

  const storm = stage.storm();
  let revoked = false;
  let tries = 0;
  const knocking = way.knocks
    ? doomed.map(async (one) => {
        // asks, leaves and asks again all the time: the end must hold whatever is under way
        while (!storm.stopped && one.connected()) {
          const asked = revoked;
          const answer = await one.subscribe(stream, { epoch: 1, seq: 1 });
          tries += 1;
          if (asked && answer?.ok) admitted.push(`${one.name} was let in after the end`);
          if (answer?.ok) one.unsubscribe(stream);
        }
      })
    : [];
  // new sockets at the very moment: one that is let in just before must not be forgotten
  const arriving: Promise<void>[] = [];
  if (way.arrives) {
    arriving.push(
      (async () => {
        while (!storm.stopped && doomed.length < 12) {
          const asked = revoked;
          const one = await record(world.url, `newcomer ${doomed.length}`, victim).catch(() => undefined);
          tries += 1;
          if (!one) break;
          if (asked) admitted.push('a new socket after the sign-in ended');
          doomed.push(one);
          await one.subscribe(stream);
        }
      })(),
    );
  }
  await until(() => witness.frames.some((frame) => numbersOf(frame.text, stream).some((n) => n > 4)));
  const before = await stage.head();
  if (way.away) doomed.forEach((one) => one.close());
  await way.end(stage);
  const endedAt = performance.now();
  revoked = true;
  const last = way.ends === 'membership' ? await stage.endNumber() : await stage.head();
  await storm.untilMore(6);
  await storm.stop();
  await Promise.all([...knocking, ...arriving]);
  const head = await stage.head();
  const reached = (one: typeof witness): boolean => one.frames.some((frame) => numbersOf(frame.text, stream).includes(head));
  await until(() => reached(witness) && (!spared || reached(spared)));

  let open = 0;
  let slowestClose = 0;
  if (way.ends === 'sign-in') {
    await until(() => doomed.every((one) => !one.connected()), 3_000).catch(() => undefined);
    for (const one of doomed) {
      const took = (one.disconnectedAt ?? Infinity) - endedAt;
      slowestClose = Math.max(slowestClose, took);
      if (took > closeWithin) open += 1;
    }
    await record(world.url, 'again', victim).then(
      (again) => {
        admitted.push('a new socket after the sign-in ended');
        again.close();
      },
      () => (tries += 1),
    );
  } else {
    // sockets that stay open are asked again: the answer also marks that everything before it has arrived
    const again = await record(world.url, 'again', victim);
    for (const one of [...doomed.filter((socket) => socket.connected()), again]) {
      for (const after of [undefined, { epoch: 1, seq: before }, { epoch: 1, seq: last }]) {
        const answer = await one.subscribe(stream, after);
        tries += 1;
        if (!answer || answer.ok || !('refused' in answer) || answer.refused !== 'NOT_FOUND') admitted.push(`${one.name} subscribes: ${JSON.stringify(answer)}`);
      }
    }
    doomed.push(again);
  }
  for (const [what, document, variables] of [
    ['query', groupQuery, { id: group.id }],
    ['post', postMutation, { input: { mutationId: randomUUID(), id: randomUUID(), topicId: stage.topicId, kind: 'REPLY', body: stage.words('after the end') } }],
  ] as const) {
    const answer = await world.gql(victim, document, variables);
    const code = answer.errors?.[0]?.extensions?.code;
    tries += 1;
    const refused = way.ends === 'sign-in' ? answer.status === 401 || code === 'UNAUTHENTICATED' : code === 'NOT_FOUND';
    if (!refused) admitted.push(`${what} answered ${answer.status} ${code ?? answer.text.slice(0, 100)}`);
  }
  if (mutant) await mutant.subscribe(stream);
  // a membership ends at a number of the very stream; a sign-in ends in another one, within a second
  const after = doomed.flatMap((one) => one.frames.filter((frame) => frame.at > endedAt && frame.text.includes(stream)));
  const leaks = way.ends === 'membership' ? doomed.flatMap((one) => leaksIn(one.frames, stream, last)) : after.filter((frame) => frame.at > endedAt + closeWithin);
  const heard = new Set(witness.frames.flatMap((frame) => numbersOf(frame.text, stream)));
  const missed = (from: number, seen: Set<number>): number => Array.from({ length: head - from }, (_, i) => from + 1 + i).filter((n) => !seen.has(n)).length;
  const frames = everyone.reduce((total, one) => total + one.frames.length, 0);
  everyone.concat(doomed).forEach((one) => one.close());
  return {
    way: way.name,
    leaks: leaks.length,
    open,
    slowestClose,
    underWay: way.ends === 'sign-in' ? after.length - leaks.length : 0,
    admitted,
    missedByWitness: missed(last, heard) + (spared ? missed(last, new Set(spared.frames.flatMap((frame) => numbersOf(frame.text, stream)))) : 0),
    mutantLeaks: mutant ? leaksIn(mutant.frames, stream, last).length : undefined,
    frames,
    tries,
  };
}

export const proof: Proof = {
  name: 'revoke',
  claim: 'whoever is taken out, leaves, is signed out or disabled hears nothing more, on no socket, whatever was under way',
  async run(context) {
    const world = await context.createWorld({ jobs: true });
    const mutantUrl = await serveWithoutEviction(world, context);
    const rounds = context.rounds(32, 104);
    const results: RoundResult[] = [];
    for (let i = 0; i < rounds; i += 1) {
      const way = ways[i % ways.length]!;
      await world.sql('DELETE FROM rate_limits');
      const result = await round(world, way, mutantUrl);
      results.push(result);
      for (const line of result.admitted) context.progress(`${way.name}: ${line}`);
      if (result.leaks > 0) context.progress(`${way.name}: ${result.leaks} frames after the end`);
    }
    for (const way of ways) {
      const of = results.filter((result) => result.way === way.name);
      const slowest = Math.max(...of.map((result) => result.slowestClose));
      context.progress(`${String(of.length).padStart(3)} × ${way.name}${way.ends === 'sign-in' ? `, sockets closed within ${Math.max(0, Math.round(slowest))} ms, ${of.reduce((all, result) => all + result.underWay, 0)} frames on the way meanwhile` : ''}`);
    }
    const total = (figure: (result: RoundResult) => number): number => results.reduce((all, result) => all + figure(result), 0);
    const leaks = total((result) => result.leaks);
    const open = total((result) => result.open);
    const admitted = total((result) => result.admitted.length);
    const missed = total((result) => result.missedByWitness);
    const mutated = results.filter((result) => result.mutantLeaks !== undefined);
    const caught = mutated.filter((result) => result.mutantLeaks! > 0);
    return {
      ok: leaks === 0 && open === 0 && admitted === 0 && missed === 0,
      covered: { rounds: results.length, ways: new Set(results.map((result) => result.way)).size, 'frames recorded': total((result) => result.frames), 'tries afterwards': total((result) => result.tries) },
      minimum: { rounds: context.rounds(30, 100), ways: ways.length, 'frames recorded': rounds * 20, 'tries afterwards': rounds * 3 },
      figure: `${leaks} frames after the end · ${open} sockets left open · ${admitted} doors that opened afterwards · ${missed} frames missed by who stayed`,
      control: {
        ok: mutated.length > 0 && caught.length === mutated.length,
        what: `a dispatcher that does not evict leaked in ${caught.length} of ${mutated.length} rounds`,
      },
    };
  },
};
