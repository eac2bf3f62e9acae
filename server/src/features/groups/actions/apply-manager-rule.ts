import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { type ManagerRuleListener, PeopleRights, type Split } from '../../people/public.js';
import { closedCirclesOfBoth, memberIds, setSuspended, suspendedMemberships } from '../data/group.repository.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

/**
 * The manager rule after the fact (decisions 10): when someone becomes the manager or appraiser of a fellow member
 * of a closed circle, their membership rests at once, and comes back when nothing forbids it any more.
 * Runs inside the transaction that made or ended the relation.
 */
@Injectable()
export class ApplyManagerRule implements ManagerRuleListener {
  constructor(private readonly people: PeopleRights) {}

  async relationsBegan(tx: Tx, splits: readonly Split[]): Promise<void> {
    for (const { managerId, personId } of splits) {
      for (const { groupId } of await closedCirclesOfBoth(tx, managerId, personId)) {
        if (await setSuspended(tx, groupId, managerId, tx.now)) {
          tx.emit(...groupsRealtime.membershipSuspended(groupId, managerId, true));
        }
      }
    }
  }

  async relationsEnded(tx: Tx, splits: readonly Split[]): Promise<void> {
    for (const managerId of new Set(splits.map((split) => split.managerId))) {
      for (const { groupId } of await suspendedMemberships(tx, managerId)) {
        const others = (await memberIds(tx, groupId)).filter((id) => id !== managerId);
        const still = await this.people.findSplits(tx, [managerId], others);
        if (still.length === 0 && (await setSuspended(tx, groupId, managerId, null))) {
          tx.emit(...groupsRealtime.membershipSuspended(groupId, managerId, false));
        }
      }
    }
  }
}
