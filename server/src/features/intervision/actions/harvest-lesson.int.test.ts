import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession, type SessionPlay } from '../../../../test/builders/intervision.js';
import { buildOrganisation } from '../../../../test/builders/organisations.js';
import { buildPerson, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, must, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const reasonOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.reason as string | undefined;

interface Harvest {
  id: string;
  version: number;
  status: string;
  objection: string | null;
  approvals: { person: { id: string }; contributor: boolean; approved: boolean }[];
  viewerActions: string[];
}
const fields = `id version status objection approvals { person { id } contributor approved } viewerActions`;
const lesson = { title: 'Begin bij het contact', situation: 'Een klas die niet tot rust kwam.', helped: 'Eerst iedereen groeten.', tryNext: 'Een vast begin van elke les.' };

describe('a harvested lesson', () => {
  let world: World;
  let group: BuiltGroup;
  let people: BuiltPerson[];
  /** lead, whose case it is, who is quoted, and one more */
  let [lead, sanne, karim, els]: Session[] = [];
  let asGuest: Session;
  /** of the same region, outside the circle */
  let asNeighbour: Session;
  /** of another region */
  let asFar: Session;

  beforeAll(async () => {
    world = await createWorld({ jobs: true });
    const region = await buildOrganisation(world, { kind: 'region' });
    const foundation = await buildOrganisation(world, { kind: 'foundation', parent: region });
    const school = await buildOrganisation(world, { kind: 'school', parent: foundation });
    const otherSchool = await buildOrganisation(world, { kind: 'school', parent: region });
    const farSchool = await buildOrganisation(world, { kind: 'school', parent: await buildOrganisation(world, { kind: 'region' }) });
    const at = (place: typeof school) => buildPerson(world, { position: 'teacher', at: place });
    people = await Promise.all(Array.from({ length: 4 }, () => at(school)));
    const guest = await at(school);
    group = await buildGroup(world, { kind: 'intervision', organisation: foundation, roles: { lead: people[0]!, member: people.slice(1), guest } });
    [lead, sanne, karim, els] = await Promise.all(people.map((person) => world.signIn(person)));
    [asGuest, asNeighbour, asFar] = await Promise.all([guest, await at(otherSchool), await at(farSchool)].map((person) => world.signIn(person))) as [Session, Session, Session];
  });
  afterAll(() => world.close());

  interface Ended {
    play: SessionPlay;
    sessionId: string;
    /** an insight by Karim, under his name */
    named: string;
  }
  const ended = async (): Promise<Ended> => {
    const play = await buildSession(world, lead!, { groupId: group.id, facilitatorId: people[0]!.id });
    await play.do(lead!, 'openLobby');
    for (const who of [lead!, sanne!, karim!, els!]) await play.do(who, 'enterSession');
    await play.do(lead!, 'chooseCase', { contributorId: people[1]!.id });
    await play.do(lead!, 'startSession');
    const pitches = await play.skipTo(lead!, 'pitches');
    const named = (await play.write(karim!, { phase: pitches, body: 'Rust begint bij de deur' })).id;
    await play.do(lead!, 'endSession', { turn: (await play.page(lead!)).state.turn });
    await play.graceEnds();
    expect((await play.page(lead!)).state.status).toBe('ENDED');
    return { play, sessionId: play.id, named };
  };
  const save = (who: Session, sessionId: string, more: object = {}) =>
    world.gql<{ saveHarvest: Harvest }>(who, `mutation S($input: SaveHarvestInput!) { saveHarvest(input: $input) { ${fields} } }`, {
      input: { mutationId: randomUUID(), id: randomUUID(), sessionId, ifVersion: 0, ...lesson, reach: 'REGION', quoteIds: [], ...more },
    });
  const act = (who: Session, name: 'submit' | 'approve' | 'object', sessionId: string, ifVersion: number, more: object = {}) =>
    world.gql<{ done: Harvest }>(who, `mutation A($input: ${name === 'object' ? 'ObjectHarvestInput' : 'HarvestVersionInput'}!) { done: ${name}Harvest(input: $input) { ${fields} } }`, {
      input: { mutationId: randomUUID(), sessionId, ifVersion, ...(name === 'object' ? { reason: '' } : {}), ...more },
    });
  const withdraw = (who: Session, sessionId: string) => world.gql(who, 'mutation W($input: SessionIdInput!) { withdrawHarvest(input: $input) { ok } }', { input: { mutationId: randomUUID(), sessionId } });
  const harvest = (who: Session, sessionId: string) => world.gql<{ harvest: Harvest | null }>(who, `query H($s: UUID!) { harvest(sessionId: $s) { ${fields} } }`, { s: sessionId });
  const region = async (who: Session) => (await world.ask<{ lessons: { nodes: { id: string; title: string; mayWithdraw: boolean }[] } }>(who, 'query L { lessons(first: 50) { nodes { id title situation helped tryNext publishedOn mayWithdraw } } }')).lessons.nodes;
  const circle = (who: Session) => world.gql<{ circleLessons: { nodes: { title: string; reach: string }[] } }>(who, 'query C($g: UUID!) { circleLessons(groupId: $g) { nodes { title reach } } }', { g: group.id });
  const sevenDays = (sessionId: string) => world.sql(`UPDATE conf.harvests SET objection_ends_at = now() - interval '1 second' WHERE session_id = $1`, [sessionId]);

  it('is published when everyone whose it is approved and seven days went by; the region sees no trace of where it was', async () => {
    const { sessionId, named } = await ended();
    const made = must(await save(els!, sessionId, { quoteIds: [named] })).saveHarvest;
    expect(made).toMatchObject({ version: 1, status: 'EDITING', viewerActions: ['EDIT', 'SUBMIT', 'WITHDRAW'] });
    expect(made.approvals.map(({ person, contributor, approved }) => [person.id, contributor, approved]).sort()).toEqual([[people[1]!.id, true, false], [people[2]!.id, false, false]].sort());
    must(await act(els!, 'submit', sessionId, 1));
    const mail = await world.untilMail((one) => one.to.includes(people[1]!.email) && JSON.stringify(one).includes('/oogst'));
    expect(mail.subject).toBe('Intervisie');
    expect(JSON.stringify(mail)).not.toMatch(/contact|klas|Kring \d/);
    expect(reasonOf(await act(els!, 'approve', sessionId, 1))).toBe('NOT_ASKED');
    // Today asks whose it is, until they approved
    const asked = async (who: Session) => (await world.ask<{ home: { tasks: { kind: string; sessionId: string | null }[] } }>(who, '{ home { tasks { kind sessionId } } }', {})).home.tasks.filter(({ kind }) => kind === 'APPROVE_LESSON').map(({ sessionId: of }) => of);
    expect(await Promise.all([sanne!, karim!, els!, lead!, asGuest, asNeighbour].map(asked))).toEqual([[sessionId], [sessionId], [], [], [], []]);
    must(await act(sanne!, 'approve', sessionId, 1));
    expect([await asked(sanne!), await asked(karim!)]).toEqual([[], [sessionId]]);
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('APPROVING');
    expect(must(await act(karim!, 'approve', sessionId, 1)).done.status).toBe('OBJECTING');
    await world.untilMail((one) => one.to.includes(people[3]!.email) && JSON.stringify(one).includes('/oogst'));
    expect(await region(asNeighbour)).toEqual([]);
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('OBJECTING');

    await sevenDays(sessionId);
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('PUBLISHED');
    const read = await region(asNeighbour);
    expect(read).toEqual([expect.objectContaining({ ...lesson, mayWithdraw: false })]);
    expect(await region(asFar)).toEqual([]);
    const [row] = await world.sql<Record<string, unknown>>('SELECT row_to_json(l) AS row FROM lessons l');
    const [{ id: harvestId } = { id: '' }] = await world.sql<{ id: string }>('SELECT id FROM conf.harvests WHERE session_id = $1', [sessionId]);
    for (const trace of [sessionId, group.id, harvestId, ...people.map(({ id }) => id)]) expect(JSON.stringify([row, read])).not.toContain(trace);
    expect(must(await circle(karim!)).circleLessons.nodes).toEqual([{ title: lesson.title, reach: 'REGION' }]);
    expect(must(await circle(asGuest)).circleLessons.nodes).toEqual([]);
    expect(codeOf(await circle(asNeighbour))).toBe('NOT_FOUND');

    // whoever approved it takes it back, out of the circle as well; nobody else does
    await world.sql('UPDATE memberships SET suspended_at = now() WHERE group_id = $1 AND person_id = $2', [group.id, people[2]!.id]);
    const back = (who: Session) => world.gql(who, 'mutation W($input: WithdrawLessonInput!) { withdrawLesson(input: $input) { ok } }', { input: { mutationId: randomUUID(), lessonId: read[0]!.id } });
    expect([codeOf(await back(els!)), codeOf(await back(asNeighbour))]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect((await region(karim!))[0]!.mayWithdraw).toBe(true);
    must(await back(karim!));
    await world.sql('UPDATE memberships SET suspended_at = NULL WHERE group_id = $1 AND person_id = $2', [group.id, people[2]!.id]);
    expect([await region(asNeighbour), must(await harvest(els!, sessionId)).harvest]).toEqual([[], null]);
    expect(await world.sql(`SELECT 1 FROM conf.keys WHERE scope_kind = 'harvest' AND scope_id = $1`, [harvestId])).toEqual([]);
    expect(await world.sql(`SELECT scope_kind FROM erasures WHERE scope_id = $1 ORDER BY 1`, [harvestId])).toEqual([{ scope_kind: 'harvest' }, { scope_kind: 'lesson' }]);
  });

  it('is nothing to whoever is not in the session, before and after', async () => {
    const { sessionId } = await ended();
    for (const who of [asGuest, asNeighbour, asFar]) {
      expect(codeOf(await harvest(who, sessionId))).toBe('NOT_FOUND');
      expect(codeOf(await save(who, sessionId))).toBe('NOT_FOUND');
    }
    must(await save(els!, sessionId));
    for (const who of [asGuest, asNeighbour, asFar]) {
      expect(codeOf(await harvest(who, sessionId))).toBe('NOT_FOUND');
      for (const name of ['submit', 'approve', 'object'] as const) expect(codeOf(await act(who, name, sessionId, 1))).toBe('NOT_FOUND');
      expect(codeOf(await withdraw(who, sessionId))).toBe('NOT_FOUND');
    }
    const [{ body } = { body: Buffer.alloc(0) }] = await world.sql<{ body: Buffer }>('SELECT body FROM conf.harvests WHERE session_id = $1', [sessionId]);
    expect(body.toString('latin1')).not.toContain('contact');
  });

  it('is written together: an older version changes nothing, a second proposal neither', async () => {
    const { sessionId } = await ended();
    const { id } = must(await save(els!, sessionId, { title: '' })).saveHarvest;
    expect(codeOf(await save(karim!, sessionId))).toBe('CONFLICT');
    must(await save(karim!, sessionId, { id, ifVersion: 1 }));
    expect(codeOf(await save(els!, sessionId, { id, ifVersion: 1, title: 'Ouder' }))).toBe('CONFLICT');
    must(await save(els!, sessionId, { id, ifVersion: 2, helped: '  ' }));
    expect(reasonOf(await act(els!, 'submit', sessionId, 3))).toBe('INCOMPLETE');
    expect(codeOf(await save(els!, sessionId, { id, ifVersion: 3, quoteIds: [randomUUID()] }))).toBe('INVALID_INPUT');
  });

  it('goes back to editing when somebody objects, without saying who, and asks anew', async () => {
    const { sessionId } = await ended();
    const { id } = must(await save(els!, sessionId)).saveHarvest;
    must(await act(els!, 'submit', sessionId, 1));
    expect(reasonOf(await save(els!, sessionId, { id, ifVersion: 1 }))).toBe('NOT_EDITING');
    must(await act(sanne!, 'approve', sessionId, 1));
    const back = must(await act(lead!, 'object', sessionId, 1, { reason: 'De klas is te herkennen' })).done;
    expect(back).toMatchObject({ status: 'EDITING', version: 2, objection: 'De klas is te herkennen' });
    expect(back.approvals.every(({ approved }) => !approved)).toBe(true);
    const [row] = await world.sql<{ row: object }>('SELECT row_to_json(h) AS row FROM conf.harvests h WHERE session_id = $1', [sessionId]);
    expect(JSON.stringify(row)).not.toContain(people[0]!.id);
    expect(codeOf(await act(sanne!, 'approve', sessionId, 1))).toBe('FORBIDDEN');
    const receipts = () => world.sql(`SELECT 1 FROM mutation_receipts WHERE operation = 'objectHarvest' AND ids ->> 'sessionId' = $1`, [sessionId]);
    expect(await receipts()).toHaveLength(1);
    must(await save(els!, sessionId, { id, ifVersion: 2 }));
    expect(await receipts()).toEqual([]);
    must(await act(els!, 'submit', sessionId, 3));
    must(await act(sanne!, 'approve', sessionId, 3));
    // the seven days are not over, whoever asks
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('OBJECTING');
  });

  it('is not published when whose case it was has left meanwhile', async () => {
    const { sessionId } = await ended();
    must(await save(els!, sessionId));
    must(await act(els!, 'submit', sessionId, 1));
    must(await act(sanne!, 'approve', sessionId, 1));
    await sevenDays(sessionId);
    await world.sql('UPDATE memberships SET suspended_at = now() WHERE group_id = $1 AND person_id = $2', [group.id, people[1]!.id]);
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('OBJECTING');
    await world.sql('UPDATE memberships SET suspended_at = NULL WHERE group_id = $1 AND person_id = $2', [group.id, people[1]!.id]);
  });

  it('waits while its session is frozen: nobody reads or objects, nothing is published, and the seven days begin anew', async () => {
    const { play, sessionId } = await ended();
    const { id } = must(await save(els!, sessionId)).saveHarvest;
    must(await act(els!, 'submit', sessionId, 1));
    must(await act(sanne!, 'approve', sessionId, 1));
    await play.do(lead!, 'freezeSession');
    await sevenDays(sessionId);
    for (const who of [els!, sanne!]) expect(must(await harvest(who, sessionId)).harvest).toBeNull();
    expect(reasonOf(await act(karim!, 'object', sessionId, 1))).toBe('FROZEN');
    expect(reasonOf(await save(els!, sessionId, { id, ifVersion: 1 }))).toBe('FROZEN');
    await play.do(lead!, 'liftFreeze', { reason: 'Het was een vergissing' });
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('OBJECTING');
    expect(await world.sql(`SELECT 1 FROM conf.harvests WHERE session_id = $1 AND objection_ends_at > now() + interval '6 days 23 hours'`, [sessionId])).toHaveLength(1);
    await sevenDays(sessionId);
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('PUBLISHED');
    must(await withdraw(sanne!, sessionId));
  });

  it('can be withdrawn by whose it is at any time, and while it is not published by who proposed it', async () => {
    const { sessionId } = await ended();
    must(await save(els!, sessionId, { reach: 'CIRCLE' }));
    expect(reasonOf(await withdraw(lead!, sessionId))).toBe('ROLE');
    must(await withdraw(sanne!, sessionId));
    expect(must(await harvest(els!, sessionId)).harvest).toBeNull();
    must(await save(els!, sessionId, { reach: 'CIRCLE' }));
    must(await act(els!, 'submit', sessionId, 1));
    must(await act(sanne!, 'approve', sessionId, 1));
    await sevenDays(sessionId);
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('PUBLISHED');
    // for the circle alone: no row that anybody else could read
    expect(await world.sql('SELECT 1 FROM lessons WHERE title = $1', [lesson.title])).toEqual([]);
    expect(must(await circle(els!)).circleLessons.nodes.some(({ reach }) => reach === 'CIRCLE')).toBe(true);
    expect(reasonOf(await withdraw(els!, sessionId))).toBe('ROLE');
    must(await withdraw(sanne!, sessionId));
    expect(must(await harvest(els!, sessionId)).harvest).toBeNull();
  });

  it('asks whose words it repeats, also when nobody said that they are quoted', async () => {
    const { sessionId } = await ended();
    const asked = async (version: number, helped: string) => {
      const made = must(await save(els!, sessionId, { id: harvestOf, ifVersion: version, helped })).saveHarvest;
      return made.approvals.map(({ person }) => person.id).sort();
    };
    const harvestOf = randomUUID();
    expect(await asked(0, 'We zeiden: rust begint bij de DEUR.')).toEqual([people[1]!.id, people[2]!.id].sort());
    expect(await asked(1, 'Bij de deur beginnen, dat geeft rust.')).toEqual([people[1]!.id]);
    must(await save(els!, sessionId, { id: harvestOf, ifVersion: 2, helped: 'Rust begint bij de deur' }));
    must(await act(els!, 'submit', sessionId, 3));
    must(await act(sanne!, 'approve', sessionId, 3));
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('APPROVING');
    expect(must(await act(karim!, 'approve', sessionId, 3)).done.status).toBe('OBJECTING');
  });

  it('goes with the words of its session as long as it is not published, key and all, and is not begun after them', async () => {
    const { sessionId, named } = await ended();
    const { id } = must(await save(els!, sessionId, { quoteIds: [named] })).saveHarvest;
    must(await act(els!, 'submit', sessionId, 1));
    for (const who of [sanne!, karim!]) must(await act(who, 'approve', sessionId, 1));
    await world.database.sqlAs('jobs', `SELECT conf.erase_scope('session', '${sessionId}')`);
    expect(must(await harvest(els!, sessionId)).harvest).toBeNull();
    expect(await world.sql('SELECT 1 FROM conf.harvests WHERE id = $1', [id])).toEqual([]);
    expect(await world.sql(`SELECT 1 FROM conf.keys WHERE scope_id = $1`, [id])).toEqual([]);
    // written down, because key backups of before still have its key
    expect(await world.sql(`SELECT scope_kind FROM erasures WHERE scope_id = $1`, [id])).toEqual([{ scope_kind: 'harvest' }]);
    expect(reasonOf(await save(els!, sessionId))).toBe('EXPIRED');
    expect(reasonOf(await act(sanne!, 'approve', sessionId, 1))).toBe('NOT_EDITING');
  });

  it('outlives the words of its session when it is published; a circle that is erased leaves what the region reads, and who may take that back', async () => {
    const { sessionId, named } = await ended();
    const { id } = must(await save(els!, sessionId, { quoteIds: [named], title: 'Nog eens' })).saveHarvest;
    must(await act(els!, 'submit', sessionId, 1));
    for (const who of [sanne!, karim!]) must(await act(who, 'approve', sessionId, 1));
    await sevenDays(sessionId);
    expect(must(await harvest(els!, sessionId)).harvest!.status).toBe('PUBLISHED');
    await world.database.sqlAs('jobs', `SELECT conf.erase_scope('session', '${sessionId}')`);
    expect(must(await circle(karim!)).circleLessons.nodes.map(({ title }) => title)).toContain('Nog eens');
    await world.database.sqlAs('jobs', `SELECT conf.erase_scope('group', '${group.id}')`);
    expect((await region(asNeighbour)).map(({ title }) => title)).toEqual(['Nog eens']);
    expect((await region(sanne!))[0]!.mayWithdraw).toBe(true);
    // a restore erases the key again, and leaves what the region reads
    expect(await world.sql(`SELECT scope_kind FROM erasures WHERE scope_id = $1`, [id])).toEqual([{ scope_kind: 'harvest' }]);
    await world.database.sqlAs('owner', `SELECT conf.erase_words('harvest', $1)`, [id]);
    expect((await region(asNeighbour)).map(({ title }) => title)).toEqual(['Nog eens']);
    expect(await world.sql(`SELECT 1 FROM conf.harvests WHERE group_id = $1 AND (body <> '' OR status <> 'published')`, [group.id])).toEqual([]);
  });
});
