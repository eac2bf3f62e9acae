import type { NamedReads } from '../../../platform/database/reads.js';

/** Selects of one's own things come from the features that own them: `$1` is the person. */
export interface OwnSql {
  groups: string;
  drafts: string;
  /** the next session within a day, or the one that runs; `$1` is the person */
  next: string;
  outcomes: string;
  /** date polls that wait for an answer */
  polls: string;
}

/** Something that came out of a session and waits for this person. */
export interface OutcomeTaskRow {
  kind: 'DO_ACTION' | 'TELL_HOW_IT_GOES' | 'APPROVE_LESSON';
  id: string;
  session_id: string;
  group_id: string;
  group_name: string;
  group_kind: string;
  at: string;
}

/** A date poll that waits for this person's answer. */
export interface PollTaskRow {
  id: string;
  group_id: string;
  group_name: string;
  group_kind: string;
  at: string;
}

export interface MentionRow {
  message_id: string;
  topic_id: string;
  group_id: string;
  n: number;
  at: string;
  group_name: string;
  kind: string;
  person_id: string;
  person_name: string;
  title: string | null;
  title_sealed: string | null;
}

const mine = `m.person_id = $1 AND m.ended_at IS NULL AND m.suspended_at IS NULL`;

/** Mentions that this person has not read yet, in circles they are in; newest first, at most 20. */
const openMentions = `
  SELECT x.id AS message_id, x.topic_id, x.group_id, x.n, e.at, g.name AS group_name, g.kind, x.author_id AS person_id,
         a.given_name || ' ' || a.family_name AS person_name, t.title, t.title_sealed
  FROM mentions e
  JOIN messages x ON x.id = e.message_id AND x.removed_at IS NULL
  JOIN topics t ON t.id = x.topic_id
  JOIN memberships m ON m.group_id = x.group_id AND ${mine}
  JOIN groups g ON g.id = x.group_id
  JOIN people a ON a.id = x.author_id
  LEFT JOIN topic_reads r ON r.person_id = $1 AND r.topic_id = x.topic_id
  WHERE e.person_id = $1 AND x.n > coalesce(r.read_n, 0) AND x.seq > m.joined_seq
  ORDER BY e.at DESC LIMIT 20`;

export interface OpenInvitationRow {
  id: string;
  at: string;
  group_id: string;
  group_name: string;
  kind: string;
  person_id: string;
  person_name: string;
}

/** Open invitations of this person, newest first. */
const openInvitations = `
  SELECT i.id, i.created_at AS at, g.id AS group_id, g.name AS group_name, g.kind, i.invited_by AS person_id,
         b.given_name || ' ' || b.family_name AS person_name
  FROM invitations i JOIN groups g ON g.id = i.group_id AND g.archived_at IS NULL JOIN people b ON b.id = i.invited_by
  WHERE i.person_id = $1 AND i.answer IS NULL AND i.expires_at > now()
  ORDER BY i.created_at DESC LIMIT 20`;

export interface HomeRow<Group, Draft, Next> {
  position: { seq: number; epoch: number } | null;
  groups: Group[];
  mentions: MentionRow[];
  invitations: OpenInvitationRow[];
  drafts: Draft[];
  next: Next | null;
  outcomes: OutcomeTaskRow[];
  polls: PollTaskRow[];
}

/**
 * Everything on Today, of one moment: where the own stream stands, circles, mentions, invitations, drafts. Drafts are under
 * row-level security: inside `withActor`.
 */
export async function readHome<Group extends object, Draft extends object, Next extends object>(
  reads: NamedReads,
  own: OwnSql,
  personId: string,
  stream: string,
): Promise<HomeRow<Group, Draft, Next>> {
  const [home] = await reads.named<HomeRow<Group, Draft, Next>>(
    'home',
    `SELECT (SELECT row_to_json(s) FROM (SELECT seq, epoch FROM realtime_stream WHERE stream = $2) AS s) AS position,
       (SELECT coalesce(json_agg(h), '[]') FROM (${own.groups}) AS h) AS groups,
       (SELECT coalesce(json_agg(h), '[]') FROM (${openMentions}) AS h) AS mentions,
       (SELECT coalesce(json_agg(h), '[]') FROM (${openInvitations}) AS h) AS invitations,
       (SELECT coalesce(json_agg(h), '[]') FROM (${own.drafts}) AS h) AS drafts,
       (SELECT row_to_json(h) FROM (${own.next}) AS h) AS next,
       (SELECT coalesce(json_agg(h), '[]') FROM (${own.outcomes}) AS h) AS outcomes,
       (SELECT coalesce(json_agg(h), '[]') FROM (${own.polls}) AS h) AS polls`,
    [personId, stream],
  );
  return home!;
}

export interface BellRow {
  id: string;
  kind: 'MENTION' | 'INVITATION';
  at: Date;
  seen: boolean;
  group_id: string;
  group_name: string;
  topic_id: string | null;
  message_id: string | null;
  n: number | null;
  person_id: string;
  person_name: string;
  invitation_id: string | null;
}

const bellSource = `
  SELECT e.message_id AS id, 'MENTION' AS kind, e.at, x.group_id, g.name AS group_name, x.topic_id, x.id AS message_id, x.n,
         x.author_id AS person_id, NULL::uuid AS invitation_id
  FROM mentions e JOIN messages x ON x.id = e.message_id AND x.removed_at IS NULL
  JOIN memberships m ON m.group_id = x.group_id AND ${mine} JOIN groups g ON g.id = x.group_id
  WHERE e.person_id = $1
  UNION ALL
  SELECT i.id, 'INVITATION', i.created_at, g.id, g.name, NULL, NULL, NULL, i.invited_by, i.id
  FROM invitations i JOIN groups g ON g.id = i.group_id AND g.archived_at IS NULL
  WHERE i.person_id = $1 AND i.answer IS NULL AND i.expires_at > now()`;

/** Mentions and invitations, newest first. */
export async function readBell(
  reads: NamedReads,
  personId: string,
  first: number,
  after: { at: string; id: string } | null,
): Promise<BellRow[]> {
  return reads.named<BellRow>(
    'bell',
    `SELECT b.*, b.at <= me.bell_seen_at AS seen, q.given_name || ' ' || q.family_name AS person_name
     FROM (${bellSource}) b JOIN people me ON me.id = $1 JOIN people q ON q.id = b.person_id
     WHERE $3::timestamptz IS NULL OR (date_trunc('milliseconds', b.at), b.id) < ($3, $4::uuid)
     ORDER BY date_trunc('milliseconds', b.at) DESC, b.id DESC LIMIT $2`,
    [personId, first + 1, after?.at ?? null, after?.id ?? null],
  );
}

export async function readBellUnseen(reads: NamedReads, personId: string): Promise<number> {
  const rows = await reads.named<{ unseen: number }>(
    'bell-unseen',
    `SELECT count(*)::int AS unseen FROM (SELECT 1 FROM (${bellSource}) b JOIN people me ON me.id = $1
      WHERE b.at > me.bell_seen_at LIMIT 100) c`,
    [personId],
  );
  return rows[0]?.unseen ?? 0;
}

export interface FoundRow {
  id: string;
  kind: 'GROUP' | 'TOPIC' | 'PERSON';
  title: string;
  subtitle: string | null;
  group_id: string | null;
  topic_id: string | null;
}

/** Circles, conversations of open circles and fellow members whose name or title holds the text; at most 12. */
export async function readGoTo(reads: NamedReads, personId: string, text: string): Promise<FoundRow[]> {
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return reads.named<FoundRow>(
    'go-to',
    `(SELECT g.id, 'GROUP' AS kind, g.name AS title, NULL AS subtitle, g.id AS group_id, NULL::uuid AS topic_id
      FROM memberships m JOIN groups g ON g.id = m.group_id WHERE ${mine} AND g.name ILIKE $2
      ORDER BY g.archived_at IS NOT NULL, g.last_activity_at DESC LIMIT 4)
     UNION ALL
     (SELECT t.id, 'TOPIC', t.title, g.name, g.id, t.id
      FROM memberships m JOIN groups g ON g.id = m.group_id AND g.kind = 'knowledge' JOIN topics t ON t.group_id = g.id
      WHERE ${mine} AND t.title ILIKE $2 ORDER BY t.last_message_at DESC LIMIT 5)
     UNION ALL
     (SELECT f.id, 'PERSON', f.name, f.group_name, f.group_id, NULL FROM (
        SELECT DISTINCT ON (q.id) q.id, q.given_name || ' ' || q.family_name AS name, g.name AS group_name, g.id AS group_id
        FROM memberships m JOIN memberships x ON x.group_id = m.group_id AND x.ended_at IS NULL AND x.person_id <> m.person_id
        JOIN people q ON q.id = x.person_id JOIN groups g ON g.id = m.group_id
        WHERE ${mine} AND q.given_name || ' ' || q.family_name ILIKE $2 ORDER BY q.id, g.last_activity_at DESC) f
      ORDER BY f.name LIMIT 3)`,
    [personId, like],
  );
}
