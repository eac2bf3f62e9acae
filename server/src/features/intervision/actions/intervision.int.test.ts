import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { groupStream, personStream, sessionStream, facilitatorStream } from '../../../../../schema/realtime/streams.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession, sessionPageDocument, SessionPlay } from '../../../../test/builders/intervision.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { SessionCommands } from './session-commands.js';

const reasonOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.reason as string | undefined;

describe('an intervision', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let guest: BuiltPerson;
  let stranger: BuiltPerson;
  /** lead who facilitates, whose case it is, and three who take part */
  let [lead, sanne, karim, els, joost]: Session[] = [];
  let asGuest: Session;
  let asStranger: Session;

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 5 }, () => buildPerson(world)));
    [guest, stranger] = [await buildPerson(world), await buildPerson(world)];
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1), guest } });
    [lead, sanne, karim, els, joost] = await Promise.all(people.map((person) => world.signIn(person)));
    asGuest = await world.signIn(guest);
    asStranger = await world.signIn(stranger);
  });
  afterAll(() => world.close());

  const everyone = (): Session[] => [lead!, sanne!, karim!, els!, joost!];
  const plan = () => buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id, coFacilitatorId: people[4]!.id });
  const begun = async (): Promise<SessionPlay> => {
    const play = await plan();
    await play.do(lead!, 'openLobby');
    for (const who of everyone()) await play.do(who, 'enterSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
    await play.do(lead!, 'startSession');
    return play;
  };

  it('is nothing to whoever is not in it: guests, strangers, and their sockets', async () => {
    const play = await plan();
    for (const who of [asGuest, asStranger]) {
      expect(codeOf(await world.gql(who, sessionPageDocument, { id: play.id }))).toBe('NOT_FOUND');
      for (const command of ['openLobby', 'startSession', 'enterSession', 'callTimeOut', 'cancelSession']) expect(codeOf(await play.try(who, command))).toBe('NOT_FOUND');
      expect(codeOf(await play.tryWrite(who, { phase: 0, body: 'x' }))).toBe('NOT_FOUND');
      const socket = await world.socket(who);
      expect((await socket.subscribe(sessionStream(play.id))).ok).toBe(false);
    }
    const made = { input: { mutationId: randomUUID(), sessionId: randomUUID() } };
    const madeUp = await world.gql(asStranger, 'mutation M($input: SessionIdInput!) { openLobby(input: $input) { state { turn } } }', made);
    expect(codeOf(madeUp)).toBe('NOT_FOUND');
    const agenda = `query A($groupId: UUID!) { agenda(groupId: $groupId) { upcoming { id } past { id } mayPlan } }`;
    expect(codeOf(await world.gql(asStranger, agenda, { groupId: group.id }))).toBe('NOT_FOUND');
    expect((await world.ask<{ agenda: object }>(asGuest, agenda, { groupId: group.id })).agenda).toEqual({ upcoming: [], past: [], mayPlan: false });
    const mine = await world.ask<{ agenda: { upcoming: { id: string }[]; mayPlan: boolean } }>(karim!, agenda, { groupId: group.id });
    expect(mine.agenda.upcoming.map(({ id }) => id)).toContain(play.id);
    expect(mine.agenda.mayPlan).toBe(true);
  });

  it('runs its whole course, sealed writing, opening one by one, vote and survey included', async () => {
    const play = await begun();
    let page = await play.page(lead!);
    expect(page.state).toMatchObject({ status: 'RUNNING', phase: 0, entry: 'OPEN' });
    expect(new Set(page.state.speakingOrder)).toEqual(new Set(people.map(({ id }) => id)));

    // arriving: what is not sealed is read as it is posted
    await play.write(karim!, { phase: 0, body: 'Ik ben er' });
    expect((await play.page(els!)).texts.map(({ body }) => body)).toEqual(['Ik ben er']);

    // two cases, a secret vote
    const pitches = await play.until(lead!, 'pitches');
    await play.write(sanne!, { phase: pitches, body: 'De stilte' });
    await play.write(karim!, { phase: pitches, body: 'De deur' });
    const choose = await play.until(lead!, 'choose');
    page = await play.page(els!);
    expect(page.options.map(({ words, votes }) => [words, votes])).toEqual(expect.arrayContaining([['De stilte', null], ['De deur', null]]));
    const silence = page.options.find(({ words }) => words === 'De stilte')!.id;
    for (const who of [sanne!, karim!, els!]) await play.do(who, 'castVote', { phase: choose, optionIds: [silence] });
    expect((await play.page(els!)).me.myVote).toEqual([silence]);
    expect((await play.page(els!)).options.every(({ votes }) => votes === null)).toBe(true);
    expect(codeOf(await play.try(els!, 'castVote', { phase: choose, optionIds: [randomUUID()] }))).toBe('INVALID_INPUT');
    await play.do(lead!, 'closeEntry', { turn: page.state.turn });
    await play.graceEnds();
    page = await play.page(els!);
    expect(page.options.find(({ id }) => id === silence)).toMatchObject({ votes: 3, leading: true });
    expect(page.me.myVote).toEqual([]);
    // the result stays until the opening is over: by it somebody chooses whose case it is
    await play.until(lead!, 'method');
    expect((await play.page(lead!)).options.find(({ id }) => id === silence)).toMatchObject({ votes: 3, leading: true });

    // whose case it is, is silent while the others write
    const asked = await play.until(lead!, 'write_questions');
    expect((await play.page(sanne!)).me).toMatchObject({ mayWrite: false, refusal: 'CONTRIBUTOR_SILENT' });
    expect(reasonOf(await play.tryWrite(sanne!, { phase: asked, body: 'Toch iets' }))).toBe('CONTRIBUTOR_SILENT');
    expect(reasonOf(await play.tryWrite(lead!, { phase: asked, body: 'Raad' }))).toBe('FACILITATOR_LEADS');
    const mine = await play.write(karim!, { phase: asked, body: 'Wat zag je?' });
    await play.write(els!, { phase: asked, body: 'Wie was erbij?' });
    await play.write(joost!, { phase: asked, body: 'Niet voor jullie', sharing: 'NOT_SHARED' });
    await play.do(karim!, 'sayReady', { turn: (await play.page(karim!)).state.turn, ready: true });
    page = await play.page(els!);
    expect(page.state).toMatchObject({ ready: 1, writers: 3 });
    expect(page.texts.filter(({ phase }) => phase === asked).map(({ body }) => body)).toEqual(['Wie was erbij?']);
    // who goes for a moment is not counted, and comes back as ready as they were
    await play.do(karim!, 'leaveSession');
    expect((await play.page(els!)).state).toMatchObject({ ready: 0, writers: 2 });
    await play.do(karim!, 'enterSession');
    expect((await play.page(karim!)).me.ready).toBe(true);
    expect((await play.page(els!)).state).toMatchObject({ ready: 1, writers: 3 });
    expect(page.sheets).toEqual([{ phase: asked, total: null, opened: 0 }]);

    expect((await play.page(lead!)).options).toEqual([]);

    // opened one by one; a second press in between opens nothing more
    await play.until(lead!, 'info');
    page = await play.page(lead!);
    expect(page.sheets).toEqual([{ phase: asked, total: 2, opened: 0 }]);
    expect(page.texts.filter(({ phase }) => phase === asked)).toEqual([]);
    await play.do(lead!, 'revealTexts', { turn: page.state.turn, which: 'NEXT', opened: 0 });
    await play.do(lead!, 'revealTexts', { turn: page.state.turn, which: 'NEXT', opened: 0 });
    page = await play.page(lead!);
    const opened = page.texts.filter((text) => text.phase === asked);
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({ position: 1, opened: true });
    expect(page.state.spotlightId).toBe(opened[0]!.id);
    if (opened[0]!.id === mine.id) expect(reasonOf(await play.remove(karim!, mine.id))).toBe('ALREADY_OPENED');
    await play.do(lead!, 'revealTexts', { turn: page.state.turn, which: 'ALL' });
    page = await play.page(sanne!);
    expect(page.texts.filter((text) => text.phase === asked).map(({ body }) => body).sort()).toEqual(['Wat zag je?', 'Wie was erbij?']);
    expect(reasonOf(await play.remove(karim!, mine.id))).toBe('ALREADY_OPENED');

    // the end: a survey, its picture only when it is closed
    const evaluate = await play.until(lead!, 'evaluate');
    const items = (await world.ask<{ sessionPage: { script: { phases: { items: { key: string; text: boolean }[] }[] } } }>(
      lead!, `query S($id: UUID!) { sessionPage(id: $id) { script { phases { items { key text } } } } }`, { id: play.id },
    )).sessionPage.script.phases[evaluate]!.items;
    const scored = items.find(({ text }) => !text)!.key;
    for (const [at, who] of [sanne!, karim!, els!, joost!].entries()) await play.do(who, 'answerSurvey', { phase: evaluate, answers: [{ item: scored, value: String(at + 2) }] });
    expect(codeOf(await play.try(els!, 'answerSurvey', { phase: evaluate, answers: [{ item: scored, value: '9' }] }))).toBe('INVALID_INPUT');
    page = await play.page(els!);
    expect(page.me.myAnswers).toEqual([{ item: scored, value: '4' }]);
    expect(page.pictures).toEqual([]);
    await play.do(lead!, 'endSession', { turn: page.state.turn });
    await play.graceEnds();
    page = await play.page(els!);
    expect(page.state.status).toBe('ENDED');
    expect(page.pictures).toEqual([{ item: scored, distribution: [0, 1, 1, 1, 1], texts: [] }]);
    expect(reasonOf(await play.try(lead!, 'callTimeOut'))).toBe('SESSION_OVER');
  });

  it('tells nobody anything of a sealed text: no answer, no event, no count, no error', async () => {
    const play = await begun();
    const asked = await play.until(lead!, 'write_questions');
    const sockets = await Promise.all([lead!, sanne!, els!].map((who) => world.socket(who)));
    for (const socket of sockets) expect((await socket.subscribe(sessionStream(play.id))).ok).toBe(true);
    await sockets[0]!.subscribe(facilitatorStream(play.id));
    await sockets[0]!.subscribe(groupStream(group.id));
    const word = 'geheimwoord';
    const id = randomUUID();
    const before = JSON.stringify(await Promise.all([lead!, sanne!, els!].map(async (who) => (await play.page(who)).texts)));
    await play.write(karim!, { phase: asked, body: word, id });
    await play.write(karim!, { phase: asked, body: `${word} langer`, id, ifVersion: 1 });
    await play.write(joost!, { phase: asked, body: `${word} twee`, sharing: 'NOT_SHARED' });
    expect(JSON.stringify(await Promise.all([lead!, sanne!, els!].map(async (who) => (await play.page(who)).texts)))).toBe(before);
    for (const who of [lead!, sanne!, els!]) {
      const answer = await world.gql<{ sessionPage: { sheets: { total: number | null }[] } }>(who, sessionPageDocument, { id: play.id });
      expect(answer.text).not.toContain(word);
      expect(answer.text).not.toContain(id);
      expect(answer.data.sessionPage.sheets.every(({ total }) => total === null)).toBe(true);
    }
    // somebody else's id: neither there nor not there
    const taken = await play.tryWrite(els!, { phase: asked, body: 'x', id });
    const changed = await play.tryWrite(els!, { phase: asked, body: 'x', id, ifVersion: 2 });
    const madeUp = await play.tryWrite(els!, { phase: asked, body: 'x', ifVersion: 2 });
    expect([codeOf(taken), codeOf(changed), codeOf(madeUp)]).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
    expect((await play.remove(els!, id)).text).toBe((await play.remove(els!, randomUUID())).text);
    expect(codeOf(await play.try(lead!, 'turnToText', { turn: (await play.page(lead!)).state.turn, textId: id }))).toBe('NOT_FOUND');
    const shown = await world.gql(els!, sessionPageDocument, { id: play.id });
    expect(shown.text).not.toContain(word);
    await play.do(lead!, 'callTimeOut');
    for (const socket of sockets) {
      await socket.until('intervision.moved', ({ payload }) => payload.fact === 'timeOutCalled');
      expect(JSON.stringify(socket.events)).not.toMatch(new RegExp(`${word}|${id}|textChanged|ownText`));
    }
    const log = JSON.stringify(await world.sql(`SELECT * FROM realtime_event WHERE payload ->> 'sessionId' = $1`, [play.id]));
    expect(log).not.toContain(id);
    expect(log).not.toContain(word);
    // the writer's own devices hear that something changed, and get it
    expect(log).toContain(personStream(people[2]!.id));
    expect((await play.page(karim!)).texts.map(({ body }) => body)).toContain(`${word} langer`);
  });

  it('a text without a name has no author in any table once it is open', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'position');
    expect((await play.page(karim!)).me.sharings).not.toContain('NAMELESS');
    // three write here; with one more it is offered
    await world.sql('UPDATE sessions SET nameless_offered = true WHERE id = $1', [play.id]);
    const { id } = await play.write(karim!, { phase: at, body: 'Zonder naam', sharing: 'NAMELESS' });
    await play.write(karim!, { phase: at, body: 'Nog altijd zonder naam', sharing: 'NAMELESS', id, ifVersion: 1 });
    expect((await play.page(karim!)).texts.find((text) => text.id === id)).toMatchObject({ mine: true, author: null });
    await play.until(lead!, 'positions');
    const page = await play.page(lead!);
    await play.do(lead!, 'revealTexts', { turn: page.state.turn, which: 'ALL' });
    expect((await play.page(karim!)).texts.find((text) => text.id === id)).toMatchObject({ mine: false, author: null, opened: true, version: 1 });
    expect(await world.sql('SELECT author_id, tag, version FROM conf.session_texts WHERE id = $1', [id])).toEqual([{ author_id: null, tag: null, version: 1 }]);
    const tables = await world.sql<{ name: string }>(
      `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('public', 'conf') AND c.relkind = 'r'`,
    );
    for (const { name } of tables) {
      const both = await world.sql(`SELECT 1 FROM ${name} t WHERE t::text LIKE '%' || $1 || '%' AND t::text LIKE '%' || $2 || '%'`, [id, people[2]!.id]);
      expect([name, both.length]).toEqual([name, 0]);
    }
    expect(await world.sql(`SELECT 1 FROM mutation_receipts WHERE operation = 'writeText' AND ids ->> 'sessionId' = $1`, [play.id])).toEqual([]);
  });

  it('moves once: the same press again, and ten at the same moment', async () => {
    const play = await begun();
    const method = await play.until(lead!, 'method');
    const { state } = await play.page(lead!);
    const document = 'mutation M($input: SessionTurnInput!) { moved: advancePhase(input: $input) { state { phase } } }';
    const input = { mutationId: randomUUID(), sessionId: play.id, turn: state.turn };
    for (let again = 0; again < 3; again += 1) await world.ask(lead!, document, { input });
    expect((await play.page(lead!)).state.phase).toBe(method + 1);

    const other = await begun();
    const at = await other.until(lead!, 'method');
    const { turn } = (await other.page(lead!)).state;
    const answers = await Promise.all(Array.from({ length: 10 }, () => other.try(lead!, 'advancePhase', { turn })));
    expect(answers.map(codeOf)).toEqual(Array.from({ length: 10 }, () => undefined));
    expect((await other.page(lead!)).state).toMatchObject({ phase: at + 1, turn: turn + 1 });
  });

  it('gives who comes late, and who comes back, everything at once', async () => {
    const play = await plan();
    await play.do(lead!, 'openLobby');
    for (const who of [lead!, sanne!, karim!]) await play.do(who, 'enterSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
    await play.do(lead!, 'startSession');
    await play.write(karim!, { phase: 0, body: 'Vroeg' });
    await play.do(els!, 'enterSession', { silent: true, graceSeconds: 60 });
    await play.do(joost!, 'enterSession');
    const page = await play.page(joost!);
    expect(page.texts.map(({ body }) => body)).toEqual(['Vroeg']);
    expect(page.state).toMatchObject({ status: 'RUNNING', phase: 0, facilitatorId: people[0]!.id, contributorId: people[1]!.id });
    expect(page.state.speakingOrder).toContain(people[4]!.id);
    expect(page.state.speakingOrder).not.toContain(people[3]!.id);
    expect(page.people.filter(({ here }) => here)).toHaveLength(5);
    const silent = async (who: Session): Promise<boolean> => (await play.page(who)).people.find(({ person }) => person.id === people[3]!.id)!.silent;
    expect([await silent(lead!), await silent(els!), await silent(karim!)]).toEqual([true, true, false]);

    const socket = await world.socket(karim!);
    const before = await play.page(karim!);
    await play.do(lead!, 'advancePhase', { turn: before.state.turn });
    const caught = await socket.subscribe(sessionStream(play.id), { epoch: before.asOf.epoch, seq: before.asOf.seq });
    expect(JSON.stringify(caught)).toContain('phaseClosing');
    // everyone's longest setting counts for all, and what is typed in it still arrives
    const closing = await play.page(karim!);
    expect(closing.state).toMatchObject({ entry: 'CLOSING', phase: 0 });
    await play.write(joost!, { phase: 0, body: 'Nog net' });
    await play.graceEnds();
    expect(reasonOf(await play.tryWrite(els!, { phase: 0, body: 'Te laat' }))).toBe('ENTRY_CLOSED');
    expect((await play.page(karim!)).state.phase).toBe(1);
  });

  it('a sealed text without a name is no longer anybody\'s to change after two devices wrote at once', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'position');
    const both = await Promise.all([1, 2].map(() => play.tryWrite(karim!, { phase: at, body: 'Twee toestellen', sharing: 'NAMED' })));
    expect(both.filter((answer) => !answer.errors).length).toBeGreaterThan(0);
    const own = (await play.page(karim!)).texts.filter((text) => text.phase === at);
    const { id } = own[0]!;
    const [first, second] = await Promise.all(['Een', 'Twee'].map((body) => play.tryWrite(karim!, { phase: at, body, id, ifVersion: 1 })));
    expect([codeOf(first!), codeOf(second!)].sort()).toEqual(['CONFLICT', undefined].sort());
  });

  it('only whoever facilitates leads; the second takes over after a minute without them', async () => {
    const play = await begun();
    const { turn } = (await play.page(lead!)).state;
    for (const who of [sanne!, karim!, joost!]) expect(reasonOf(await play.try(who, 'advancePhase', { turn }))).toBe('ROLE');
    expect(reasonOf(await play.try(joost!, 'takeOver'))).toBe('FACILITATOR_PRESENT');
    await play.do(lead!, 'leaveSession');
    expect(reasonOf(await play.try(joost!, 'takeOver'))).toBe('FACILITATOR_PRESENT');
    await world.sql(`UPDATE sessions SET facilitator_away_since = now() - interval '61 seconds' WHERE id = $1`, [play.id]);
    expect(reasonOf(await play.try(karim!, 'takeOver'))).toBe('ROLE');
    await play.do(joost!, 'takeOver');
    const page = await play.page(joost!);
    expect(page.state.facilitatorId).toBe(people[4]!.id);
    expect(page.facilitatorAsOf).not.toBeNull();
    await play.do(joost!, 'advancePhase', { turn });
    // asking for one more minute is nameless, and for the facilitator only
    await play.do(karim!, 'askExtraTime', { turn });
    await play.do(karim!, 'askExtraTime', { turn });
    expect((await play.page(joost!)).state.extraTimeAsked).toBe(1);
    expect((await play.page(karim!)).state.extraTimeAsked).toBeNull();
    const socket = await world.socket(karim!);
    expect((await socket.subscribe(facilitatorStream(play.id))).ok).toBe(false);
  });

  it('is planned in closed circles only, by members who agreed, for somebody of the circle', async () => {
    const knowledge = await buildGroup(world, { kind: 'knowledge', roles: { lead: people[0]! } });
    const schedule = (who: Session, fields: object) =>
      world.gql(who, 'mutation S($input: ScheduleSessionInput!) { scheduleSession(input: $input) { id } }', {
        input: { mutationId: randomUUID(), id: randomUUID(), groupId: group.id, methodKey: 'incident', short: false, startsAt: new Date().toISOString(), place: '', videoLink: '', facilitatorId: people[0]!.id, ...fields },
      });
    expect(reasonOf(await schedule(lead!, { groupId: knowledge.id }))).toBe('NOT_CLOSED');
    expect(reasonOf(await schedule(asGuest, {}))).toBe('ROLE');
    expect(codeOf(await schedule(asStranger, {}))).toBe('NOT_FOUND');
    expect(codeOf(await schedule(lead!, { facilitatorId: stranger.id }))).toBe('INVALID_INPUT');
    expect(codeOf(await schedule(lead!, { facilitatorId: guest.id }))).toBe('INVALID_INPUT');
    expect(codeOf(await schedule(lead!, { methodKey: 'made_up' }))).toBe('INVALID_INPUT');
    expect(codeOf(await schedule(lead!, { videoLink: 'javascript:alert(1)' }))).toBe('INVALID_INPUT');
    expect(codeOf(await schedule(karim!, { videoLink: 'https://meet.example/kring' }))).toBeUndefined();
  });

  it('whose connection is lost is not here, and comes back by coming in', async () => {
    const play = await begun();
    const isHere = async (): Promise<boolean> => (await play.page(els!)).people.find(({ person }) => person.id === people[0]!.id)!.here;
    await world.server.app.get(SessionCommands).lost(play.id, people[0]!.id);
    expect(await isHere()).toBe(false);
    expect(await world.sql('SELECT facilitator_away_since IS NULL AS here FROM sessions WHERE id = $1', [play.id])).toEqual([{ here: false }]);
    await play.do(lead!, 'enterSession');
    expect(await isHere()).toBe(true);
  });

  it('ends with the membership: the page, the words, the key and the stream, the same second', async () => {
    const leaver = await buildPerson(world);
    const circle = await buildGroup(world, { kind: 'coaching', roles: { lead: people[0]!, member: [people[1]!, people[2]!, people[3]!, leaver] } });
    const asLeaver = await world.signIn(leaver);
    const play = await buildSession(world, lead!, { groupId: circle.id, facilitatorId: people[0]!.id });
    await play.do(lead!, 'openLobby');
    await play.do(asLeaver, 'enterSession');
    await play.do(lead!, 'startSession');
    await play.write(asLeaver, { phase: 0, body: 'Nog even' });
    const socket = await world.socket(asLeaver);
    expect((await socket.subscribe(sessionStream(play.id))).ok).toBe(true);
    await socket.subscribe(personStream(leaver.id));
    const remove = { mutationId: randomUUID(), groupId: circle.id, personId: leaver.id };
    await world.ask(lead!, 'mutation R($input: RemoveMemberInput!) { removeMember(input: $input) { ok } }', { input: remove });
    await socket.until('groups.left');
    expect(codeOf(await world.gql(asLeaver, sessionPageDocument, { id: play.id }))).toBe('NOT_FOUND');
    expect(codeOf(await play.try(asLeaver, 'callTimeOut'))).toBe('NOT_FOUND');
    await play.do(lead!, 'callTimeOut');
    expect((await socket.subscribe(sessionStream(play.id), { epoch: 1, seq: 0 })).ok).toBe(false);
    expect(socket.events.some((event) => JSON.stringify(event).includes('timeOutCalled'))).toBe(false);
  });
});
