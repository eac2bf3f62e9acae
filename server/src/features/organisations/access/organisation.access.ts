import { Injectable } from '@nestjs/common';
import type { NamedReads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { type OrganisationRow, readHeldPositions, readOrganisations } from '../data/organisation.reads.js';
import { Rights } from '../domain/rights.js';

/** What everyone who is signed in may see of an organisation. */
export interface OrganisationCard {
  id: string;
  kind: string;
  name: string;
  brin: string | null;
}

/** A transaction as a source of reads: the same statements, inside. */
export const readsIn = (tx: Tx): NamedReads => ({ named: (_name, sql, parameters) => tx.query(sql, parameters) });

/** The door to organisations: their names are for everyone who is signed in, changing them is a right. */
@Injectable()
export class OrganisationAccess {
  constructor(private readonly rights: Rights) {}

  card(row: OrganisationCard): Branded<OrganisationCard> {
    return brand('Organisation', { id: row.id, kind: row.kind, name: row.name, brin: row.brin });
  }

  /** Cards by id, for edges that point at an organisation; unknown ids are left out. */
  async cards(reads: NamedReads, ids: readonly string[]): Promise<Map<string, Branded<OrganisationCard>>> {
    if (ids.length === 0) return new Map();
    const rows = await readOrganisations(reads, [...new Set(ids)]);
    return new Map(rows.map((row) => [row.id, this.card(row)]));
  }

  /**
   * The organisation, when one of the viewer's positions gives this right there.
   * @throws NOT_FOUND without such an organisation, FORBIDDEN (POSITION) without the right
   */
  async require(tx: Tx, viewer: Viewer, organisationId: string, verb: string): Promise<OrganisationRow> {
    const [row] = await readOrganisations(readsIn(tx), [organisationId]);
    if (!row) throw notFound();
    if (!(await this.may(tx, viewer, row.path, verb))) throw forbidden('POSITION');
    return row;
  }

  /** Whether one of the viewer's positions of today gives this right at the organisation at the end of the path. */
  async may(tx: Tx, viewer: Viewer, path: readonly string[], verb: string): Promise<boolean> {
    return this.rights.mayDo(await readHeldPositions(readsIn(tx), viewer.personId), verb, path);
  }
}
