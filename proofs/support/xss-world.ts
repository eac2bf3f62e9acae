import { randomUUID } from 'node:crypto';
import { richText } from '../../server/test/builders/discussions.js';
import { buildGroup, type BuiltGroup } from '../../server/test/builders/groups.js';
import { buildOrganisation } from '../../server/test/builders/organisations.js';
import { buildPerson, type BuiltPerson } from '../../server/test/builders/people.js';
import type { Session } from '../../server/test/harness/graphql-call.js';
import type { World } from '../../server/test/harness/world.js';
import { hostileDocuments, type Payload, payloads } from './xss-payloads.js';
import { type HostileSessions, makeHostileSessions } from './xss-sessions.js';

/** A region in which every text is an attack. */
export interface HostileWorld {
  viewer: BuiltPerson;
  session: Session;
  circles: BuiltGroup[];
  /** conversations whose replies hold all payloads */
  bodyTopics: { groupId: string; topicId: string; messageId: string }[];
  invitations: string[];
  sessions: HostileSessions;
  /** a reply of the viewer with an earlier version */
  edited: { groupId: string; topicId: string; messageId: string };
  /** field → texts that the server stored */
  stored: Record<string, number>;
  /** documents outside the agreed shape that the server refused, or stored without what was foreign */
  documents: { refused: number; cleaned: number; kept: string[] };
}

/** Takes payloads in turn, as many as fit in a length. */
function dealer(all: Payload[]): { one(most: number): string; many(most: number): string } {
  let place = 0;
  const next = (): string => all[(place += 1) % all.length]!.text;
  const one = (most: number): string => {
    for (;;) {
      const text = next();
      if ([...text].length <= most) return text;
    }
  };
  return {
    one,
    many: (most) => {
      let text = one(most);
      for (let tries = 0; tries < 40; tries += 1) {
        const more = `${text}\n${next()}`;
        if ([...more].length > most) break;
        text = more;
      }
      return text;
    },
  };
}

/** What is left of a document after the server read it: nothing but the agreed nodes, marks and attributes. */
function foreignIn(value: unknown, path = ''): string[] {
  const allowed: Record<string, string[]> = { doc: ['content'], paragraph: ['content'], bulletList: ['content'], orderedList: ['content'], listItem: ['content'], blockquote: ['content'], text: ['text', 'marks'], hardBreak: [], mention: ['attrs'], bold: [], italic: [], link: ['attrs'] };
  if (Array.isArray(value)) return value.flatMap((one, i) => foreignIn(one, `${path}[${i}]`));
  const node = value as Record<string, unknown>;
  const type = String(node['type']);
  const keys = Object.keys(node).filter((key) => key !== 'type' && !allowed[type]?.includes(key));
  const faults = type in allowed ? keys.map((key) => `${path}.${key}`) : [`${path}: ${type}`];
  if (type === 'link') {
    const attrs = node['attrs'] as Record<string, unknown>;
    if (Object.keys(attrs).join() !== 'href' || !/^(https?:\/\/|mailto:)/i.test(String(attrs['href']))) faults.push(`${path}: ${JSON.stringify(attrs)}`);
  }
  if (type === 'mention' && Object.keys(node['attrs'] as object).sort().join() !== 'id,label') faults.push(`${path}: ${JSON.stringify(node['attrs'])}`);
  for (const key of ['content', 'marks']) if (node[key] !== undefined) faults.push(...foreignIn(node[key], `${path}.${key}`));
  return faults;
}

const mutations = {
  start: 'mutation StartTopic($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }',
  post: 'mutation PostMessage($input: PostMessageInput!) { postMessage(input: $input) { id body } }',
  edit: 'mutation EditMessage($input: EditMessageInput!) { editMessage(input: $input) { __typename } }',
  draft: 'mutation SaveDraft($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }',
  profile: 'mutation UpdateProfile($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }',
  version: 'query Me { me { version } }',
  circle: 'mutation ChangeGroup($input: ChangeGroupInput!) { changeGroup(input: $input) { version } }',
  pact: 'mutation ChangePact($input: ChangePactInput!) { changePact(input: $input) { version } }',
  accept: 'mutation AcceptPact($input: AcceptPactInput!) { acceptPact(input: $input) { id } }',
  invite: 'mutation Invite($input: InviteInput!) { invite(input: $input) { id } }',
  group: 'query Group($id: UUID!) { group(id: $id) { version pact { version } } }',
};

/** Writes attacks into every text that people can write, the way people would, and some that only a broken server could store. */
export async function makeHostileWorld(world: World): Promise<HostileWorld> {
  const all = payloads();
  const deal = dealer(all);
  const stored: Record<string, number> = {};
  const input = (more: object): object => ({ input: { mutationId: randomUUID(), ...more } });
  async function put(field: string, session: Session, document: string, variables: object): Promise<boolean> {
    const answer = await world.gql(session, document, variables);
    if (answer.status >= 500) throw new Error(`${field}: the server failed: ${answer.text.slice(0, 200)}`);
    const done = answer.status === 200 && !answer.errors?.length;
    if (done) stored[field] = (stored[field] ?? 0) + 1;
    return done;
  }

  const foundation = await buildOrganisation(world, { kind: 'foundation', name: deal.one(80) });
  const school = await buildOrganisation(world, { kind: 'school', parent: foundation, name: deal.one(80) });
  const viewer = await buildPerson(world, { position: 'teacher', at: school });
  const others: BuiltPerson[] = [];
  for (let i = 0; i < 8; i += 1) others.push(await buildPerson(world, { position: 'teacher', at: school }));
  const session = await world.signIn(viewer);
  const otherSessions: Session[] = [];
  for (const other of others) {
    const own = await world.signIn(other);
    otherSessions.push(own);
    const { me } = await world.ask<{ me: { version: number } }>(own, mutations.version);
    await put('name', own, mutations.profile, input({ givenName: deal.one(80), familyName: deal.one(80), ifVersion: me.version }));
  }

  const circles: BuiltGroup[] = [];
  for (const kind of ['knowledge', 'knowledge', 'coaching', 'intervision'] as const) {
    const circle = await buildGroup(world, { kind, organisation: foundation, pact: 'x', roles: { lead: viewer, member: others } });
    circles.push(circle);
    const { group } = await world.ask<{ group: { version: number; pact: { version: number } } }>(session, mutations.group, { id: circle.id });
    await put('circle', session, mutations.circle, input({ groupId: circle.id, ifVersion: group.version, name: deal.one(80), purpose: deal.many(600) }));
    await put('pact', session, mutations.pact, input({ groupId: circle.id, ifVersion: group.pact.version, text: deal.many(3_900) }));
  }
  // the pact of the last circle stays on screen as something to agree to
  for (const circle of circles.slice(0, 3)) {
    for (const own of [session, ...otherSessions]) await world.gql(own, mutations.accept, input({ groupId: circle.id, version: 2 }));
  }

  const bodyTopics: HostileWorld['bodyTopics'] = [];
  const perMessage = 12;
  for (const [c, circle] of circles.slice(0, 3).entries()) {
    for (let i = 0; i < 14; i += 1) {
      const topicId = randomUUID();
      const messageId = randomUUID();
      const author = otherSessions[i % otherSessions.length]!;
      await put('title', author, mutations.start, input({ topicId, messageId, groupId: circle.id, title: deal.one(140), body: richText(deal.many(2_000)) }));
      if (i > 0) continue;
      bodyTopics.push({ groupId: circle.id, topicId, messageId });
      const mine = all.filter((_, place) => place % 3 === c || c === 0);
      for (let at = 0; at < mine.length; at += perMessage) {
        const some = mine.slice(at, at + perMessage);
        await put('reply', author, mutations.post, input({ id: randomUUID(), topicId, kind: at % 5 === 0 ? 'DECISION' : 'REPLY', body: richText(some.map((one) => one.text.replaceAll('\n', ' ')).join('\n')) }));
      }
      const named = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id: viewer.id, label: deal.one(150) } }, { type: 'text', text: deal.one(140) }] }] };
      await put('mention', author, mutations.post, input({ id: randomUUID(), topicId, kind: 'REPLY', body: named }));
    }
  }

  const first = bodyTopics[0]!;
  const own = randomUUID();
  await put('reply', session, mutations.post, input({ id: own, topicId: first.topicId, kind: 'REPLY', body: richText(deal.many(1_000)) }));
  await put('edit', session, mutations.edit, input({ messageId: own, ifVersion: 1, body: richText(deal.many(1_000)) }));
  for (const place of [...bodyTopics.map((one) => `topic:${one.topicId}`), `newTopic:${circles[0]!.id}`, `newTopic:${circles[1]!.id}`, `edit:${own}`]) {
    await put('draft', session, mutations.draft, input({ place, body: richText(deal.many(3_000)) }));
  }

  const documents = { refused: 0, cleaned: 0, kept: [] as string[] };
  const raw: string[] = [];
  for (const body of hostileDocuments(9_000)) {
    const id = randomUUID();
    const answer = await world.gql<{ postMessage: { body: unknown } }>(otherSessions[0]!, mutations.post, input({ id, topicId: first.topicId, kind: 'REPLY', body }));
    if (answer.status >= 500) throw new Error(`The server failed on ${JSON.stringify(body)}: ${answer.text.slice(0, 200)}`);
    if (answer.errors?.length || answer.status !== 200) documents.refused += 1;
    else {
      const foreign = foreignIn(answer.data.postMessage.body);
      if (foreign.length === 0) documents.cleaned += 1;
      else documents.kept.push(`${JSON.stringify(body)} → ${foreign.join()}`);
      raw.push(id);
    }
    raw.push(...(await storeAnyway(world, otherSessions[0]!, first.topicId, body)));
  }

  const invitations: string[] = [];
  for (const [i, person] of others.slice(0, 3).entries()) {
    const circle = await buildGroup(world, { kind: i === 0 ? 'coaching' : 'knowledge', organisation: foundation, name: deal.one(80), purpose: deal.many(600), pact: deal.many(3_900), roles: { lead: person, member: others.slice(3) } });
    const id = randomUUID();
    if (await put('invitation', otherSessions[i]!, mutations.invite, input({ id, groupId: circle.id, personId: viewer.id, role: 'MEMBER' }))) invitations.push(id);
  }
  const sessions = await makeHostileSessions(world, {
    groupId: circles[2]!.id,
    viewer: { id: viewer.id, session },
    others: others.map((other, i) => ({ id: other.id, session: otherSessions[i]! })),
    put,
    ...deal,
  });
  return { viewer, session, circles, bodyTopics, invitations, sessions, edited: { groupId: first.groupId, topicId: first.topicId, messageId: own }, stored, documents };
}

/** Puts a document in the table as no server of ours would: the screen must not trust it either. */
async function storeAnyway(world: World, session: Session, topicId: string, body: unknown): Promise<string[]> {
  const id = randomUUID();
  const answer = await world.gql(session, mutations.post, { input: { mutationId: randomUUID(), id, topicId, kind: 'REPLY', body: richText('x') } });
  if (answer.errors?.length) return [];
  const text = JSON.stringify(body);
  if (text.includes('\\u0000')) return [];
  await world.sql('UPDATE messages SET body = $2 WHERE id = $1', [id, text]);
  return [id];
}
