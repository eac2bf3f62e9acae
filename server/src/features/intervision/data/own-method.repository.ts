import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { OwnMethod } from '../domain/own-method.js';

/** A method under its lock: two people who change it wait for each other. */
export interface LockedMethod {
  readonly id: string;
  readonly groupId: string | null;
  readonly organisationId: string | null;
  readonly basedOn: string;
  readonly version: number;
  readonly archived: boolean;
}

export interface MethodOwner {
  readonly groupId: string | null;
  readonly organisationId: string | null;
}

/** Whose it is, without any lock. */
export async function findMethodOwner(tx: Tx, methodId: string): Promise<MethodOwner | null> {
  const [row] = await tx.query<MethodOwner>(`SELECT group_id AS "groupId", organisation_id AS "organisationId" FROM own_methods WHERE id = $1`, [methodId]);
  return row ?? null;
}

export async function lockMethod(tx: Tx, methodId: string): Promise<LockedMethod> {
  const [row] = await tx.query<LockedMethod>(
    `SELECT id, group_id AS "groupId", organisation_id AS "organisationId", based_on AS "basedOn", version, archived_at IS NOT NULL AS archived
     FROM own_methods WHERE id = $1 FOR NO KEY UPDATE`,
    [methodId],
  );
  return row!;
}

/** Methods that this owner made, those that were put away too. Makers for one owner wait for each other. */
export async function countMethods(tx: Tx, { groupId, organisationId }: MethodOwner): Promise<number> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('methods:' || $1::text, 0))`, [groupId ?? organisationId]);
  const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count FROM own_methods WHERE group_id = $1 OR organisation_id = $2`, [groupId, organisationId]);
  return row!.count;
}

/** @returns false when the id is taken */
export async function insertMethod(tx: Tx, id: string, owner: MethodOwner, body: OwnMethod, personId: string): Promise<boolean> {
  const made = await tx.query(
    `INSERT INTO own_methods (id, group_id, organisation_id, based_on, version, created_at) VALUES ($1, $2, $3, $4, 1, $5) ON CONFLICT DO NOTHING RETURNING id`,
    [id, owner.groupId, owner.organisationId, body.basedOn, tx.now],
  );
  if (made.length === 0) return false;
  await insertVersion(tx, id, 1, body, personId);
  return true;
}

/** The next version; the ones before it stay as they are. */
export async function addVersion(tx: Tx, method: LockedMethod, body: OwnMethod, personId: string): Promise<void> {
  const version = method.version + 1;
  await tx.query(`UPDATE own_methods SET version = $2 WHERE id = $1`, [method.id, version]);
  await insertVersion(tx, method.id, version, body, personId);
}

async function insertVersion(tx: Tx, id: string, version: number, body: OwnMethod, personId: string): Promise<void> {
  await tx.query(`INSERT INTO own_method_versions (method_id, version, body, written_by, written_at) VALUES ($1, $2, $3, $4, $5)`, [id, version, JSON.stringify(body), personId, tx.now]);
}

export async function setMethodArchived(tx: Tx, methodId: string, archived: boolean): Promise<void> {
  await tx.query(`UPDATE own_methods SET archived_at = CASE WHEN $2 THEN coalesce(archived_at, $3) END WHERE id = $1`, [methodId, archived, tx.now]);
}

/** A method to plan with in a circle: its own, or of its organisation or one above that; not one that was put away. */
export async function findMethodForCircle(tx: Tx, methodId: string, groupId: string): Promise<{ version: number; body: OwnMethod } | null> {
  const [row] = await tx.query<{ version: number; body: OwnMethod }>(
    `SELECT x.version, v.body FROM own_methods x JOIN own_method_versions v ON v.method_id = x.id AND v.version = x.version
     JOIN groups g ON g.id = $2 JOIN organisations o ON o.id = g.organisation_id
     WHERE x.id = $1 AND x.archived_at IS NULL AND (x.group_id = g.id OR x.organisation_id = ANY(o.path))`,
    [methodId, groupId],
  );
  return row ?? null;
}
