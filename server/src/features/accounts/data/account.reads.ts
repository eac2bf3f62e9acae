import type { NamedReads } from '../../../platform/database/reads.js';
import { holdsTodaySql } from '../../../platform/database/today.js';

/** Who signs in with this address, and against what to check; null for nobody or a disabled account. */
export async function readCredential(
  reads: NamedReads,
  email: string,
): Promise<{ person_id: string; password_hash: string } | null> {
  const rows = await reads.named<{ person_id: string; password_hash: string }>(
    'credential-of-address',
    `SELECT p.id AS person_id, c.password_hash FROM people p JOIN credentials c ON c.person_id = p.id
     WHERE p.email = $1 AND p.status = 'active'`,
    [email],
  );
  return rows[0] ?? null;
}

export async function readOwnCredential(
  reads: NamedReads,
  personId: string,
): Promise<{ email: string; password_hash: string | null } | null> {
  const rows = await reads.named<{ email: string; password_hash: string | null }>(
    'own-credential',
    `SELECT p.email, c.password_hash FROM people p LEFT JOIN credentials c ON c.person_id = p.id
     WHERE p.id = $1 AND p.status = 'active'`,
    [personId],
  );
  return rows[0] ?? null;
}

export async function readActivePersonByEmail(reads: NamedReads, email: string): Promise<{ id: string } | null> {
  const rows = await reads.named<{ id: string }>(
    'person-of-address',
    `SELECT id FROM people WHERE email = $1 AND status = 'active'`,
    [email],
  );
  return rows[0] ?? null;
}

export interface SignInRow {
  id: string;
  device: string;
  created_at: Date;
  last_seen_at: Date;
}

/** Where someone is signed in, the most recently used first. */
export async function readSignIns(reads: NamedReads, personId: string): Promise<SignInRow[]> {
  return reads.named<SignInRow>(
    'my-sign-ins',
    `SELECT s.id, s.device, s.created_at, s.last_seen_at FROM sign_ins s
     WHERE s.person_id = $1 AND s.ended_at IS NULL AND s.expires_at > now()
     ORDER BY s.last_seen_at DESC, s.id LIMIT 100`,
    [personId],
  );
}

/** How this installation calls itself. */
export async function readInstallationName(reads: NamedReads): Promise<string | null> {
  const rows = await reads.named<{ name: string }>(
    'installation-name',
    `SELECT value #>> '{}' AS name FROM installation WHERE key = 'name'`,
    [],
  );
  return rows[0]?.name ?? null;
}

export interface DemoPersonRow {
  id: string;
  name: string;
  email: string;
  position: string;
  organisation: string;
}

/**
 * People to try the demo as: those whom the seeds name (`demoPeople`), in their order. Where no seed has been there are
 * none: people of a real installation are never listed.
 */
export async function readDemoPeople(reads: NamedReads): Promise<DemoPersonRow[]> {
  return reads.named<DemoPersonRow>(
    'demo-people',
    `WITH named AS (
       SELECT (t.one ->> 'personId')::uuid AS id, t.n FROM installation i, jsonb_array_elements(i.value) WITH ORDINALITY AS t (one, n)
       WHERE i.key = 'demoPeople'
     ), held AS (
       SELECT DISTINCT ON (h.person_id) h.person_id, h.kind, h.from_date, o.name AS organisation
       FROM positions h JOIN organisations o ON o.id = h.organisation_id
       WHERE ${holdsTodaySql('h')} ORDER BY h.person_id, starts_with(h.kind, 'administrator_'), h.from_date, h.id
     )
     SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.email, held.kind AS position, held.organisation
     FROM named JOIN people p ON p.id = named.id JOIN held ON held.person_id = p.id
     WHERE p.status = 'active'
     ORDER BY named.n LIMIT 30`,
    [],
  );
}
