export interface NextSessionRow {
  session_id: string;
  group_id: string;
  group_name: string;
  starts_at: string;
  minutes: number;
  status: string;
  place: string;
  online: boolean;
  facilitator_name: string | null;
  people: number;
  here: number;
}

/**
 * The live session that is next for the person `$1`: one that runs or whose lobby is open, else the first within a day.
 * What ought to be over for half a day is not next any more, and written ones have no moment.
 */
export const nextSessionSelect = `
  SELECT s.id AS session_id, g.id AS group_id, g.name AS group_name, s.starts_at, s.minutes, s.status, s.place, s.video_link <> '' AS online,
         f.given_name || ' ' || f.family_name AS facilitator_name, g.member_count AS people,
         (SELECT count(*)::int FROM session_people x WHERE x.session_id = s.id AND x.here) AS here
  FROM sessions s
  JOIN memberships m ON m.group_id = s.group_id AND m.person_id = $1 AND m.role IN ('lead', 'co_lead', 'member') AND m.ended_at IS NULL AND m.suspended_at IS NULL
  JOIN groups g ON g.id = s.group_id AND g.archived_at IS NULL
  LEFT JOIN people f ON f.id = s.facilitator_id
  WHERE s.status IN ('planned', 'lobby', 'running') AND s.starts_at > now() - interval '12 hours' AND s.starts_at < now() + interval '24 hours'
    AND (s.script ->> 'written')::boolean IS NOT TRUE
  ORDER BY array_position(ARRAY['running', 'lobby', 'planned'], s.status), CASE WHEN s.status = 'planned' THEN s.starts_at END, s.starts_at DESC LIMIT 1`;
