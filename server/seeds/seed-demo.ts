import { Client } from 'pg';
import type { MasterKey } from '../src/platform/crypto/sealer.js';
import { hashPassword } from '../src/platform/identity/password-hash.js';
import { bulkInsert, type Row, type TableRows } from './bulk-write.js';
import { buildCircle, type BuiltCircle, type World } from './demo-circles.js';
import { readDemoContent, readDemoPeople } from './demo-content.js';
import { draftRows } from './demo-drafts.js';
import {
  buildManagers,
  buildPeople,
  DemoOrganisations,
  letStartBefore,
  managerRows,
  morningOf,
  organisationRows,
  positionRows,
} from './demo-people.js';
import { buildReactions } from './demo-reactions.js';
import { lessonTables } from './demo-lessons.js';
import { circleNow, sessionTables } from './demo-sessions.js';
import { writtenTables } from './demo-written.js';
import { circleTables, invitationRows, SeedKeys, talkTables } from './demo-rows.js';
import { buildTopics } from './demo-timeline.js';
import { dayOf, schoolDaysBefore, schoolYearOf, toLocal } from './school-calendar.js';

export interface SeedDemoOptions {
  /** address of the database as its owner */
  ownerUrl: string;
  masterKey: MasterKey;
  /** the password that every demo person gets */
  password: string;
  /** the moment everything is dated back from; default: now */
  now?: Date;
  progress?: (done: number, total: number, what: string) => void;
}

/** Who can sign in with one click: `person` is the given name in small letters. */
export const demoPeople: readonly { person: string; label: string; isNew: boolean }[] = readDemoPeople().map((one) => ({
  person: one.person,
  label: one.label,
  isNew: one.new,
}));

const dayMs = 86_400_000;

/** Everything that goes into the database, dated back from `now`. Only ciphertexts and key bytes differ between two calls. */
export function buildDemoTables(masterKey: MasterKey, passwordHash: string, now: Date): TableRows[] {
  const content = readDemoContent();
  const organisations = new DemoOrganisations(content.organisations);
  const people = buildPeople(content, organisations, now);
  const topics = buildTopics(content.conversations, people, now);
  for (const topic of topics) for (const message of topic.messages) letStartBefore(message.author, message.at);
  const world: World = { people, organisations, demoPeople: content.demoPeople, now };
  const circles = content.circles.map((circle) =>
    buildCircle(
      circle,
      topics.filter((one) => one.circle === circle.key),
      world,
    ),
  );
  const placed = new Set(circles.flatMap((one) => one.topics));
  const lost = topics.find((one) => !placed.has(one));
  if (lost) throw new Error(`There is no circle ${lost.circle}`);
  checkMentions(circles);
  const keys = new SeedKeys(masterKey, now);
  const sessions = sessionTables(circles, world, keys);
  const theCircle = circles.find(({ source }) => source.key === circleNow)!;
  const begin = morningOf(dayOf(schoolYearOf(toLocal(now).day) - 2, 8, 20));
  const tables: TableRows[] = [
    { table: 'organisations', rows: organisationRows(organisations, begin) },
    { table: 'people', rows: peopleRows(world, begin) },
    { table: 'positions', rows: positionRows(people, organisations) },
    { table: 'manager_relations', rows: managerRows(buildManagers(people, organisations, now)) },
    {
      table: 'credentials',
      rows: [...people.values()].map((one) => ({ person_id: one.id, password_hash: passwordHash, changed_at: begin })),
    },
    ...circleTables(circles, world),
    ...talkTables(
      circles,
      circles.flatMap((circle) => buildReactions(circle, world)),
      keys,
    ),
    { table: 'invitations', rows: invitationRows(circles, world) },
    { table: 'conf.drafts', rows: draftRows(circles, world, keys) },
    ...sessions,
    ...lessonTables(organisations.id('regio'), sessions[0]!.rows.filter((row) => row['group_id'] === theCircle.id), keys, now),
    ...writtenTables(circles, world, keys),
    {
      table: 'installation',
      rows: [
        { key: 'demoPeople', value: installedPeople(world) },
        { key: 'demoCircleNow', value: theCircle.id },
      ],
    },
  ];
  // the keys are complete only now; they have no foreign keys, so their place does not matter
  return [...tables, { table: 'conf.keys', rows: keys.rows }];
}

function checkMentions(circles: BuiltCircle[]): void {
  for (const circle of circles) {
    const members = new Set(circle.memberships.map((one) => one.person.id));
    for (const message of circle.messages) {
      const stranger = message.mentions.find((id) => !members.has(id));
      if (stranger) throw new Error(`${circle.source.key}: "${message.source.text}" mentions someone who is not in the circle`);
    }
  }
}

function peopleRows(world: World, begin: Date): Row[] {
  const seenUntil = morningOf(schoolDaysBefore(toLocal(world.now).day, 3));
  return [...world.people.values()].map((person, index) => {
    const spec = world.demoPeople.find((one) => one.person === person.key);
    const yesterday = new Date(world.now.getTime() - dayMs);
    return {
      id: person.id,
      given_name: person.givenName,
      family_name: person.familyName,
      email: person.email,
      status: 'active',
      language: 'nl',
      mail_level: index % 11 === 3 && !spec ? 'nothing' : index % 7 === 2 && !spec ? 'all' : 'important',
      single_keys: true,
      plain_reading: false,
      calm_motion: false,
      introduced_at: spec?.new ? null : new Date(begin.getTime() + (index % 40) * 3_600_000),
      bell_seen_at: spec ? seenUntil : world.now,
      version: 1,
      created_at: spec?.new ? yesterday : begin,
    };
  });
}

function installedPeople(world: World): Row[] {
  return world.demoPeople.map((spec) => {
    const person = world.people.get(spec.person);
    const position = person?.positions[0];
    if (!person || !position) throw new Error(`The demo person ${spec.person} is not in people.yaml`);
    return {
      personId: person.id,
      name: `${person.givenName} ${person.familyName}`,
      email: person.email,
      position: spec.label,
      organisation: world.organisations.get(position.organisation).name,
      isNew: spec.new,
    };
  });
}

/**
 * Fills an empty, migrated database with the demo region in one transaction.
 * @throws Error when there are people in it already
 */
export async function seedDemo(options: SeedDemoOptions): Promise<{ people: number; groups: number; messages: number }> {
  const now = options.now ?? new Date();
  const passwordHash = await hashPassword(options.password);
  const tables = buildDemoTables(options.masterKey, passwordHash, now);
  const total = tables.reduce((sum, { rows }) => sum + rows.length, 0);
  const count = (table: string): number => tables.find((one) => one.table === table)?.rows.length ?? 0;
  const client = new Client({ connectionString: options.ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    const known = await client.query('SELECT 1 FROM people LIMIT 1');
    if (known.rowCount) throw new Error('There are people in this database already: the demo region needs an empty one');
    let done = 0;
    for (const table of tables) {
      done += await bulkInsert(client, table);
      options.progress?.(done, total, table.table);
    }
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
  return { people: count('people'), groups: count('groups'), messages: count('messages') };
}
