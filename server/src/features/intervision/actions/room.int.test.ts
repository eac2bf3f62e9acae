import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { personStream, sessionStream } from '../../../../../schema/realtime/streams.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession, type SessionPlay } from '../../../../test/builders/intervision.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { JobRegistry } from '../../../platform/jobs/job-registry.js';
import { RoomPresence } from './room-presence.js';

const reasonOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.reason as string | undefined;

describe('in the room', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  /** lead, whose case it is, three who take part, one without a phone, and a fourth */
  let [lead, sanne, karim, els, joost, piet, noor]: Session[] = [];
  let play: SessionPlay;

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 7 }, () => buildPerson(world)));
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1) } });
    [lead, sanne, karim, els, joost, piet, noor] = await Promise.all(people.map((person) => world.signIn(person)));
  });
  afterAll(() => world.close());

  const opened = async (methodKey = 'incident') => {
    play = await buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id, methodKey });
    await play.do(lead!, 'openLobby');
    for (const who of [lead!, sanne!, karim!, els!, joost!, noor!]) await play.do(who, 'enterSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
  };
  const give = (who: Session, role: string, person: number, on = true) => play.try(who, 'giveRole', { role, personId: people[person]!.id, on });
  const type = (who: Session, fields: object) => play.try(who, 'writeForSomeone', { id: randomUUID(), sharing: 'NAMELESS', forId: null, ...fields });
  const here = async (person: number) => (await play.page(lead!)).people.find(({ person: { id } }) => id === people[person]!.id)!.here;

  describe('a card for somebody without a phone', () => {
    let asked: number;
    beforeEach(async () => {
      await opened();
      await play.do(lead!, 'startSession');
      asked = await play.skipTo(lead!, 'write_questions');
    });

    it('is theirs from the moment it is posted: sealed like the others, and nobody reads it, not who typed it', async () => {
      const socket = await world.socket(els!);
      await socket.subscribe(sessionStream(play.id));
      const before = socket.events.length;
      expect((await type(lead!, { phase: asked, forId: people[5]!.id, sharing: 'NAMED', body: 'Wat zei Piet' })).errors).toBeUndefined();
      const nameless = randomUUID();
      expect((await type(lead!, { id: nameless, phase: asked, body: 'Van iemand' })).errors).toBeUndefined();
      for (const who of [lead!, sanne!, els!]) expect(JSON.stringify(await play.page(who))).not.toMatch(/Wat zei Piet|Van iemand/);
      expect((await play.page(piet!)).texts).toMatchObject([{ body: 'Wat zei Piet', mine: true, opened: false }]);
      // neither read, nor changed, nor taken back by who typed it
      await play.remove(lead!, nameless);
      expect(codeOf(await play.tryWrite(lead!, { id: nameless, phase: asked, body: 'Anders', ifVersion: 1 }))).not.toBeUndefined();
      expect(await world.sql('SELECT author_id, opened FROM conf.session_texts WHERE id = $1', [nameless])).toEqual([{ author_id: null, opened: false }]);
      expect(socket.events).toHaveLength(before);

      await play.skipTo(lead!, 'info');
      await play.do(lead!, 'revealTexts', { turn: (await play.page(lead!)).state.turn, which: 'ALL' });
      const shown = (await play.page(els!)).texts.filter(({ phase }) => phase === asked);
      expect(shown.map(({ body, author }) => [body, author?.id ?? null]).sort()).toEqual([['Van iemand', null], ['Wat zei Piet', people[5]!.id]]);
      // what would still say who typed the nameless one is gone
      expect(await world.sql(`SELECT 1 FROM mutation_receipts WHERE operation IN ('writeText', 'writeForSomeone') AND ids ->> 'sessionId' = $1`, [play.id])).toEqual([]);
    });

    it('is refused for who has a device, for whose case it is, by who does not lead, and where nobody writes', async () => {
      const card = { phase: asked, sharing: 'NAMED', body: 'Wat zag je?' };
      expect(codeOf(await type(lead!, { ...card, forId: people[3]!.id }))).toBe('INVALID_INPUT');
      expect(codeOf(await type(lead!, { ...card, forId: null }))).toBe('INVALID_INPUT');
      expect(reasonOf(await type(karim!, { ...card, forId: people[5]!.id }))).toBe('ROLE');
      expect(reasonOf(await type(sanne!, { ...card, forId: people[5]!.id }))).toBe('ROLE');
      expect(codeOf(await type(lead!, { ...card, phase: asked, body: '   ' , forId: people[5]!.id }))).toBe('INVALID_INPUT');
      await play.do(sanne!, 'leaveSession');
      expect(reasonOf(await type(lead!, { ...card, forId: people[1]!.id }))).toBe('CONTRIBUTOR_SILENT');
      await play.skipTo(lead!, 'info');
      expect(reasonOf(await type(lead!, { ...card, forId: people[5]!.id }))).toBe('NOT_NOW');
      // the database says so too: nobody posts for another by themselves
      expect(await world.sql('SELECT 1 FROM conf.session_texts WHERE session_id = $1', [play.id])).toEqual([]);
    });
  });

  it('roles are given before the start; who takes notes types for others, who looks on is silent until the closing', async () => {
    await opened();
    expect(reasonOf(await give(karim!, 'NOTETAKER', 2))).toBe('ROLE');
    expect(reasonOf(await give(lead!, 'OBSERVER', 1))).toBe('OBSERVER');
    for (const [role, person] of [['NOTETAKER', 2], ['TIMEKEEPER', 3], ['OBSERVER', 4]] as const) expect((await give(lead!, role, person)).errors).toBeUndefined();
    expect(reasonOf(await give(lead!, 'NOTETAKER', 4))).toBe('OBSERVER');
    await play.do(lead!, 'startSession');
    let page = await play.page(joost!);
    expect(page.me.roles).toEqual(['observer']);
    expect(page.state.speakingOrder).not.toContain(people[4]!.id);
    expect(reasonOf(await play.tryWrite(joost!, { phase: 0, body: 'Toch iets' }))).toBe('ROLE');
    expect((await play.page(els!)).session.viewerActions).toContain('EXTEND_PAUSE');
    expect((await play.page(karim!)).session.viewerActions).toContain('ENTER_FOR_OTHERS');
    expect(reasonOf(await give(lead!, 'NOTETAKER', 3))).toBe('NOT_NOW');
    const asked = await play.skipTo(lead!, 'write_questions');
    expect((await type(karim!, { phase: asked, forId: people[5]!.id, sharing: 'NAMED', body: 'Wat zei Piet' })).errors).toBeUndefined();
    await play.skipTo(lead!, 'intention');
    page = await play.page(joost!);
    expect(page.state.speakingOrder.at(-1)).toBe(people[4]!.id);
    // somebody comes later
    const [first, ...rest] = page.state.speakingOrder;
    await play.do(lead!, 'setSpeakers', { turn: page.state.turn, order: [...rest, first] });
    expect((await play.page(els!)).state.speakingOrder).toEqual([...rest, first]);
    expect(codeOf(await play.try(lead!, 'setSpeakers', { turn: page.state.turn, order: [randomUUID()] }))).toBe('INVALID_INPUT');
  });

  it('a question that is advice goes back to its author, who asks it another way', async () => {
    await opened('five_step');
    await play.do(lead!, 'startSession');
    const explore = await play.skipTo(lead!, 'explore');
    const { id } = await play.write(karim!, { phase: explore, body: 'Zou je niet eens bellen?' });
    expect(reasonOf(await play.try(els!, 'returnQuestion', { textId: id }))).toBe('ROLE');
    expect(codeOf(await play.try(lead!, 'returnQuestion', { textId: randomUUID() }))).toBe('NOT_FOUND');
    const socket = await world.socket(karim!);
    await socket.subscribe(personStream(people[2]!.id));
    await play.do(lead!, 'returnQuestion', { textId: id });
    await socket.until('intervision.ownTextChanged');
    for (const who of [lead!, els!]) expect((await play.page(who)).texts).toEqual([]);
    const returned = `query P($id: UUID!) { sessionPage(id: $id) { texts { id returned opened } } }`;
    expect((await world.ask<{ sessionPage: { texts: object[] } }>(karim!, returned, { id: play.id })).sessionPage.texts).toEqual([{ id, returned: true, opened: false }]);
    await play.write(karim!, { phase: explore, body: 'Wat maakt dat je niet belt?', id, ifVersion: 1 });
    expect((await play.page(els!)).texts).toMatchObject([{ id, body: 'Wat maakt dat je niet belt?', opened: true }]);
    // what is not a question in the open is never taken back
    const advice = await play.skipTo(lead!, 'advice');
    const card = await play.write(karim!, { phase: advice, body: 'Bel eens' });
    expect(codeOf(await play.try(lead!, 'returnQuestion', { textId: card.id }))).toBe('NOT_FOUND');
  });

  it('a parked line is read by everyone in the closing, not before', async () => {
    await opened();
    await play.do(lead!, 'startSession');
    await play.skipTo(lead!, 'info');
    const [kept, dropped] = [randomUUID(), randomUUID()];
    expect(reasonOf(await play.try(els!, 'parkTopic', { id: randomUUID(), body: 'Nog iets' }))).toBe('ROLE');
    for (const id of [kept, dropped]) await play.do(lead!, 'parkTopic', { id, body: 'Werkdruk in maart' });
    expect(codeOf(await play.try(lead!, 'parkTopic', { id: randomUUID(), body: 'x'.repeat(141) }))).toBe('INVALID_INPUT');
    await play.do(lead!, 'unparkTopic', { id: dropped });
    expect((await play.page(lead!)).texts.map(({ id, kind }) => [id, kind])).toEqual([[kept, 'PARKED']]);
    expect((await play.page(els!)).texts).toEqual([]);
    await play.skipTo(lead!, 'intention');
    expect((await play.page(els!)).texts).toMatchObject([{ id: kept, kind: 'PARKED', body: 'Werkdruk in maart' }]);
  });

  it('whom no server has a connection of any more is away, whichever server it was; who never had one stays', async () => {
    await opened();
    const presence = world.server.app.get(RoomPresence);
    const ids = (...who: number[]) => who.map((at) => ({ sessionId: play.id, personId: people[at]!.id }));
    await presence.heard(ids(2, 3));
    // the server that had them broke off
    await world.sql(`UPDATE session_people SET seen_at = now() - interval '30 seconds' WHERE session_id = $1 AND seen_at IS NOT NULL`, [play.id]);
    // another one has Els now
    await presence.heard(ids(3));
    const socket = await world.socket(lead!);
    await socket.subscribe(sessionStream(play.id));
    expect(await presence.sweep()).toBeGreaterThanOrEqual(1);
    await socket.until('intervision.peopleChanged');
    expect([await here(2), await here(3), await here(4)]).toEqual([false, true, true]);
    // back, and not swept for what was before
    await play.do(karim!, 'enterSession');
    await presence.sweep();
    expect(await here(2)).toBe(true);
  });

  it('the grace ends by its job, not before its moment and not in another turn', async () => {
    await opened();
    await play.do(lead!, 'startSession');
    const { turn } = (await play.page(lead!)).state;
    await play.do(lead!, 'advancePhase', { turn });
    const [job] = await world.database.sqlAs<{ run_at: Date }>('jobs', 'SELECT run_at FROM graphile_worker.jobs WHERE key = $1', [`grace:${play.id}:${turn}`]);
    const [row] = await world.sql<{ ends: Date }>('SELECT grace_ends_at AS ends FROM sessions WHERE id = $1', [play.id]);
    expect(job!.run_at).toEqual(row!.ends);
    const payload = { sessionId: play.id, turn, personId: people[0]!.id };
    const run = world.server.app.get(JobRegistry).tasks.get('intervision.closeGrace')!;
    const where = async () => (await world.sql<{ phase: number; entry: string }>('SELECT phase, entry FROM sessions WHERE id = $1', [play.id]))[0];
    await run(payload, { id: '1', attempt: 1 });
    expect(await where()).toEqual({ phase: 0, entry: 'closing' });
    await play.graceEnds();
    await run({ ...payload, turn: turn + 7 }, { id: '1', attempt: 1 });
    expect(await where()).toEqual({ phase: 0, entry: 'closing' });
    await run(payload, { id: '1', attempt: 1 });
    expect(await where()).toMatchObject({ phase: 1 });
    // once more changes nothing
    await run(payload, { id: '1', attempt: 2 });
    expect(await where()).toMatchObject({ phase: 1 });
  });

  it('two devices of one person stay in step, and the last act wins', async () => {
    await opened();
    await play.do(lead!, 'startSession');
    const asked = await play.skipTo(lead!, 'write_questions');
    const [phone, laptop] = [await world.socket(els!), await world.socket(els!)];
    for (const device of [phone, laptop]) await device.subscribe(sessionStream(play.id));
    await laptop.subscribe(personStream(people[3]!.id));
    const { id } = await play.write(els!, { phase: asked, body: 'Wat zag je?' });
    await laptop.until('intervision.ownTextChanged');
    expect((await play.page(els!)).texts).toMatchObject([{ id, body: 'Wat zag je?' }]);
    const { turn } = (await play.page(els!)).state;
    await play.do(els!, 'sayReady', { turn, ready: true });
    await laptop.until('intervision.readyChanged', ({ payload }) => payload.ready === 1);
    await play.do(els!, 'sayReady', { turn, ready: false });
    await phone.until('intervision.readyChanged', ({ payload }) => payload.ready === 0);
    expect((await play.page(els!)).me.ready).toBe(false);
    // one device goes: the person is still here
    phone.close();
    expect(await here(3)).toBe(true);
  });
});
