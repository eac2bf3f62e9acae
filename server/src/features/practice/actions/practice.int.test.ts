import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sessionPageDocument, SessionPlay } from '../../../../test/builders/intervision.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { ColleagueHands } from './colleague-hands.js';
import { Colleagues } from './colleagues.js';

const document = 'mutation P($input: StartPracticeInput!) { startPractice(input: $input) { id groupId status minutes viewerActions } }';
const input = (more: object = {}) => ({ input: { mutationId: randomUUID(), id: randomUUID(), methodKey: 'incident', speed: 10, role: 'FACILITATOR', ...more } });
type Started = { startPractice: { id: string; groupId: string; status: string; minutes: number; viewerActions: string[] } };

/** So fast that a whole session takes a test's time: ninety minutes in ten seconds. */
const hurry = 540;

async function staffed(env: Record<string, string>): Promise<{ world: World; visitor: BuiltPerson; asVisitor: Session }> {
  const world = await createWorld({ env });
  for (let n = 0; n < 6; n += 1) await buildPerson(world, { position: 'teacher' });
  const visitor = await buildPerson(world);
  return { world, visitor, asVisitor: await world.signIn(visitor) };
}

describe('practising in a demo installation', () => {
  let world: World;
  let visitor: BuiltPerson;
  let asVisitor: Session;
  beforeAll(async () => {
    ({ world, visitor, asVisitor } = await staffed({ KRING_DEMO: '1' }));
  });
  afterAll(() => world.close());

  const start = async (more: object = {}) => (await world.ask<Started>(asVisitor, document, input(more))).startPractice;
  /** Waits for the session to say that it moved: the socket of the visitor hears it, as their browser does. */
  const hears = async (id: string) => {
    const socket = await world.socket(asVisitor);
    expect((await socket.subscribe(`session:${id}`)).ok).toBe(true);
    return socket;
  };

  it('makes a session with its lobby open, with whom the visitor may sit in a closed circle, and the visitor in the part they chose', async () => {
    const lead = await start();
    expect(lead).toMatchObject({ status: 'LOBBY', minutes: 8 });
    expect(lead.viewerActions).toContain('START_END');
    const page = await new SessionPlay(world, lead.id).page(asVisitor);
    expect(page.people).toHaveLength(7);
    expect(page.state.facilitatorId).toBe(visitor.id);
    const again = await start({ role: 'PARTICIPANT', methodKey: 'gossip' });
    expect(again.groupId).toBe(lead.groupId);
    expect(again.viewerActions).not.toContain('START_END');
    const [kind] = await world.sql<{ kind: string; count: number }>('SELECT kind, member_count AS count FROM groups WHERE id = $1', [lead.groupId]);
    expect(kind).toEqual({ kind: 'intervision', count: 7 });
    for (const wrong of [{ speed: 3 }, { methodKey: 'made_up' }]) expect(codeOf(await world.gql(asVisitor, document, input(wrong)))).toBe('INVALID_INPUT');
  });

  it('never seats somebody with whom they manage or appraise', async () => {
    const leader = await buildPerson(world);
    const asLeader = await world.signIn(leader);
    const managed = await world.sql<{ id: string }>(`SELECT p.person_id AS id FROM positions p WHERE kind = 'teacher' LIMIT 2`);
    for (const { id } of managed) await world.sql(`INSERT INTO manager_relations (id, manager_id, person_id, from_date) VALUES ($1, $2, $3, current_date - 1)`, [randomUUID(), leader.id, id]);
    const { startPractice } = await world.ask<Started>(asLeader, document, input());
    const people = (await new SessionPlay(world, startPractice.id).page(asLeader)).people.map(({ person }) => person.id);
    expect(people.filter((id) => managed.some((one) => one.id === id))).toEqual([]);
    expect(people.length).toBeGreaterThan(3);
  });

  it('runs a whole incident by itself when a colleague leads: they write, vote, open, answer and end it', async () => {
    const { id } = await start({ role: 'PARTICIPANT' });
    await world.sql(`UPDATE sessions SET script = jsonb_set(script, '{speed}', $2::text::jsonb) WHERE id = $1`, [id, String(hurry)]);
    const play = new SessionPlay(world, id);
    const socket = await hears(id);
    const began = performance.now();
    await play.do(asVisitor, 'enterSession');
    await socket.until('intervision.moved', ({ payload }) => payload.fact === 'started');
    const { phases } = (await play.page(asVisitor)).script;
    for (const { index } of phases) await socket.until('intervision.moved', ({ payload }) => payload.fact === 'ended' || (payload.fact === 'phaseEntered' && payload.phase >= index));
    await socket.until('intervision.moved', ({ payload }) => payload.fact === 'ended');
    const took = performance.now() - began;
    const page = await play.page(asVisitor);
    expect(page.state.status).toBe('ENDED');
    const phase = (key: string) => page.script.phases.find((each) => each.key === key)!.index;
    const opened = (key: string) => page.texts.filter((text) => text.phase === phase(key));
    expect(opened('arrive').length).toBeGreaterThanOrEqual(5);
    expect(opened('pitches')).toHaveLength(3);
    expect(opened('tell')).toHaveLength(1);
    // whose case was chosen told it, and nobody wrote advice in their place
    expect(opened('tell')[0]!.author?.id).toBe(page.state.contributorId);
    expect(page.state.contributorId).not.toBe(visitor.id);
    expect(opened('write_questions').length).toBeGreaterThanOrEqual(5);
    expect(opened('position').length).toBeGreaterThanOrEqual(3);
    expect(opened('learned').length).toBeGreaterThanOrEqual(4);
    expect(page.pictures.length).toBeGreaterThanOrEqual(6);
    // as planned, give or take what a database in a test takes
    expect(took).toBeLessThan(((90 * 60_000) / hurry) * 2.5);
    expect(await world.sql(`SELECT 1 FROM conf.session_texts WHERE session_id = $1 AND author_id = $2`, [id, visitor.id])).toEqual([]);
  }, 90_000);

  it('brings a practice to its end that is done with, and goes on after a restart of the server', async () => {
    const colleagues = world.server.app.get(Colleagues, { strict: false });
    const { id } = await start({ role: 'PARTICIPANT' });
    await colleagues.stop();
    const play = new SessionPlay(world, id);
    const socket = await hears(id);
    const already = (await play.page(asVisitor)).people.filter((person) => person.here).length;
    colleagues.start();
    await socket.until('intervision.peopleChanged', () => socket.events.filter(({ type }) => type === 'intervision.peopleChanged').length >= 6 - already);
    expect((await play.page(asVisitor)).people.filter((person) => person.here)).toHaveLength(6);
    // a new one ends the one before: in its lobby it is cancelled by whoever leads
    await start({ role: 'PARTICIPANT' });
    await socket.until('intervision.moved', ({ payload }) => payload.fact === 'cancelled');
  }, 30_000);

  it('takes no more than it can play', async () => {
    const [session] = await world.sql<{ id: string }>(`SELECT id FROM sessions WHERE status = 'lobby' LIMIT 1`);
    await world.sql(`INSERT INTO sessions SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'status', 'lobby'))).* FROM sessions s, generate_series(1, 20) WHERE s.id = $1`, [session!.id]);
    await world.sql(`INSERT INTO practice_sessions SELECT id, NULL, 'participant', ARRAY[facilitator_id], 'x', now() + interval '1 hour' FROM sessions s WHERE NOT EXISTS (SELECT FROM practice_sessions p WHERE p.session_id = s.id)`);
    expect(codeOf(await world.gql(asVisitor, document, input()))).toBe('RATE_LIMITED');
  });
});

describe('any other installation', () => {
  let world: World;
  let asVisitor: Session;
  beforeAll(async () => {
    ({ world, asVisitor } = await staffed({}));
  });
  afterAll(() => world.close());

  it('has no simulated colleagues, and nothing to practise', async () => {
    expect(world.settings.demo).toBe(false);
    expect(() => world.server.app.get(Colleagues, { strict: false })).toThrow();
    expect(() => world.server.app.get(ColleagueHands, { strict: false })).toThrow();
    const answer = input();
    expect(codeOf(await world.gql(asVisitor, document, answer))).toBe('NOT_FOUND');
    expect(codeOf(await world.gql(asVisitor, sessionPageDocument, { id: answer.input.id }))).toBe('NOT_FOUND');
    expect(await world.sql('SELECT 1 FROM practice_sessions')).toEqual([]);
    expect(await world.sql('SELECT 1 FROM groups')).toEqual([]);
  });
});
