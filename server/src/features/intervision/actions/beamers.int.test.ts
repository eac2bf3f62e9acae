import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { beamerStream, facilitatorStream, groupStream, personStream, sessionStream } from '../../../../../schema/realtime/streams.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession, type SessionPlay } from '../../../../test/builders/intervision.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { hashToken } from '../../../platform/identity/secret-token.js';

interface Both {
  nl: string;
  en: string;
}

interface BeamerPage {
  scene: string; circle: string; place: string; roomCode: string | null; here: number; ready: number | null; writers: number | null; number: number | null; of: number | null;
  texts: { body: string; votes: number | null; leading: boolean }[];
}

const pageDocument = `query B($token: String!) { beamerPage(token: $token) {
  scene circle place roomCode here ready writers number of name { nl } instruction { nl } texts { body votes leading } asOf { stream seq epoch } } }`;
const roomDocument = `query R($code: String!) { room(code: $code) { sessionId } }`;

describe('a screen in the room', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let [lead, sanne, karim, els, joost]: Session[] = [];
  let asGuest: Session;
  let asStranger: Session;
  let play: SessionPlay;

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 5 }, () => buildPerson(world)));
    const [guest, stranger] = [await buildPerson(world), await buildPerson(world)];
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1), guest } });
    [lead, sanne, karim, els, joost] = await Promise.all(people.map((person) => world.signIn(person)));
    asGuest = await world.signIn(guest);
    asStranger = await world.signIn(stranger);
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    await world.sql('DELETE FROM rate_limits');
    play = await buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id, coFacilitatorId: people[4]!.id });
    await play.do(lead!, 'openLobby');
    for (const who of [lead!, sanne!, karim!, els!, joost!]) await play.do(who, 'enterSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
  });

  const request = async () => (await world.ask<{ requestBeamer: { token: string; code: string } }>(null, 'mutation { requestBeamer { token code expiresAt } }')).requestBeamer;
  const paired = async (): Promise<string> => {
    const { token, code } = await request();
    await play.do(lead!, 'pairBeamer', { code });
    return token;
  };
  const look = async (token: string) => (await world.ask<{ beamerPage: BeamerPage }>(null, pageDocument, { token })).beamerPage;
  const lookCode = async (token: string) => codeOf(await world.gql(null, pageDocument, { token }));

  it('is nothing until whoever leads types its code; others cannot, and a wrong code is none', async () => {
    const { token, code } = await request();
    expect(await lookCode(token)).toBe('NOT_FOUND');
    await expect(world.socket(null, { screen: token })).rejects.toThrow('UNAUTHENTICATED');
    expect(codeOf(await play.try(karim!, 'pairBeamer', { code }))).toBe('FORBIDDEN');
    expect(codeOf(await play.try(joost!, 'pairBeamer', { code }))).toBe('FORBIDDEN');
    expect(codeOf(await play.try(asGuest, 'pairBeamer', { code }))).toBe('NOT_FOUND');
    for (const wrong of ['', 'AAAAAA', 'K0', `${code}A`]) expect(codeOf(await play.try(lead!, 'pairBeamer', { code: wrong }))).toBe('INVALID_INPUT');
    expect(await lookCode(token)).toBe('NOT_FOUND');
    await play.do(lead!, 'pairBeamer', { code: ` ${code.slice(0, 3)}-${code.slice(3).toLowerCase()}` });
    const page = await look(token);
    expect(page).toMatchObject({ scene: 'LOBBY', place: 'Lokaal 2', here: 5, texts: [] });
    expect(page.roomCode).toMatch(/^[A-Z0-9]{6}$/);
    // the same code a second time is no code
    expect(codeOf(await play.try(lead!, 'pairBeamer', { code }))).toBe('INVALID_INPUT');
  });

  it('a code lasts five minutes, and tries are counted', async () => {
    const { code } = await request();
    await world.sql(`UPDATE beamers SET expires_at = now() - interval '1 second' WHERE code = $1`, [code]);
    expect(codeOf(await play.try(lead!, 'pairBeamer', { code }))).toBe('INVALID_INPUT');
    for (let tries = 1; tries < 20; tries += 1) await play.try(lead!, 'pairBeamer', { code: 'AAAAAA' });
    expect(codeOf(await play.try(lead!, 'pairBeamer', { code: (await request()).code }))).toBe('RATE_LIMITED');
  });

  it('shows what is open and in the light, and nobody by name', async () => {
    const token = await paired();
    await play.do(lead!, 'startSession');
    const pitches = await play.skipTo(lead!, 'pitches');
    await play.write(sanne!, { phase: pitches, body: 'De stilte\nHet begon op maandag' });
    await play.write(karim!, { phase: pitches, body: 'De deur' });
    expect(await look(token)).toMatchObject({ scene: 'PROMPT', texts: [] });
    const choose = await play.skipTo(lead!, 'choose');
    let page = await look(token);
    expect([page.scene, page.texts.map(({ body, votes }) => [body, votes]).sort()]).toEqual(['VOTE', [['De deur', null], ['De stilte', null]]]);
    const options = (await play.page(els!)).options;
    for (const who of [karim!, els!]) await play.do(who, 'castVote', { phase: choose, optionIds: [options.find(({ words }) => words === 'De deur')!.id] });
    expect((await look(token)).texts.every(({ votes }) => votes === null)).toBe(true);
    await play.do(lead!, 'closeEntry', { turn: (await play.page(lead!)).state.turn });
    await play.graceEnds();
    await play.page(lead!);
    expect((await look(token)).texts).toEqual(expect.arrayContaining([{ body: 'De deur', votes: 2, leading: true }]));

    const tell = await play.skipTo(lead!, 'tell');
    await play.write((await play.page(sanne!)).me.roles.includes('contributor') ? sanne! : karim!, { phase: tell, body: 'Een leerling loopt weg' });
    expect(await look(token)).toMatchObject({ scene: 'WORDS', texts: [{ body: 'Een leerling loopt weg' }] });

    const asked = await play.skipTo(lead!, 'write_questions');
    await play.write(els!, { phase: asked, body: 'Wat zag je?' });
    await play.write(joost!, { phase: asked, body: 'Wie was erbij?' });
    page = await look(token);
    expect(page).toMatchObject({ scene: 'WRITING', texts: [], writers: 3, ready: 0 });
    await play.skipTo(lead!, 'info');
    expect(await look(token)).toMatchObject({ scene: 'PROMPT', texts: [] });
    await play.do(lead!, 'revealTexts', { turn: (await play.page(lead!)).state.turn, which: 'NEXT', opened: 0 });
    const opened = (await play.page(lead!)).texts.find(({ phase }) => phase === asked)!;
    const answer = await world.gql(null, pageDocument, { token });
    expect((answer.data as unknown as { beamerPage: BeamerPage }).beamerPage).toMatchObject({ scene: 'NOTE', number: 1, of: 2, texts: [{ body: opened.body }] });
    for (const person of people) for (const said of [person.id, person.familyName]) expect(answer.text).not.toContain(said);
    // the database itself lets a screen have no more than that
    const had = await world.sql<{ id: string }>('SELECT id FROM conf.beamer_texts($1)', [hashToken(token)]);
    expect(had.map(({ id }) => id)).toEqual([opened.id]);
    await play.do(els!, 'callTimeOut');
    expect(await look(token)).toMatchObject({ scene: 'PAUSE', texts: [] });
    expect(await world.sql('SELECT id FROM conf.beamer_texts($1)', [hashToken(token)])).toEqual([]);
  });

  it('is blank or shows the time when whoever leads says so, and the words do not leave the database then', async () => {
    const token = await paired();
    expect(codeOf(await play.try(els!, 'showOnBeamer', { shows: 'NOTHING' }))).toBe('FORBIDDEN');
    await play.do(lead!, 'startSession');
    const tell = await play.skipTo(lead!, 'tell');
    await play.write(sanne!, { phase: tell, body: 'Een leerling loopt weg' });
    for (const [shows, scene] of [['NOTHING', 'NOTHING'], ['TIME', 'TIME']] as const) {
      await play.do(lead!, 'showOnBeamer', { shows });
      expect(await look(token)).toMatchObject({ scene, texts: [] });
      expect(await world.sql('SELECT id FROM conf.beamer_texts($1)', [hashToken(token)])).toEqual([]);
    }
    await play.do(lead!, 'showOnBeamer', { shows: 'ALL' });
    expect(await look(token)).toMatchObject({ scene: 'WORDS' });
  });

  it('hears one line only, with nothing on it but that it should look again; people do not hear that line', async () => {
    const token = await paired();
    // its browser may have a cookie: it does not count
    const socket = await world.socket(lead!, { screen: token });
    for (const stream of [sessionStream(play.id), facilitatorStream(play.id), groupStream(group.id), personStream(people[0]!.id)]) {
      expect(await socket.subscribe(stream)).toMatchObject({ ok: false, refused: 'NOT_FOUND' });
    }
    const asFacilitator = await world.socket(lead!);
    expect(await asFacilitator.subscribe(beamerStream(play.id))).toMatchObject({ ok: false, refused: 'NOT_FOUND' });
    expect((await socket.subscribe(beamerStream(play.id))).ok).toBe(true);
    await play.do(lead!, 'startSession');
    await socket.until('intervision.beamerChanged');
    await play.do(lead!, 'endBeamer');
    await socket.until('intervision.beamerEnded');
    expect(socket.events.every(({ payload }) => Object.keys(payload as object).every((key) => key === 'sessionId' || key === 'beamerId'))).toBe(true);
    expect(await lookCode(token)).toBe('NOT_FOUND');
    await expect(world.socket(null, { screen: token })).rejects.toThrow('UNAUTHENTICATED');
    const before = socket.events.length;
    await play.do(lead!, 'callTimeOut');
    expect((await socket.subscribe(beamerStream(play.id))).ok).toBe(false);
    expect(socket.events).toHaveLength(before);
  });

  it('says what the method brings in both languages, as the screens of people do', async () => {
    play = await buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id, methodKey: 'kollegiale_beratung' });
    await play.do(lead!, 'openLobby');
    for (const who of [lead!, sanne!, karim!]) await play.do(who, 'enterSession');
    await play.do(lead!, 'startSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
    const token = await paired();
    await play.skipTo(lead!, 'module');
    const { texts } = (await world.ask<{ beamerPage: { texts: { brought: Both }[] } }>(null, 'query B($token: String!) { beamerPage(token: $token) { texts { brought { nl en } } } }', { token })).beamerPage;
    // some are called the same in both
    expect(texts.some(({ brought }) => brought.en !== brought.nl)).toBe(true);
    const { sessionPage } = await world.ask<{ sessionPage: { options: { words: string; brought: Both }[] } }>(karim!, 'query S($id: UUID!) { sessionPage(id: $id) { options { words brought { nl en } } } }', { id: play.id });
    expect(sessionPage.options).toEqual(texts.map(({ brought }) => ({ words: brought.nl, brought })));
  });

  it('a second screen takes the place of the first, and all end with the session', async () => {
    const first = await paired();
    const second = await paired();
    expect(await lookCode(first)).toBe('NOT_FOUND');
    expect((await look(second)).scene).toBe('LOBBY');
    await play.do(lead!, 'startSession');
    await play.do(lead!, 'endSession', { turn: (await play.page(lead!)).state.turn });
    await play.graceEnds();
    await play.page(lead!);
    expect(await lookCode(second)).toBe('NOT_FOUND');
    expect(await world.sql('SELECT 1 FROM beamers WHERE session_id = $1', [play.id])).toEqual([]);
    expect(codeOf(await play.try(lead!, 'pairBeamer', { code: (await request()).code }))).toBe('FORBIDDEN');
  });

  it('and the code of the room finds the session for who is in its circle, and for nobody else', async () => {
    const { roomCode } = await look(await paired());
    const find = (who: Session, code: string) => world.gql<{ room: { sessionId: string } }>(who, roomDocument, { code });
    expect((await find(karim!, `${roomCode!.slice(0, 3)} ${roomCode!.slice(3)}`.toLowerCase())).data?.room.sessionId).toBe(play.id);
    const wrong = await find(karim!, 'AAAAAA');
    for (const who of [asGuest, asStranger]) {
      const answer = await find(who, roomCode!);
      expect([answer.status, answer.text.replace(roomCode!, '')]).toEqual([wrong.status, wrong.text]);
    }
    await play.do(lead!, 'cancelSession');
    expect(codeOf(await find(karim!, roomCode!))).toBe('NOT_FOUND');
    await world.sql('DELETE FROM rate_limits');
    for (let tries = 0; tries < 30; tries += 1) await find(els!, 'AAAAAA');
    expect(codeOf(await find(els!, roomCode!))).toBe('RATE_LIMITED');
  });
});
