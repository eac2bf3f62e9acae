import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { type CircleKind, createCircleVerb, OrganisationAccess, readOrganisations, readsIn } from '../../organisations/public.js';
import { readPersonCards } from '../data/person.reads.js';
import { activePersonInNetwork } from '../data/position.repository.js';
import type { Split } from '../domain/split.js';
import { ManagerRule } from './manager-rule.js';

/** What other features ask about people inside a transaction. */
@Injectable()
export class PeopleRights {
  constructor(
    private readonly organisations: OrganisationAccess,
    private readonly managerRule: ManagerRule,
  ) {}

  /** Whether one of the viewer's positions of today lets them make this kind of circle at this organisation. */
  async mayCreateGroup(tx: Tx, viewer: Viewer, kind: CircleKind, organisationId: string): Promise<boolean> {
    const [organisation] = await readOrganisations(readsIn(tx), [organisationId]);
    return organisation !== undefined && this.organisations.may(tx, viewer, organisation.path, createCircleVerb(kind));
  }

  /** Whether there is such a person with an active account and a position today in the network of this organisation; the account stays so until the end of the transaction. */
  async isInNetwork(tx: Tx, personId: string, organisationId: string): Promise<boolean> {
    return activePersonInNetwork(tx, personId, organisationId);
  }

  /** The name that goes with what someone writes; '' for nobody. */
  async nameOf(tx: Tx, personId: string): Promise<string> {
    const [row] = await readPersonCards(readsIn(tx), [personId]);
    return row?.name ?? '';
  }

  /** Take it before looking for splits and adding people to a closed circle; it lasts until the end of the transaction. */
  async lockManagerRule(tx: Tx): Promise<void> {
    await this.managerRule.lock(tx);
  }

  /** Pairs of today between these people and those, whichever of the two manages or appraises the other (decisions 10). */
  async findSplits(tx: Tx, personIds: readonly string[], otherIds: readonly string[]): Promise<Split[]> {
    return this.managerRule.findSplits(tx, personIds, otherIds);
  }
}
