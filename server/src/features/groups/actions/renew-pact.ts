import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { acceptPact, findPactText, insertPact, type LockedGroup } from '../data/group.repository.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

/** A new version of the pact with the same words, because something that members agreed on changed with it: everyone is asked again. */
@Injectable()
export class RenewPact {
  /**
   * For a circle whose row is locked.
   * @returns the version that members accept from now on; null in a circle without a pact
   */
  async run(tx: Tx, viewer: Viewer, group: LockedGroup): Promise<number | null> {
    if (group.pactVersion === 0) return null;
    const version = group.pactVersion + 1;
    await insertPact(tx, group.id, version, await findPactText(tx, group.id, group.pactVersion), viewer.personId);
    await acceptPact(tx, group.id, version, viewer.personId);
    tx.emit(groupsRealtime.pactChanged(group.id, version), groupsRealtime.pactAccepted(group.id, viewer.personId, version));
    return version;
  }
}
