import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg, { type Pool } from 'pg';
import { sessionStream } from '../../../../../schema/realtime/streams.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession, sessionPageDocument, type SessionPlay } from '../../../../test/builders/intervision.js';
import { buildOrganisation } from '../../../../test/builders/organisations.js';
import { buildPerson, buildPosition, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { Reads } from '../../../platform/database/reads.js';
import { createJobsPool } from '../../../platform/job-schema/jobs-pool.js';
import { sweep } from '../../../platform/jobs/housekeeping.js';
import { loadRetention } from '../../../platform/jobs/retention-catalogue.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { SessionEnding } from './session-ending.js';

const reasonOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.reason as string | undefined;
const outcomeDocument = `query O($id: UUID!) { sessionOutcome(id: $id) {
  actions { id what owner { id } dueOn state version mine } earlier { id what state mine } earlierFollowUps { words } followUps { words shared mine } intentions { id what }
  attendance { person { id } role minutes } lifts { by reason } notes } }`;
interface Outcome {
  actions: { id: string; what: string; owner: { id: string } | null; dueOn: string | null; state: string; version: number; mine: boolean }[];
  earlier: { id: string; what: string; state: string; mine: boolean }[];
  earlierFollowUps: { words: string }[];
  followUps: { words: string; shared: boolean; mine: boolean }[];
  intentions: { id: string; what: string }[];
  attendance: { person: { id: string }; role: string; minutes: number }[];
  lifts: { by: string; reason: string }[];
  notes: string[];
}

describe('what stays of a session', () => {
  let world: World;
  let jobs: Pool;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let administrator: BuiltPerson;
  let [lead, sanne, karim, els]: Session[] = [];
  let asStranger: Session;

  beforeAll(async () => {
    world = await createWorld();
    jobs = createJobsPool(world.settings.databaseJobsUrl, 2, () => undefined);
    const organisation = await buildOrganisation(world, { kind: 'foundation' });
    people = await Promise.all(Array.from({ length: 4 }, () => buildPerson(world)));
    administrator = await buildPerson(world);
    await buildPosition(world, { person: administrator, kind: 'administrator_foundation', at: organisation });
    group = await buildGroup(world, { kind: 'intervision', organisation, roles: { lead: people[0]!, member: people.slice(1) } });
    [lead, sanne, karim, els] = await Promise.all(people.map((person) => world.signIn(person)));
    asStranger = await world.signIn(await buildPerson(world));
  });
  afterAll(async () => {
    await jobs.end();
    await world.close();
  });

  const everyone = (): Session[] => [lead!, sanne!, karim!, els!];
  const outcome = async (who: Session, id: string): Promise<Outcome> => (await world.ask<{ sessionOutcome: Outcome }>(who, outcomeDocument, { id })).sessionOutcome;
  const mutate = (who: Session, name: string, type: string, fields: object, ask = '__typename') =>
    world.gql<Record<string, Record<string, unknown>>>(who, `mutation M($input: ${type}!) { done: ${name}(input: $input) { ${ask} } }`, { input: { mutationId: randomUUID(), ...fields } });
  const erase = () => sweep(jobs, world.server.app.get(Reads, { strict: false }), loadRetention(), new Date());
  const daysAgo = (id: string, days: number) => world.sql(`UPDATE sessions SET started_at = now() - make_interval(days => $2), starts_at = now() - make_interval(days => $2) WHERE id = $1`, [id, days]);
  const kept = async (id: string) =>
    (await world.ask<{ sessionPage: { session: Record<string, string | number | null>; texts: unknown[] } }>(
      karim!,
      'query K($id: UUID!) { sessionPage(id: $id) { session { status erasesAt erasedAt textsErased outcomeErasesAt outcomeErasedAt frozenAt } texts { id } } }',
      { id },
    )).sessionPage;

  async function begun(): Promise<SessionPlay> {
    const play = await buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id });
    await play.do(lead!, 'openLobby');
    for (const who of everyone()) await play.do(who, 'enterSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
    await play.do(lead!, 'startSession');
    return play;
  }

  /** How many rows of a session's words and keys the server's role gets as this person, past all of the server. */
  async function rowsAs(personId: string, sessionId: string): Promise<number> {
    const client = new pg.Client({ connectionString: world.database.urls.runtime });
    await client.connect();
    try {
      await client.query(`SELECT set_config('app.person_id', $1, false)`, [personId]);
      const { rows } = await client.query(`SELECT id FROM conf.session_texts WHERE session_id = $1 UNION ALL SELECT scope_id FROM conf.keys WHERE scope_id = $1`, [sessionId]);
      return rows.length;
    } finally {
      await client.end();
    }
  }

  /** To the intention, with two actions, and ended. */
  async function ended(): Promise<SessionPlay> {
    const play = await begun();
    await play.write(karim!, { phase: 0, body: 'Ik ben er' });
    const phase = await play.skipTo(lead!, 'intention');
    await play.write(sanne!, { phase, body: JSON.stringify({ what: 'Elke dag bij de deur staan', due: '2026-01-12' }) });
    await play.write(sanne!, { phase, body: JSON.stringify({ what: 'Koffie drinken', owner: people[2]!.id, due: 'na de vakantie' }) });
    const { state } = await play.page(lead!);
    await play.do(lead!, 'endSession', { turn: state.turn });
    await play.graceEnds();
    await play.page(lead!);
    return play;
  }

  it('is who took part, as what and how long; and the actions, with their owner and date', async () => {
    const play = await ended();
    const found = await outcome(karim!, play.id);
    expect(found.actions.map(({ what, owner, dueOn, state, mine }) => [what, owner?.id, dueOn, state, mine]).sort()).toEqual([
      ['Elke dag bij de deur staan', people[1]!.id, '2026-01-12', 'OPEN', false],
      ['Koffie drinken', people[2]!.id, null, 'OPEN', true],
    ]);
    expect(new Map(found.attendance.map(({ person, role }) => [person.id, role]))).toEqual(new Map([[people[0]!.id, 'facilitator'], [people[1]!.id, 'contributor'], [people[2]!.id, 'participant'], [people[3]!.id, 'participant']]));
    const rows = await world.sql<{ body: Buffer }>('SELECT body FROM conf.session_outcomes WHERE session_id = $1', [play.id]);
    for (const { body } of rows) expect(body.toString('latin1')).not.toContain('deur');
    for (const document of [outcomeDocument, sessionPageDocument]) expect(codeOf(await world.gql(asStranger, document, { id: play.id }))).toBe('NOT_FOUND');
    const turns = 'query T($groupId: UUID!) { circleTurns(groupId: $groupId) { person { id } lastAt } }';
    const found2 = await world.ask<{ circleTurns: { person: { id: string }; lastAt: string | null }[] }>(els!, turns, { groupId: group.id });
    expect(found2.circleTurns.filter(({ lastAt }) => lastAt !== null).map(({ person }) => person.id)).toEqual([people[1]!.id]);
    expect(codeOf(await world.gql(asStranger, turns, { groupId: group.id }))).toBe('NOT_FOUND');
  });

  it('is not read by who came into the circle after it, but for what came out; who comes back reads it again', async () => {
    const play = await ended();
    const newcomer = await buildPerson(world);
    await world.sql(`INSERT INTO memberships (person_id, group_id, role, joined_at, joined_seq, read_count) VALUES ($1, $2, 'member', clock_timestamp(), 0, 0)`, [newcomer.id, group.id]);
    const asNewcomer = await world.signIn(newcomer);
    const page = async (who: Session) =>
      (await world.ask<{ sessionPage: { me: { joinedAfter: boolean }; people: { person: { id: string } }[]; texts: { body: string }[] } }>(who, 'query L($id: UUID!) { sessionPage(id: $id) { me { joinedAfter } people { person { id } } texts { body } } }', { id: play.id })).sessionPage;
    try {
      const found = await page(asNewcomer);
      expect([found.me.joinedAfter, found.texts, found.people.some(({ person }) => person.id === newcomer.id)]).toEqual([true, [], false]);
      // the database holds words and key back itself, not only the server; what is left is the key of the outcome
      expect(await rowsAs(newcomer.id, play.id)).toBe(1);
      expect(await rowsAs(people[2]!.id, play.id)).toBeGreaterThan(2);
      expect((await outcome(asNewcomer, play.id)).actions).toHaveLength(2);
      expect(reasonOf(await mutate(asNewcomer, 'freezeSession', 'SessionIdInput', { sessionId: play.id }))).toBe('JOINED_AFTER');
      expect(await page(karim!)).toMatchObject({ me: { joinedAfter: false }, texts: expect.arrayContaining([{ body: 'Ik ben er' }]) });
      await world.sql(`UPDATE memberships SET joined_at = clock_timestamp() WHERE person_id = $1 AND group_id = $2`, [people[2]!.id, group.id]);
      expect((await page(karim!)).me.joinedAfter).toBe(false);
      expect((await page(karim!)).texts.length).toBeGreaterThan(0);
    } finally {
      await world.sql('DELETE FROM memberships WHERE person_id = $1', [newcomer.id]);
    }
  });

  it('actions are ticked by their owner, once per version, and open the next session', async () => {
    const play = await ended();
    const mine = (await outcome(sanne!, play.id)).actions.find((action) => action.mine)!;
    const mark = (who: Session, fields: object) => mutate(who, 'markAction', 'MarkActionInput', { sessionId: play.id, id: mine.id, state: 'DONE', ifVersion: mine.version, ...fields }, 'state version dueOn');
    expect(reasonOf(await mark(karim!, {}))).toBe('NOT_YOURS');
    expect(codeOf(await mark(asStranger, {}))).toBe('NOT_FOUND');
    expect((await mark(sanne!, { state: 'OPEN', dueOn: '2026-03-01' })).data.done).toEqual({ state: 'OPEN', version: 2, dueOn: '2026-03-01' });
    expect(codeOf(await mark(sanne!, {}))).toBe('CONFLICT');
    const answer = await mark(sanne!, { dueOn: '2026-02-31', ifVersion: 2 });
    expect(answer.errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.dueOn', code: 'NOT_A_DATE' }]);
    await mutate(sanne!, 'answerFollowUp', 'AnswerFollowUpInput', { sessionId: play.id, words: 'Het lukte twee keer', share: true });
    const next = await begun();
    const opening = await outcome(els!, next.id);
    expect(opening.earlier.map(({ what }) => what)).toEqual(expect.arrayContaining(['Elke dag bij de deur staan', 'Koffie drinken']));
    expect(opening.earlierFollowUps).toEqual([{ words: 'Het lukte twee keer' }]);
  });

  it('how an intention goes is one\'s own until it is shared', async () => {
    const play = await ended();
    const say = (who: Session, words: string, share: boolean) => mutate(who, 'answerFollowUp', 'AnswerFollowUpInput', { sessionId: play.id, words, share });
    await say(sanne!, 'Nog niet gelukt', false);
    expect((await outcome(sanne!, play.id)).followUps).toEqual([{ words: 'Nog niet gelukt', shared: false, mine: true }]);
    expect((await outcome(lead!, play.id)).followUps).toEqual([]);
    expect(reasonOf(await say(els!, 'x', true))).toBe('NOT_YOURS');
    expect((await say(sanne!, '', true)).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.words', code: 'REQUIRED' }]);
  });

  it('asks a contributor after two weeks, with a mail that says nothing and a task on Today, and not who answered', async () => {
    const play = await ended();
    const [job] = await world.database.sqlAs<{ run_at: Date }>('jobs', `SELECT run_at FROM graphile_worker.jobs WHERE key = 'nudge:' || $1 || ':' || $2`, [play.id, people[1]!.id]);
    expect(Math.round((job!.run_at.getTime() - Date.now()) / 86_400_000)).toBe(14);
    await daysAgo(play.id, 15);
    await world.sql(`UPDATE sessions SET ended_at = now() - interval '15 days' WHERE id = $1`, [play.id]);
    const tasks = async (): Promise<string[]> =>
      (await world.ask<{ home: { tasks: { kind: string; sessionId: string | null }[] } }>(sanne!, '{ home { tasks { kind sessionId } } }')).home.tasks.filter(({ sessionId }) => sessionId === play.id).map(({ kind }) => kind).sort();
    expect(await tasks()).toEqual(['DO_ACTION', 'TELL_HOW_IT_GOES']);
    const ending = world.server.app.get(SessionEnding, { strict: false });
    const asked = () => world.database.sqlAs<{ payload: object }>('jobs', `SELECT j.payload FROM graphile_worker._private_jobs j WHERE j.key = 'mail:intentionFollowUp:' || $1 || ':' || $2`, [play.id, people[1]!.id]);
    await ending.nudge(play.id, people[1]!.id);
    expect((await asked()).length).toBe(1);
    const mail = await world.server.app.get(MailKinds, { strict: false }).find('intentionFollowUp')!.compose({ personId: people[1]!.id, subjectId: play.id });
    expect(mail).toEqual({ template: 'intentionFollowUp', path: `/sessies/${play.id}#voornemen` });
    await mutate(sanne!, 'answerFollowUp', 'AnswerFollowUpInput', { sessionId: play.id, words: '', share: false });
    expect(await tasks()).toEqual(['DO_ACTION']);
    await world.database.sqlAs('superuser', `DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'mail:intentionFollowUp:%'`);
    await ending.nudge(play.id, people[1]!.id);
    expect(await asked()).toEqual([]);
  });

  it('words go after the schedule\'s days, with their key; facts and the outcome stay, and the outcome goes later', async () => {
    const play = await ended();
    await world.server.app.get(SessionEnding, { strict: false }).keepIntention(play.id, people[1]!.id);
    await daysAgo(play.id, 89);
    await erase();
    expect((await kept(play.id)).texts.length).toBe(3);
    await daysAgo(play.id, 91);
    expect((await erase())['scopes']).toBe(1);
    const page = await kept(play.id);
    expect(page.texts).toEqual([]);
    expect(page.session).toMatchObject({ status: 'ENDED', erasesAt: null, erasedAt: expect.any(String), textsErased: 3, outcomeErasedAt: null });
    expect(await world.sql(`SELECT 1 FROM conf.keys WHERE scope_id = $1 AND scope_kind = 'session'`, [play.id])).toEqual([]);
    const found = await outcome(sanne!, play.id);
    expect([found.actions.length, found.attendance.length, found.intentions.length]).toEqual([2, 4, 1]);
    expect(await erase()).toMatchObject({ scopes: 0 });

    await daysAgo(play.id, 366);
    expect((await erase())['scopes']).toBe(1);
    const left = await outcome(sanne!, play.id);
    expect([left.actions.length, left.followUps.length, left.attendance.length]).toEqual([0, 0, 4]);
    // one's own intention is one's own
    expect(left.intentions.map(({ what }) => what)).toEqual(['Elke dag bij de deur staan']);
    expect(await world.sql(`SELECT 1 FROM conf.keys WHERE scope_id = $1`, [play.id])).toEqual([]);
  });

  it('a circle keeps shorter: from then on at once, for what was there when everyone agreed again; never longer', async () => {
    const circle = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1) } });
    const old = await buildSession(world, lead!, { groupId: circle.id, facilitatorId: people[0]!.id });
    const shorten = (who: Session, days: number, groupId = circle.id) => mutate(who, 'shortenCasePeriod', 'ShortenCasePeriodInput', { groupId, days }, 'days waitsForMembers mayShorten');
    expect(reasonOf(await shorten(karim!, 30))).toBe('ROLE');
    expect(codeOf(await shorten(asStranger, 30))).toBe('NOT_FOUND');
    expect((await shorten(lead!, 6)).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.days', code: 'TOO_SMALL', limit: 7 }]);
    expect((await shorten(lead!, 90)).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.days', code: 'TOO_BIG', limit: 89 }]);
    await daysAgo(old.id, 31);
    expect((await shorten(lead!, 30)).data.done).toEqual({ days: 30, waitsForMembers: true, mayShorten: true });
    expect((await shorten(lead!, 60)).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.days', code: 'TOO_BIG', limit: 29 }]);
    const fresh = await buildSession(world, lead!, { groupId: circle.id, facilitatorId: people[0]!.id });
    const days = async (id: string) => {
      const { session } = await kept(id);
      const [row] = await world.sql<{ at: Date }>('SELECT coalesce(started_at, starts_at) AS at FROM sessions WHERE id = $1', [id]);
      return Math.round((Date.parse(session['erasesAt'] as string) - row!.at.getTime()) / 86_400_000);
    };
    expect([await days(fresh.id), await days(old.id)]).toEqual([30, 90]);
    await erase();
    expect((await kept(old.id)).session['erasedAt']).toBeNull();
    for (const who of [sanne!, karim!, els!]) await mutate(who, 'acceptPact', 'AcceptPactInput', { groupId: circle.id, version: 2 }, '__typename');
    expect(await days(old.id)).toBe(30);
    await erase();
    expect((await kept(old.id)).session).toMatchObject({ erasedAt: expect.any(String), status: 'CANCELLED' });
    const open = await buildGroup(world, { kind: 'knowledge', roles: { lead: people[0]! } });
    expect(reasonOf(await shorten(lead!, 30, open.id))).toBe('NOT_CLOSED');
  });

  it('a freeze stops reading for everyone at once, on screens too, until it is lifted with a reason; not the clock of erasing', async () => {
    const play = await begun();
    await play.write(karim!, { phase: 0, body: 'Wat uitlekte' });
    const socket = await world.socket(els!);
    await socket.subscribe(sessionStream(play.id));
    expect(reasonOf(await play.try(karim!, 'freezeSession'))).toBe('ROLE');
    expect(codeOf(await play.try(asStranger, 'freezeSession'))).toBe('NOT_FOUND');
    expect((await play.page(els!)).texts.length).toBe(1);
    expect(await rowsAs(people[2]!.id, play.id)).toBe(2);
    await play.do(lead!, 'freezeSession');
    expect((await socket.until('intervision.moved')).payload).toMatchObject({ fact: 'frozen' });
    for (const who of everyone()) expect((await play.page(who)).texts).toEqual([]);
    // the database refuses, whatever the server asks
    expect(await rowsAs(people[2]!.id, play.id)).toBe(0);
    expect(reasonOf(await play.tryWrite(karim!, { phase: 0, body: 'x' }))).toBe('FROZEN');
    expect(reasonOf(await play.try(lead!, 'advancePhase', { turn: (await play.page(lead!)).state.turn }))).toBe('FROZEN');
    const [mail] = await world.database.sqlAs<{ payload: { personId: string } }>('jobs', `SELECT payload FROM graphile_worker._private_jobs WHERE key LIKE 'mail:sessionFrozen:' || $1 || ':%'`, [play.id]);
    expect(mail!.payload.personId).toBe(administrator.id);
    expect((await mutate(lead!, 'liftFreeze', 'LiftFreezeInput', { sessionId: play.id, reason: '' })).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.reason', code: 'REQUIRED' }]);
    expect(reasonOf(await mutate(karim!, 'liftFreeze', 'LiftFreezeInput', { sessionId: play.id, reason: 'x' }))).toBe('ROLE');
    expect(codeOf(await mutate(lead!, 'liftFreeze', 'LiftFreezeInput', { sessionId: play.id, reason: 'Het bleek een misverstand' }))).toBeUndefined();
    expect((await play.page(els!)).texts.map(({ body }) => body)).toEqual(['Wat uitlekte']);
    expect((await outcome(els!, play.id)).lifts).toEqual([{ by: people[0]!.name, reason: 'Het bleek een misverstand' }]);
    expect(reasonOf(await mutate(lead!, 'liftFreeze', 'LiftFreezeInput', { sessionId: play.id, reason: 'nog eens' }))).toBe('NOT_NOW');

    await play.do(lead!, 'freezeSession');
    await daysAgo(play.id, 91);
    await erase();
    const page = await kept(play.id);
    expect(page.session).toMatchObject({ status: 'ENDED', erasedAt: expect.any(String), frozenAt: null });
    socket.close();
  });
});
