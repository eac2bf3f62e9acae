import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../../server/src/platform/config/project-dir.js';
import type { LoadSet } from '../prepare/load-set.js';
import { homeCircles, measured, signIn } from '../prepare/measured-people.js';
import type { RawPage } from '../limits/raw-statements.js';

/** One page of one person: what is asked of our server and of the raw one. */
export interface Target {
  cookie: string;
  documentId: string;
  variables: Record<string, unknown>;
  page: RawPage;
  values: unknown[];
}

/** One kind of page under the meter. */
export interface Workload {
  name: string;
  title: string;
  targets: Target[];
  /** what both answers must say alike, from each of them; compared as JSON */
  essence: { ours(data: never): unknown; raw(body: never): unknown };
}

interface PersonLike {
  name: string;
}

const manifest = JSON.parse(readFileSync(join(projectDir(), 'client/src/generated/persisted-documents.json'), 'utf8')) as Record<string, string>;

/** The hash of the one document of our own client with this operation name. */
export function documentId(operation: string): string {
  const found = Object.entries(manifest).filter(([, text]) => new RegExp(`(?:query|mutation) ${operation}\\b`).test(text));
  if (found.length !== 1) throw new Error(`The client has ${found.length} documents named ${operation}.`);
  return found[0]![0];
}

interface RawTopic {
  id: string;
  title: string;
  messageCount: number;
  readN: number;
  createdBy: PersonLike;
  lastMessageBy: PersonLike;
}

const topicEssence = (topic: RawTopic): unknown[] => [topic.id, topic.title, topic.messageCount, topic.readN, topic.createdBy.name, topic.lastMessageBy.name];

interface OurCircle {
  groupPage: { group: { id: string; name: string; lastSeq: number; readCount: number }; topics: { nodes: RawTopic[]; pageInfo: { hasNextPage: boolean } } };
}
interface RawCircle {
  group: OurCircle['groupPage']['group'];
  topics: RawTopic[];
  more: boolean;
}
interface Message {
  id: string;
  n: number;
  author: PersonLike;
  body: unknown;
}
interface OurConversation {
  topicPage: { topic: RawTopic; messages: { nodes: (Message & { reactions: { recognise: number; helpful: number; mine: string[] } })[] } };
}
interface RawConversation {
  topic: RawTopic;
  messages: (Message & { recognise: number; helpful: number; mine: string[] | null })[];
}
interface HomeGroup {
  id: string;
  name: string;
  lastSeq: number;
  readCount: number;
}
interface OurHome {
  home: { groups: HomeGroup[]; tasks: { kind: string; messageId: string | null }[] };
}
interface RawHome {
  groups: HomeGroup[];
  mentions: { messageId: string }[] | null;
}

const groupEssence = (group: HomeGroup): unknown[] => [group.id, group.name, group.lastSeq, group.readCount];
/** Keys of a jsonb in the order of PostgreSQL, whoever wrote them. */
const sameText = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) => (inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner));

const circleEssence: Workload['essence'] = {
  ours: ({ groupPage: { group, topics } }: OurCircle) => [groupEssence(group), topics.nodes.map(topicEssence), topics.pageInfo.hasNextPage],
  raw: ({ group, topics, more }: RawCircle) => [groupEssence(group), topics.map(topicEssence), more],
};
const conversationEssence: Workload['essence'] = {
  ours: ({ topicPage: { topic, messages } }: OurConversation) => [
    topicEssence(topic),
    messages.nodes.map((m) => [m.id, m.n, m.author.name, sameText(m.body), m.reactions.recognise, m.reactions.helpful, m.reactions.mine]),
  ],
  raw: ({ topic, messages }: RawConversation) => [topicEssence(topic), messages.map((m) => [m.id, m.n, m.author.name, sameText(m.body), m.recognise, m.helpful, m.mine ?? []])],
};
const homeEssence: Workload['essence'] = {
  ours: ({ home: { groups, tasks } }: OurHome) => [groups.map(groupEssence), tasks.filter((task) => task.kind === 'READ_MENTION').map((task) => task.messageId)],
  raw: ({ groups, mentions }: RawHome) => [groups.map(groupEssence), (mentions ?? []).slice(0, 20).map((mention) => mention.messageId)],
};

const pageRows = 20;
/** Few people, as a page is followed by others of the same person: the server keeps who someone is for a second. */
const people = 5;

/** Chooses people, circles and conversations of the load set and builds every request. The choice is always the same. */
export async function pageWorkloads(set: LoadSet): Promise<Workload[]> {
  const rows = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> => (await set.owner.query(sql, values)).rows as Row[];
  const few = await rows<{ person: string }>(
    `SELECT m.person_id AS person FROM memberships m JOIN groups g ON g.id = m.group_id WHERE g.name LIKE 'Kring %'
     GROUP BY m.person_id ORDER BY count(*) DESC, md5(m.person_id::text) LIMIT $1`,
    [people],
  );
  const inFew = [few.map((row) => row.person)];
  const circles = await rows<{ person: string; circle: string }>(
    `SELECT m.person_id AS person, m.group_id AS circle FROM memberships m JOIN groups g ON g.id = m.group_id
     WHERE m.person_id = ANY($1) AND g.name LIKE 'Kring %' AND (SELECT count(*) FROM topics t WHERE t.group_id = g.id) > 20
     ORDER BY md5(m.person_id::text || m.group_id::text) LIMIT 40`,
    inFew,
  );
  const topics = await rows<{ person: string; topic: string; from: number }>(
    `SELECT m.person_id AS person, t.id AS topic, greatest(0, t.message_count - 20) AS from
     FROM topics t JOIN memberships m ON m.group_id = t.group_id
     WHERE m.person_id = ANY($1) AND t.message_count BETWEEN 20 AND 400 ORDER BY md5(m.person_id::text || t.id::text) LIMIT 40`,
    inFew,
  );
  const [long] = await rows<{ topic: string; circle: string; count: number }>(
    `SELECT t.id AS topic, t.group_id AS circle, t.message_count AS count FROM topics t JOIN groups g ON g.id = t.group_id
     WHERE g.name LIKE 'Kring %' ORDER BY t.message_count DESC LIMIT 1`,
  );
  const readers = await rows<{ person: string }>(
    `SELECT person_id AS person FROM memberships, generate_series(1, 4) WHERE group_id = $1 ORDER BY md5(person_id::text), generate_series LIMIT 20`,
    [long!.circle],
  );
  const busy = await rows<{ person: string }>(
    `SELECT person_id AS person FROM memberships GROUP BY person_id HAVING count(*) = $1 AND count(*) FILTER (WHERE group_id IN (SELECT id FROM groups WHERE name LIKE 'Kring %')) = $1
     ORDER BY md5(person_id::text) LIMIT $2`,
    [homeCircles, people],
  );
  const homes = busy.length > 0 ? busy.map((row) => row.person) : [measured.little];
  const cookies = await signIn(set.owner, [...new Set([...[...circles, ...topics, ...readers].map((row) => row.person), ...homes, measured.little, measured.much])]);

  const circleTarget = ({ person, circle }: { person: string; circle: string }): Target => ({
    cookie: cookies.get(person)!,
    documentId: documentId('GroupPage'),
    variables: { id: circle, first: pageRows, after: null },
    page: 'circle',
    values: [person, circle],
  });
  const topicTarget = (person: string, topic: string, from: number): Target => ({
    cookie: cookies.get(person)!,
    documentId: documentId('TopicPage'),
    variables: { id: topic, first: pageRows, after: from, last: null, before: null, around: null },
    page: 'conversation',
    values: [person, topic, from, from + pageRows],
  });
  const homeTarget = (person: string): Target => ({ cookie: cookies.get(person)!, documentId: documentId('Home'), variables: {}, page: 'home', values: [person] });
  const deep = Math.floor(long!.count * 0.95) - pageRows;
  return [
    { name: 'circle', title: 'Circle page: 20 conversations with starter, last writer, my numbers', targets: circles.map(circleTarget), essence: circleEssence },
    { name: 'topic', title: 'Conversation: 20 messages with writers', targets: topics.map((row) => topicTarget(row.person, row.topic, row.from)), essence: conversationEssence },
    { name: 'topic-first', title: `First page of the longest conversation (${long!.count.toLocaleString('en')} messages)`, targets: readers.map((row, k) => topicTarget(row.person, long!.topic, k)), essence: conversationEssence },
    { name: 'topic-deep', title: `A page at message ${deep.toLocaleString('en')} of that conversation`, targets: readers.map((row, k) => topicTarget(row.person, long!.topic, deep + k)), essence: conversationEssence },
    { name: 'home', title: `Today and unread, ${homeCircles} circles`, targets: homes.map(homeTarget), essence: homeEssence },
    { name: 'home-little', title: 'Today with 10 unread messages', targets: [homeTarget(measured.little)], essence: homeEssence },
    { name: 'home-much', title: 'Today with 100,000 unread messages', targets: [homeTarget(measured.much)], essence: homeEssence },
  ];
}
