import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { groupStream } from '../../schema/realtime/streams.js';
import { richText } from '../../server/test/builders/discussions.js';
import { buildGroup } from '../../server/test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../server/test/builders/people.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import { askAt, signInAt } from './http.js';
import type { Faults, Listener } from './listener.js';
import type { Product } from './product.js';
import type { Writer, WriterTopic } from './writer.js';

const startTopic = 'mutation StartTopic($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }';

/** Five people, an open and a closed circle with two conversations each, all in both. */
export async function makeWritersWorld(product: Product): Promise<{ people: BuiltPerson[]; sessions: Session[]; topics: WriterTopic[]; streams: string[] }> {
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

export async function headsOf(product: Product, streams: Iterable<string>): Promise<Map<string, number>> {
  const wanted = [...new Set(streams)];
  const rows = await product.sql<{ stream: string; seq: string }>('SELECT stream, seq FROM realtime_stream WHERE stream = ANY($1)', [wanted]);
  const found = new Map(rows.map((row) => [row.stream, Number(row.seq)]));
  return new Map(wanted.map((stream) => [stream, found.get(stream) ?? 0]));
}

/** Milliseconds until every client stands at least at these numbers; Infinity when that takes longer than half a minute. */
export async function untilAll(listeners: Listener[], heads: ReadonlyMap<string, number>): Promise<number> {
  const began = performance.now();
  const behind = (): boolean => listeners.some((one) => [...one.applied.keys()].some((stream) => one.at(stream) < (heads.get(stream) ?? 0)));
  while (behind()) {
    if (performance.now() - began > 30_000) return Infinity;
    await pause(5);
  }
  return performance.now() - began;
}

export interface Stored {
  missing: number;
  strange: number;
  twice: number;
  gaps: number;
  wrongVersions: number;
  messages: number;
}

/** What is in the tables, against what the writers were told. */
export async function lookInTables(product: Product, writers: Writer[], topics: WriterTopic[]): Promise<Stored> {
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

export const sumOfFaults = (faults: Faults[]): Faults => ({
  lost: faults.reduce((total, one) => total + one.lost, 0),
  duplicates: faults.reduce((total, one) => total + one.duplicates, 0),
  disorder: faults.reduce((total, one) => total + one.disorder, 0),
});
