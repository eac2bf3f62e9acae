import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGroup, type BuiltGroup } from '../../../../test/builders/groups.js';
import { buildSession } from '../../../../test/builders/intervision.js';
import { buildOwnMethod, type Composed, composedFields, composedMethod, createMethodDocument } from '../../../../test/builders/methods.js';
import { buildOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisations.js';
import { buildPerson, buildPosition, type BuiltPerson } from '../../../../test/builders/people.js';
import { codeOf, type GqlAnswer, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const editDocument = `mutation E($input: EditMethodInput!) { editMethod(input: $input) { __typename ... on EditedMethod { sheet { method { version } } } ... on MethodConflict { current { method { version } composed { name { nl } } } } } }`;
const archiveDocument = `mutation A($input: ArchiveMethodInput!) { archiveMethod(input: $input) { method { archived } } }`;
const shelfDocument = `query S($groupId: UUID!) { methodShelf(groupId: $groupId) { mayMake makeFor { id name } methods { key origin ownerName version mayEdit archived name { nl en } minutes phases { minutes } } } }`;
const reasonOf = (answer: GqlAnswer<unknown>): unknown => answer.errors?.[0]?.extensions?.reason;
const pathsOf = (answer: GqlAnswer<unknown>): string[] => (answer.errors?.[0]?.extensions?.fields ?? []).map(({ path }) => path);

interface Shelf {
  mayMake: boolean;
  makeFor: { id: string; name: string }[];
  methods: { key: string; origin: string; ownerName: string | null; version: number | null; mayEdit: boolean; archived: boolean; name: { nl: string; en: string }; minutes: number }[];
}

describe('methods of a circle’s and an organisation’s own', () => {
  let world: World;
  let region: BuiltOrganisation;
  let group: BuiltGroup;
  let neighbours: BuiltGroup;
  let [lead, member, guest, neighbour, stranger, programme]: Session[] = [];
  let people: Record<'lead' | 'member' | 'guest' | 'neighbour' | 'stranger' | 'programme', BuiltPerson>;
  let basis: Composed;

  beforeAll(async () => {
    world = await createWorld();
    region = await buildOrganisation(world, { kind: 'region' });
    const foundation = await buildOrganisation(world, { kind: 'foundation', parent: region });
    const [a, b, c, d, e, f] = await Promise.all(Array.from({ length: 6 }, () => buildPerson(world)));
    people = { lead: a!, member: b!, guest: c!, neighbour: d!, stranger: e!, programme: f! };
    await buildPosition(world, { person: people.programme, kind: 'programme_lead', at: region });
    group = await buildGroup(world, { kind: 'intervision', organisation: foundation, roles: { lead: people.lead, member: [people.member, people.programme], guest: people.guest } });
    neighbours = await buildGroup(world, { kind: 'intervision', organisation: foundation, roles: { lead: people.neighbour } });
    await buildGroup(world, { kind: 'intervision', roles: { lead: people.stranger } });
    [lead, member, guest, neighbour, stranger, programme] = await Promise.all([a!, b!, c!, d!, e!, f!].map((person) => world.signIn(person)));
    basis = await composedMethod(world, lead!);
  });
  afterAll(() => world.close());

  const shelf = async (who: Session, of = group): Promise<Shelf> => (await world.ask<{ methodShelf: Shelf }>(who, shelfDocument, { groupId: of.id })).methodShelf;
  const keys = async (who: Session, of = group): Promise<string[]> => (await shelf(who, of)).methods.map(({ key }) => key);
  const create = (who: Session, fields: object) => world.gql(who, createMethodDocument, { input: { mutationId: randomUUID(), id: randomUUID(), method: basis, ...fields } });
  const edit = (who: Session, methodId: string, fields: object) => world.gql<{ editMethod: { __typename: string; current?: { method: { version: number }; composed: { name: { nl: string } } } } }>(who, editDocument, { input: { mutationId: randomUUID(), methodId, ifVersion: 1, method: basis, ...fields } });
  const archive = (who: Session, methodId: string, archived = true) => world.gql(who, archiveDocument, { input: { mutationId: randomUUID(), methodId, archived } });
  const longer = (minutes: number): Composed => ({ ...basis, name: { nl: 'Langer', en: '' }, blocks: basis.blocks.map((block, at) => (at === 0 ? { ...block, minutes } : block)) });

  it('are made by who leads the circle, and are there for its members only', async () => {
    const id = await buildOwnMethod(world, lead!, { groupId: group.id, name: 'Ons rondje' });
    const mine = (await shelf(member!)).methods.find(({ key }) => key === id)!;
    expect(mine).toMatchObject({ origin: 'CIRCLE', version: 1, mayEdit: false, archived: false, ownerName: null, name: { nl: 'Ons rondje', en: 'Ons rondje' } });
    expect((await shelf(lead!)).methods.find(({ key }) => key === id)).toMatchObject({ mayEdit: true });
    expect((await shelf(lead!)).mayMake).toBe(true);
    expect((await shelf(member!)).mayMake).toBe(false);
    expect((await shelf(member!)).methods.filter(({ origin }) => origin === 'CATALOGUE')).toHaveLength(19);
    expect((await composedMethod(world, member!, id)).blocks).toHaveLength(basis.blocks.length);

    for (const who of [guest!, neighbour!, stranger!]) expect(codeOf(await world.gql(who, `query M($key: String!) { method(key: $key) { composed { ${composedFields} } } }`, { key: id }))).toBe('NOT_FOUND');
    expect(await keys(guest!)).not.toContain(id);
    expect(await keys(neighbour!, neighbours)).not.toContain(id);
    expect(codeOf(await world.gql(stranger!, shelfDocument, { groupId: group.id }))).toBe('NOT_FOUND');

    expect(reasonOf(await create(member!, { groupId: group.id }))).toBe('ROLE');
    expect(codeOf(await create(stranger!, { groupId: group.id }))).toBe('NOT_FOUND');
    expect(reasonOf(await edit(member!, id, {}))).toBe('ROLE');
    for (const who of [guest!, neighbour!, stranger!]) {
      expect(codeOf(await edit(who, id, {}))).toBe('NOT_FOUND');
      expect(codeOf(await archive(who, id))).toBe('NOT_FOUND');
    }
    expect(reasonOf(await archive(member!, id))).toBe('ROLE');
  });

  it('of an organisation are made by who manages its catalogues, for every closed circle below it', async () => {
    expect((await shelf(programme!)).makeFor).toEqual([{ id: region.id, name: region.name }]);
    expect((await shelf(lead!)).makeFor).toEqual([]);
    const id = await buildOwnMethod(world, programme!, { organisationId: region.id, name: 'Van de regio' });
    for (const [who, of] of [[lead!, group], [member!, group], [neighbour!, neighbours]] as const) expect((await shelf(who, of)).methods.find(({ key }) => key === id)).toMatchObject({ origin: 'ORGANISATION', ownerName: region.name, mayEdit: false });
    expect((await shelf(programme!)).methods.find(({ key }) => key === id)).toMatchObject({ mayEdit: true });
    expect(reasonOf(await create(lead!, { organisationId: region.id }))).toBe('POSITION');
    expect(reasonOf(await create(programme!, { organisationId: randomUUID() }))).toBe('POSITION');
    expect(reasonOf(await edit(lead!, id, {}))).toBe('POSITION');
    expect(codeOf(await edit(stranger!, id, {}))).toBe('NOT_FOUND');
    expect((await edit(programme!, id, { method: longer(9) })).errors).toBeUndefined();
    // whoever makes them need not be in a circle
    await world.sql('UPDATE memberships SET ended_at = now(), ended_reason = $2 WHERE person_id = $1', [people.programme.id, 'LEFT']);
    expect((await composedMethod(world, programme!, id)).name.nl).toBe('Langer');
    await world.sql('UPDATE memberships SET ended_at = NULL, ended_reason = NULL WHERE person_id = $1', [people.programme.id]);
    // and the right ends with the position
    await world.sql('UPDATE positions SET until_date = from_date WHERE person_id = $1', [people.programme.id]);
    expect(reasonOf(await edit(programme!, id, { ifVersion: 2 }))).toBe('POSITION');
    await world.sql('UPDATE positions SET until_date = NULL WHERE person_id = $1', [people.programme.id]);
  });

  it('have one owner, one id, and no fault', async () => {
    expect(pathsOf(await create(lead!, {}))).toEqual(['input.groupId']);
    expect(pathsOf(await create(lead!, { groupId: group.id, organisationId: region.id }))).toEqual(['input.groupId']);
    const id = randomUUID();
    expect((await create(lead!, { id, groupId: group.id })).errors).toBeUndefined();
    expect(codeOf(await create(lead!, { id, groupId: group.id }))).toBe('CONFLICT');
    const broken = { ...basis, blocks: basis.blocks.filter(({ key }) => key !== 'info') };
    const refused = await create(lead!, { groupId: group.id, method: broken });
    expect([codeOf(refused), pathsOf(refused)]).toEqual(['INVALID_INPUT', ['input.method.blocks.1.opensHere']]);
    const unknown = { ...basis, blocks: basis.blocks.map((block, at) => (at === 2 ? { ...block, kind: 'dance' } : block)) };
    expect(pathsOf(await create(lead!, { groupId: group.id, method: unknown }))).toEqual(['input.method.blocks.2.kind']);
    const sly = { ...basis, blocks: basis.blocks.map((block, at) => (at === 2 ? { ...block, key: 'constructor' } : block)) };
    expect(pathsOf(await create(lead!, { groupId: group.id, method: sly }))).toEqual(['input.method.blocks.2.key']);
    const long = { ...basis, blocks: basis.blocks.map((block, at) => (at === 1 ? { ...block, instruction: { nl: 'x'.repeat(401), en: '' } } : block)) };
    expect(pathsOf(await create(lead!, { groupId: group.id, method: long }))).toEqual(['input.method.blocks.1.instruction.nl']);
  });

  it('are checked while they are composed, and nothing is written', async () => {
    const [before] = await world.sql<{ count: string }>('SELECT count(*) FROM own_methods');
    const check = (method: object) => world.ask<{ checkMethod: { faults: { path: string; code: string; count: number | null }[] } }>(member!, 'query C($method: ComposedMethodInput!) { checkMethod(method: $method) { faults { path code count } } }', { method });
    expect((await check(basis)).checkMethod.faults).toEqual([]);
    expect((await check({ ...basis, groupMin: 2, blocks: [] })).checkMethod.faults).toEqual([{ path: 'groupMin', code: 'GROUP_TOO_SMALL', count: 3 }, { path: 'blocks', code: 'NO_BLOCKS', count: null }]);
    expect(await world.sql('SELECT count(*) FROM own_methods')).toEqual([before]);
  });

  it('show both when two people change one at the same time, and keep every version as it was', async () => {
    const id = await buildOwnMethod(world, lead!, { groupId: group.id, name: 'Eerst' });
    expect((await edit(lead!, id, { method: longer(11) })).data!.editMethod.__typename).toBe('EditedMethod');
    const conflict = (await edit(lead!, id, { method: longer(12) })).data!.editMethod;
    expect(conflict).toMatchObject({ __typename: 'MethodConflict', current: { method: { version: 2 }, composed: { name: { nl: 'Langer' } } } });
    expect(pathsOf(await edit(lead!, id, { ifVersion: 2, method: { ...basis, basedOn: 'gossip' } }))).toEqual(['input.method.basedOn']);
    const versions = await world.sql<{ version: number; name: string }>(`SELECT version, body->'name'->>'nl' AS name FROM own_method_versions WHERE method_id = $1 ORDER BY version`, [id]);
    expect(versions).toEqual([{ version: 1, name: 'Eerst' }, { version: 2, name: 'Langer' }]);
    const rights = await world.sql<{ privilege_type: string }>(`SELECT privilege_type FROM information_schema.role_table_grants WHERE table_name = 'own_method_versions' AND grantee = 'kring_runtime' ORDER BY 1`);
    expect(rights.map((row) => row.privilege_type)).toEqual(['INSERT', 'SELECT']);
  });

  it('are planned with, and what was planned keeps its script when the method changes or goes', async () => {
    const id = await buildOwnMethod(world, lead!, { groupId: group.id, name: 'Kort incident', change: (method) => ({ ...method, blocks: method.blocks.map((block) => ({ ...block, minutes: 2 })) }) });
    const play = await buildSession(world, member!, { groupId: group.id, facilitatorId: people.lead.id, methodKey: id });
    const script = async () => (await world.sql<{ script: { method: string; methodVersion: number; name: { nl: string }; phases: { section: string; minutes: number }[] } }>('SELECT script FROM sessions WHERE id = $1', [play.id]))[0]!.script;
    const before = await script();
    expect(before).toMatchObject({ method: id, methodVersion: 1, name: { nl: 'Kort incident' } });
    expect(before.phases.filter(({ section }) => section === 'core').map(({ minutes }) => minutes)).toEqual(basis.blocks.map(() => 2));
    expect((await edit(lead!, id, { method: longer(20) })).errors).toBeUndefined();
    expect(await script()).toEqual(before);
    expect((await archive(lead!, id)).errors).toBeUndefined();
    expect(await script()).toEqual(before);
    const another = { groupId: group.id, facilitatorId: people.lead.id, methodKey: id };
    await expect(buildSession(world, member!, another)).rejects.toThrow('INVALID_INPUT');
    await archive(lead!, id, false);
    await buildSession(world, member!, another);
    // another circle's method is none at all
    await expect(buildSession(world, neighbour!, { groupId: neighbours.id, facilitatorId: people.neighbour.id, methodKey: id })).rejects.toThrow('INVALID_INPUT');
  });
});
