import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildGroup, buildMembership } from '../builders/groups.js';
import { buildManager, buildPerson } from '../builders/people.js';
import { cloneDatabase, type TestDatabase } from './test-database.js';

describe('a test database', () => {
  let one: TestDatabase;
  let other: TestDatabase;
  beforeAll(async () => {
    [one, other] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  });
  afterAll(() => Promise.all([one.drop(), other.drop()]));

  it('is apart from every other one', async () => {
    await buildPerson(one);
    expect(await one.sql('SELECT 1 FROM people')).toHaveLength(1);
    expect(await other.sql('SELECT 1 FROM people')).toHaveLength(0);
  });

  it('has the roles of the real thing', async () => {
    const [role] = await one.sqlAs('runtime', 'SELECT current_user AS name, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user');
    expect(role).toEqual({ name: 'kring_runtime', rolsuper: false, rolbypassrls: false });
    await expect(one.sqlAs('runtime', 'CREATE TABLE x (a int)')).rejects.toThrow('permission denied');
    await expect(one.sqlAs('jobs', 'SELECT * FROM credentials')).rejects.toThrow('permission denied');
  });

  it('holds what builders make, with everything around it', async () => {
    const group = await buildGroup(one, { kind: 'intervision' });
    await buildMembership(one, group, await buildPerson(one, { position: 'teacher' }));
    await buildManager(one);
    const [found] = await one.sql('SELECT member_count, pact_version FROM groups WHERE id = $1', [group.id]);
    expect(found).toEqual({ member_count: 2, pact_version: 1 });
  });
});
