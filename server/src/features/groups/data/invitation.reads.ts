import type { NamedReads } from '../../../platform/database/reads.js';
import type { CircleRole } from '../domain/group-policy.js';
import type { GroupKind } from '../domain/group.js';
import { activeMember } from './group.reads.js';

export interface InvitationRow {
  id: string;
  group_id: string;
  role: CircleRole;
  created_at: Date;
  expires_at: Date;
  invited_by: string;
  inviter_name: string;
  group_name: string;
  kind: GroupKind;
  purpose: string;
  member_count: number;
  pact_version: number;
  pact_text: string | null;
  pact_created_at: Date | null;
  member_names: string[];
}

const open = `i.answer IS NULL AND i.expires_at > now()`;
const columns = `
  i.id, i.group_id, i.role, i.created_at, i.expires_at, i.invited_by, b.given_name || ' ' || b.family_name AS inviter_name,
  g.name AS group_name, g.kind, g.purpose, g.member_count, g.pact_version, p.text AS pact_text, p.created_at AS pact_created_at,
  ARRAY(SELECT q.given_name || ' ' || q.family_name FROM memberships x JOIN people q ON q.id = x.person_id
        WHERE x.group_id = g.id AND x.ended_at IS NULL ORDER BY q.given_name, q.family_name LIMIT 40) AS member_names
  FROM invitations i
  JOIN groups g ON g.id = i.group_id AND g.archived_at IS NULL
  JOIN people b ON b.id = i.invited_by
  LEFT JOIN group_pacts p ON p.group_id = g.id AND p.version = g.pact_version`;

/** An open invitation of this very person, by id or by the hash of its token. */
export async function readInvitation(
  reads: NamedReads,
  personId: string,
  by: { id: string } | { tokenHash: Buffer },
): Promise<InvitationRow | null> {
  const rows =
    'id' in by
      ? await reads.named<InvitationRow>('invitation-by-id', `SELECT ${columns} WHERE i.person_id = $1 AND i.id = $2 AND ${open}`, [personId, by.id])
      : await reads.named<InvitationRow>(
          'invitation-by-token',
          `SELECT ${columns} WHERE i.person_id = $1 AND i.token_hash = $2 AND ${open}`,
          [personId, by.tokenHash],
        );
  return rows[0] ?? null;
}

export interface SentRow {
  id: string;
  person_id: string;
  name: string;
  role: CircleRole;
  created_at: Date;
  expires_at: Date;
  accepted: boolean;
}

/** What the lead sees: accepted, or still open. A declined one looks open until it would have expired or is taken back (decisions 15). */
export async function readSentInvitations(reads: NamedReads, personId: string, groupId: string): Promise<SentRow[]> {
  return reads.named<SentRow>(
    'sent-invitations',
    `SELECT i.id, i.person_id, q.given_name || ' ' || q.family_name AS name, i.role, i.created_at, i.expires_at,
            coalesce(i.answer = 'accepted', false) AS accepted
     FROM memberships m
     JOIN invitations i ON i.group_id = m.group_id
     JOIN people q ON q.id = i.person_id
     WHERE ${activeMember} AND m.group_id = $2 AND m.role IN ('lead', 'co_lead')
       AND i.hidden_at IS NULL AND i.answer IS DISTINCT FROM 'withdrawn' AND i.expires_at > now()
     ORDER BY i.created_at DESC, i.id LIMIT 100`,
    [personId, groupId],
  );
}

/** Whether a mail about this invitation may still go out. */
export async function readInvitationForMail(reads: NamedReads, invitationId: string) {
  const rows = await reads.named<{ id: string; person_id: string; kind: GroupKind; group_name: string; inviter_name: string }>(
    'invitation-for-mail',
    `SELECT i.id, i.person_id, g.kind, g.name AS group_name, b.given_name || ' ' || b.family_name AS inviter_name
     FROM invitations i JOIN groups g ON g.id = i.group_id AND g.archived_at IS NULL
     JOIN people q ON q.id = i.person_id AND q.status = 'active'
     JOIN people b ON b.id = i.invited_by
     WHERE i.id = $1 AND ${open}`,
    [invitationId],
  );
  return rows[0] ?? null;
}
