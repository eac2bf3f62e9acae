import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aadFor, unseal, unwrapScopeKey } from '../src/platform/crypto/sealer.js';
import { readRichText } from '../src/platform/rich-text/rich-text.js';
import { cloneDatabase, type Row, type TestDatabase } from '../test/harness/test-database.js';
import { checkSeed, type Queries } from './check-seed.js';
import { seedBig } from './seed-big.js';
import { demoPeople, seedDemo } from './seed-demo.js';

const masterKey = { id: 'test', key: Buffer.alloc(32, 5) };
const now = new Date('2026-11-17T13:52:00Z');
const queries = (db: TestDatabase): Queries => ({ query: async (statement) => ({ rows: await db.sql(statement) }) });

const tables =
  'organisations people positions manager_relations groups group_pacts memberships pact_acceptances invitations topics messages message_versions reactions mentions topic_reads conf.drafts installation sessions session_people conf.session_texts conf.session_ballots conf.session_answers conf.session_ratings conf.session_evaluations lessons conf.harvests';
/** what is new chance on every run, or sealed with it */
const notCompared = ['token_hash', 'wrapped', 'password_hash'];

async function opener(db: TestDatabase): Promise<(table: string, column: string, rowId: string, scope: ['group' | 'person' | 'session' | 'harvest', string], sealed: Buffer) => string> {
  const keys = await db.sql<{ scope_kind: 'group' | 'person' | 'session' | 'harvest'; scope_id: string; wrapped: Buffer }>('SELECT * FROM conf.keys');
  const deks = new Map(keys.map((one) => [`${one.scope_kind}:${one.scope_id}`, unwrapScopeKey(masterKey, one.scope_kind, one.scope_id, one.wrapped)]));
  return (table, column, rowId, [kind, id], sealed) => {
    const dek = deks.get(`${kind}:${id}`);
    if (!dek) throw new Error(`no key for ${kind} ${id}`);
    return unseal(dek, aadFor(table, column, rowId, kind, id), sealed).toString('utf8');
  };
}

/** Everything in the database as one digest, sealed texts opened. */
async function digest(db: TestDatabase): Promise<string> {
  const open = await opener(db);
  const groupOf = new Map((await db.sql<{ id: string; group_id: string }>('SELECT id, group_id FROM messages')).map((one) => [one.id, one.group_id]));
  const opened = (table: string, row: Row): string => {
    const rowId = (row['id'] ?? row['message_id']) as string;
    const columns = Object.entries(row).filter(([column]) => !notCompared.includes(column));
    return JSON.stringify(
      columns.map(([column, value]) => {
        if (!Buffer.isBuffer(value) || column === 'tag') return [column, value];
        if (table.startsWith('conf.session_')) return [column, open(table, column, (row['id'] ?? String(row['phase'])) as string, ['session', row['session_id'] as string], value)];
        if (table === 'conf.harvests') return [column, open(table, column, rowId, ['harvest', rowId], value)];
        if (table === 'conf.drafts') return [column, open(table, column, rowId, ['person', row['person_id'] as string], value)];
        // an earlier version of a message is sealed as the message
        const group = (row['group_id'] ?? groupOf.get(rowId)) as string;
        return [column, open(table === 'topics' ? table : 'messages', column, rowId, ['group', group], value)];
      }),
    );
  };
  const hash = createHash('sha256');
  for (const table of tables.split(' ')) {
    const rows = await db.sql<Row>(`SELECT * FROM ${table}`);
    for (const row of rows.map((one) => opened(table, one)).sort()) hash.update(`${table} ${row}\n`);
  }
  return hash.digest('hex');
}

describe('the demo region', () => {
  let one: TestDatabase;
  let other: TestDatabase;
  let seconds: number;
  let made: Awaited<ReturnType<typeof seedDemo>>;
  beforeAll(async () => {
    [one, other] = await Promise.all([cloneDatabase(), cloneDatabase()]);
    const started = performance.now();
    made = await seedDemo({ ownerUrl: one.urls.owner, masterKey, password: 'kring-demo', now });
    seconds = (performance.now() - started) / 1_000;
  });
  afterAll(() => Promise.all([one.drop(), other.drop()]));

  it('is there within ten seconds, and large enough to feel real', () => {
    expect(seconds).toBeLessThan(10);
    expect(made.people).toBeGreaterThan(290);
    expect(made.groups).toBe(25);
    expect(made.messages).toBeGreaterThan(1_250);
  });

  it('has lessons that the region reads, one of them still its contributor\'s to take back, and how a circle found its sessions', async () => {
    const lessons = await one.sql<{ approved_ids: string[] | null; contributor_id: string | null }>(
      `SELECT h.approved_ids, s.contributor_id FROM lessons l LEFT JOIN conf.harvests h ON h.lesson_id = l.id LEFT JOIN sessions s ON s.id = h.session_id ORDER BY l.published_on DESC`,
    );
    expect(lessons.map(({ approved_ids }) => approved_ids !== null)).toEqual([true, false, false]);
    expect(lessons[0]!.approved_ids).toEqual([lessons[0]!.contributor_id]);
    const points = await one.sql<{ sessions: number; item: string }>(
      `SELECT count(*)::int AS sessions, item FROM conf.session_evaluations e JOIN sessions s ON s.id = e.session_id JOIN groups g ON g.id = s.group_id WHERE g.name = 'Starters Beekdal 3' GROUP BY item`,
    );
    expect(points.length).toBeGreaterThan(1);
    expect(Math.min(...points.map(({ sessions }) => sessions))).toBe(4);
  });

  it('has exact counters and keeps every rule', async () => {
    expect(await checkSeed(queries(one))).toEqual([]);
  });

  it('is caught when a counter is wrong', async () => {
    await seedDemo({ ownerUrl: other.urls.owner, masterKey, password: 'kring-demo', now });
    await other.sql(`UPDATE memberships SET read_count = read_count - 1 WHERE (person_id, group_id) = (SELECT person_id, group_id FROM memberships WHERE read_count > 5 LIMIT 1)`);
    await other.sql(`UPDATE messages SET helpful_count = helpful_count + 1 WHERE n = 2`);
    const problems = await checkSeed(queries(other));
    expect(problems.map((one) => one.split(':')[0])).toEqual(['read counts', 'reaction counts']);
  });

  it('has something unread, a mention, an invitation, a pact and a draft waiting for each demo person', async () => {
    for (const { person, isNew } of demoPeople.filter((face) => !face.isNew)) {
      const [row] = await one.sql(
        `SELECT p.introduced_at IS NULL AS new,
           (SELECT sum(g.last_seq - s.read_count)::int FROM memberships s JOIN groups g ON g.id = s.group_id WHERE s.person_id = p.id) AS unread,
           (SELECT count(*)::int FROM mentions x JOIN messages m ON m.id = x.message_id WHERE x.person_id = p.id
              AND m.n > coalesce((SELECT read_n FROM topic_reads r WHERE r.person_id = p.id AND r.topic_id = m.topic_id), 0)) AS mentions,
           (SELECT count(*)::int FROM invitations i WHERE i.person_id = p.id AND i.answer IS NULL) AS invitations,
           (SELECT count(*)::int FROM memberships s JOIN groups g ON g.id = s.group_id WHERE s.person_id = p.id AND s.pact_version < g.pact_version) AS pacts,
           (SELECT count(*)::int FROM conf.drafts d WHERE d.person_id = p.id) AS drafts
         FROM people p WHERE lower(p.given_name) = $1`,
        [person],
      );
      expect({ person, ...row }).toMatchObject({ person, new: isNew, mentions: expect.any(Number), invitations: 1, pacts: 1, drafts: 1 });
      expect(row?.['unread']).toBeGreaterThan(0);
      expect(row?.['mentions']).toBeGreaterThan(0);
    }
    expect(await one.sql(`SELECT 1 FROM people WHERE introduced_at IS NULL`)).toHaveLength(1);
  });

  it('shows the conversation of the design', async () => {
    const rows = await one.sql<{ n: number; recognise_count: number; helpful_count: number }>(
      `SELECT m.n, m.recognise_count, m.helpful_count FROM messages m JOIN topics t ON t.id = m.topic_id
       WHERE t.title = 'De eerste vijf minuten ontsporen steeds' AND m.n IN (10, 11) ORDER BY n`,
    );
    expect(rows).toEqual([
      { n: 10, recognise_count: 8, helpful_count: 0 },
      { n: 11, recognise_count: 2, helpful_count: 5 },
    ]);
    const [fenna] = await one.sql(
      `SELECT (g.last_seq - s.read_count)::int AS unread, g.member_count FROM memberships s JOIN groups g ON g.id = s.group_id JOIN people p ON p.id = s.person_id
       WHERE g.name = 'Gedrag in de groep' AND p.given_name = 'Fenna'`,
    );
    expect(fenna).toEqual({ unread: 4, member_count: 31 });
  });

  it('has sessions that were, that come and that were erased, and a circle for one that runs', async () => {
    const rows = await one.sql<{ name: string; past: boolean; tomorrow: boolean; texts: number; answers: number; keys: number; old: boolean }>(
      `SELECT g.name, s.status = 'ended' AS past, s.starts_at BETWEEN $1 AND $1::timestamptz + interval '36 hours' AS tomorrow, s.ended_at < $1::timestamptz - interval '90 days' AS old,
         (SELECT count(*)::int FROM conf.session_texts t WHERE t.session_id = s.id) AS texts, (SELECT count(*)::int FROM conf.session_answers a WHERE a.session_id = s.id) AS answers,
         (SELECT count(*)::int FROM conf.keys k WHERE k.scope_kind = 'session' AND k.scope_id = s.id) AS keys
       FROM sessions s JOIN groups g ON g.id = s.group_id WHERE NOT s.written`,
      [now],
    );
    expect(new Set(rows.map(({ name }) => name)).size).toBe(5);
    expect(rows.filter(({ tomorrow }) => tomorrow)).toHaveLength(1);
    for (const { name, past, old, texts, answers, keys } of rows) {
      const written = past && !old;
      expect([name, texts > 20, answers >= 5, keys]).toEqual([name, written, written, written ? 1 : 0]);
    }
    expect(rows.filter(({ past, old }) => past && old).length).toBeGreaterThanOrEqual(4);
    expect(await one.sql(`SELECT 1 FROM conf.session_texts WHERE sharing = 'nameless' AND (author_id IS NOT NULL OR tag IS NOT NULL)`)).toEqual([]);
    expect(await one.sql(`SELECT 1 FROM installation i JOIN groups g ON g.id::text = i.value #>> '{}' WHERE i.key = 'demoCircleNow' AND g.kind = 'intervision'`)).toHaveLength(1);
  });

  it('has one session in writing, at its questions: asked, one answered, and most people still awaited', async () => {
    const rows = await one.sql<{ ends: boolean; began: boolean; phases: number; deadlines: number; questions: number; answers: number; sealed: number }>(
      `SELECT s.ends_at > $1 AND s.ends_at < $1::timestamptz + interval '60 days' AS ends, s.phase_started_at < $1 AS began, jsonb_array_length(s.script -> 'phases') AS phases, jsonb_array_length(s.deadlines) AS deadlines,
         (SELECT count(*)::int FROM conf.session_texts t WHERE t.session_id = s.id AND t.phase = s.phase AND t.kind = 'entry') AS questions,
         (SELECT count(*)::int FROM conf.session_texts t WHERE t.session_id = s.id AND t.kind = 'answer') AS answers, (SELECT count(*)::int FROM conf.session_texts t WHERE t.session_id = s.id AND NOT t.opened) AS sealed
       FROM sessions s WHERE s.written AND s.status = 'running' AND s.script -> 'phases' -> s.phase ->> 'key' = 'ask'`,
      [now],
    );
    expect(rows).toEqual([{ ends: true, began: true, phases: 11, deadlines: 11, questions: 3, answers: 1, sealed: 0 }]);
  });

  it('opens with the keys it made: closed circles, earlier versions and drafts', async () => {
    expect(await digest(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses a database with people in it', async () => {
    await expect(seedDemo({ ownerUrl: one.urls.owner, masterKey, password: 'kring-demo', now })).rejects.toThrow('people in this database');
  });
});

describe('the same moment', () => {
  it('gives the same region, byte for byte once it is opened', async () => {
    const [one, other] = await Promise.all([cloneDatabase(), cloneDatabase()]);
    try {
      for (const db of [one, other]) await seedDemo({ ownerUrl: db.urls.owner, masterKey, password: 'kring-demo', now });
      expect(await digest(one)).toBe(await digest(other));
    } finally {
      await Promise.all([one.drop(), other.drop()]);
    }
  });

  it.each(['2026-08-27T09:00:00Z', '2027-01-02T23:30:00Z', '2027-03-30T10:15:00Z', '2027-07-20T08:00:00Z', '2028-02-29T14:00:00Z'])(
    'is right on %s too',
    async (moment) => {
      const db = await cloneDatabase();
      try {
        await seedDemo({ ownerUrl: db.urls.owner, masterKey, password: 'kring-demo', now: new Date(moment) });
        const late = await db.sql(`SELECT 1 FROM messages WHERE created_at > $1 OR created_at < $1::timestamptz - interval '400 days'`, [moment]);
        expect(late).toHaveLength(0);
        const counters = (await checkSeed(queries(db))).filter((problem) => !problem.includes('closed circle'));
        expect(counters).toEqual([]);
        for (const { body } of await db.sql<{ body: unknown }>('SELECT body FROM messages WHERE body IS NOT NULL')) readRichText(body, 'body');
      } finally {
        await db.drop();
      }
    },
  );
});

describe('the load set', () => {
  it('has exact counters in its small form', async () => {
    const db = await cloneDatabase();
    try {
      const made = await seedBig({ ownerUrl: db.urls.owner, scale: 'medium', now });
      expect(made).toEqual({ people: 200, groups: 10, messages: 10_000 });
      expect(await checkSeed(queries(db))).toEqual([]);
      const [long] = await db.sql(`SELECT max(message_count) - 1 AS replies, count(*)::int AS topics FROM topics`);
      expect(long).toEqual({ replies: 1_790, topics: 1_000 });
      const [indexes] = await db.sql(`SELECT count(*)::int AS n FROM pg_indexes WHERE schemaname = 'public'`);
      const [before] = await empty(`SELECT count(*)::int AS n FROM pg_indexes WHERE schemaname = 'public'`);
      expect(indexes).toEqual(before);
      const [keys] = await db.sql(`SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f'`);
      const [keysBefore] = await empty(`SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f'`);
      expect(keys).toEqual(keysBefore);
    } finally {
      await db.drop();
    }
  });

  async function empty(statement: string): Promise<Row[]> {
    const db = await cloneDatabase();
    try {
      return await db.sql(statement);
    } finally {
      await db.drop();
    }
  }
});
