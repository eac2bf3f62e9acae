import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { groupStream, personStream } from '../../../../../schema/realtime/streams.js';
import { buildMessage, buildTopic, type BuiltTopic, richText } from '../../../../test/builders/discussions.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import type { Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const post = `mutation Post($input: PostMessageInput!) { postMessage(input: $input) { id n seq body author { id name } version } }`;
const edit = `mutation Edit($input: EditMessageInput!) { editMessage(input: $input) { __typename ... on EditedMessage { message { version body } } ... on EditConflict { current { version body } } } }`;
const markRead = `mutation Read($input: MarkReadInput!) { markRead(input: $input) { topic { readN messageCount } group { readCount lastSeq } } }`;
const page = `query Page($id: UUID!, $after: Int, $first: Int, $around: Int) { topicPage(id: $id, after: $after, first: $first, around: $around) {
  topic { title readN messageCount decisionCount } group { readCount lastSeq decisionCount } messages { nodes { id n body removedBy version } pageInfo { hasNextPage hasPreviousPage } } } }`;

describe.each(['knowledge', 'coaching'] as const)('conversations in a %s circle', (kind) => {
  let world: World;
  let group: BuiltGroup;
  let anna: BuiltPerson;
  let bas: BuiltPerson;
  let follower: BuiltPerson;
  let stranger: BuiltPerson;
  let asAnna: Session;
  let asBas: Session;
  let asStranger: Session;
  let topic: BuiltTopic;

  beforeAll(async () => {
    world = await createWorld();
    [anna, bas, follower, stranger] = await Promise.all([1, 2, 3, 4].map(() => buildPerson(world))) as [BuiltPerson, BuiltPerson, BuiltPerson, BuiltPerson];
    group = await buildGroup(world, { kind, roles: { lead: anna, member: bas, ...(kind === 'knowledge' ? { follower } : {}) } });
    asAnna = await world.signIn(anna);
    asBas = await world.signIn(bas);
    asStranger = await world.signIn(stranger);
    topic = await buildTopic(world, asAnna, { group, title: 'De deur', text: 'Wie staat er bij de deur?' });
  });
  afterAll(() => world.close());

  const write = (session: Session, text: string, more: object = {}) =>
    world.gql<{ postMessage: { id: string; n: number; seq: number; version: number } }>(session, post, {
      input: { mutationId: randomUUID(), id: randomUUID(), topicId: topic.id, kind: 'REPLY', body: richText(text), ...more },
    });
  const read = (session: Session, variables: object = {}) =>
    world.ask<{ topicPage: { topic: { readN: number; messageCount: number; title: string }; group: { readCount: number; lastSeq: number }; messages: { nodes: { id: string; n: number; body: unknown; removedBy: string | null }[] } } }>(session, page, { id: topic.id, ...variables });

  it('a reply gets the next number, is read by its writer and new for the other', async () => {
    const before = (await read(asBas)).topicPage;
    const answer = await write(asAnna, 'Ik.');
    expect(answer.data.postMessage.n).toBe(before.topic.messageCount + 1);
    const forAnna = (await read(asAnna)).topicPage;
    expect(forAnna.topic.readN).toBe(forAnna.topic.messageCount);
    const forBas = (await read(asBas)).topicPage;
    expect(forBas.group.lastSeq - forBas.group.readCount).toBe(before.group.lastSeq - before.group.readCount + 1);
  });

  it('everyone on the stream hears it; closed circles carry ids only', async () => {
    const socket = await world.socket(asBas);
    await socket.subscribe(groupStream(group.id));
    const { data } = await write(asAnna, 'Hoor je dit?');
    const event = await socket.until('discussions.messagePosted', (one) => one.payload.messageId === data.postMessage.id);
    expect(event.payload).toMatchObject({ topicId: topic.id, n: data.postMessage.n, groupSeq: data.postMessage.seq });
    if (kind === 'knowledge') expect(event.payload.content).toMatchObject({ author: { id: anna.id, name: anna.name }, body: richText('Hoor je dit?') });
    else expect(JSON.stringify(event)).not.toMatch(/Hoor je dit|content/);
    socket.close();
  });

  it('is kept as the circle demands', async () => {
    const { data } = await write(asAnna, 'Sleutelwoord kanarie');
    const [row] = await world.sql<{ body: unknown; body_sealed: Buffer | null }>('SELECT body, body_sealed FROM messages WHERE id = $1', [data.postMessage.id]);
    if (kind === 'knowledge') expect(row).toMatchObject({ body: richText('Sleutelwoord kanarie'), body_sealed: null });
    else {
      expect(row!.body).toBeNull();
      expect(row!.body_sealed!.toString('latin1')).not.toContain('kanarie');
    }
  });

  it('outside the circle there is no such conversation, in the same bytes as for an id that never was', async () => {
    const there = await world.gql(asStranger, page, { id: topic.id });
    const nowhere = await world.gql(asStranger, page, { id: randomUUID() });
    expect(there.text).toBe(nowhere.text);
    expect(there.errors![0]!.extensions.code).toBe('NOT_FOUND');
    const refused = await write(asStranger, 'Laat mij erin');
    expect(refused.errors![0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('a follower reads and does not write', async () => {
    if (kind !== 'knowledge') return expect(kind).toBe('coaching');
    const session = await world.signIn(follower);
    expect((await read(session)).topicPage.topic.title).toBe('De deur');
    const refused = await write(session, 'Toch iets');
    expect(refused.errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'ROLE' });
  });

  it('the same mutation twice is one reply; the same id with other words is refused', async () => {
    const input = { mutationId: randomUUID(), id: randomUUID(), topicId: topic.id, kind: 'REPLY', body: richText('Eén keer') };
    const answers = await Promise.all([1, 2, 3, 4].map(() => world.gql<{ postMessage: { n: number } }>(asAnna, post, { input })));
    expect(new Set(answers.map((answer) => answer.data.postMessage.n)).size).toBe(1);
    const other = await world.gql(asAnna, post, { input: { ...input, body: richText('Iets anders') } });
    expect(other.errors![0]!.extensions.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('an edit keeps the earlier text; a stale edit writes nothing and shows both', async () => {
    const message = await buildMessage(world, asAnna, { topic, text: 'Eerste' });
    const change = (text: string, ifVersion: number, session = asAnna) =>
      world.gql<{ editMessage: { __typename: string; message?: { version: number }; current?: { body: unknown } } }>(session, edit, {
        input: { mutationId: randomUUID(), messageId: message.id, body: richText(text), ifVersion },
      });
    expect((await change('Tweede', 1)).data.editMessage).toMatchObject({ __typename: 'EditedMessage', message: { version: 2 } });
    expect((await change('Derde', 1)).data.editMessage).toMatchObject({ __typename: 'EditConflict', current: { body: richText('Tweede') } });
    expect((await change('Vierde', 2, asBas)).errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'NOT_AUTHOR' });
    const history = await world.ask<{ messageHistory: { version: number; body: unknown }[] }>(asBas, 'query($id: UUID!) { messageHistory(id: $id) { version body } }', { id: message.id });
    expect(history.messageHistory).toEqual([{ version: 1, body: richText('Eerste') }]);
  });

  it('removing takes the words and the history, not the place', async () => {
    const message = await buildMessage(world, asBas, { topic, text: 'Weg ermee' });
    const remove = (session: Session) =>
      world.gql<{ removeMessage: { removedBy: string; body: unknown; n: number } }>(session, 'mutation($input: RemoveMessageInput!) { removeMessage(input: $input) { removedBy body n } }', {
        input: { mutationId: randomUUID(), messageId: message.id },
      });
    expect((await remove(asAnna)).data.removeMessage).toMatchObject({ removedBy: 'LEAD', body: null });
    expect((await remove(asAnna)).errors![0]!.extensions.reason).toBe('REMOVED');
    const [row] = await world.sql('SELECT body, body_sealed FROM messages WHERE id = $1', [message.id]);
    expect(row).toEqual({ body: null, body_sealed: null });
  });

  it('a reading mark moves forward only, on every device', async () => {
    const device = await world.socket(asBas);
    await device.subscribe(personStream(bas.id));
    for (const text of ['een', 'twee', 'drie']) await write(asAnna, text);
    const { topicPage } = await read(asBas);
    const mark = (readN: number) => world.ask<{ markRead: { topic: { readN: number }; group: { readCount: number; lastSeq: number } } }>(asBas, markRead, { input: { mutationId: randomUUID(), topicId: topic.id, readN } });
    const all = await mark(topicPage.topic.messageCount);
    expect(all.markRead.topic.readN).toBe(topicPage.topic.messageCount);
    expect(all.markRead.group.readCount).toBe(all.markRead.group.lastSeq);
    await device.until('discussions.readMoved', (event) => event.payload.readN === topicPage.topic.messageCount);
    expect((await mark(1)).markRead.topic.readN).toBe(topicPage.topic.messageCount);
    expect((await mark(2_000_000)).markRead).toMatchObject({ topic: { readN: topicPage.topic.messageCount }, group: { readCount: all.markRead.group.lastSeq } });
    device.close();
  });

  it('mentions reach members, with their real name, and nobody outside', async () => {
    const socket = await world.socket(asBas);
    await socket.subscribe(personStream(bas.id));
    const body = { type: 'doc', content: [{ type: 'paragraph', content: [
      { type: 'mention', attrs: { id: bas.id, label: 'Iemand anders' } },
      { type: 'text', text: ' en ' },
      { type: 'mention', attrs: { id: stranger.id, label: 'Vreemdeling' } },
    ] }] };
    const { data } = await write(asAnna, '', { body });
    await socket.until('discussions.mentioned', (event) => event.payload.messageId === data.postMessage.id);
    const kept = (await read(asBas, { around: data.postMessage.n, first: 1 })).topicPage.messages.nodes.find((one) => one.id === data.postMessage.id);
    expect(kept!.body).toEqual({ type: 'doc', content: [{ type: 'paragraph', content: [
      { type: 'mention', attrs: { id: bas.id, label: bas.name } },
      { type: 'text', text: ' en ' },
      { type: 'text', text: '@Vreemdeling' },
    ] }] });
    const rows = await world.sql<{ person_id: string }>('SELECT person_id FROM mentions WHERE message_id = $1', [data.postMessage.id]);
    expect(rows).toEqual([{ person_id: bas.id }]);
    socket.close();
  });

  it('a mark that does not move says nothing to other devices', async () => {
    const { topicPage } = await read(asBas);
    const mark = () => world.ask(asBas, markRead, { input: { mutationId: randomUUID(), topicId: topic.id, readN: topicPage.topic.messageCount } });
    const log = async () => (await world.sql('SELECT 1 FROM realtime_event WHERE stream = $1', [personStream(bas.id)])).length;
    await mark();
    const before = await log();
    await mark();
    expect(await log()).toBe(before);
  });

  it('who is newly mentioned by an edit hears of it, once', async () => {
    const mentioning = (...people: BuiltPerson[]) => ({ type: 'doc', content: [{ type: 'paragraph', content: people.map(({ id, name }) => ({ type: 'mention', attrs: { id, label: name } })) }] });
    const told = async (messageId: string) =>
      (await world.sql<{ stream: string }>(`SELECT stream FROM realtime_event WHERE type = 'discussions.mentioned' AND payload ->> 'messageId' = $1`, [messageId])).map((row) => row.stream);
    const mails = async (messageId: string) =>
      (await world.database.sqlAs<{ key: string }>('jobs', `SELECT key FROM graphile_worker.jobs WHERE key LIKE 'mail:mention:' || $1 || ':%'`, [messageId])).map((row) => row.key.split(':').at(-1));
    const { id } = (await write(asAnna, 'Straks meer')).data.postMessage;
    const change = (body: object, ifVersion: number) => world.ask(asAnna, edit, { input: { mutationId: randomUUID(), messageId: id, body, ifVersion } });
    expect(await told(id)).toEqual([]);
    await change(mentioning(bas, anna), 1);
    expect(await told(id)).toEqual([personStream(bas.id)]);
    expect(await mails(id)).toEqual([bas.id]);
    await change({ ...mentioning(bas), content: [...mentioning(bas).content, ...mentioning(bas).content] }, 2);
    expect(await told(id)).toEqual([personStream(bas.id)]);
  });

  it('nobody is mailed without end by being mentioned; the bell goes on', async () => {
    const [loud, quiet] = [await buildPerson(world), await buildPerson(world)];
    const busy = await buildGroup(world, { kind, roles: { lead: loud, member: quiet } });
    const asLoud = await world.signIn(loud);
    const busyTopic = await buildTopic(world, asLoud, { group: busy, title: 'Hé', text: 'Daar' });
    const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id: quiet.id, label: quiet.name } }] }] };
    for (let n = 0; n < 22; n += 1) expect((await write(asLoud, '', { topicId: busyTopic.id, body })).errors).toBeUndefined();
    const [counted] = await world.database.sqlAs<{ mails: number }>('jobs', `SELECT count(*)::int AS mails FROM graphile_worker.jobs WHERE key LIKE 'mail:mention:%:' || $1`, [quiet.id]);
    const mentions = await world.sql('SELECT 1 FROM mentions WHERE person_id = $1', [quiet.id]);
    expect({ mails: counted!.mails, mentions: mentions.length }).toEqual({ mails: 20, mentions: 22 });
  });

  describe('while the circle is being changed', () => {
    const change = { archive: 'UPDATE groups SET archived_at = now() WHERE id = $1', pact: 'UPDATE groups SET pact_version = pact_version + 1 WHERE id = $1' };

    /** starts `work` while the circle's row is held by a change that is then committed */
    async function during<Result>(groupId: string, statement: string, work: () => Promise<Result>): Promise<Result> {
      const lock = new pg.Client({ connectionString: world.database.urls.owner });
      await lock.connect();
      try {
        await lock.query('BEGIN');
        await lock.query(statement, [groupId]);
        const result = work();
        const waiting = 'SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))';
        while ((await lock.query(waiting)).rowCount === 0) {
          const done = await Promise.race([result.then(() => true), new Promise<false>((resolve) => setImmediate(() => resolve(false)))]);
          if (done) break;
        }
        await lock.query('COMMIT');
        return await result;
      } finally {
        await lock.end();
      }
    }

    let closing: BuiltGroup;
    let place: BuiltTopic;
    let messageId: string;
    beforeEach(async () => {
      closing = await buildGroup(world, { kind, roles: { lead: anna, member: bas } });
      place = await buildTopic(world, asAnna, { group: closing, title: 'Nog even', text: 'Snel' });
      messageId = (await buildMessage(world, asAnna, { topic: place, text: 'Eerst' })).id;
    });

    const acts: Record<string, () => Promise<{ errors: { extensions: object }[] | undefined }>> = {
      'a reply': () => write(asAnna, 'Nog net', { topicId: place.id }),
      'a decision': () => write(asAnna, 'Nog net', { topicId: place.id, kind: 'DECISION' }),
      'a conversation': () =>
        world.gql(asAnna, 'mutation($input: StartTopicInput!) { startTopic(input: $input) { topic { id } } }', {
          input: { mutationId: randomUUID(), topicId: randomUUID(), messageId: randomUUID(), groupId: closing.id, title: 'Nieuw', body: richText('Nog net') },
        }),
      'an edit': () => world.gql(asAnna, edit, { input: { mutationId: randomUUID(), messageId, body: richText('Nog net'), ifVersion: 1 } }),
      'a new title': () =>
        world.gql(asAnna, 'mutation($input: RenameTopicInput!) { renameTopic(input: $input) { title } }', { input: { mutationId: randomUUID(), topicId: place.id, title: 'Anders', ifVersion: 1 } }),
    };

    it.each(Object.keys(acts))('%s does not come after the archiving', async (act) => {
      const refused = await during(closing.id, change.archive, acts[act]!);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'ARCHIVED' });
    });

    it.each(Object.keys(acts))('%s does not come after a pact that was not accepted', async (act) => {
      const refused = await during(closing.id, change.pact, acts[act]!);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'PACT_NOT_ACCEPTED' });
    });
  });

  it('pages go both ways without gaps', async () => {
    for (let n = 0; n < 12; n += 1) await write(asAnna, `regel ${n}`);
    const count = (await read(asAnna)).topicPage.topic.messageCount;
    const seen: number[] = [];
    for (let after = 0; after < count; after += 5) {
      const { topicPage } = await read(asAnna, { after, first: 5 });
      seen.push(...topicPage.messages.nodes.map((one) => one.n));
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });
});
