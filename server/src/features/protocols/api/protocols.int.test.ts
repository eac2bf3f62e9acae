import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildPerson } from '../../../../test/builders/people.js';
import { codeOf, type Session } from '../../../../test/harness/graphql-call.js';
import { createWorld, type World } from '../../../../test/harness/world.js';

const list = 'query P { protocols { key version sectors firstYearMinutes budgetMinutes } }';
const sheet = `query S($key: String!) { protocol(key: $key) {
  card { key } completion { nl } phases { key starterMinutes instances activities { uid at { unit value } every { unit value } with { nl } space adapt } } } }`;
interface Sheet {
  protocol: { card: { key: string }; phases: { key: string; starterMinutes: number; instances: number; activities: { uid: string; at: object; every: object | null; with: { nl: string }[]; space: string; adapt: string[] }[] }[] };
}

describe('the shipped protocols', () => {
  let world: World;
  let reader: Session;
  beforeAll(async () => {
    world = await createWorld();
    reader = await world.signIn(await buildPerson(world, { position: 'teacher' }));
  });
  afterAll(() => world.close());

  it('are for everyone who is signed in, with what they ask beside what there is', async () => {
    const { protocols } = await world.ask<{ protocols: object[] }>(reader, list);
    expect(protocols).toEqual([
      { key: 'oost-starters-po', version: '3.1', sectors: ['po'], firstYearMinutes: 2723, budgetMinutes: 2400 },
      expect.objectContaining({ key: 'oost-starters-vo', sectors: ['vo'], budgetMinutes: null }),
      expect.objectContaining({ key: 'oost-starters-mbo', sectors: ['mbo'], budgetMinutes: null }),
      ...['school-leader', 'side-entrant', 'teaching-assistant', 'ib'].map((key) => expect.objectContaining({ key, version: '3.1' })),
    ]);
    expect(codeOf(await world.gql(null, list))).toBe('UNAUTHENTICATED');
  });

  it('are read per phase, in the order of time', async () => {
    const { protocol } = await world.ask<Sheet>(reader, sheet, { key: 'oost-starters-po' });
    expect(protocol.phases.map(({ key, instances }) => `${key} ${instances}`)).toEqual(['before 7', 'week1 8', 'days100 26', 'year1 26', 'year2 29', 'year3 23']);
    expect(protocol.phases[0]!.activities.map(({ uid }) => uid)).toEqual(['A01', 'A02', 'A03', 'A04', 'A06', 'A05', 'A07']);
    expect(protocol.phases[2]!.activities.find(({ uid }) => uid === 'C02')).toMatchObject({
      at: { unit: 'SCHOOL_WEEK', value: 4 }, every: { unit: 'SCHOOL_WEEK', value: 5 }, with: [{ nl: 'startende leraar' }], space: 'COACHING', adapt: ['at', 'every', 'count'],
    });
    expect(codeOf(await world.gql(reader, sheet, { key: 'nobody' }))).toBe('NOT_FOUND');
    expect(codeOf(await world.gql(null, sheet, { key: 'oost-starters-po' }))).toBe('UNAUTHENTICATED');
  });
});
