import type { NamedReads } from '../../../platform/database/reads.js';
import { holdsTodaySql } from '../../../platform/database/today.js';
import type { CircleRole } from '../domain/group-policy.js';
import type { GroupKind } from '../domain/group.js';

/**
 * One circle as one of its members sees it, rights joined in the statement. Rows of hot pages come as JSON that
 * PostgreSQL makes, in one column: moments are its texts, and numbers are numbers.
 */
export interface GroupRow {
  id: string;
  kind: GroupKind;
  name: string;
  purpose: string;
  member_count: number;
  decision_count: number;
  archived_at: string | null;
  version: number;
  created_at: string;
  last_activity_at: string;
  last_seq: number;
  pact_version: number;
  pact_text: string | null;
  pact_created_at: string | null;
  role: CircleRole;
  joined_seq: number;
  read_count: number;
  my_pact_version: number;
  pact_accepted_at: string | null;
  organisation_id: string;
  organisation_kind: string;
  organisation_name: string;
  organisation_brin: string | null;
  stream_seq: number | null;
  stream_epoch: number | null;
}

/** Columns of `GroupRow` (inside a `row_to_json` or `json_agg`) from `memberships m`, `groups g`, `organisations o`, `group_pacts p`, `realtime_stream s`. */
export const groupColumns = `
  g.id, g.kind, g.name, g.purpose, g.member_count, g.decision_count, g.archived_at, g.version, g.created_at,
  g.last_activity_at, g.last_seq, g.pact_version, p.text AS pact_text, p.created_at AS pact_created_at,
  m.role, m.joined_seq, m.read_count, m.pact_version AS my_pact_version, m.pact_accepted_at,
  o.id AS organisation_id, o.kind AS organisation_kind, o.name AS organisation_name, o.brin AS organisation_brin,
  s.seq AS stream_seq, s.epoch AS stream_epoch`;

/** Joins that belong to `groupColumns`; `$1` is the person. A membership that ended or is suspended finds nothing. */
export const groupJoins = `
  FROM memberships m
  JOIN groups g ON g.id = m.group_id
  JOIN organisations o ON o.id = g.organisation_id
  LEFT JOIN group_pacts p ON p.group_id = g.id AND p.version = g.pact_version
  LEFT JOIN realtime_stream s ON s.stream = 'group:' || g.id`;

export const activeMember = `m.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL`;

export async function readGroup(reads: NamedReads, personId: string, groupId: string): Promise<GroupRow | null> {
  const [found] = await reads.named<{ head: GroupRow }>(
    'group',
    `SELECT row_to_json(h) AS head FROM (SELECT ${groupColumns} ${groupJoins} WHERE ${activeMember} AND m.group_id = $2) AS h`,
    [personId, groupId],
  );
  return found?.head ?? null;
}

/** The circles of the person `$1`, newest activity first, as a select of `groupColumns`. */
export const myGroupsSelect = (archived: string): string => `
  SELECT ${groupColumns} ${groupJoins}
  WHERE ${activeMember} AND (g.archived_at IS NOT NULL) = ${archived}
  ORDER BY g.last_activity_at DESC, g.id LIMIT 200`;

/** All circles of a person, newest activity first. */
export async function readMyGroups(reads: NamedReads, personId: string, archived: boolean): Promise<GroupRow[]> {
  const [found] = await reads.named<{ groups: GroupRow[] }>(
    'my-groups',
    `SELECT coalesce(json_agg(h), '[]') AS groups FROM (${myGroupsSelect('$2')}) AS h`,
    [personId, archived],
  );
  return found!.groups;
}

export async function isMember(reads: NamedReads, personId: string, groupId: string): Promise<boolean> {
  const rows = await reads.named(
    'is-member',
    `SELECT 1 AS yes FROM memberships m WHERE ${activeMember} AND m.group_id = $2`,
    [personId, groupId],
  );
  return rows.length > 0;
}

export interface MemberRow {
  person_id: string;
  name: string;
  role: CircleRole;
  joined_at: Date;
  pact_accepted_at: Date | null;
  suspended_at: Date | null;
  position: string | null;
  organisation_name: string | null;
}

/** Members by name, for someone inside; `after` is the cursor of the last row seen. */
export async function readMembers(
  reads: NamedReads,
  personId: string,
  groupId: string,
  first: number,
  after: { name: string; id: string } | null,
): Promise<MemberRow[]> {
  return reads.named<MemberRow>(
    'group-members',
    `SELECT x.person_id, q.given_name || ' ' || q.family_name AS name, x.role, x.joined_at, x.pact_accepted_at, x.suspended_at,
            h.kind AS position, h.organisation_name
     FROM memberships m
     JOIN memberships x ON x.group_id = m.group_id AND x.ended_at IS NULL
     JOIN people q ON q.id = x.person_id
     LEFT JOIN LATERAL (
       SELECT h.kind, o.name AS organisation_name FROM positions h JOIN organisations o ON o.id = h.organisation_id
       WHERE h.person_id = x.person_id AND ${holdsTodaySql('h')}
       ORDER BY h.from_date, h.id LIMIT 1) h ON true
     WHERE ${activeMember} AND m.group_id = $2
       AND ($4::text IS NULL OR (q.given_name || ' ' || q.family_name, x.person_id) > ($4, $5::uuid))
     ORDER BY q.given_name || ' ' || q.family_name, x.person_id LIMIT $3`,
    [personId, groupId, first + 1, after?.name ?? null, after?.id ?? null],
  );
}

/** One member, for someone inside. */
export async function readMember(reads: NamedReads, personId: string, groupId: string, memberId: string): Promise<MemberRow | null> {
  const rows = await reads.named<MemberRow>(
    'group-member',
    `SELECT x.person_id, q.given_name || ' ' || q.family_name AS name, x.role, x.joined_at, x.pact_accepted_at, x.suspended_at,
            NULL::text AS position, NULL::text AS organisation_name
     FROM memberships m
     JOIN memberships x ON x.group_id = m.group_id AND x.ended_at IS NULL AND x.person_id = $3
     JOIN people q ON q.id = x.person_id
     WHERE ${activeMember} AND m.group_id = $2`,
    [personId, groupId, memberId],
  );
  return rows[0] ?? null;
}

/** Members whose name begins with these letters, for mentions; at most 8. */
export async function readMentionable(reads: NamedReads, personId: string, groupId: string, text: string) {
  return reads.named<{ id: string; name: string }>(
    'group-mentionable',
    `SELECT q.id, q.given_name || ' ' || q.family_name AS name
     FROM memberships m
     JOIN memberships x ON x.group_id = m.group_id AND x.ended_at IS NULL AND x.suspended_at IS NULL AND x.person_id <> m.person_id
     JOIN people q ON q.id = x.person_id AND q.status = 'active'
     WHERE ${activeMember} AND m.group_id = $2
       AND (q.given_name ILIKE $3 OR q.family_name ILIKE $3 OR q.given_name || ' ' || q.family_name ILIKE $3)
     ORDER BY q.given_name, q.family_name LIMIT 8`,
    [personId, groupId, `${text.replace(/[\\%_]/g, '\\$&')}%`],
  );
}

export interface CandidateRow {
  id: string;
  name: string;
  position: string | null;
  organisation_name: string | null;
}

/** People of the same region who are not in the circle, for those who may invite; at most 10. */
export async function readCandidates(reads: NamedReads, personId: string, groupId: string, text: string) {
  return reads.named<CandidateRow>(
    'group-candidates',
    `SELECT q.id, q.given_name || ' ' || q.family_name AS name, h.kind AS position, o2.name AS organisation_name
     FROM memberships m
     JOIN groups g ON g.id = m.group_id
     JOIN organisations o ON o.id = g.organisation_id
     JOIN people q ON q.status = 'active' AND q.id <> m.person_id
     JOIN LATERAL (
       SELECT h.kind, h.organisation_id FROM positions h JOIN organisations at ON at.id = h.organisation_id
       WHERE h.person_id = q.id AND at.path[1] = o.path[1] AND ${holdsTodaySql('h')}
       ORDER BY h.from_date, h.id LIMIT 1) h ON true
     JOIN organisations o2 ON o2.id = h.organisation_id
     WHERE ${activeMember} AND m.group_id = $2 AND m.role IN ('lead', 'co_lead')
       AND (q.given_name || ' ' || q.family_name ILIKE $3 OR q.family_name ILIKE $3)
       AND NOT EXISTS (SELECT 1 FROM memberships x WHERE x.group_id = g.id AND x.person_id = q.id AND x.ended_at IS NULL)
     ORDER BY q.given_name, q.family_name, q.id LIMIT 10`,
    [personId, groupId, `${text.replace(/[\\%_]/g, '\\$&')}%`],
  );
}
