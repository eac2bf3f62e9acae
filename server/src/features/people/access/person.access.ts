import { Injectable } from '@nestjs/common';
import { personStream } from '../../../../../schema/realtime/streams.js';
import { type NamedReads, Reads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import { brand, type Branded } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { positionOf } from '../../../platform/realtime/stream-position.js';
import {
  creatableCap,
  creatableCircles,
  groupKindName,
  type HeldPosition,
  OrganisationAccess,
  readHeldPositions,
  readOrganisationsBelow,
  Rights,
  readsIn,
} from '../../organisations/public.js';
import { type MeRow, type PositionRow, readMainPositions, readMe, readPersonCards, readPositions } from '../data/person.reads.js';
import { readOrganisationPathsOf } from '../data/position.repository.js';

/** What everyone who may see a person at all sees of them. */
export interface PersonCard {
  id: string;
  name: string;
}

/** Key of the position (a word in the client's catalogues) and the name of the organisation. */
export interface MainPosition {
  position: string;
  organisationName: string;
}

/** The door to people: your own settings are yours alone, names are for those who share something with you. */
@Injectable()
export class PersonAccess {
  constructor(
    private readonly reads: Reads,
    private readonly rights: Rights,
    private readonly organisations: OrganisationAccess,
  ) {}

  /** Everything about oneself; null when the account is no longer active. */
  async me(viewer: Viewer): Promise<Branded<object> | null> {
    const asOf = await positionOf(this.reads, personStream(viewer.personId));
    const row = await readMe(this.reads, viewer.personId);
    if (!row) return null;
    const positions = await readPositions(this.reads, viewer.personId);
    return brand('Me', {
      ...meFields(row),
      positions: positions.map((position) => this.position(position)),
      mayCreate: await this.mayCreate(positions),
      asOf,
    });
  }

  card(row: PersonCard): Branded<PersonCard> {
    return brand('Person', { id: row.id, name: row.name });
  }

  /** Names by id, for edges that point at a person; the caller has decided that the viewer may see these people. */
  async cards(reads: NamedReads, ids: readonly string[]): Promise<Map<string, Branded<PersonCard>>> {
    if (ids.length === 0) return new Map();
    const rows = await readPersonCards(reads, [...new Set(ids)]);
    return new Map(rows.map((row) => [row.id, this.card(row)]));
  }

  /** What these people are and where, as one line; people without a position today are left out. */
  async mainPositions(reads: NamedReads, ids: readonly string[]): Promise<Map<string, MainPosition>> {
    if (ids.length === 0) return new Map();
    const rows = await readMainPositions(reads, [...new Set(ids)]);
    return new Map(rows.map((row) => [row.person_id, { position: row.kind, organisationName: row.organisation_name }]));
  }

  /**
   * Someone whose account or positions the viewer administers: `administer_people` at an organisation of theirs.
   * @throws NOT_FOUND when it is nobody whom the viewer administers
   */
  async requireAdministered(tx: Tx, viewer: Viewer, personId: string): Promise<void> {
    const held = await readHeldPositions(readsIn(tx), viewer.personId);
    const paths = await readOrganisationPathsOf(tx, personId);
    if (!paths.some((path) => this.rights.mayDo(held, 'administer_people', path))) throw notFound();
    if (personId === viewer.personId) throw forbidden('NOT_FOR_YOU');
  }

  /** The viewer's positions of today, inside a transaction. */
  heldBy(tx: Tx, viewer: Viewer): Promise<HeldPosition[]> {
    return readHeldPositions(readsIn(tx), viewer.personId);
  }

  private position(row: PositionRow): Branded<object> {
    return brand('Position', {
      id: row.id,
      kind: row.kind,
      from: row.from_date,
      until: row.until_date,
      organisation: this.organisations.card({
        id: row.organisation_id,
        kind: row.organisation_kind,
        name: row.organisation_name,
        brin: row.organisation_brin,
      }),
    });
  }

  private async mayCreate(positions: readonly PositionRow[]): Promise<Branded<object>[]> {
    if (positions.length === 0) return [];
    const held = positions.map((position) => ({ kind: position.kind, organisationId: position.organisation_id }));
    const ids = [...new Set(held.map((position) => position.organisationId))];
    const places = await readOrganisationsBelow(this.reads, ids, creatableCap * 3);
    return creatableCircles(this.rights, held, places).map((right) =>
      brand('CreateRight', {
        kind: groupKindName(right.kind),
        organisations: right.organisations.map((organisation) => this.organisations.card(organisation)),
      }),
    );
  }
}

const meFields = (row: MeRow) => ({
  id: row.id,
  givenName: row.given_name,
  familyName: row.family_name,
  name: `${row.given_name} ${row.family_name}`,
  email: row.email,
  language: row.language.toUpperCase(),
  mailLevel: row.mail_level.toUpperCase(),
  singleKeys: row.single_keys,
  plainReading: row.plain_reading,
  calmMotion: row.calm_motion,
  introducedAt: row.introduced_at,
  version: row.version,
});
