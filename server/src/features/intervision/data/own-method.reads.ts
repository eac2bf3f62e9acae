import type { NamedReads } from '../../../platform/database/reads.js';
import { holdsTodaySql } from '../../../platform/database/today.js';
import type { OwnMethod } from '../domain/own-method.js';

/** A method of one's own with its newest version, as somebody who may use it finds it. */
export interface OwnMethodRow {
  id: string;
  group_id: string | null;
  organisation_id: string | null;
  /** of an organisation: its name */
  owner_name: string | null;
  version: number;
  archived: boolean;
  may_edit: boolean;
  body: OwnMethod;
}

/** What a circle has to choose from besides the catalogue, and what this person may make. */
export interface ShelfRow {
  /** closed circle, and a role that takes part in its sessions */
  takes_part: boolean;
  may_make: boolean;
  /** organisations of the circle's line for which this person may make methods */
  make_for: { id: string; name: string }[];
  methods: OwnMethodRow[];
}

/** Who holds what, out of the catalogue of rights: circle roles and kinds of position that may make methods. */
export interface Makers {
  readonly roles: readonly string[];
  readonly positions: readonly string[];
}

const takesPart = `m.role IN ('lead', 'co_lead', 'member')`;
const active = `m.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL`;
/** `$1` person, `$3` roles, `$4` kinds of position */
const makesFor = (organisation: string): string =>
  `EXISTS (SELECT 1 FROM positions p WHERE p.person_id = $1 AND p.organisation_id = ${organisation} AND p.kind = ANY($4::text[]) AND ${holdsTodaySql('p')})`;
const makesIn = `m.role = ANY($3::text[]) AND g.archived_at IS NULL AND g.pact_version <= m.pact_version AND g.kind <> 'knowledge'`;
const columns = `x.id, x.group_id, x.organisation_id, w.name AS owner_name, x.version, x.archived_at IS NOT NULL AS archived, v.body`;
const joins = `JOIN own_method_versions v ON v.method_id = x.id AND v.version = x.version LEFT JOIN organisations w ON w.id = x.organisation_id`;

/** One circle's methods: its own, and those of its organisation and of the ones above that. @returns null for who is not in it */
export async function readShelf(reads: NamedReads, personId: string, groupId: string, makers: Makers): Promise<ShelfRow | null> {
  const [found] = await reads.named<{ shelf: ShelfRow }>(
    'method-shelf',
    `SELECT row_to_json(r) AS shelf FROM (
       SELECT ${takesPart} AND g.kind <> 'knowledge' AS takes_part, ${makesIn} AS may_make,
         (SELECT coalesce(json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY array_length(a.path, 1)), '[]')
          FROM organisations a WHERE a.id = ANY(o.path) AND ${takesPart} AND g.kind <> 'knowledge' AND ${makesFor('a.id')}) AS make_for,
         (SELECT coalesce(json_agg(t ORDER BY t.organisation_id IS NOT NULL, t.created_at, t.id), '[]') FROM (
            SELECT ${columns}, x.created_at, CASE WHEN x.group_id IS NULL THEN ${makesFor('x.organisation_id')} ELSE ${makesIn} END AS may_edit
            FROM own_methods x ${joins}
            WHERE ${takesPart} AND g.kind <> 'knowledge' AND (x.group_id = g.id OR x.organisation_id = ANY(o.path))) t) AS methods
       FROM memberships m JOIN groups g ON g.id = m.group_id JOIN organisations o ON o.id = g.organisation_id
       WHERE ${active} AND m.group_id = $2) r`,
    [personId, groupId, makers.roles, makers.positions],
  );
  return found?.shelf ?? null;
}

/**
 * One method, for whoever takes part in its circle, in a closed circle of its organisation or below, or makes methods
 * for that organisation.
 */
export async function readOwnMethod(reads: NamedReads, personId: string, methodId: string, makers: Makers): Promise<OwnMethodRow | null> {
  const [found] = await reads.named<{ method: OwnMethodRow }>(
    'own-method',
    `SELECT row_to_json(r) AS method FROM (
       SELECT ${columns}, CASE WHEN x.group_id IS NULL THEN ${makesFor('x.organisation_id')} ELSE c.makes END AS may_edit
       FROM own_methods x ${joins}
       LEFT JOIN LATERAL (
         SELECT bool_or(${makesIn}) AS makes FROM memberships m JOIN groups g ON g.id = m.group_id JOIN organisations o ON o.id = g.organisation_id
         WHERE ${active} AND ${takesPart} AND g.kind <> 'knowledge' AND (g.id = x.group_id OR x.organisation_id = ANY(o.path))
         HAVING count(*) > 0) c ON true
       WHERE x.id = $2 AND (c.makes IS NOT NULL OR (x.organisation_id IS NOT NULL AND ${makesFor('x.organisation_id')}))) r`,
    [personId, methodId, makers.roles, makers.positions],
  );
  return found?.method ?? null;
}

/** What these methods are called, those that were put away too. */
export async function readMethodNames(reads: NamedReads, ids: readonly string[]): Promise<{ id: string; name: OwnMethod['name'] }[]> {
  return reads.named<{ id: string; name: OwnMethod['name'] }>(
    'own-method-names',
    `SELECT x.id, v.body->'name' AS name FROM own_methods x JOIN own_method_versions v ON v.method_id = x.id AND v.version = x.version WHERE x.id = ANY($1::uuid[])`,
    [ids],
  );
}
