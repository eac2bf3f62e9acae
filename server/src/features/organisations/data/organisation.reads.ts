import type { NamedReads } from '../../../platform/database/reads.js';
import { holdsTodaySql } from '../../../platform/database/today.js';
import type { HeldPosition, OrganisationKind } from '../domain/rights.js';

export interface OrganisationRow {
  id: string;
  kind: OrganisationKind;
  name: string;
  brin: string | null;
  path: string[];
}

const columns = `o.id, o.kind, o.name, o.brin, o.path`;

export async function readOrganisations(reads: NamedReads, ids: readonly string[]): Promise<OrganisationRow[]> {
  return reads.named<OrganisationRow>(
    'organisations-by-id',
    `SELECT ${columns} FROM organisations o WHERE o.id = ANY($1::uuid[])`,
    [ids],
  );
}

/** An organisation by what people call it: its name as it is written, its school number, or its id. */
export async function readOrganisationsCalled(reads: NamedReads, called: string): Promise<OrganisationRow[]> {
  return reads.named<OrganisationRow>(
    'organisations-called',
    `SELECT ${columns} FROM organisations o WHERE lower(o.name) = lower($1) OR o.brin = upper($1) OR o.id::text = $1 ORDER BY o.path LIMIT 20`,
    [called],
  );
}

/** The organisations on top: one, or none in a new installation. */
export async function readTopOrganisations(reads: NamedReads): Promise<OrganisationRow[]> {
  return reads.named<OrganisationRow>('organisations-on-top', `SELECT ${columns} FROM organisations o WHERE o.parent_id IS NULL ORDER BY o.created_at LIMIT 20`, []);
}

/** These organisations and everything below them: these first, then from the top down by name; at most `limit`. */
export async function readOrganisationsBelow(
  reads: NamedReads,
  ids: readonly string[],
  limit: number,
): Promise<OrganisationRow[]> {
  return reads.named<OrganisationRow>(
    'organisations-below',
    `SELECT ${columns} FROM organisations o WHERE o.path && $1::uuid[]
     ORDER BY o.id = ANY($1::uuid[]) DESC, array_length(o.path, 1), o.name, o.id LIMIT $2`,
    [ids, limit],
  );
}

/** What someone holds where, today. Rights end with the position, the same second (positions-and-rights.yaml, `dated`). */
export async function readHeldPositions(reads: NamedReads, personId: string): Promise<HeldPosition[]> {
  const rows = await reads.named<{ kind: string; organisation_id: string }>(
    'held-positions',
    `SELECT p.kind, p.organisation_id FROM positions p WHERE p.person_id = $1 AND ${holdsTodaySql('p')}`,
    [personId],
  );
  return rows.map((row) => ({ kind: row.kind, organisationId: row.organisation_id }));
}
