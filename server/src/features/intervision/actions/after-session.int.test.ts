import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession, type SessionPlay } from '../../../../test/builders/intervision.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, must, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const reasonOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.reason as string | undefined;
const pathOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.fields?.[0]?.path;

interface Report {
  id: string;
  version: number;
  words: string;
  lines: { textId: string; kind: string; text: string }[];
}
const reportFields = `id version words lines { textId kind text }`;

describe('after an intervision', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  /** lead who facilitates, whose case it is, and four who take part */
  let [lead, sanne, karim, els, joost, mila]: Session[] = [];
  let asGuest: Session;
  let asStranger: Session;

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 6 }, () => buildPerson(world)));
    const [guest, stranger] = [await buildPerson(world), await buildPerson(world)];
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1), guest } });
    [lead, sanne, karim, els, joost, mila] = await Promise.all(people.map((person) => world.signIn(person)));
    asGuest = await world.signIn(guest);
    asStranger = await world.signIn(stranger);
  });
  afterAll(() => world.close());

  const everyone = (): Session[] => [lead!, sanne!, karim!, els!, joost!, mila!];
  const begun = async (): Promise<SessionPlay> => {
    const play = await buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id });
    await play.do(lead!, 'openLobby');
    for (const who of everyone()) await play.do(who, 'enterSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
    await play.do(lead!, 'startSession');
    return play;
  };
  const end = async (play: SessionPlay): Promise<void> => {
    const { state } = await play.page(lead!);
    await play.do(lead!, 'endSession', { turn: state.turn });
    await play.graceEnds();
    expect((await play.page(lead!)).state.status).toBe('ENDED');
  };
  const keep = (who: Session, fields: object) =>
    world.gql<{ keepReport: Report }>(who, `mutation K($input: KeepReportInput!) { keepReport(input: $input) { ${reportFields} } }`, {
      input: { mutationId: randomUUID(), id: randomUUID(), textIds: [], words: '', ifVersion: 0, ...fields },
    });
  const report = async (who: Session, sessionId: string): Promise<Report | null> =>
    (await world.ask<{ report: Report | null }>(who, `query R($s: UUID!) { report(sessionId: $s) { ${reportFields} } }`, { s: sessionId })).report;

  describe('a personal report', () => {
    it('keeps own words that were chosen, and nothing of anybody else', async () => {
      const play = await begun();
      const writing = await play.skipTo(lead!, 'write_questions');
      const question = await play.write(karim!, { phase: writing, body: 'Wat zag je het eerst?' });
      const note = await play.write(karim!, { phase: writing, body: 'Hier zelf op letten', kind: 'NOTE', sharing: 'NOT_SHARED' });
      const others = await play.write(els!, { phase: writing, body: 'Een vraag van Els' });
      expect(reasonOf(await keep(karim!, { sessionId: play.id, textIds: [question.id] }))).toBe('NOT_NOW');
      await end(play);
      const id = randomUUID();
      const kept = must(await keep(karim!, { id, sessionId: play.id, textIds: [question.id, note.id], words: 'Eerst kijken' })).keepReport;
      expect(kept).toEqual({ id, version: 1, words: 'Eerst kijken', lines: [{ textId: question.id, kind: 'SAID', text: 'Wat zag je het eerst?' }, { textId: note.id, kind: 'NOTE', text: 'Hier zelf op letten' }] });
      for (const textIds of [[others.id], [randomUUID()]]) {
        const refused = await keep(karim!, { id, sessionId: play.id, textIds: [question.id, ...textIds], ifVersion: 1 });
        expect([codeOf(refused), pathOf(refused)]).toEqual(['INVALID_INPUT', 'input.textIds.1']);
      }
      // another device of the same person kept something else meanwhile
      expect(codeOf(await keep(karim!, { id, sessionId: play.id, words: 'Anders', ifVersion: 0 }))).toBe('CONFLICT');
      expect(await report(els!, play.id)).toBeNull();
      expect(codeOf(await keep(asGuest, { sessionId: play.id }))).toBe('NOT_FOUND');
      expect(codeOf(await keep(asStranger, { sessionId: play.id }))).toBe('NOT_FOUND');
      const [row] = await world.sql<{ body: Buffer }>('SELECT body FROM conf.personal_reports WHERE id = $1', [id]);
      expect(row!.body.toString('latin1')).not.toContain('kijken');
    });

    it('outlives the session, may be changed then, and goes when its owner says so', async () => {
      const play = await begun();
      const learned = await play.skipTo(lead!, 'learned');
      const insight = await play.write(els!, { phase: learned, body: 'Eerst contact, dan de regel' });
      await end(play);
      const id = randomUUID();
      must(await keep(els!, { id, sessionId: play.id, textIds: [insight.id] }));
      await world.database.sqlAs('jobs', `SELECT conf.erase_scope('session', '${play.id}')`);
      expect((await play.page(els!)).texts).toEqual([]);
      expect((await report(els!, play.id))!.lines).toEqual([{ textId: insight.id, kind: 'INSIGHT', text: 'Eerst contact, dan de regel' }]);
      const changed = must(await keep(els!, { id, sessionId: play.id, textIds: [insight.id], words: 'Nog steeds', ifVersion: 1 })).keepReport;
      expect([changed.version, changed.words, changed.lines.length]).toEqual([2, 'Nog steeds', 1]);
      const erase = (who: Session) => world.ask(who, 'mutation E($input: EraseReportInput!) { eraseReport(input: $input) { ok } }', { input: { mutationId: randomUUID(), id } });
      await erase(karim!);
      expect(await report(els!, play.id)).not.toBeNull();
      await erase(els!);
      expect(await report(els!, play.id)).toBeNull();
      expect(await world.sql('SELECT 1 FROM conf.personal_reports WHERE id = $1', [id])).toEqual([]);
    });

    it('goes with its person', async () => {
      const play = await begun();
      await end(play);
      must(await keep(mila!, { sessionId: play.id, words: 'Voor later' }));
      await world.database.sqlAs('jobs', `SELECT conf.erase_scope('person', '${people[5]!.id}')`);
      expect(await world.sql('SELECT 1 FROM conf.personal_reports WHERE person_id = $1', [people[5]!.id])).toEqual([]);
    });
  });

  describe('how the group found it', () => {
    const evaluations = async (who: Session) =>
      (await world.ask<{ evaluations: { item: string; points: { sessionId: string; distribution: number[] }[] }[] }>(who, 'query E($g: UUID!) { evaluations(groupId: $g) { item points { sessionId distribution } } }', { g: group.id })).evaluations;

    it('stays as numbers of four answers or more, also when the session is erased', async () => {
      const play = await begun();
      const phase = await play.skipTo(lead!, 'evaluate');
      const answer = (who: Session, safe: string, more: { item: string; value: string }[] = []) => play.do(who, 'answerSurvey', { phase, answers: [{ item: 'safe', value: safe }, ...more] });
      await answer(sanne!, '5', [{ item: 'heard', value: '1' }, { item: 'equal', value: '2' }]);
      await answer(karim!, '4', [{ item: 'equal', value: '3' }]);
      await answer(els!, '4', [{ item: 'equal', value: '3' }]);
      await answer(joost!, '2', [{ item: 'open', value: 'Meer tijd' }]);
      await end(play);
      const mine = async () => (await evaluations(karim!)).flatMap(({ item, points }) => points.filter(({ sessionId }) => sessionId === play.id).map(({ distribution }) => [item, distribution] as const));
      expect(await mine()).toEqual([['safe', [0, 1, 0, 2, 1]]]);
      await world.database.sqlAs('jobs', `SELECT conf.erase_scope('session', '${play.id}')`);
      expect(await world.sql('SELECT 1 FROM conf.session_answers WHERE session_id = $1', [play.id])).toEqual([]);
      expect(await mine()).toEqual([['safe', [0, 1, 0, 2, 1]]]);
      expect(await evaluations(asGuest)).toEqual([]);
      expect(codeOf(await world.gql(asStranger, 'query E($g: UUID!) { evaluations(groupId: $g) { item } }', { g: group.id }))).toBe('NOT_FOUND');
      // the database itself takes no smaller number
      await expect(world.sql(`INSERT INTO conf.session_evaluations VALUES ($1, 0, 'x', '{0,0,1,1,1}')`, [play.id])).rejects.toThrow(/session_evaluations_counts/);
    });
  });

  describe('an outcome that is typed in later', () => {
    it('is of whoever keeps the outcome, joins it, and can be changed for seven days', async () => {
      const play = await begun();
      await end(play);
      const { script } = await play.page(lead!);
      const learned = script.phases.find(({ key }) => key === 'learned')!.index;
      const story = script.phases.find(({ input }) => input === 'statement')!.index;
      const type = (who: Session, fields: object = {}) => play.tryWrite(who, { phase: learned, kind: 'OUTCOME', body: 'Begin klein', ...fields });
      const id = randomUUID();
      must(await type(lead!, { id }));
      const seen = (await play.page(karim!)).texts.find((text) => text.id === id);
      expect(seen).toMatchObject({ kind: 'OUTCOME', body: 'Begin klein', mine: false, opened: true, author: { id: people[0]!.id } });
      const actions = script.phases.find(({ input }) => input === 'actions')!.index;
      const action = randomUUID();
      must(await type(lead!, { id: action, phase: actions, body: JSON.stringify({ what: 'Een gebaar' }) }));
      must(await type(lead!, { id: action, phase: actions, body: JSON.stringify({ what: 'Een gebaar afspreken' }), ifVersion: 1 }));
      const outcome = async (who: Session) =>
        (await world.ask<{ sessionOutcome: { notes: string[]; actions: { id: string; what: string; owner: { id: string } | null }[] } }>(who, 'query O($s: UUID!) { sessionOutcome(id: $s) { notes actions { id what owner { id } } } }', { s: play.id })).sessionOutcome;
      // an action without a name is of whose case it was
      expect(await outcome(karim!)).toEqual({ notes: ['Begin klein'], actions: [{ id: action, what: 'Een gebaar afspreken', owner: { id: people[1]!.id } }] });
      must(await play.remove(sanne!, action));
      expect((await outcome(karim!)).actions).toHaveLength(1);
      must(await play.remove(lead!, action));
      expect((await outcome(karim!)).actions).toEqual([]);
      expect(reasonOf(await type(karim!))).toBe('ROLE');
      expect(codeOf(await type(asStranger))).toBe('NOT_FOUND');
      expect(pathOf(await type(lead!, { sharing: 'NAMELESS' }))).toBe('input.sharing');
      expect(pathOf(await type(lead!, { phase: story }))).toBe('input.phase');
      // nobody else takes it away, and its writer may
      must(await play.remove(sanne!, id));
      expect((await play.page(karim!)).texts.some((text) => text.id === id)).toBe(true);
      must(await play.remove(lead!, id));
      expect((await play.page(karim!)).texts.some((text) => text.id === id)).toBe(false);
      expect((await outcome(karim!)).notes).toEqual([]);
      await world.sql(`UPDATE sessions SET ended_at = now() - interval '7 days 1 minute' WHERE id = $1`, [play.id]);
      expect(reasonOf(await type(lead!))).toBe('EXPIRED');
    });

    it('waits while the session is frozen, and is not taken any more when its words are erased', async () => {
      const play = await begun();
      await end(play);
      const learned = (await play.page(lead!)).script.phases.find(({ key }) => key === 'learned')!.index;
      const type = () => play.tryWrite(lead!, { phase: learned, kind: 'OUTCOME', body: 'Begin klein' });
      await play.do(lead!, 'freezeSession');
      expect(reasonOf(await type())).toBe('FROZEN');
      expect(reasonOf(await keep(karim!, { sessionId: play.id, words: 'Voor later' }))).toBe('FROZEN');
      await play.do(lead!, 'liftFreeze', { reason: 'Het was een vergissing' });
      must(await type());
      await world.database.sqlAs('jobs', `SELECT conf.erase_scope('session', '${play.id}')`);
      expect(reasonOf(await type())).toBe('EXPIRED');
    });

    it('is not there while the session runs', async () => {
      const play = await begun();
      const { script } = await play.page(lead!);
      expect(reasonOf(await play.tryWrite(lead!, { phase: script.phases.find(({ key }) => key === 'learned')!.index, kind: 'OUTCOME', body: 'x' }))).toBe('NOT_NOW');
    });
  });
});
