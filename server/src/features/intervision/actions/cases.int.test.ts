import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { sessionStream } from '../../../../../schema/realtime/streams.js';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession, type SessionPlay } from '../../../../test/builders/intervision.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';
import { Reads } from '../../../platform/database/reads.js';
import { createJobsPool } from '../../../platform/job-schema/jobs-pool.js';
import { sweep } from '../../../platform/jobs/housekeeping.js';
import { loadRetention } from '../../../platform/jobs/retention-catalogue.js';

const reasonOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.reason as string | undefined;
const casesDocument = `query C($id: UUID!) { sessionCases(id: $id) { stage opensAt choices labels { key words { nl } } voters people chosenId myChoice
  mine { id version fields { key text } } cases { id title question mine person { id } votes leading } } }`;
interface Cases {
  stage: string;
  choices: number;
  labels: { key: string; words: { nl: string } }[];
  voters: number;
  chosenId: string | null;
  myChoice: string[];
  mine: { id: string; version: number; fields: { key: string; text: string }[] } | null;
  cases: { id: string; title: string; question: string; mine: boolean; person: { id: string } | null; votes: number | null; leading: boolean }[];
}

describe('a case before a session', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  let [lead, sanne, karim, els]: Session[] = [];
  let asStranger: Session;
  let asGuest: Session;

  beforeAll(async () => {
    world = await createWorld();
    people = await Promise.all(Array.from({ length: 4 }, () => buildPerson(world)));
    const guest = await buildPerson(world);
    group = await buildGroup(world, { kind: 'intervision', roles: { lead: people[0]!, member: people.slice(1), guest } });
    [lead, sanne, karim, els] = await Promise.all(people.map((person) => world.signIn(person)));
    [asStranger, asGuest] = [await world.signIn(await buildPerson(world)), await world.signIn(guest)];
  });
  afterAll(() => world.close());

  const plan = () => buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id });
  const mutate = (who: Session, name: string, type: string, fields: object, ask = '__typename') =>
    world.gql<Record<string, Record<string, unknown>>>(who, `mutation M($input: ${type}!) { done: ${name}(input: $input) { ${ask} } }`, { input: { mutationId: randomUUID(), ...fields } });
  const look = async (who: Session, id: string): Promise<Cases> => (await world.ask<{ sessionCases: Cases }>(who, casesDocument, { id })).sessionCases;
  const save = (who: Session, id: string, fields: Record<string, string>, ifVersion = 0, groupId = group.id) =>
    mutate(who, 'savePreparedCase', 'SavePreparedCaseInput', { id, groupId, fields: Object.entries(fields).map(([key, text]) => ({ key, text })), ifVersion }, 'id version fields { key text }');
  const act = (who: Session, name: string, play: SessionPlay, caseId: string) => mutate(who, name, 'SessionCaseInput', { sessionId: play.id, caseId });
  const vote = (who: Session, play: SessionPlay, caseIds: string[]) => mutate(who, 'castCaseVote', 'CastCaseVoteInput', { sessionId: play.id, caseIds });
  async function prepared(who: Session, title: string): Promise<string> {
    const id = randomUUID();
    expect(codeOf(await save(who, id, { title, question_in_i_form: `Hoe ${title}`, situation_facts: `Geheim van ${title}` }))).toBeUndefined();
    return id;
  }

  it('is one\'s own: found on another device, unreadable in the table, not there for anybody else', async () => {
    const play = await plan();
    const id = await prepared(sanne!, 'kanariegeel');
    expect((await look(await world.signIn(people[1]!), play.id)).mine).toMatchObject({ id, version: 1, fields: expect.arrayContaining([{ key: 'situation_facts', text: 'Geheim van kanariegeel' }]) });
    expect((await look(sanne!, play.id)).labels.map(({ key }) => key)).toEqual(['title', 'situation_facts', 'my_role', 'what_i_tried', 'question_in_i_form']);
    for (const who of [lead!, karim!]) {
      const found = await look(who, play.id);
      expect([found.mine, found.cases]).toEqual([null, []]);
      expect(codeOf(await save(who, id, { title: 'van mij' }))).toBe('CONFLICT');
      expect(codeOf(await save(who, id, { title: 'van mij' }, 1))).toBe('NOT_FOUND');
      expect(codeOf(await act(who, 'putCaseForward', play, id))).toBe('NOT_FOUND');
      expect(codeOf(await mutate(who, 'discardPreparedCase', 'DiscardPreparedCaseInput', { id }))).toBeUndefined();
    }
    const [row] = await world.sql<{ body: Buffer }>('SELECT body FROM conf.prepared_cases WHERE id = $1', [id]);
    expect(row!.body.toString('latin1')).not.toContain('kanarie');
    const client = new pg.Client({ connectionString: world.database.urls.runtime });
    await client.connect();
    await client.query(`SELECT set_config('app.person_id', $1, false)`, [people[0]!.id]);
    const { rows } = await client.query(`SELECT id FROM conf.prepared_cases WHERE id = $1 UNION ALL SELECT scope_id FROM conf.keys WHERE scope_id = $1`, [id]);
    const { rowCount } = await client.query(`DELETE FROM conf.keys WHERE scope_id = $1`, [id]);
    await client.end();
    expect([rows, rowCount]).toEqual([[], 0]);
    for (const who of [asStranger, asGuest]) {
      expect(codeOf(await world.gql(who, casesDocument, { id: play.id }))).toBe('NOT_FOUND');
      expect(codeOf(await save(who, randomUUID(), { title: 'x' }))).toBe('NOT_FOUND');
      expect(codeOf(await act(who, 'putCaseForward', play, id))).toBe('NOT_FOUND');
    }
    expect(codeOf(await save(sanne!, id, { title: 'kanariegeel, verder' }, 1))).toBeUndefined();
    expect(codeOf(await save(sanne!, id, { title: 'van de telefoon' }, 1))).toBe('CONFLICT');
    expect((await save(sanne!, randomUUID(), { nothing: 'x' })).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.fields.0.key', code: 'NOT_ALLOWED' }]);
    await mutate(sanne!, 'discardPreparedCase', 'DiscardPreparedCaseInput', { id });
    expect(await world.sql('SELECT 1 FROM conf.prepared_cases WHERE id = $1', [id])).toEqual([]);
    expect(await world.sql('SELECT 1 FROM conf.keys WHERE scope_id = $1', [id])).toEqual([]);
  });

  it('put forward shows title and question, nothing else and not whose it is; it can be taken back until the vote closes', async () => {
    const play = await plan();
    await world.sql(`UPDATE sessions SET starts_at = now() + interval '3 days' WHERE id = $1`, [play.id]);
    const socket = await world.socket(els!);
    await socket.subscribe(sessionStream(play.id));
    const id = await prepared(sanne!, 'De stilte');
    await act(sanne!, 'putCaseForward', play, id);
    expect((await socket.until('intervision.casesChanged')).payload).toEqual({ sessionId: play.id });
    const shown = await world.gql(els!, casesDocument, { id: play.id });
    expect(shown.text).not.toContain('Geheim');
    expect(shown.text).not.toContain(people[1]!.id);
    expect((await look(els!, play.id)).cases).toEqual([{ id, title: 'De stilte', question: 'Hoe De stilte', mine: false, person: null, votes: null, leading: false }]);
    expect(reasonOf(await vote(els!, play, [id]))).toBe('TOO_EARLY');
    await act(karim!, 'withdrawCase', play, id);
    expect((await look(els!, play.id)).cases.length).toBe(1);
    await act(sanne!, 'withdrawCase', play, id);
    expect((await look(els!, play.id)).cases).toEqual([]);
    const empty = randomUUID();
    await save(karim!, empty, { my_role: 'ik' });
    expect((await act(karim!, 'putCaseForward', play, empty)).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.caseId', code: 'REQUIRED' }]);
    socket.close();
  });

  it('a preference is secret until it is closed; then totals, never whose, and no draw by the machine', async () => {
    const play = await plan();
    const [a, b] = [await prepared(sanne!, 'De deur'), await prepared(karim!, 'Het raam')];
    await act(sanne!, 'putCaseForward', play, a);
    await act(karim!, 'putCaseForward', play, b);
    expect((await look(els!, play.id)).stage).toBe('VOTING');
    for (const [who, choice] of [[sanne!, [a]], [karim!, [a, b]], [els!, [b]]] as const) expect(codeOf(await vote(who, play, [...choice]))).toBeUndefined();
    await vote(sanne!, play, [b]);
    const seen = await look(els!, play.id);
    expect([seen.voters, seen.myChoice, seen.cases.map(({ votes, person }) => [votes, person])]).toEqual([3, [b], [[null, null], [null, null]]]);
    expect((await vote(els!, play, [a, b, randomUUID()])).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.caseIds', code: 'NOT_ALLOWED' }]);
    expect(reasonOf(await mutate(karim!, 'closeCaseVote', 'SessionIdInput', { sessionId: play.id }))).toBe('ROLE');
    const tags = await world.sql<{ tag: Buffer }>('SELECT tag FROM conf.case_ballots WHERE session_id = $1', [play.id]);
    await mutate(lead!, 'closeCaseVote', 'SessionIdInput', { sessionId: play.id });
    const after = await world.sql<{ tag: Buffer }>('SELECT tag FROM conf.case_ballots WHERE session_id = $1', [play.id]);
    expect(after.some(({ tag }) => tags.some((before) => before.tag.equals(tag)))).toBe(false);
    const known = await look(els!, play.id);
    expect(new Map(known.cases.map(({ title, votes, leading, person }) => [title, [votes, leading, person?.id]]))).toEqual(new Map([['De deur', [1, false, people[1]!.id]], ['Het raam', [3, true, people[2]!.id]]]));
    expect([known.stage, known.myChoice, known.chosenId]).toEqual(['CLOSED', [], null]);
    for (const answer of [await vote(els!, play, [a]), await act(sanne!, 'withdrawCase', play, a), await act(sanne!, 'putCaseForward', play, a)]) expect(reasonOf(answer)).toBe('CASES_CLOSED');
  });

  it('chosen by its title, it is settled: its person is the contributor, and the session chooses no more', async () => {
    const play = await plan();
    const id = await prepared(sanne!, 'De brug');
    await act(sanne!, 'putCaseForward', play, id);
    const keys = (await play.page(lead!)).script.phases.map(({ key }) => key);
    expect(reasonOf(await play.try(karim!, 'chooseCase', { caseId: id }))).toBe('ROLE');
    expect((await play.try(lead!, 'chooseCase', { caseId: randomUUID() })).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.caseId', code: 'NOT_ALLOWED' }]);
    expect((await play.try(lead!, 'chooseCase', {})).errors?.[0]?.extensions?.fields).toEqual([{ path: 'input.contributorId', code: 'REQUIRED' }]);
    await play.do(lead!, 'chooseCase', { caseId: id });
    const page = await play.page(els!);
    expect(page.state.contributorId).toBe(people[1]!.id);
    expect(page.script.phases.map(({ key }) => key)).toEqual(keys.filter((key) => key !== 'choose'));
    expect(page.script.phases.every(({ index }, at) => index === at)).toBe(true);
    expect((await look(els!, play.id)).chosenId).toBe(id);
    await play.do(lead!, 'openLobby');
    for (const who of [lead!, sanne!, karim!, els!]) await play.do(who, 'enterSession');
    await play.do(lead!, 'startSession');
    await play.until(lead!, 'tell');
    expect((await play.page(sanne!)).me.mayWrite).toBe(true);
    // brought: it is no longer ready for a next session
    const next = await plan();
    expect((await look(sanne!, next.id)).mine?.id).not.toBe(id);
    expect((await look(sanne!, play.id)).mine?.id).toBe(id);
  });

  it('that was brought goes with its session, and one that was not 90 days after its last change, key and all', async () => {
    const jobs = createJobsPool(world.settings.databaseJobsUrl, 1, () => undefined);
    const erase = () => sweep(jobs, world.server.app.get(Reads, { strict: false }), loadRetention(), new Date());
    const play = await plan();
    const [brought, never, young] = [await prepared(sanne!, 'Gebracht'), await prepared(karim!, 'Nooit'), await prepared(els!, 'Nieuw')];
    await act(sanne!, 'putCaseForward', play, brought);
    await play.do(lead!, 'chooseCase', { caseId: brought });
    await play.do(lead!, 'openLobby');
    await play.do(lead!, 'enterSession');
    await play.do(lead!, 'startSession');
    await world.sql(`UPDATE conf.prepared_cases SET updated_at = now() - interval '91 days' WHERE id = ANY ($1::uuid[])`, [[brought, never]]);
    await world.sql(`UPDATE conf.prepared_cases SET updated_at = now() - interval '89 days' WHERE id = $1`, [young]);
    const left = async () => (await world.sql<{ id: string }>(`SELECT id FROM conf.prepared_cases WHERE id = ANY ($1::uuid[]) UNION SELECT scope_id FROM conf.keys WHERE scope_kind = 'case' AND scope_id = ANY ($1::uuid[])`, [[brought, never, young]])).map(({ id }) => id).sort();
    await erase();
    expect(await left()).toEqual([brought, young].sort());
    await world.sql(`UPDATE sessions SET started_at = now() - interval '91 days' WHERE id = $1`, [play.id]);
    await erase();
    expect(await left()).toEqual([young]);
    expect(await world.sql('SELECT 1 FROM conf.session_cases WHERE session_id = $1', [play.id])).toEqual([]);
    await jobs.end();
  });
});
