import type { Tx } from '../../../platform/database/unit-of-work.js';
import { PersonEntity } from './person.entity.js';

export interface ProfileRow {
  introduced_at: Date | null;
  version: number;
}

/** The row, locked until the end of the transaction. */
export async function lockPerson(tx: Tx, personId: string): Promise<ProfileRow | null> {
  const rows = await tx.query<ProfileRow>(
    `SELECT introduced_at, version FROM people WHERE id = $1 AND status = 'active' FOR UPDATE`,
    [personId],
  );
  return rows[0] ?? null;
}

/** Only columns that are given change. */
export async function changePerson(
  tx: Tx,
  personId: string,
  change: Partial<Omit<PersonEntity, 'id' | 'email' | 'status' | 'createdAt' | 'version'>>,
): Promise<void> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return;
  await tx.em.createQueryBuilder().update(PersonEntity).set(given).where('id = :personId', { personId }).execute();
}

/** @returns false when the row has another version by now */
export async function renamePerson(
  tx: Tx,
  personId: string,
  ifVersion: number,
  names: { givenName: string; familyName: string },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE people SET given_name = $3, family_name = $4, version = version + 1 WHERE id = $1 AND version = $2 RETURNING id`,
    [personId, ifVersion, names.givenName, names.familyName],
  );
  return rows.length === 1;
}

export async function emailIsTaken(tx: Tx, email: string): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 AS yes FROM people WHERE email = $1`, [email]);
  return rows.length > 0;
}

/** Who has this address, disabled accounts included. */
export async function findPersonByEmail(tx: Tx, email: string): Promise<{ id: string } | null> {
  const rows = await tx.query<{ id: string }>(`SELECT id FROM people WHERE email = $1`, [email]);
  return rows[0] ?? null;
}

export async function insertPerson(
  tx: Tx,
  person: Pick<PersonEntity, 'id' | 'email' | 'givenName' | 'familyName' | 'language'>,
): Promise<void> {
  await tx.em.insert(PersonEntity, person);
}
