import type { Pool } from 'pg';
import { hashToken } from '../../server/src/platform/identity/secret-token.js';

/** How many people listen in the circle that posts are sent to. */
export const listenerCount = 1_000;
/** How many circles the two people of the home page are in. */
export const homeCircles = 50;
/** What those two have not read in all their circles together. */
export const unreadAmounts = { little: 10, much: 100_000 } as const;

const id = (kind: string, number: number): string => {
  const kinds: Record<string, string> = { person: '1', circle: '2', topic: '3', message: '4', signIn: '5', organisation: '6', position: '7' };
  return `be9c${kinds[kind]!.padStart(4, '0')}-0000-4000-a000-${String(number).padStart(12, '0')}`;
};

/** The people beside the load set: 1 and 2 have a home page, 3 writes, the others listen. */
export const measured = {
  little: id('person', 1),
  much: id('person', 2),
  writer: id('person', 3),
  listener: (number: number): string => id('person', 100 + number),
  circle: id('circle', 1_000),
  topic: id('topic', 1),
};

/**
 * Adds what the load set does not have: two people with fifty circles who left little and much unread, and one circle
 * with a writer and a thousand listeners. Counters only: nobody reads the messages that the home page counts.
 */
export async function addMeasuredPeople(owner: Pool): Promise<void> {
  const client = await owner.connect();
  const run = (text: string, values: unknown[] = []): Promise<unknown> => client.query(text, values);
  try {
    await run('BEGIN');
    await run(
      `INSERT INTO organisations (id, kind, parent_id, path, name) VALUES ($1::uuid, 'network', NULL, ARRAY[$1::uuid], 'Netwerk Meter')`,
      [id('organisation', 1)],
    );
    const people = [1, 2, 3, ...Array.from({ length: listenerCount }, (_, n) => 100 + n)];
    await run(
      `INSERT INTO people (id, given_name, family_name, email, introduced_at, bell_seen_at)
       SELECT p, 'Meter', 'Nummer ' || n, 'meter' || n || '@meter.example', now(), now() FROM unnest($1::uuid[], $2::int[]) AS x (p, n)`,
      [people.map((n) => id('person', n)), people],
    );
    const circles = Array.from({ length: homeCircles }, (_, n) => 1 + n);
    await run(
      `INSERT INTO groups (id, kind, organisation_id, name, purpose, last_seq, member_count, last_activity_at, created_by)
       SELECT c, 'knowledge', $3, 'Meterkring ' || n, 'Een kring om de voorpagina mee te meten.', 5000, 2, now() - n * interval '1 hour', $4
       FROM unnest($1::uuid[], $2::int[]) AS x (c, n)`,
      [circles.map((n) => id('circle', n)), circles, id('organisation', 1), measured.little],
    );
    await run(
      `INSERT INTO realtime_stream (stream, seq) SELECT 'group:' || id, last_seq FROM groups WHERE NOT EXISTS
         (SELECT FROM realtime_stream s WHERE s.stream = 'group:' || groups.id)`,
    );
    for (const [person, unread] of [[measured.little, unreadAmounts.little], [measured.much, unreadAmounts.much]] as const) {
      await run(
        `INSERT INTO memberships (person_id, group_id, role, joined_seq, read_count)
         SELECT $1, c, 'member', 5000 - $4::int / $3::int - CASE WHEN n <= $4::int % $3::int THEN 1 ELSE 0 END,
           5000 - $4::int / $3::int - CASE WHEN n <= $4::int % $3::int THEN 1 ELSE 0 END
         FROM unnest($2::uuid[]) WITH ORDINALITY AS x (c, n)`,
        [person, circles.map((n) => id('circle', n)), homeCircles, unread],
      );
    }
    await run(
      `INSERT INTO groups (id, kind, organisation_id, name, last_seq, member_count, created_by) VALUES ($1, 'knowledge', $2, 'Meterkring om te horen', 1, $3, $4)`,
      [measured.circle, id('organisation', 1), listenerCount + 1, measured.writer],
    );
    await run(
      `INSERT INTO memberships (person_id, group_id, role, joined_seq, read_count) SELECT p, $2, 'member', 1, 1 FROM unnest($1::uuid[]) AS p`,
      [people.filter((n) => n >= 3).map((n) => id('person', n)), measured.circle],
    );
    await run(
      `INSERT INTO topics (id, group_id, title, created_by, message_count, last_seq, last_message_by, preview) VALUES ($1, $2, 'Om te horen', $3, 1, 1, $3, 'Begin')`,
      [measured.topic, measured.circle, measured.writer],
    );
    await run(
      `INSERT INTO messages (id, group_id, topic_id, n, seq, author_id, body) VALUES ($1, $2, $3, 1, 1, $4, $5)`,
      [id('message', 1), measured.circle, measured.topic, measured.writer, { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Begin' }] }] }],
    );
    await run('COMMIT');
  } catch (error) {
    await run('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Takes away what earlier runs posted, so that every run begins on the same rows. */
export async function forgetEarlierRuns(owner: Pool): Promise<void> {
  const run = (text: string, values: unknown[]): Promise<unknown> => owner.query(text, values);
  await run('DELETE FROM messages WHERE topic_id = $1 AND n > 1', [measured.topic]);
  await run('UPDATE topics SET message_count = 1, last_seq = 1 WHERE id = $1', [measured.topic]);
  await run('UPDATE groups SET last_seq = 1 WHERE id = $1', [measured.circle]);
  await run('DELETE FROM topic_reads WHERE topic_id = $1', [measured.topic]);
  await run('UPDATE memberships SET read_count = 1 WHERE group_id = $1', [measured.circle]);
  await run('DELETE FROM mutation_receipts WHERE person_id = $1', [measured.writer]);
  await run('DELETE FROM realtime_event WHERE stream = ANY($1)', [[`group:${measured.circle}`, `person:${measured.writer}`]]);
}

const tokens = new Map<string, string>();

/** Signs people in without asking for passwords. Returns person → Cookie header; a token comes from the person's id. */
export async function signIn(owner: Pool, people: readonly string[]): Promise<Map<string, string>> {
  const fresh = people.filter((person) => !tokens.has(person));
  for (const person of fresh) tokens.set(person, `bench${person.replaceAll('-', '')}`.padEnd(43, '0'));
  if (fresh.length > 0) {
    await owner.query(
      `INSERT INTO sign_ins (id, token_hash, person_id, device, expires_at)
       SELECT gen_random_uuid(), h, p, 'bench', now() + interval '30 days' FROM unnest($1::bytea[], $2::uuid[]) AS x (h, p)
       ON CONFLICT (token_hash) DO UPDATE SET expires_at = excluded.expires_at, last_seen_at = now(), ended_at = NULL`,
      [fresh.map((person) => hashToken(tokens.get(person)!)), fresh],
    );
  }
  return new Map(people.map((person) => [person, `__Host-kring=${tokens.get(person)!}`]));
}
