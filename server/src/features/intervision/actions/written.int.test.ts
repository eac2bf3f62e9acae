import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sessionStream } from '../../../../../schema/realtime/streams.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildOwnMethod } from '../../../../test/builders/methods.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { askPlan, buildWritten, dayFromNow, type WrittenPage, type WrittenPlay } from '../../../../test/builders/written.js';
import { codeOf, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { MoveWritten } from './move-written.js';

const reasonOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.reason as string | undefined;
const fieldOf = (answer: GqlAnswer<unknown>): string | undefined => (answer.errors?.[0]?.extensions?.fields as { path: string }[] | undefined)?.[0]?.path;
const onTheWall = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: '2-digit', minute: '2-digit', weekday: 'short' });

const methods = loadMethodCatalogue().methods.filter(({ written }) => written).map(({ key }) => key);

describe('an intervision in writing', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let guest: BuiltPerson;
  /** lead who facilitates, whose case it is, and four who take part */
  let [lead, sanne, karim, els, joost, fem]: Session[] = [];
  let [asGuest, asStranger]: Session[] = [];

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 6 }, () => buildPerson(world)));
    guest = await buildPerson(world);
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1), guest } });
    [lead, sanne, karim, els, joost, fem] = await Promise.all(people.map((person) => world.signIn(person)));
    [asGuest, asStranger] = await Promise.all([guest, await buildPerson(world)].map((person) => world.signIn(person)));
  });
  afterAll(() => world.close());

  const everyone = (): Session[] => [lead!, sanne!, karim!, els!, joost!, fem!];
  const mover = () => world.server.app.get(MoveWritten);
  const plan = (more: { methodKey?: string; contributorId?: string | null } = {}) =>
    buildWritten(world, lead!, mover(), { groupId: group.id, facilitatorId: people[0]!.id, contributorId: people[1]!.id, ...more });
  const begun = async (methodKey?: string): Promise<WrittenPlay> => {
    const play = await plan(methodKey ? { methodKey } : {});
    await play.begins();
    return play;
  };
  /** Something that fits the phase, by whoever may enter something in it. */
  const enter = async (play: WrittenPlay, who: Session, word: string): Promise<boolean> => {
    const { state, script, me, options } = await play.page(who);
    const phase = script.phases[state.phase]!;
    if (phase.input === 'vote' && me.mayWrite) {
      await play.do(who, 'castVote', { phase: phase.index, optionIds: [options[0]!.id] });
      return true;
    }
    if (phase.input === 'survey') {
      await play.do(who, 'answerSurvey', { phase: phase.index, answers: [{ item: phase.items.find(({ text }) => !text)!.key, value: '4' }] });
      return true;
    }
    if (!me.mayWrite || phase.input === 'question_rating') return false;
    const body = phase.input === 'actions' ? JSON.stringify({ what: word }) : phase.input === 'grid' ? JSON.stringify({ [phase.fields[0]!.key]: word }) : phase.input === 'scale' ? '7' : word;
    await play.write(who, { phase: phase.index, body, sharing: me.sharings[0]! });
    return true;
  };
  const bodies = (page: WrittenPage): string => page.texts.map(({ body }) => body).join('\n');

  it.each(methods)('%s runs from the first day to the last by its deadlines alone', async (methodKey) => {
    const play = await plan({ methodKey });
    expect((await play.page(els!)).state.status).toBe('PLANNED');
    await play.look();
    expect((await play.page(els!)).state.status).toBe('PLANNED');
    await play.begins();
    let page = await play.page(els!);
    const turns: number[] = [];
    for (let phases = page.script.phases.length; page.state.status === 'RUNNING'; phases -= 1) {
      expect(phases).toBeGreaterThan(0);
      const phase = page.script.phases[page.state.phase]!;
      const word = `woord-${methodKey}-${phase.key}`;
      turns.push(page.state.turn);
      // what is asked of whom, and nobody reads along where it is sealed
      const wrote: Session[] = [];
      for (const who of everyone()) if (await enter(play, who, word)) wrote.push(who);
      if (phase.sealed) for (const who of everyone()) if (!wrote.includes(who)) expect(bodies(await play.page(who))).not.toContain(word);
      for (const who of wrote) if (who !== sanne) expect((await play.page(who)).written.awaitsMe).toBe(false);
      for (const question of phase.speak === 'dialogue' ? (await play.page(sanne!)).texts.filter(({ kind, opened, mine, phase: of }) => kind === 'ENTRY' && opened && !mine && (of === phase.index || of === phase.shows)) : []) {
        await play.answer(sanne!, { phase: phase.index, aboutId: question.id, body: `antwoord-${question.id}` });
        expect((await play.page(joost!)).texts.find(({ aboutId }) => aboutId === question.id)).toMatchObject({ kind: 'ANSWER', body: `antwoord-${question.id}` });
      }
      if (phase.input === 'question_rating')
        for (const text of (await play.page(sanne!)).texts.filter((each) => each.phase === phase.shows && each.opened)) await play.do(sanne!, 'rateText', { phase: phase.index, textId: text.id, value: phase.ratingScale[0]!.key });
      expect((await play.page(sanne!)).written.awaitsMe).toBe(false);
      await play.deadlinePasses();
      page = await play.page(els!);
      if (phase.sealed && wrote.length > 0) for (const who of everyone()) expect(bodies(await play.page(who))).toContain(word);
    }
    expect(page.state).toMatchObject({ status: 'ENDED' });
    expect(turns).toEqual([...turns].sort((a, b) => a - b));
    expect(page.script.phases.slice(-3).map(({ key }) => key)).toEqual(['intention', 'learned', 'evaluate']);
    expect(page.pictures.length).toBeGreaterThan(0);
    await play.look();
    expect((await play.page(els!)).state.version).toBe(page.state.version);
  });

  it('is planned on school days, one after the other, at five o’clock on the wall, and its days can be changed', async () => {
    const shown = await askPlan(world, lead!, group.id);
    expect(shown.phases.map(({ days }) => days).slice(0, 8)).toEqual([1, 1, 3, 2, 1, 2, 1, 1]);
    expect(new Set(shown.phases.map(({ endsAt }) => onTheWall.format(new Date(endsAt)).slice(-5)))).toEqual(new Set(['17:00']));
    expect(shown.phases.every(({ endsAt }) => !/^(za|zo)/.test(onTheWall.format(new Date(endsAt))))).toBe(true);
    expect(shown.agreement.nl).toContain('afgesproken');
    const days = shown.phases.map(({ lastDay }) => lastDay);
    const schedule = (who: Session, fields: object) =>
      world.gql<{ scheduleWritten: { id: string; written: { phases: number; lastEndsAt: string } } }>(who, 'mutation S($input: ScheduleWrittenInput!) { scheduleWritten(input: $input) { id written { phases lastEndsAt } } }', {
        input: { mutationId: randomUUID(), id: randomUUID(), groupId: group.id, methodKey: 'heilsbronn', startsOn: shown.startsOn, lastDays: days, facilitatorId: people[0]!.id, contributorId: null, ...fields },
      });
    const later = await askPlan(world, lead!, group.id, 'heilsbronn', days.at(-2)!);
    const moved = [...days.slice(0, -1), later.phases[1]!.lastDay];
    const done = await schedule(karim!, { lastDays: moved });
    expect(done.data.scheduleWritten.written).toMatchObject({ phases: days.length, lastEndsAt: later.phases[1]!.endsAt });
    const saturday = Array.from({ length: 7 }, (_, at) => dayFromNow(at + 2)).find((day) => new Date(`${day}T12:00:00Z`).getUTCDay() === 6)!;
    const refused: [object, string][] = [
      [{ methodKey: 'balint' }, 'input.methodKey'], [{ methodKey: 'made_up' }, 'input.methodKey'],
      [{ startsOn: '2020-01-06' }, 'input.startsOn'], [{ startsOn: saturday }, 'input.startsOn'], [{ startsOn: 'morgen' }, 'input.startsOn'], [{ startsOn: '2099-01-05' }, 'input.startsOn'],
      [{ lastDays: days.slice(1) }, 'input.lastDays'], [{ lastDays: [saturday, ...days.slice(1)] }, 'input.lastDays.0'], [{ lastDays: [days[1], ...days.slice(1)] }, 'input.lastDays.1'],
      [{ lastDays: [...days.slice(0, -1), '2099-01-05'] }, `input.lastDays.${days.length - 1}`], [{ lastDays: [...days.slice(0, -1), '2027-02-30'] }, `input.lastDays.${days.length - 1}`],
      [{ facilitatorId: guest.id }, 'input.facilitatorId'], [{ coFacilitatorId: people[0]!.id }, 'input.coFacilitatorId'], [{ contributorId: guest.id }, 'input.contributorId'],
      [{ contributorId: people[0]!.id }, 'input.contributorId'],
    ];
    for (const [fields, path] of refused) {
      const answer = await schedule(lead!, fields);
      expect([path, codeOf(answer), fieldOf(answer)]).toEqual([path, 'INVALID_INPUT', path]);
    }
    // what people made themselves is live only; who may use it hears why
    const own = await buildOwnMethod(world, lead!, { groupId: group.id, name: 'Ons rondje' });
    expect(reasonOf(await schedule(lead!, { methodKey: own }))).toBe('LIVE_ONLY');
    expect(reasonOf(await world.gql(karim!, `query P($groupId: UUID!) { writtenPlan(groupId: $groupId, methodKey: "${own}", startsOn: "${dayFromNow(3)}") { startsOn } }`, { groupId: group.id }))).toBe('LIVE_ONLY');
    expect(reasonOf(await schedule(asGuest!, {}))).toBe('ROLE');
    expect(codeOf(await schedule(asStranger!, {}))).toBe('NOT_FOUND');
    const asked = `query P($groupId: UUID!) { writtenPlan(groupId: $groupId, methodKey: "heilsbronn", startsOn: "${dayFromNow(3)}") { startsOn } }`;
    expect(reasonOf(await world.gql(asGuest!, asked, { groupId: group.id }))).toBe('ROLE');
    expect(codeOf(await world.gql(asStranger!, asked, { groupId: group.id }))).toBe('NOT_FOUND');
  });

  it('does not begin without a case, begins when there is one, and gives the lost days back', async () => {
    const play = await plan({ contributorId: null, methodKey: 'incident' });
    const agreed = (await play.page(els!)).written.deadlines;
    await world.sql(`UPDATE sessions SET starts_at = now() - interval '9 days' WHERE id = $1`, [play.id]);
    await play.look();
    expect((await play.page(els!)).state.status).toBe('PLANNED');
    expect(reasonOf(await play.try(karim!, 'chooseCase', { contributorId: people[1]!.id }))).toBe('ROLE');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
    await play.look();
    const { state, written } = await play.page(els!);
    expect(state).toMatchObject({ status: 'RUNNING', phase: 0, contributorId: people[1]!.id });
    expect(written.deadlines.every((each, at) => each > agreed[at]!)).toBe(true);
  });

  it('moves once: a job that comes twice, too early or after a crash; and whoever reads settles what is late', async () => {
    const play = await begun();
    const first = await play.page(els!);
    await play.look();
    expect((await play.page(els!)).state).toEqual(first.state);
    await play.deadlineIsOver();
    await Promise.all([play.look(), play.look(), play.page(karim!), play.look()]);
    const second = await play.page(els!);
    expect(second.state).toMatchObject({ phase: 1, turn: first.state.turn + 1 });
    // the process that should have moved it is gone: nothing was changed, and the next one does all of it
    await world.sql(`ALTER TABLE realtime_event ADD CONSTRAINT crash CHECK (type <> 'intervision.moved') NOT VALID`);
    await play.deadlineIsOver();
    await expect(play.look()).rejects.toThrow();
    expect((await world.sql('SELECT phase, turn FROM sessions WHERE id = $1', [play.id]))[0]).toEqual({ phase: 1, turn: second.state.turn });
    await world.sql('ALTER TABLE realtime_event DROP CONSTRAINT crash');
    expect((await play.page(els!)).state).toMatchObject({ phase: 2, turn: second.state.turn + 1 });
    const jobs = await world.database.sqlAs<{ key: string }>('superuser', `SELECT key FROM graphile_worker.jobs WHERE key LIKE '%' || $1 AND key NOT LIKE 'mail:%' ORDER BY key`, [play.id]);
    expect(jobs.map(({ key }) => key)).toEqual([`remind:${play.id}`, `written:${play.id}`]);
  });

  it('is extended once per phase by whoever leads, in school days; later days move along', async () => {
    const play = await begun();
    const { state, written } = await play.page(lead!);
    for (const who of [sanne!, karim!]) expect(reasonOf(await play.tryExtend(who, state.turn))).toBe('ROLE');
    expect(codeOf(await play.tryExtend(asStranger!, state.turn))).toBe('NOT_FOUND');
    expect(codeOf(await play.tryExtend(lead!, state.turn, 9))).toBe('INVALID_INPUT');
    await play.tryExtend(lead!, state.turn, 2);
    const after = await play.page(karim!);
    expect(after.written.extended).toBe(true);
    expect(after.written.deadlines.every((each, at) => each > written.deadlines[at]!)).toBe(true);
    expect(new Set(after.written.deadlines.map((each) => onTheWall.format(new Date(each)).slice(-5)))).toEqual(new Set(['17:00']));
    expect(reasonOf(await play.tryExtend(lead!, state.turn, 1))).toBe('EXTENDED_ALREADY');
    // an old press, about a phase that is over, changes nothing
    await play.deadlinePasses();
    await play.tryExtend(lead!, state.turn, 1);
    const next = await play.page(karim!);
    expect(next.written).toMatchObject({ extended: false, deadlines: after.written.deadlines });
    expect(reasonOf(await play.try(lead!, 'extendPhase', { turn: next.state.turn, minutes: 1 }))).toBe('LIVE_ONLY');
    expect(reasonOf(await play.try(lead!, 'openLobby'))).toBe('LIVE_ONLY');
    expect(next.session.viewerActions).not.toContain('REVEAL');
  });

  it('closes early: by whoever leads, or at the end of the day when each gave the one thing; never at the moment of the last', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'hypotheses');
    for (const who of [karim!, els!, joost!]) await play.write(who, { phase: at, body: 'Vermoeden' });
    await play.look();
    expect((await play.page(els!)).state.phase).toBe(at);
    await play.write(fem!, { phase: at, body: 'Vermoeden' });
    expect((await play.page(els!)).state.phase).toBe(at);
    await play.look();
    expect((await play.page(els!)).state.phase).toBe(at + 1);

    // what may be more than one thing stays open until its day
    const solutions = await play.until(lead!, 'solutions');
    for (const who of [karim!, els!, joost!, fem!]) await play.write(who, { phase: solutions, body: 'Voorstel', sharing: 'NAMELESS' });
    await play.look();
    const { state } = await play.page(lead!);
    expect(state.phase).toBe(solutions);
    expect(bodies(await play.page(sanne!))).not.toContain('Voorstel');
    expect(reasonOf(await play.try(karim!, 'advancePhase', { turn: state.turn }))).toBe('ROLE');
    await play.do(lead!, 'advancePhase', { turn: state.turn });
    expect(bodies(await play.page(sanne!))).not.toContain('Voorstel');
    await play.graceEnds();
    expect(bodies(await play.page(sanne!))).toContain('Voorstel');
    expect(await world.sql(`SELECT 1 FROM conf.session_texts WHERE session_id = $1 AND phase = $2 AND (author_id IS NOT NULL OR tag IS NOT NULL)`, [play.id, solutions])).toEqual([]);
  });

  it('says for whom it waits where names are open, and nothing of it where they are not; and only who leads hears who missed two', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'hypotheses');
    const ids = (page: WrittenPage): string[] => page.written.awaited!;
    expect(new Set(ids(await play.page(karim!)))).toEqual(new Set(people.slice(2).map(({ id }) => id)));
    await play.write(karim!, { phase: at, body: 'Vermoeden' });
    expect(ids(await play.page(sanne!))).not.toContain(people[2]!.id);
    expect((await play.page(karim!)).written.awaitsMe).toBe(false);
    expect((await play.page(els!)).written.awaitsMe).toBe(true);
    expect((await play.page(lead!)).written.missed).toEqual([]);
    const solutions = await play.until(lead!, 'solutions');
    const before = await world.gql(lead!, `query P($id: UUID!) { sessionPage(id: $id) { written { awaited missed } people { person { id } here } state { ready writers } sheets { total } texts { id } } }`, { id: play.id });
    await play.write(els!, { phase: solutions, body: 'Stil', sharing: 'NAMED' });
    const after = await world.gql(lead!, `query P($id: UUID!) { sessionPage(id: $id) { written { awaited missed } people { person { id } here } state { ready writers } sheets { total } texts { id } } }`, { id: play.id });
    expect(after.text).toBe(before.text);
    expect((await play.page(lead!)).written.awaited).toBeNull();
    expect((await play.page(els!)).written.awaitsMe).toBe(false);
    expect((await play.page(lead!)).written.missed).toEqual(expect.arrayContaining([people[3]!.id]));
    for (const who of [sanne!, karim!, els!]) expect((await play.page(who)).written.missed).toEqual([]);
    // who looked in, or wrote first, is in no order and in no moment
    expect((await play.page(karim!)).people.every(({ here }) => !here)).toBe(true);
    const [row] = await world.sql<{ same: boolean }>(`SELECT bool_and(x.entered_at = s.started_at) AS same FROM session_people x JOIN sessions s ON s.id = x.session_id WHERE s.id = $1`, [play.id]);
    expect(row!.same).toBe(true);
  });

  it('stands still when it is paused or in a time-out, and goes on with the days it had', async () => {
    const play = await begun();
    const { state, written } = await play.page(lead!);
    await play.do(lead!, 'pausePhase', { turn: state.turn });
    await play.deadlinePasses();
    expect((await play.page(lead!)).state.phase).toBe(0);
    expect((await play.page(karim!)).written.awaitsMe).toBe(false);
    await world.sql(`UPDATE sessions SET halted_at = now() - interval '7 days' WHERE id = $1`, [play.id]);
    await play.do(lead!, 'resumePhase', { turn: state.turn });
    const resumed = await play.page(lead!);
    expect(resumed.written.deadlines.every((each, at) => each > written.deadlines[at]!)).toBe(true);
    await play.do(karim!, 'callTimeOut');
    await play.deadlinePasses();
    expect((await play.page(lead!)).state).toMatchObject({ phase: 0, clock: 'TIME_OUT' });
    await play.do(lead!, 'endTimeOut');
    expect((await play.page(lead!)).written.deadlines).toEqual(resumed.written.deadlines);
  });

  it('begins and goes on after a freeze, although its job came while it was frozen', async () => {
    const jobs = async (play: WrittenPlay) =>
      (await world.database.sqlAs<{ run_at: Date }>('superuser', `SELECT run_at FROM graphile_worker.jobs WHERE key = 'written:' || $1`, [play.id])).map(({ run_at: at }) => at.getTime());
    // the job came, found a frozen session, and is gone
    const comes = async (play: WrittenPlay) => {
      await play.look();
      await world.database.sqlAs('superuser', `DELETE FROM graphile_worker._private_jobs WHERE key = 'written:' || $1`, [play.id]);
    };
    const lift = (play: WrittenPlay) =>
      world.ask(lead!, 'mutation L($input: LiftFreezeInput!) { liftFreeze(input: $input) { state { version } } }', { input: { mutationId: randomUUID(), sessionId: play.id, reason: 'Een misverstand' } });
    const play = await plan();
    await play.do(lead!, 'freezeSession');
    await world.sql(`UPDATE sessions SET starts_at = now() - interval '1 minute' WHERE id = $1`, [play.id]);
    await comes(play);
    expect((await world.sql('SELECT status FROM sessions WHERE id = $1', [play.id]))[0]).toEqual({ status: 'planned' });
    await lift(play);
    const [begins] = await jobs(play);
    expect(begins).toBeLessThanOrEqual(Date.now() + 1000);
    await play.look();
    const { state } = await play.page(els!);
    expect(state).toMatchObject({ status: 'RUNNING', phase: 0 });
    // one that ran stands still until whoever leads goes on
    await play.do(lead!, 'freezeSession');
    await comes(play);
    await lift(play);
    expect((await play.page(els!)).state.clock).toBe('PAUSED');
    await play.do(lead!, 'resumePhase', { turn: state.turn });
    expect(await jobs(play)).toHaveLength(1);
    await play.deadlinePasses();
    expect((await play.page(els!)).state.phase).toBe(1);
  });

  it('questions of a dialogue take one answer each, by whose case it is, and it is nobody’s until it is posted', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'ask');
    const question = (await play.write(karim!, { phase: at, body: 'Wat zag je?' })).id;
    const waits = async () => (await play.page(sanne!)).written;
    expect(await waits()).toMatchObject({ awaitsMe: true, mayAnswer: true });
    expect((await play.page(els!)).written.awaited).toContain(people[1]!.id);
    for (const who of [karim!, lead!]) expect(reasonOf(await play.tryAnswer(who, { phase: at, aboutId: question, body: 'x' }))).toBe('NOT_THE_WRITER');
    expect(codeOf(await play.tryAnswer(asStranger!, { phase: at, aboutId: question, body: 'x' }))).toBe('NOT_FOUND');
    expect(codeOf(await play.tryAnswer(sanne!, { phase: at, aboutId: randomUUID(), body: 'x' }))).toBe('INVALID_INPUT');
    const socket = await world.socket(karim!);
    await socket.subscribe(sessionStream(play.id));
    const draft = await play.answer(sanne!, { phase: at, aboutId: question, body: 'halfwoord', post: false });
    expect(bodies(await play.page(karim!))).not.toContain('halfwoord');
    expect((await waits()).awaitsMe).toBe(true);
    expect(reasonOf(await play.tryAnswer(sanne!, { phase: at, aboutId: question, body: 'nog een' }))).toBe('ENOUGH');
    await play.answer(sanne!, { phase: at, aboutId: question, body: 'Ik zag stilte', id: draft.id, ifVersion: 1 });
    await socket.until('intervision.textChanged');
    expect(socket.events.filter(({ type }) => type === 'intervision.textChanged')).toHaveLength(1);
    expect((await play.page(karim!)).texts.find(({ id }) => id === draft.id)).toMatchObject({ kind: 'ANSWER', aboutId: question, body: 'Ik zag stilte', author: { id: people[1]!.id } });
    expect((await waits()).awaitsMe).toBe(false);
    expect(codeOf(await play.tryAnswer(sanne!, { phase: at, aboutId: question, body: 'oud', id: draft.id, ifVersion: 1 }))).toBe('CONFLICT');
    // what everyone reads is not changed by being kept while it is typed
    const kept = await play.tryAnswer(sanne!, { phase: at, aboutId: question, body: 'Ik zag sti', id: draft.id, post: false, ifVersion: 2 });
    expect([codeOf(kept), fieldOf(kept)]).toEqual(['INVALID_INPUT', 'input.post']);
    expect(bodies(await play.page(karim!))).toContain('Ik zag stilte');
    await play.answer(sanne!, { phase: at, aboutId: question, body: 'Ik zag dat het stil werd', id: draft.id, ifVersion: 2 });
    expect(bodies(await play.page(karim!))).toContain('Ik zag dat het stil werd');
    await play.deadlinePasses();
    expect(reasonOf(await play.tryAnswer(sanne!, { phase: at, aboutId: question, body: 'laat', id: draft.id, ifVersion: 3 }))).toMatch(/NOTHING_TO_ENTER|ENTRY_CLOSED/);
  });

  it('is on Today of whoever it waits for, with the minutes of the phase; a row of the agenda says where it is', async () => {
    const play = await begun();
    const at = await play.until(lead!, 'solutions');
    const task = async (who: Session) =>
      (await world.ask<{ home: { tasks: { kind: string; sessionId: string | null; minutes: number; until: string | null; groupId: string }[] } }>(who, '{ home { tasks { kind sessionId minutes until groupId } } }')).home.tasks.find(({ sessionId }) => sessionId === play.id);
    const { written } = await play.page(karim!);
    expect(await task(karim!)).toMatchObject({ kind: 'WRITE_IN_SESSION', minutes: 10, until: written.deadlines[at], groupId: group.id });
    expect(await task(sanne!)).toBeUndefined();
    expect(await task(asGuest!)).toBeUndefined();
    await play.write(karim!, { phase: at, body: 'Zonder naam', sharing: 'NAMELESS' });
    expect(await task(karim!)).toBeUndefined();
    const rows = (await world.ask<{ agenda: { upcoming: { id: string; written: object | null }[] } }>(els!, `query A($groupId: UUID!) { agenda(groupId: $groupId) { upcoming { id written { phase phases endsAt halted phaseName { nl } } } } }`, { groupId: group.id })).agenda.upcoming;
    expect(rows.find(({ id }) => id === play.id)!.written).toEqual({ phase: at + 1, phases: 11, endsAt: written.deadlines[at], halted: false, phaseName: { nl: 'Voorstellen' } });
  });

  it('after three days without whoever leads the second may take over', async () => {
    const play = await buildWritten(world, lead!, mover(), { groupId: group.id, facilitatorId: people[0]!.id, coFacilitatorId: people[4]!.id, contributorId: people[1]!.id });
    await play.begins();
    await world.sql(`UPDATE sessions SET facilitator_away_since = now() - interval '2 days' WHERE id = $1`, [play.id]);
    expect(reasonOf(await play.try(joost!, 'takeOver'))).toBe('FACILITATOR_PRESENT');
    await world.sql(`UPDATE sessions SET facilitator_away_since = now() - interval '73 hours' WHERE id = $1`, [play.id]);
    await play.do(joost!, 'takeOver');
    expect((await play.page(els!)).state.facilitatorId).toBe(people[4]!.id);
  });
});
