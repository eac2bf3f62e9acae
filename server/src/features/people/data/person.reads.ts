import type { NamedReads } from '../../../platform/database/reads.js';
import { holdsTodaySql } from '../../../platform/database/today.js';

export interface MeRow {
  id: string;
  given_name: string;
  family_name: string;
  email: string;
  language: 'nl' | 'en';
  mail_level: 'all' | 'important' | 'nothing';
  single_keys: boolean;
  plain_reading: boolean;
  calm_motion: boolean;
  introduced_at: Date | null;
  version: number;
}

export async function readMe(reads: NamedReads, personId: string): Promise<MeRow | null> {
  const rows = await reads.named<MeRow>(
    'me',
    `SELECT p.id, p.given_name, p.family_name, p.email, p.language, p.mail_level, p.single_keys, p.plain_reading,
            p.calm_motion, p.introduced_at, p.version
     FROM people p WHERE p.id = $1 AND p.status = 'active'`,
    [personId],
  );
  return rows[0] ?? null;
}

export interface PositionRow {
  id: string;
  kind: string;
  from_date: string;
  until_date: string | null;
  organisation_id: string;
  organisation_kind: string;
  organisation_name: string;
  organisation_brin: string | null;
}

/** Positions of today; an administrator's position comes after the others, then the oldest first. */
export async function readPositions(reads: NamedReads, personId: string): Promise<PositionRow[]> {
  return reads.named<PositionRow>(
    'positions-of-person',
    `SELECT h.id, h.kind, h.from_date::text, h.until_date::text,
            o.id AS organisation_id, o.kind AS organisation_kind, o.name AS organisation_name, o.brin AS organisation_brin
     FROM positions h JOIN organisations o ON o.id = h.organisation_id
     WHERE h.person_id = $1 AND ${holdsTodaySql('h')}
     ORDER BY ${mainPositionFirst('h')} LIMIT 50`,
    [personId],
  );
}

/** The order that makes the first row someone's main position. */
export const mainPositionFirst = (alias: string): string =>
  `starts_with(${alias}.kind, 'administrator_'), ${alias}.from_date, ${alias}.id`;

export interface PersonCardRow {
  id: string;
  name: string;
}

export async function readPersonCards(reads: NamedReads, ids: readonly string[]): Promise<PersonCardRow[]> {
  return reads.named<PersonCardRow>(
    'person-cards',
    `SELECT p.id, p.given_name || ' ' || p.family_name AS name FROM people p WHERE p.id = ANY($1::uuid[])`,
    [ids],
  );
}

export interface MainPositionRow {
  person_id: string;
  kind: string;
  organisation_name: string;
}

/** The main position of each person who has one today. */
export async function readMainPositions(reads: NamedReads, ids: readonly string[]): Promise<MainPositionRow[]> {
  return reads.named<MainPositionRow>(
    'main-positions',
    `SELECT DISTINCT ON (h.person_id) h.person_id, h.kind, o.name AS organisation_name
     FROM positions h JOIN organisations o ON o.id = h.organisation_id
     WHERE h.person_id = ANY($1::uuid[]) AND ${holdsTodaySql('h')}
     ORDER BY h.person_id, ${mainPositionFirst('h')}`,
    [ids],
  );
}
