import { Client } from 'pg';
import { hashPassword } from '../src/platform/identity/password-hash.js';
import { type BigScale, bigSizes, circleSizes } from './big-sizes.js';
import { afterMessages, members, messagePlan, messages, organisations, people, planIndexes, prepare } from './big-statements.js';
import { messageHalves, topicTitles } from './big-texts.js';
import { withoutConstraints } from './suspend-constraints.js';

export interface SeedBigOptions {
  /** address of the database as its owner */
  ownerUrl: string;
  scale: BigScale;
  /** everyone's password; without it nobody can sign in with one */
  password?: string;
  /** the moment everything is dated back from; default: now */
  now?: Date;
  progress?: (done: number, total: number, what: string) => void;
}

const tables = ['topics', 'messages', 'mentions', 'reactions', 'topic_reads', 'memberships', 'groups'];
const mostChunks = 20;
const halves = 6_000;
/** about how many steps there are beside the messages: for the progress bar only */
const otherSteps = 45;

/**
 * Fills an empty, migrated database with the load set (`big-sizes.ts`), in one transaction: open circles only, everyone
 * in fifty of them, counters exact. Signing in: `persoon1@meetlat.example` and further.
 * @throws Error when there are people in it already
 */
export async function seedBig(options: SeedBigOptions): Promise<{ people: number; groups: number; messages: number }> {
  const sizes = bigSizes[options.scale];
  const now = options.now ?? new Date();
  let done = 0;
  const chunks = Math.min(mostChunks, sizes.circles);
  const step = (what: string): void => options.progress?.(Math.min((done += 1), chunks + otherSteps), chunks + otherSteps, what);
  const client = new Client({ connectionString: options.ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const known = await client.query('SELECT 1 FROM people LIMIT 1');
    if (known.rowCount) throw new Error('There are people in this database already: the load set needs an empty one');
    for (const statement of prepare) await client.query(statement);
    const circles = circleSizes(sizes);
    await client.query('INSERT INTO load_circles SELECT * FROM jsonb_to_recordset($1::jsonb) AS c (circle int, topics int, messages int, "longTopic" int)', [
      JSON.stringify(circles),
    ]);
    await client.query('INSERT INTO load_halves SELECT n, text FROM unnest($1::text[]) WITH ORDINALITY AS h (text, n)', [messageHalves(halves)]);
    await client.query('INSERT INTO load_titles SELECT n, text FROM unnest($1::text[]) WITH ORDINALITY AS h (text, n)', [topicTitles(5_000)]);
    step('people');
    const hash = await hashPassword(options.password ?? crypto.randomUUID());
    const values = { people: sizes.people, hash, now };
    await client.query(organisations);
    for (const { statement, parameters } of people) await client.query(statement, parameters.map((name) => values[name]));
    step('who is in which circle');
    await client.query(members.replaceAll('$1::int', `${sizes.people}`).replaceAll('$2::int', `${sizes.circles}`).replaceAll('$3::int', `${sizes.membershipsEach}`));
    step('which message goes where');
    await client.query(messagePlan);
    for (const statement of planIndexes) await client.query(statement);
    await withoutConstraints(client, tables, () => fill(client, sizes.circles, chunks, now, step), step);
    await client.query(`INSERT INTO installation (key, value) VALUES ('loadSet', $1)`, [JSON.stringify({ scale: options.scale, ...sizes })]);
    step('writing to disk');
    await client.query('COMMIT');
    step('statistics');
    await client.query('VACUUM ANALYZE');
    options.progress?.(chunks + otherSteps, chunks + otherSteps, 'done');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
  return { people: sizes.people, groups: sizes.circles, messages: sizes.messages };
}

async function fill(client: Client, circles: number, chunks: number, now: Date, step: (what: string) => void): Promise<void> {
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const first = Math.floor((circles * chunk) / chunks) + 1;
    const last = Math.floor((circles * (chunk + 1)) / chunks);
    step(`messages of circles ${first} to ${last}`);
    await client.query(messages, [now, halves, first, last]);
  }
  for (const { what, statement, now: dated } of afterMessages) {
    step(what);
    await client.query(statement, dated ? [now] : []);
  }
}
