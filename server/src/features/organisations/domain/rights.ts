/** How far a right reaches from the position that gives it. `no` is written out, so a missing cell is a mistake. */
export const rightScopes = ['no', 'self', 'related', 'here', 'here_below', 'aggregate', 'released'] as const;
export type RightScope = (typeof rightScopes)[number];

export const organisationKinds = ['network', 'region', 'foundation', 'school', 'institute'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

export const circleKinds = ['knowledge', 'coaching', 'intervision'] as const;
export type CircleKind = (typeof circleKinds)[number];

export interface PositionKindEntry {
  readonly key: string;
  readonly heldAt: readonly OrganisationKind[];
  readonly appraising: boolean;
  /** position kinds that this one appraises, at its own organisation and below */
  readonly appraises: readonly string[];
}

export interface RightEntry {
  readonly verb: string;
  readonly cells: Readonly<Record<string, RightScope>>;
}

/** What `server/catalogue/positions-and-rights.yaml` says, as far as organisations and people need it. */
export interface RightsCatalogue {
  readonly positions: readonly PositionKindEntry[];
  readonly rights: readonly RightEntry[];
  readonly circleKinds: readonly { readonly key: CircleKind; readonly closed: boolean }[];
}

/** A position that is held today. */
export interface HeldPosition {
  readonly kind: string;
  readonly organisationId: string;
}

const administrator = /^administrator_/;

/** Who may do what from which position: pure questions over the catalogue (decisions 9). */
export class Rights {
  private readonly kinds: ReadonlyMap<string, PositionKindEntry>;
  private readonly cells: ReadonlyMap<string, Readonly<Record<string, RightScope>>>;

  constructor(readonly catalogue: RightsCatalogue) {
    this.kinds = new Map(catalogue.positions.map((entry) => [entry.key, entry]));
    this.cells = new Map(catalogue.rights.map((entry) => [entry.verb, entry.cells]));
  }

  /** The cell of one position kind and one verb; unknown kinds and verbs have no right. */
  rightScope(positionKind: string, verb: string): RightScope {
    return this.cells.get(verb)?.[positionKind] ?? 'no';
  }

  /**
   * Whether one of these positions gives the right at an organisation.
   * Only `here` and `here_below` are about organisations; the other scopes are decided where the relation is known.
   * @param path ids from the root organisation down to the organisation itself
   */
  mayDo(positions: readonly HeldPosition[], verb: string, path: readonly string[]): boolean {
    const organisationId = path.at(-1);
    if (organisationId === undefined) return false;
    return positions.some((position) => {
      const scope = this.rightScope(position.kind, verb);
      if (scope === 'here') return position.organisationId === organisationId;
      return scope === 'here_below' && path.includes(position.organisationId);
    });
  }

  /** The position kinds that this kind appraises; none for kinds that do not appraise. */
  appraises(positionKind: string): readonly string[] {
    const entry = this.kinds.get(positionKind);
    return entry?.appraising ? entry.appraises : [];
  }

  isAppraising(positionKind: string): boolean {
    return this.kinds.get(positionKind)?.appraising ?? false;
  }

  isAdministrator(positionKind: string): boolean {
    return administrator.test(positionKind) && this.kinds.has(positionKind);
  }

  /** Whether this kind exists and may be held at an organisation of that kind. */
  mayBeHeldAt(positionKind: string, organisationKind: OrganisationKind): boolean {
    return this.kinds.get(positionKind)?.heldAt.includes(organisationKind) ?? false;
  }

  /** Every pair (appraising kind, appraised kind), for statements that look for relations. */
  appraisalPairs(): { manager: string; person: string }[] {
    return this.catalogue.positions.flatMap((entry) =>
      this.appraises(entry.key).map((person) => ({ manager: entry.key, person })),
    );
  }
}

/** The right that making a circle of this kind needs. */
export const createCircleVerb = (kind: CircleKind): string => `create_${kind}_circle`;
