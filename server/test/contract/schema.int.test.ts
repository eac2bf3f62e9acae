import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLModule } from '@nestjs/graphql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { migrations } from '../../../migrations/index.js';
import { entities } from '../../src/app.module.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { cloneDatabase, type TestDatabase } from '../harness/test-database.js';
import { createWorld, type World } from '../harness/world.js';
import { inputFields, rootFields, schemaOf } from './schema-walk.js';

describe('the tables', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await cloneDatabase();
  });
  afterAll(() => database.drop());

  it('are what the entities say: the schema builder would change nothing', async () => {
    const source = createDataSource(database.urls.owner, { entities, poolSize: 1 });
    await source.initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('notices an entity that says something else', async () => {
    const other = await cloneDatabase();
    await other.sql('ALTER TABLE topics ADD COLUMN mood text');
    const source = createDataSource(other.urls.owner, { entities, poolSize: 1 });
    await source.initialize();
    try {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query).join()).toContain('mood');
    } finally {
      await source.destroy();
      await other.drop();
    }
  });

  it('came about by every step, in the order of the list', async () => {
    const done = await database.sql<{ name: string }>('SELECT name FROM migrations ORDER BY id');
    expect(done.map(({ name }) => name)).toEqual(migrations.map((step) => step.name));
    const stamps = migrations.map((step) => Number(/\d{13}$/.exec(step.name)?.[0]));
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
    const files = readdirSync('migrations').filter((file) => /^\d{4}-.*\.ts$/.test(file));
    expect(files).toHaveLength(migrations.length);
  });

  it('have an entity each, or a reason', async () => {
    const tables = await database.sql<{ name: string }>(
      `SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('public', 'conf')`,
    );
    const source = createDataSource(database.urls.owner, { entities, poolSize: 1 });
    await source.initialize();
    const known = new Set(source.entityMetadatas.map((entity) => entity.tablePath.replace(/^public\./, '')));
    await source.destroy();
    // TypeORM's own; and one that only conf.erase_scope writes, in the database itself
    for (const table of ['migrations', 'erasures']) known.add(table);
    expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('the schema', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  it('is the one that is committed', () => {
    const committed = readFileSync(join('schema', 'schema.graphql'), 'utf8').replace(/^#.*\n\n/, '').trim();
    expect(printSchema(lexicographicSortSchema(schemaOf(world))).trim()).toBe(committed);
  });

  it('has no guards on fields: the door decides, and Nest asks no guard twice', () => {
    const options = (world.server.app.get(GraphQLModule) as unknown as { options?: { fieldResolverEnhancers?: unknown[] } }).options;
    expect(options?.fieldResolverEnhancers).toEqual([]);
    const sources = readdirSync('server/src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
    const guards = sources.filter((file) => /@UseGuards|APP_GUARD|@UseInterceptors/.test(readFileSync(join('server/src', file), 'utf8')));
    expect(guards).toEqual([]);
  });

  it('takes one input per mutation, none of which can name what nobody may choose', () => {
    const never = ['authorId', 'createdBy', 'foundationId', 'readCount', 'lastSeq', 'memberCount', 'status', 'archivedAt', 'joinedAt', 'suspendedAt', 'token_hash', 'passwordHash', 'version', 'n', 'seq'];
    // both name a version that the person saw; neither sets one
    const allowed = new Set(['acceptPact.version', 'discardDraft.version']);
    const found = rootFields(schemaOf(world))
      .filter((root) => root.kind === 'mutation')
      .flatMap((root) => Object.keys(inputFields(root)).map((field) => `${root.name}.${field}`))
      .filter((name) => never.includes(name.split('.')[1]!) && !allowed.has(name));
    expect(found).toEqual([]);
    const inputs = rootFields(schemaOf(world)).filter((root) => root.kind === 'mutation' && root.field.args.length > 0).map((root) => root.field.args.map((arg) => arg.name).join());
    expect([...new Set(inputs)]).toEqual(['input']);
  });
});
