import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { groupStream, personStream } from '../schema/realtime/streams.js';
import { richText } from '../server/test/builders/discussions.js';
import { buildGroup } from '../server/test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../server/test/builders/people.js';
import type { Session } from '../server/test/harness/graphql-call.js';
import type { Proof } from './runner/proof.js';
import { loadClientRealtime } from './support/client-code.js';
import { askAt, signInAt } from './support/http.js';
import { type Faults, faultsOf, listen, type Listener } from './support/listener.js';
import { startProduct, type Product } from './support/product.js';
import { Writer, type WriterTopic } from './support/writer.js';

/** Milliseconds after "ready" within which every client must have everything. */
const convergeWithin = 5_000;

const startTopic = 'mutation StartTopic($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }';

/** Five people, an open and a closed circle with two conversations each, all in both. */
async function makeWorld(product: Product): Promise<{ people: BuiltPerson[]; sessions: Session[]; topics: WriterTopic[]; streams: string[] }> {
  const people: BuiltPerson[] = [];
  for (let i = 0; i < 5; i += 1) people.push(await buildPerson(product));
  const sessions = await Promise.all(people.map((person) => signInAt(product.url, person.email)));
  const topics: WriterTopic[] = [];
  const streams: string[] = [];
  for (const kind of ['knowledge', 'coaching'] as const) {
    const group = await buildGroup(product, { kind, roles: { lead: people[0]!, member: people.slice(1) } });
    streams.push(groupStream(group.id));
    for (let i = 0; i < 2; i += 1) {
      const topicId = randomUUID();
      await askAt(product.url, sessions[0]!, startTopic, {
        input: { mutationId: randomUUID(), topicId, messageId: randomUUID(), groupId: group.id, title: `${kind} ${i}`, body: richText('first') },
      });
      topics.push({ id: topicId, groupId: group.id });
    }
  }
  return { people, sessions, topics, streams };
}

async function headsOf(product: Product, streams: Iterable<string>): Promise<Map<string, number>> {
  const wanted = [...new Set(streams)];
  const rows = await product.sql<{ stream: string; seq: string }>('SELECT stream, seq FROM realtime_stream WHERE stream = ANY($1)', [wanted]);
  const found = new Map(rows.map((row) => [row.stream, Number(row.seq)]));
  return new Map(wanted.map((stream) => [stream, found.get(stream) ?? 0]));
}

/** Milliseconds until every client stands at least at these numbers; Infinity when that takes longer than half a minute. */
async function untilAll(listeners: Listener[], heads: ReadonlyMap<string, number>): Promise<number> {
  const began = performance.now();
  const behind = (): boolean => listeners.some((one) => [...one.applied.keys()].some((stream) => one.at(stream) < (heads.get(stream) ?? 0)));
  while (behind()) {
    if (performance.now() - began > 30_000) return Infinity;
    await pause(5);
  }
  return performance.now() - began;
}

interface Stored {
  missing: number;
  strange: number;
  twice: number;
  gaps: number;
  wrongVersions: number;
  messages: number;
}

/** What is in the tables, against what the writers were told. */
async function lookInTables(product: Product, writers: Writer[], topics: WriterTopic[]): Promise<Stored> {
  const rows = await product.sql<{ id: string; topic_id: string; n: number; version: number; text: string | null; opening: boolean }>(
    `SELECT id, topic_id, n, version, body #>> '{content,0,content,0,text}' AS text, n = 1 AS opening FROM messages WHERE topic_id = ANY($1)`,
    [topics.map((topic) => topic.id)],
  );
  const counts = await product.sql<{ topics: number; groups: number }>(
    `SELECT (SELECT sum(message_count)::int FROM topics WHERE id = ANY($1)) AS topics, (SELECT sum(last_seq)::int FROM groups WHERE id = ANY($2)) AS groups`,
    [topics.map((topic) => topic.id), [...new Set(topics.map((topic) => topic.groupId))]],
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const sent = new Set(writers.flatMap((writer) => [...writer.sent]));
  const told = writers.flatMap((writer) => [...writer.acknowledged.values()]);
  const replies = rows.filter((row) => !row.opening);
  const texts = replies.flatMap((row) => (row.text === null ? [] : [row.text.replace(/ changed .*/, '')]));
  let gaps = 0;
  for (const topic of topics) {
    const numbers = rows.filter((row) => row.topic_id === topic.id).map((row) => row.n).sort((a, b) => a - b);
    gaps += numbers.filter((n, i) => n !== i + 1).length;
  }
  return {
    missing: told.filter((message) => !stored.has(message.id)).length,
    strange: replies.filter((row) => !sent.has(row.id)).length,
    twice: texts.length - new Set(texts).size + Math.abs(rows.length - counts[0]!.topics) + Math.abs(rows.length - counts[0]!.groups),
    gaps,
    wrongVersions: told.filter((message) => stored.get(message.id) && stored.get(message.id)!.version !== message.version).length,
    messages: replies.length,
  };
}

const sum = (faults: Faults[]): Faults => ({
  lost: faults.reduce((total, one) => total + one.lost, 0),
  duplicates: faults.reduce((total, one) => total + one.duplicates, 0),
  disorder: faults.reduce((total, one) => total + one.disorder, 0),
});

export const proof: Proof = {
  name: 'kill9',
  claim: 'nothing that was acknowledged is lost and nothing appears twice, for writers and for screens, however often the server is killed',
  async run(context) {
    const code = await loadClientRealtime();
    const product = await startProduct();
    context.onEnd(() => product.close());
    const { people, sessions, topics, streams } = await makeWorld(product);
    const followed = (i: number): string[] => [...streams, personStream(people[i]!.id)];
    const begin = await headsOf(product, people.flatMap((_, i) => followed(i)));

    // every writer listens too, and the first has two devices
    const listeners = [0, 1, 2, 3, 4, 0].map((i, place) =>
      listen(code, product.url, `client ${place + 1}`, sessions[i]!, new Map(followed(i).map((stream) => [stream, begin.get(stream)!]))),
    );
    context.onEnd(() => listeners.forEach((one) => one.close()));
    const writers = sessions.map((session, i) => new Writer(`writer ${i + 1}`, product.url, session, topics, context.random, 30));
    let enough = false;
    const writing = Promise.all(writers.map((writer) => writer.write(() => enough)));

    const kills = context.rounds(5, 20);
    const starts: number[] = [];
    const converged: number[] = [];
    let databaseKills = 0;
    for (let round = 1; round <= kills; round += 1) {
      await pause(300 + context.random() * 1_200);
      const both = round % 3 === 0;
      await product.kill({ database: both });
      if (both) databaseKills += 1;
      const start = await product.start();
      const took = await untilAll(listeners, await headsOf(product, begin.keys()));
      starts.push(start);
      converged.push(took);
      context.progress(`kill ${round}${both ? ' (PostgreSQL too)' : ''}: serving again after ${Math.round(start)} ms, all clients up to date ${Math.round(took)} ms later`);
    }
    await pause(500);
    enough = true;
    await writing;
    const heads = await headsOf(product, begin.keys());
    await untilAll(listeners, heads);

    const stored = await lookInTables(product, writers, topics);
    const perStream = listeners.flatMap((one) => [...one.applied].map(([stream, numbers]) => faultsOf(numbers, begin.get(stream)!, heads.get(stream)!)));
    const clients = sum(perStream);
    const naive = sum(listeners.flatMap((one) => [...one.live].map(([stream, numbers]) => faultsOf([...numbers].sort((a, b) => a - b), begin.get(stream)!, heads.get(stream)!))));
    const deliveries = listeners.reduce((total, one) => total + [...one.applied.values()].reduce((all, list) => all + list.length, 0), 0);
    const acknowledged = writers.reduce((total, writer) => total + writer.acknowledged.size, 0);
    const retries = writers.reduce((total, writer) => total + writer.retries, 0);
    const refusals = writers.flatMap((writer) => writer.refusals);
    const restarts = listeners.flatMap((one) => one.restarts);
    for (const line of [...refusals, ...restarts.map((stream) => `snapshot asked again: ${stream}`)].slice(0, 10)) context.progress(line);
    const late = converged.filter((ms) => ms > convergeWithin).length;
    const broken = faultsOf([1, 2, 4, 3, 3, 6], 0, 6);
    const figures = [
      `acknowledged and not stored ${stored.missing}`,
      `stored twice ${stored.twice}`,
      `lost at clients ${clients.lost}`,
      `duplicates ${clients.duplicates}`,
      `out of order ${clients.disorder}`,
      `slowest client ${Math.round(Math.max(...converged))} ms after the restart (at most ${convergeWithin})`,
      `slowest start ${Math.round(Math.max(...starts))} ms`,
    ];
    const zeros = [stored.missing, stored.strange, stored.twice, stored.gaps, stored.wrongVersions, clients.lost, clients.duplicates, clients.disorder, refusals.length, restarts.length, late];
    return {
      ok: zeros.every((figure) => figure === 0),
      covered: { kills, 'kills with PostgreSQL': databaseKills, writers: writers.length, clients: listeners.length, acknowledged, stored: stored.messages, deliveries, retries },
      minimum: { kills: context.rounds(4, 20), 'kills with PostgreSQL': context.rounds(1, 6), writers: 5, clients: 6, acknowledged: context.rounds(200, 1_000), deliveries: context.rounds(1_500, 8_000), retries: kills },
      figure: figures.join(' · '),
      control: {
        ok: naive.lost > 0 && broken.lost === 1 && broken.duplicates === 1 && broken.disorder === 1,
        what: `in the same run a client without replay misses ${naive.lost.toLocaleString('en-GB')} of ${(deliveries + clients.lost).toLocaleString('en-GB')}`,
      },
    };
  },
};
