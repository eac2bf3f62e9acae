import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { HolidayRegion } from '../domain/organisation.js';
import type { OrganisationKind } from '../domain/rights.js';
import { OrganisationEntity } from './organisation.entity.js';

/** Whether an organisation with this school number is there already. */
export async function brinIsTaken(tx: Tx, brin: string): Promise<boolean> {
  const rows = await tx.query(`SELECT 1 AS yes FROM organisations WHERE brin = $1`, [brin]);
  return rows.length > 0;
}

export interface NewOrganisation {
  id: string;
  kind: OrganisationKind;
  /** null on top */
  parentId: string | null;
  path: string[];
  name: string;
  brin: string | null;
  /** left out: that of what stands above it */
  holidayRegion?: HolidayRegion | null;
}

export async function insertOrganisation(tx: Tx, organisation: NewOrganisation): Promise<void> {
  await tx.em.insert(OrganisationEntity, organisation);
}
