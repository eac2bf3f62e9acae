import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { CircleRole } from '../domain/group-policy.js';
import type { GroupKind } from '../domain/group.js';
import { GroupEntity, GroupPactEntity, InvitationEntity, PactAcceptanceEntity } from './group.entities.js';

/** What a write needs to know of the circle and of the person's place in it; the membership row is locked. */
export interface LockedGroup {
  id: string;
  kind: GroupKind;
  organisationId: string;
  name: string;
  purpose: string;
  version: number;
  archivedAt: Date | null;
  pactVersion: number;
  memberCount: number;
  role: CircleRole | null;
  myPactVersion: number;
  readCount: number;
  /** members who lead now; one whose membership rests does not */
  leads: number;
}

/**
 * Locks this person's own membership row and reads the circle. The row lock closes the gap between asking and
 * acting: a removal waits for the write, or the write sees the removal. With `circleToo` the same holds for the circle.
 */
export async function lockGroup(tx: Tx, personId: string, groupId: string, circleToo = false): Promise<LockedGroup | null> {
  const [row] = await tx.query<Record<string, never>>(
    `SELECT g.id, g.kind, g.organisation_id AS "organisationId", g.name, g.purpose, g.version, g.archived_at AS "archivedAt", g.pact_version AS "pactVersion",
            g.member_count AS "memberCount", m.role, m.pact_version AS "myPactVersion", m.read_count::int AS "readCount",
            (SELECT count(*)::int FROM memberships l WHERE l.group_id = g.id AND l.role = 'lead' AND l.ended_at IS NULL AND l.suspended_at IS NULL) AS leads
     FROM memberships m JOIN groups g ON g.id = m.group_id
     WHERE m.person_id = $1 AND m.group_id = $2 AND m.ended_at IS NULL AND m.suspended_at IS NULL
     FOR NO KEY UPDATE OF ${circleToo ? 'm, g' : 'm'}`,
    [personId, groupId],
  );
  return (row as unknown as LockedGroup | undefined) ?? null;
}

/** Takes the circle's own row, for writes about members: counts and leads stay exact. */
export async function lockRoster(tx: Tx, groupId: string): Promise<void> {
  await tx.query(`SELECT 1 FROM groups WHERE id = $1 FOR NO KEY UPDATE`, [groupId]);
}

export async function insertGroup(
  tx: Tx,
  row: { id: string; kind: GroupKind; organisationId: string; name: string; purpose: string; createdBy: string },
): Promise<boolean> {
  const done = await tx.em
    .createQueryBuilder()
    .insert()
    .into(GroupEntity)
    .values({ ...row, lastActivityAt: tx.now, createdAt: tx.now })
    .orIgnore()
    .returning('id')
    .execute();
  return (done.raw as unknown[]).length === 1;
}

/** A new version of the pact; nobody but its writer has accepted it yet. */
export async function insertPact(tx: Tx, groupId: string, version: number, text: string, personId: string): Promise<void> {
  await tx.em.insert(GroupPactEntity, { groupId, version, text, createdBy: personId, createdAt: tx.now });
  await tx.em.update(GroupEntity, { id: groupId }, { pactVersion: version });
}

export async function findPactText(tx: Tx, groupId: string, version: number): Promise<string> {
  const [row] = await tx.query<{ text: string }>(`SELECT text FROM group_pacts WHERE group_id = $1 AND version = $2`, [groupId, version]);
  return row!.text;
}

export async function acceptPact(tx: Tx, groupId: string, version: number, personId: string): Promise<void> {
  await tx.em.createQueryBuilder().insert().into(PactAcceptanceEntity).values({ groupId, version, personId, acceptedAt: tx.now }).orIgnore().execute();
  await tx.query(
    `UPDATE memberships SET pact_version = $3, pact_accepted_at = $4 WHERE group_id = $1 AND person_id = $2`,
    [groupId, personId, version, tx.now],
  );
}

/**
 * Makes someone a member (again). What was written before counts as read.
 * @returns the number of members after it, or `null` when they were a member already
 */
export async function addMember(tx: Tx, groupId: string, personId: string, role: CircleRole): Promise<number | null> {
  const rows = await tx.query<{ person_id: string }>(
    `INSERT INTO memberships AS m (person_id, group_id, role, joined_at, joined_seq, read_count)
     SELECT $2, g.id, $3, $4, g.last_seq, g.last_seq FROM groups g WHERE g.id = $1
     ON CONFLICT (person_id, group_id) DO UPDATE
       SET role = excluded.role, joined_at = excluded.joined_at, joined_seq = excluded.joined_seq, read_count = excluded.read_count,
           pact_version = 0, pact_accepted_at = NULL, ended_at = NULL, ended_reason = NULL, suspended_at = NULL
       WHERE m.ended_at IS NOT NULL
     RETURNING m.person_id`,
    [groupId, personId, role, tx.now],
  );
  if (rows.length === 0) return null;
  await tx.query(
    `DELETE FROM topic_reads r USING topics t WHERE r.topic_id = t.id AND r.person_id = $2 AND t.group_id = $1`,
    [groupId, personId],
  );
  return changeMemberCount(tx, groupId, 1);
}

/** @returns the number of members after it, or `null` when there was no membership to end */
export async function endMembership(tx: Tx, groupId: string, personId: string, reason: string): Promise<number | null> {
  const rows = await tx.query<{ person_id: string }>(
    `UPDATE memberships SET ended_at = $3, ended_reason = $4 WHERE group_id = $1 AND person_id = $2 AND ended_at IS NULL RETURNING person_id`,
    [groupId, personId, tx.now, reason],
  );
  return rows.length === 0 ? null : changeMemberCount(tx, groupId, -1);
}

async function changeMemberCount(tx: Tx, groupId: string, by: number): Promise<number> {
  const [row] = await tx.query<{ member_count: number }>(
    `UPDATE groups SET member_count = member_count + $2 WHERE id = $1 RETURNING member_count`,
    [groupId, by],
  );
  return row!.member_count;
}

export interface OtherMember {
  personId: string;
  role: CircleRole;
  suspended: boolean;
}

export async function lockMember(tx: Tx, groupId: string, personId: string): Promise<OtherMember | null> {
  const [row] = await tx.query<OtherMember>(
    `SELECT person_id AS "personId", role, suspended_at IS NOT NULL AS suspended
     FROM memberships WHERE group_id = $1 AND person_id = $2 AND ended_at IS NULL FOR NO KEY UPDATE`,
    [groupId, personId],
  );
  return row ?? null;
}

export async function setRole(tx: Tx, groupId: string, personId: string, role: CircleRole): Promise<void> {
  await tx.query(`UPDATE memberships SET role = $3 WHERE group_id = $1 AND person_id = $2`, [groupId, personId, role]);
}

export async function memberIds(tx: Tx, groupId: string): Promise<string[]> {
  const rows = await tx.query<{ person_id: string }>(
    `SELECT person_id FROM memberships WHERE group_id = $1 AND ended_at IS NULL`,
    [groupId],
  );
  return rows.map((row) => row.person_id);
}

/** @returns the new version, or `null` when someone else changed the circle first */
export async function updateGroup(tx: Tx, groupId: string, ifVersion: number, name: string, purpose: string): Promise<number | null> {
  const [row] = await tx.query<{ version: number }>(
    `UPDATE groups SET name = $3, purpose = $4, version = version + 1 WHERE id = $1 AND version = $2 RETURNING version`,
    [groupId, ifVersion, name, purpose],
  );
  return row?.version ?? null;
}

export async function setArchived(tx: Tx, groupId: string, at: Date | null): Promise<void> {
  await tx.query(`UPDATE groups SET archived_at = $2, version = version + 1 WHERE id = $1`, [groupId, at]);
}

/** Open for who sent it: not answered, or declined, which the inviter never sees (decisions 15). */
const looksOpen = `(answer IS NULL OR answer = 'declined' AND hidden_at IS NULL)`;

/** @returns false when an invitation of this person stands, or looks as if it does, or the id is taken */
export async function insertInvitation(
  tx: Tx,
  row: { id: string; groupId: string; personId: string; role: CircleRole; tokenHash: Buffer; invitedBy: string; expiresAt: Date },
): Promise<boolean> {
  await tx.query(
    `UPDATE invitations SET answer = 'withdrawn', answered_at = $3
     WHERE group_id = $1 AND person_id = $2 AND answer IS NULL AND expires_at <= $3`,
    [row.groupId, row.personId, tx.now],
  );
  // locked, so that one that is being declined right now is seen as what it will be
  const standing = await tx.query(
    `SELECT 1 AS yes FROM invitations WHERE group_id = $1 AND person_id = $2 AND ${looksOpen} AND expires_at > $3 FOR NO KEY UPDATE`,
    [row.groupId, row.personId, tx.now],
  );
  if (standing.length > 0) return false;
  const done = await tx.em.createQueryBuilder().insert().into(InvitationEntity).values({ ...row, createdAt: tx.now }).orIgnore().returning('id').execute();
  return (done.raw as unknown[]).length === 1;
}

export interface OpenInvitation {
  id: string;
  groupId: string;
  personId: string;
  role: CircleRole;
}

/**
 * Takes back what looks open to who sent it; one that was declined only leaves the inviter's list.
 * @returns the invitation when it really was open
 */
export async function withdrawInvitation(tx: Tx, id: string, groupId: string): Promise<OpenInvitation | null> {
  const [row] = await tx.query<OpenInvitation & { answer: string }>(
    `UPDATE invitations SET hidden_at = $3, answer = coalesce(answer, 'withdrawn'), answered_at = coalesce(answered_at, $3)
     WHERE id = $1 AND group_id = $2 AND ${looksOpen} AND expires_at > $3
     RETURNING id, group_id AS "groupId", person_id AS "personId", role, answer`,
    [id, groupId, tx.now],
  );
  return row?.answer === 'withdrawn' ? row : null;
}

/** Answers an invitation once, for ever: the conditional update is what makes it single-use. */
export async function closeInvitation(
  tx: Tx,
  by: { id: string; personId: string },
  answer: 'accepted' | 'declined',
): Promise<OpenInvitation | null> {
  const [row] = await tx.query<OpenInvitation>(
    `UPDATE invitations SET answer = $2, answered_at = $3
     WHERE id = $1 AND person_id = $4 AND answer IS NULL AND expires_at > $3
     RETURNING id, group_id AS "groupId", person_id AS "personId", role`,
    [by.id, answer, tx.now, by.personId],
  );
  return row ?? null;
}

/** Closed circles where both people are members now. */
export async function closedCirclesOfBoth(tx: Tx, onePersonId: string, otherPersonId: string): Promise<{ groupId: string }[]> {
  return tx.query(
    `SELECT g.id AS "groupId" FROM groups g
     JOIN memberships a ON a.group_id = g.id AND a.person_id = $1 AND a.ended_at IS NULL
     JOIN memberships b ON b.group_id = g.id AND b.person_id = $2 AND b.ended_at IS NULL
     WHERE g.kind IN ('coaching', 'intervision') ORDER BY g.id`,
    [onePersonId, otherPersonId],
  );
}

/** @returns false when it already was so */
export async function setSuspended(tx: Tx, groupId: string, personId: string, at: Date | null): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE memberships SET suspended_at = $3
     WHERE group_id = $1 AND person_id = $2 AND ended_at IS NULL AND (suspended_at IS NULL) <> ($3::timestamptz IS NULL) RETURNING 1 AS done`,
    [groupId, personId, at],
  );
  return rows.length > 0;
}

export async function suspendedMemberships(tx: Tx, personId: string): Promise<{ groupId: string }[]> {
  return tx.query(
    `SELECT group_id AS "groupId" FROM memberships WHERE person_id = $1 AND ended_at IS NULL AND suspended_at IS NOT NULL ORDER BY group_id`,
    [personId],
  );
}
