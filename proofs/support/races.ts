import { randomUUID } from 'node:crypto';
import { richText } from '../../server/test/builders/discussions.js';
import { buildGroup, type BuiltGroup, buildMembership } from '../../server/test/builders/groups.js';
import { buildOrganisation, type BuiltOrganisation } from '../../server/test/builders/organisations.js';
import { buildPerson, type BuiltPerson, buildPosition } from '../../server/test/builders/people.js';
import { addColleague, type Scene } from '../../server/test/contract/scene.js';
import { hashToken, newToken } from '../../server/src/platform/identity/secret-token.js';
import type { GqlAnswer, Session } from '../../server/test/harness/graphql-call.js';

/** How many at the same moment. */
export const crowd = 60;

/** One kind of race: sets the scene, lets everyone go at once, counts. Returns what is not exact. */
export type Race = (track: Track) => Promise<string[]>;

type Answer = GqlAnswer<Record<string, { __typename?: string } | null> | null>;

/** Where races are run: people who are signed in, and ways to send many things at once. */
export class Track {
  /** answers so far, and the ones that nobody foresaw */
  sent = 0;
  private runners: { person: BuiltPerson; session: Session }[] = [];

  constructor(readonly scene: Scene) {}

  get world() {
    return this.scene.world;
  }

  /** People without any circle, signed in; made once and used in every race. */
  async people(count: number): Promise<{ person: BuiltPerson; session: Session }[]> {
    while (this.runners.length < count) {
      const person = await buildPerson(this.world);
      this.runners.push({ person, session: await this.signIn(person) });
    }
    return this.runners.slice(0, count);
  }

  async signIn(person: BuiltPerson): Promise<Session> {
    const { lead } = this.scene.sessions;
    const token = newToken();
    await this.world.sql(`INSERT INTO sign_ins (id, token_hash, person_id, device, expires_at) VALUES ($1, $2, $3, 'Browser', now() + interval '1 day')`, [randomUUID(), hashToken(token), person.id]);
    return { ...lead!, email: person.email, cookie: `${lead!.cookie.split('=')[0]}=${token}` };
  }

  /** A new circle with these people in it; the first leads. */
  async circle(people: readonly BuiltPerson[], kind: 'knowledge' | 'intervision' = 'knowledge', leads = 1, organisation?: BuiltOrganisation): Promise<BuiltGroup> {
    const group = await buildGroup(this.world, { kind, organisation, pact: 'Afspraak', roles: { lead: people.slice(0, leads) as BuiltPerson[] } });
    for (const person of people.slice(leads)) await buildMembership(this.world, group, person);
    return group;
  }

  /** A mutation; `input` without its id, which is made here. */
  async send(session: Session | null, name: string, input: Record<string, unknown>): Promise<Answer> {
    this.sent += 1;
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const inputType = name === 'leaveGroup' ? 'GroupIdInput' : type;
    const fields = ['leaveGroup', 'removeMember', 'withdrawInvitation'].includes(name) ? 'ok' : '__typename';
    return this.world.gql(session, `mutation Race($input: ${inputType}!) { ${name}(input: $input) { ${fields} } }`, { input: { mutationId: randomUUID(), ...input } });
  }

  /** Everything at the same moment. */
  all(calls: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
    return Promise.all(calls.map((call) => call()));
  }

  async one<Row>(sql: string, params: unknown[]): Promise<Row> {
    return (await this.world.sql<Row>(sql, params))[0]!;
  }
}

/** How often each outcome came: the type of the result, or the code of the refusal. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) {
    const error = answer.errors?.[0]?.extensions;
    const key = error ? (error.reason ?? error.code) : (Object.values(answer.data ?? {})[0]?.__typename ?? 'done');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const times = <Value>(count: number, make: (i: number) => Value): Value[] => Array.from({ length: count }, (_, i) => make(i));

/** The counts must be exactly these. */
const exactly = (what: string, got: Record<string, number>, expected: Record<string, number>): string[] => {
  const order = (one: Record<string, number>): string => JSON.stringify(Object.entries(one).filter(([, count]) => count > 0).sort());
  return order(got) === order(expected) ? [] : [`${what}: ${order(got)} instead of ${order(expected)}`];
};
const same = (what: string, got: unknown, expected: unknown): string[] => (String(got) === String(expected) ? [] : [`${what} is ${String(got)}, not ${String(expected)}`]);

/** Everyone writes at once in three conversations: numbers have no gaps, and nobody has anything unread in the end. */
const counters: Race = async (track) => {
  const people = await track.people(12);
  const group = await track.circle(people.map((one) => one.person));
  const topics = times(3, () => randomUUID());
  for (const topicId of topics) await track.send(people[0]!.session, 'startTopic', { topicId, messageId: randomUUID(), groupId: group.id, title: 'Race', body: richText('Begin') });
  const answers = await track.all(times(crowd, (i) => () => track.send(people[i % 12]!.session, 'postMessage', { id: randomUUID(), topicId: topics[i % 3]!, kind: i % 5 === 0 ? 'DECISION' : 'REPLY', body: richText(`Reactie ${i}`) })));
  const problems = exactly('posting', tally(answers), { Message: crowd });
  const sum = await track.one<{ last: number; count: number; highest: number; decisions: number; counted: number }>(
    `SELECT g.last_seq::int AS last, (SELECT count(*)::int FROM messages x WHERE x.group_id = g.id) AS count, (SELECT max(seq)::int FROM messages x WHERE x.group_id = g.id) AS highest,
       g.decision_count AS decisions, (SELECT count(*)::int FROM messages x WHERE x.group_id = g.id AND kind = 'DECISION') AS counted FROM groups g WHERE g.id = $1`,
    [group.id],
  );
  problems.push(...same('the number of the circle', sum.last, crowd + 3), ...same('messages', sum.count, sum.last), ...same('the highest number', sum.highest, sum.last), ...same('decisions', sum.decisions, sum.counted));
  for (const topicId of topics) {
    const topic = await track.one<{ count: number; rows: number; highest: number }>(
      `SELECT t.message_count AS count, count(x.*)::int AS rows, max(x.n) AS highest FROM topics t JOIN messages x ON x.topic_id = t.id WHERE t.id = $1 GROUP BY t.id`,
      [topicId],
    );
    problems.push(...same('messages of the conversation', topic.rows, topic.count), ...same('the highest number in it', topic.highest, topic.count));
  }
  await track.all(people.flatMap(({ session }) => topics.flatMap((topicId) => times(2, (i) => () => track.send(session, 'markRead', { topicId, readN: i === 0 ? 3 : 1_000 })))));
  const unread = await track.world.sql<{ read: number }>('SELECT read_count::int AS read FROM memberships WHERE group_id = $1', [group.id]);
  for (const { read } of unread) problems.push(...same('what someone read', read, sum.last));
  const log = await track.one<{ rows: number; highest: number }>(`SELECT count(*)::int AS rows, max(seq)::int AS highest FROM realtime_event WHERE stream = $1`, [`group:${group.id}`]);
  return [...problems, ...same('numbers in the log', log.highest, log.rows)];
};

/** One invitation, accepted sixty times at once: one person joins once. */
const invitation: Race = async (track) => {
  const people = await track.people(2);
  const foundation = await buildOrganisation(track.world, { kind: 'foundation' });
  await buildPosition(track.world, { person: people[1]!.person, at: foundation });
  const group = await track.circle([people[0]!.person], 'intervision', 1, foundation);
  const id = randomUUID();
  // the same two in every round: more invitations than one person may send another in a day
  await track.world.sql('DELETE FROM rate_limits');
  await track.send(people[0]!.session, 'invite', { id, groupId: group.id, personId: people[1]!.person.id, role: 'MEMBER' });
  const answers = await track.all(times(crowd, () => () => track.send(people[1]!.session, 'answerInvitation', { invitationId: id, answer: 'ACCEPT', pactVersion: 1 })));
  const found = await track.one<{ members: number; rows: number; joined: number }>(
    `SELECT g.member_count AS members, (SELECT count(*)::int FROM memberships m WHERE m.group_id = g.id AND m.ended_at IS NULL) AS rows,
       (SELECT count(*)::int FROM realtime_event e WHERE e.stream = 'group:' || g.id AND e.type = 'groups.memberJoined') AS joined FROM groups g WHERE g.id = $1`,
    [group.id],
  );
  return [...exactly('accepting', tally(answers), { AnswerInvitationPayload: 1, NOT_FOUND: crowd - 1 }), ...same('members', found.members, 2), ...same('rows of members', found.rows, 2), ...same('joins told', found.joined, 1)];
};

/** Sixty edits of one text, each against a version that may be the newest: accepted edits are exactly the versions. */
const edits: Race = async (track) => {
  const [author] = await track.people(1);
  const group = await track.circle([author!.person], 'intervision');
  const [topicId, messageId] = [randomUUID(), randomUUID()];
  await track.send(author!.session, 'startTopic', { topicId, messageId, groupId: group.id, title: 'Race', body: richText('Begin') });
  const answers = await track.all(times(crowd, (i) => () => track.send(author!.session, 'editMessage', { messageId, ifVersion: 1 + (i % 4), body: richText(`Tekst ${i}`) })));
  const counts = tally(answers);
  const { version, old } = await track.one<{ version: number; old: number }>(`SELECT version, (SELECT count(*)::int FROM message_versions v WHERE v.message_id = x.id) AS old FROM messages x WHERE id = $1`, [messageId]);
  const accepted = counts['EditedMessage'] ?? 0;
  const problems = [...exactly('editing', counts, { EditedMessage: accepted, EditConflict: crowd - accepted }), ...same('versions', version - 1, accepted), ...same('kept texts', old, accepted)];
  if (accepted < 1 || accepted > 4) problems.push(`${accepted} edits of four versions were accepted`);
  const renames = await track.all(times(crowd, (i) => () => track.send(author!.session, 'renameTopic', { topicId, title: `Titel ${i}`, ifVersion: 1 })));
  return [...problems, ...exactly('renaming', tally(renames), { Topic: 1, CONFLICT: crowd - 1 })];
};

/** All leads go at once, or step down, or send each other away: one stays. */
const lastLead: Race = async (track) => {
  const people = await track.people(12);
  const group = await track.circle(people.map((one) => one.person), 'knowledge', 10);
  const leads = people.slice(0, 10);
  const answers = await track.all(
    times(crowd, (i) => () => {
      const { person, session } = leads[i % 10]!;
      if (i % 3 === 0) return track.send(session, 'leaveGroup', { groupId: group.id });
      if (i % 3 === 1) return track.send(session, 'changeRole', { groupId: group.id, personId: person.id, role: 'MEMBER' });
      return track.send(session, 'removeMember', { groupId: group.id, personId: leads[(i + 1) % 10]!.person.id });
    }),
  );
  const unforeseen = Object.keys(tally(answers)).filter((key) => !['done', 'Member', 'LAST_LEAD', 'ROLE', 'NOT_FOUND'].includes(key));
  const found = await track.one<{ leads: number; members: number; rows: number }>(
    `SELECT (SELECT count(*)::int FROM memberships m WHERE m.group_id = g.id AND m.ended_at IS NULL AND m.role = 'lead') AS leads, g.member_count AS members,
       (SELECT count(*)::int FROM memberships m WHERE m.group_id = g.id AND m.ended_at IS NULL) AS rows FROM groups g WHERE g.id = $1`,
    [group.id],
  );
  return [...(found.leads >= 1 ? [] : ['no lead is left']), ...same('members counted', found.members, found.rows), ...unforeseen.map((key) => `leaving gave ${key}`)];
};

/** On and off by twenty people: the count on the message is the number of people. */
const reactions: Race = async (track) => {
  const people = await track.people(20);
  const group = await track.circle(people.map((one) => one.person));
  const [topicId, messageId] = [randomUUID(), randomUUID()];
  await track.send(people[0]!.session, 'startTopic', { topicId, messageId, groupId: group.id, title: 'Race', body: richText('Begin') });
  const answers = await track.all(times(crowd, (i) => () => track.send(people[i % 20]!.session, 'react', { messageId, kind: i % 2 ? 'HELPFUL' : 'RECOGNISE', on: i % 7 !== 0 })));
  const found = await track.one<{ helpful: number; recognise: number; rows: number[] }>(
    `SELECT helpful_count AS helpful, recognise_count AS recognise,
       ARRAY[(SELECT count(*) FROM reactions r WHERE r.message_id = x.id AND kind = 'HELPFUL'), (SELECT count(*) FROM reactions r WHERE r.message_id = x.id AND kind = 'RECOGNISE')]::int[] AS rows FROM messages x WHERE id = $1`,
    [messageId],
  );
  return [...exactly('reacting', tally(answers), { Message: crowd }), ...same('helpful', found.helpful, found.rows[0]), ...same('recognised', found.recognise, found.rows[1])];
};

/** The same text field on sixty devices: one first save, then one second save. */
const drafts: Race = async (track) => {
  const [writer] = await track.people(1);
  const place = `newTopic:${randomUUID()}`;
  const save = (ifVersion: number | null) => track.all(times(crowd, (i) => () => track.send(writer!.session, 'saveDraft', { place, body: richText(`Versie ${i}`), ifVersion })));
  const first = tally(await save(null));
  const second = tally(await save(1));
  const { version } = await track.one<{ version: number }>('SELECT version FROM conf.drafts WHERE person_id = $1 AND place = $2', [writer!.person.id, place]);
  return [...exactly('first save', first, { SavedDraft: 1, DraftConflict: crowd - 1 }), ...exactly('second save', second, { SavedDraft: 1, DraftConflict: crowd - 1 }), ...same('version', version, 2)];
};

/** Two leads change the pact while members agree to it: one new version, and agreements are about a version that was there. */
const pact: Race = async (track) => {
  const people = await track.people(10);
  const group = await track.circle(people.map((one) => one.person), 'intervision', 2);
  const answers = await track.all(
    times(crowd, (i) => () => {
      const { session } = people[i % 10]!;
      return i % 10 < 2 ? track.send(session, 'changePact', { groupId: group.id, text: `Afspraak ${i}`, ifVersion: 1 }) : track.send(session, 'acceptPact', { groupId: group.id, version: 1 + (i % 2) });
    }),
  );
  const unforeseen = Object.keys(tally(answers)).filter((key) => !['Group', 'CONFLICT'].includes(key));
  const found = await track.one<{ version: number; pacts: number; wrong: number }>(
    `SELECT g.pact_version AS version, (SELECT count(*)::int FROM group_pacts p WHERE p.group_id = g.id) AS pacts,
       (SELECT count(*)::int FROM memberships m WHERE m.group_id = g.id AND (m.pact_version > g.pact_version
          OR NOT EXISTS (SELECT 1 FROM pact_acceptances a WHERE a.group_id = g.id AND a.person_id = m.person_id AND a.version = m.pact_version))) AS wrong
     FROM groups g WHERE g.id = $1`,
    [group.id],
  );
  return [...same('version of the pact', found.version, 2), ...same('texts', found.pacts, 2), ...same('agreements about nothing', found.wrong, 0), ...unforeseen.map((key) => `the pact gave ${key}`)];
};

/** One id that the client made, sent sixty times as sixty different wishes: one thing is made, the rest is refused in order. */
const takenIds: Race = async (track) => {
  const people = await track.people(12);
  const group = await track.circle(people.map((one) => one.person));
  const [topicId, firstId, id] = [randomUUID(), randomUUID(), randomUUID()];
  const started = tally(await track.all(times(crowd, (i) => () => track.send(people[i % 12]!.session, 'startTopic', { topicId, messageId: i % 2 ? firstId : randomUUID(), groupId: group.id, title: 'Race', body: richText('Begin') }))));
  const posted = tally(await track.all(times(crowd, (i) => () => track.send(people[i % 12]!.session, 'postMessage', { id, topicId, kind: 'REPLY', body: richText(`Reactie ${i}`) }))));
  const found = await track.one<{ topics: number; messages: number; last: number }>(
    `SELECT (SELECT count(*)::int FROM topics t WHERE t.group_id = g.id) AS topics, (SELECT count(*)::int FROM messages x WHERE x.group_id = g.id) AS messages, last_seq::int AS last FROM groups g WHERE id = $1`,
    [group.id],
  );
  return [
    ...exactly('starting', started, { StartTopicPayload: 1, INVALID_INPUT: crowd - 1 }),
    ...exactly('posting', posted, { Message: 1, INVALID_INPUT: crowd - 1 }),
    ...same('conversations', found.topics, 1),
    ...same('messages', found.messages, 2),
    ...same('the number of the circle', found.last, 2),
  ];
};

/** Names and purposes, own name: the version decides. */
const versions: Race = async (track) => {
  const people = await track.people(3);
  const group = await track.circle(people.map((one) => one.person), 'knowledge', 3);
  const changes = await track.all(times(crowd, (i) => () => track.send(people[i % 3]!.session, 'changeGroup', { groupId: group.id, name: `Naam ${i}`, purpose: 'Doel', ifVersion: 1 + (i % 3) })));
  const counts = tally(changes);
  const { version } = await track.one<{ version: number }>('SELECT version FROM groups WHERE id = $1', [group.id]);
  const accepted = counts['Group'] ?? 0;
  const lost = accepted > 3 ? [`${accepted} changes of three versions were accepted`] : [];
  const person = await addColleague(track.scene, group.id);
  const session = await track.signIn(person);
  const renamed = tally(await track.all(times(crowd, (i) => () => track.send(session, 'updateProfile', { givenName: `Naam${i}`, familyName: 'Test', ifVersion: 1 }))));
  return [...lost, ...exactly('changing', counts, { Group: accepted, CONFLICT: crowd - accepted }), ...same('versions', version - 1, accepted), ...exactly('own name', renamed, { Me: 1, CONFLICT: crowd - 1 })];
};

export const races: Record<string, Race> = { counters, invitation, edits, lastLead, reactions, drafts, pact, takenIds, versions };
