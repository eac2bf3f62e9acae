import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { AppointmentKind } from '../domain/appointment-kinds.js';
import { meets } from './insiders.js';

export interface NewAppointment {
  id: string;
  groupId: string;
  kind: AppointmentKind;
  seriesId: string | null;
  day: string;
  minute: number;
  zone: string;
  startsAt: Date;
  minutes: number;
  place: string;
  videoLink: string;
  createdBy: string;
}

/** @returns false when the id is taken */
export async function insertAppointment(tx: Tx, one: NewAppointment): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO appointments (id, group_id, kind, series_id, day, minute, zone, starts_at, minutes, place, video_link, status, sequence, created_by, created_at, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'planned', 0, $12, $13, $13) ON CONFLICT DO NOTHING RETURNING id`,
    [one.id, one.groupId, one.kind, one.seriesId, one.day, one.minute, one.zone, one.startsAt, one.minutes, one.place, one.videoLink, one.createdBy, tx.now],
  );
  return rows.length === 1;
}

export interface LockedAppointment {
  groupId: string;
  status: 'planned' | 'cancelled';
  sequence: number;
  startsAt: Date;
  day: string;
  zone: string;
  place: string;
  videoLink: string;
  past: boolean;
}

export async function findAppointmentGroup(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ groupId: string }>(`SELECT group_id AS "groupId" FROM appointments WHERE id = $1`, [id]);
  return row?.groupId ?? null;
}

/** Whoever moves it waits for who answers (`change`); those who answer only wait for a move. */
export async function lockAppointment(tx: Tx, id: string, what: 'change' | 'answer'): Promise<LockedAppointment | null> {
  const [row] = await tx.query<LockedAppointment>(
    `SELECT group_id AS "groupId", status, sequence, starts_at AS "startsAt", day::text, zone, place, video_link AS "videoLink", starts_at <= now() AS past
     FROM appointments WHERE id = $1 ${what === 'change' ? 'FOR NO KEY UPDATE' : 'FOR SHARE'}`,
    [id],
  );
  return row ?? null;
}

export async function updateAppointment(tx: Tx, id: string, to: { day: string; minute: number; zone: string; startsAt: Date; place: string; videoLink: string }): Promise<number> {
  const [row] = await tx.query<{ sequence: number }>(
    `UPDATE appointments SET day = $2, minute = $3, zone = $4, starts_at = $5, place = $6, video_link = $7, sequence = sequence + 1, changed_at = $8
     WHERE id = $1 RETURNING sequence`,
    [id, to.day, to.minute, to.zone, to.startsAt, to.place, to.videoLink, tx.now],
  );
  return row!.sequence;
}

/** @returns the new number, or null when it was called off already or is not there */
export async function cancelAppointment(tx: Tx, id: string): Promise<number | null> {
  const [row] = await tx.query<{ sequence: number }>(
    `UPDATE appointments SET status = 'cancelled', sequence = sequence + 1, changed_at = $2 WHERE id = $1 AND status = 'planned' RETURNING sequence`,
    [id, tx.now],
  );
  return row?.sequence ?? null;
}

/** @returns whether anything changed */
export async function saveAttendance(tx: Tx, id: string, personId: string, coming: boolean): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO appointment_answers AS a (appointment_id, person_id, coming, answered_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (appointment_id, person_id) DO UPDATE SET coming = excluded.coming, answered_at = excluded.answered_at WHERE a.coming <> excluded.coming
     RETURNING person_id`,
    [id, personId, coming, tx.now],
  );
  return rows.length > 0;
}

/** Who meets in a circle now. */
export async function findMeeting(tx: Tx, groupId: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`SELECT m.person_id AS id FROM memberships m WHERE m.group_id = $1 AND ${meets('m')} ORDER BY 1`, [groupId]);
  return rows.map(({ id }) => id);
}

/** Who is told of an appointment now: who meets in its circle, but not who said that they do not come (`reminder`). */
export async function findTold(tx: Tx, id: string, sequence: number, reminder: boolean): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT m.person_id AS id FROM appointments a JOIN groups g ON g.id = a.group_id AND g.archived_at IS NULL JOIN memberships m ON m.group_id = a.group_id AND ${meets('m')}
     LEFT JOIN appointment_answers w ON w.appointment_id = a.id AND w.person_id = m.person_id
     WHERE a.id = $1 AND a.sequence = $2 AND (NOT $3::boolean OR a.status = 'planned' AND coalesce(w.coming, true)) ORDER BY 1`,
    [id, sequence, reminder],
  );
  return rows.map(({ id: personId }) => personId);
}

export interface EntryRow {
  id: string;
  kind: AppointmentKind;
  sequence: number;
  starts_at: Date;
  minutes: number;
  place: string;
  video_link: string;
  cancelled: boolean;
  changed_at: Date;
  zone: string;
}

const entryColumns = `a.id, a.kind, a.sequence, a.starts_at, a.minutes, a.place, a.video_link, a.status = 'cancelled' AS cancelled, a.changed_at, a.zone`;

/** One appointment for one person who meets there now. */
export async function readEntry(reads: NamedReads, personId: string, id: string): Promise<(EntryRow & { email: string; language: 'nl' | 'en'; coming: boolean | null }) | null> {
  const [row] = await reads.named<EntryRow & { email: string; language: 'nl' | 'en'; coming: boolean | null }>(
    'agenda-entry',
    `SELECT ${entryColumns}, p.email, p.language, w.coming FROM appointments a JOIN memberships m ON m.group_id = a.group_id AND m.person_id = $1 AND ${meets('m')}
     JOIN people p ON p.id = m.person_id LEFT JOIN appointment_answers w ON w.appointment_id = a.id AND w.person_id = m.person_id WHERE a.id = $2`,
    [personId, id],
  );
  return row ?? null;
}

/** The appointments of a series that are still to come, for one person who meets there now. */
export async function readSeriesEntries(reads: NamedReads, personId: string, seriesId: string): Promise<(EntryRow & { email: string; language: 'nl' | 'en'; group_id: string })[]> {
  return reads.named(
    'agenda-series-entries',
    `SELECT ${entryColumns}, a.group_id, p.email, p.language FROM appointments a JOIN memberships m ON m.group_id = a.group_id AND m.person_id = $1 AND ${meets('m')}
     JOIN people p ON p.id = m.person_id WHERE a.series_id = $2 AND a.status = 'planned' AND a.starts_at > now() ORDER BY a.starts_at, a.id`,
    [personId, seriesId],
  );
}

/** Everything in the circles where this person meets now, from two months ago on. */
export async function readFeedEntries(reads: NamedReads, personId: string): Promise<EntryRow[]> {
  return reads.named<EntryRow>(
    'agenda-feed-entries',
    `SELECT ${entryColumns} FROM memberships m JOIN appointments a ON a.group_id = m.group_id
     WHERE m.person_id = $1 AND ${meets('m')} AND a.starts_at > now() - interval '60 days' ORDER BY a.starts_at, a.id LIMIT 500`,
    [personId],
  );
}

/**
 * What an appointment adds to the row of what it is about, as JSON; null where there is none. For statements of later features,
 * which joined the membership of who reads.
 * @param id an expression: the id of the appointment
 */
export const appointmentSql = (id: string): string => `(
  SELECT json_build_object('zone', a.zone, 'sequence', a.sequence, 'series_id', a.series_id, 'past', a.starts_at <= now(), 'answers', (
    SELECT coalesce(json_agg(json_build_object('personId', w.person_id, 'coming', w.coming) ORDER BY w.answered_at, w.person_id), '[]')
    FROM appointment_answers w JOIN memberships k ON k.group_id = a.group_id AND k.person_id = w.person_id AND ${meets('k')} WHERE w.appointment_id = a.id))
  FROM appointments a WHERE a.id = ${id})`;

/** The columns of `appointmentSql`. */
export interface AppointmentPart {
  zone: string;
  sequence: number;
  series_id: string | null;
  past: boolean;
  answers: { personId: string; coming: boolean }[];
}

/** One appointment for someone who meets in its circle. */
export async function readAppointmentPart(reads: NamedReads, personId: string, id: string): Promise<AppointmentPart | null> {
  const [row] = await reads.named<{ part: AppointmentPart }>(
    'appointment-part',
    `SELECT ${appointmentSql('x.id')} AS part FROM appointments x JOIN memberships m ON m.group_id = x.group_id AND m.person_id = $1 AND ${meets('m')} WHERE x.id = $2`,
    [personId, id],
  );
  return row?.part ?? null;
}
