import type { Tx } from '../../../platform/database/unit-of-work.js';
import { holdsTodaySql, todaySql } from '../../../platform/database/today.js';
import { ManagerRelationEntity } from './manager-relation.entity.js';
import { PositionEntity } from './position.entity.js';

export async function activePersonExists(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 AS yes FROM people WHERE id = $1 AND status = 'active' FOR SHARE`, [personId]);
  return rows.length > 0;
}

/** As `activePersonExists`, for someone with a position today in the network that the organisation belongs to. */
export async function activePersonInNetwork(tx: Tx, personId: string, organisationId: string): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 AS yes FROM people q
     WHERE q.id = $1 AND q.status = 'active' AND EXISTS (
       SELECT 1 FROM positions h JOIN organisations at ON at.id = h.organisation_id JOIN organisations o ON o.path[1] = at.path[1]
       WHERE h.person_id = q.id AND o.id = $2 AND ${holdsTodaySql('h')})
     FOR SHARE OF q`,
    [personId, organisationId],
  );
  return rows.length > 0;
}

/** Today's date where the schools are, `YYYY-MM-DD`. */
export async function readToday(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ today: string }>(`SELECT ${todaySql}::text AS today`);
  return row!.today;
}

export async function insertPosition(tx: Tx, position: PositionEntity): Promise<void> {
  await tx.em.insert(PositionEntity, position);
}

export interface FoundPosition {
  id: string;
  person_id: string;
  organisation_id: string;
  kind: string;
  from_date: string;
  until_date: string | null;
}

export async function lockPosition(tx: Tx, positionId: string): Promise<FoundPosition | null> {
  const rows = await tx.query<FoundPosition>(
    `SELECT id, person_id, organisation_id, kind, from_date::text, until_date::text FROM positions WHERE id = $1 FOR UPDATE`,
    [positionId],
  );
  return rows[0] ?? null;
}

/** The position of this kind that someone holds there today, or will. */
export async function heldPositionId(tx: Tx, position: { personId: string; organisationId: string; kind: string }): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM positions WHERE person_id = $1 AND organisation_id = $2 AND kind = $3 AND (until_date IS NULL OR until_date > ${todaySql})
     ORDER BY from_date LIMIT 1 FOR UPDATE`,
    [position.personId, position.organisationId, position.kind],
  );
  return rows[0]?.id ?? null;
}

/** Ends a position on `until`, the first day without it; one that had not begun is emptied. */
export async function setPositionUntil(tx: Tx, positionId: string, until: string): Promise<void> {
  await tx.query(`UPDATE positions SET until_date = greatest(from_date, $2::date) WHERE id = $1`, [positionId, until]);
}

export async function insertManagerRelation(tx: Tx, relation: ManagerRelationEntity): Promise<void> {
  await tx.em.insert(ManagerRelationEntity, relation);
}

/** The relation of these two that holds today or later. */
export async function lockManagerRelation(tx: Tx, managerId: string, personId: string): Promise<{ id: string } | null> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM manager_relations
     WHERE manager_id = $1 AND person_id = $2 AND (until_date IS NULL OR until_date > ${todaySql})
     ORDER BY from_date LIMIT 1 FOR UPDATE`,
    [managerId, personId],
  );
  return rows[0] ?? null;
}

export async function setManagerRelationUntil(tx: Tx, id: string, until: string): Promise<void> {
  await tx.query(`UPDATE manager_relations SET until_date = greatest(from_date, $2::date) WHERE id = $1`, [id, until]);
}

/** Organisations where someone has a position: today's, or without any of these the ones they ever had. */
export async function readOrganisationPathsOf(tx: Tx, personId: string): Promise<string[][]> {
  const rows = await tx.query<{ path: string[]; now: boolean }>(
    `SELECT o.path, ${holdsTodaySql('h')} AS now
     FROM positions h JOIN organisations o ON o.id = h.organisation_id WHERE h.person_id = $1`,
    [personId],
  );
  const today = rows.filter((row) => row.now);
  return (today.length > 0 ? today : rows).map((row) => row.path);
}

/**
 * A proposal by somebody else for exactly this position, made in the last two weeks and not used yet.
 * Proposals live in the audit log: what was proposed by whom stays visible.
 */
export async function findProposal(
  tx: Tx,
  position: { personId: string; organisationId: string; kind: string },
  notBy: string,
): Promise<string | null> {
  const rows = await tx.query<{ id: string }>(
    `SELECT a.id FROM audit_log a
     WHERE a.act = 'position.proposed' AND a.subject_id = $1 AND a.organisation_id = $2 AND a.detail ->> 'kind' = $3
       AND a.actor_id <> $4 AND a.at > now() - interval '14 days'
       AND NOT EXISTS (SELECT 1 FROM audit_log g WHERE g.act = 'position.given' AND g.subject_id = $1
                         AND g.detail ->> 'proposal' = a.id::text)
     ORDER BY a.id DESC LIMIT 1`,
    [position.personId, position.organisationId, position.kind, notBy],
  );
  return rows[0]?.id ?? null;
}
