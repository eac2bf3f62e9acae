import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden } from '../../../platform/errors/kring-error.js';
import { PeopleRights } from '../../people/public.js';
import { addMember, insertGroup } from '../data/group.repository.js';
import type { GroupKind } from '../domain/group.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

export interface CircleToFound {
  id: string;
  kind: GroupKind;
  organisationId: string;
  name: string;
  purpose: string;
  leadId: string;
  memberIds: readonly string[];
}

/** Makes a circle with people in it whom nobody has to ask, because they are simulated. The manager rule holds here too. */
@Injectable()
export class FoundCircle {
  constructor(private readonly people: PeopleRights) {}

  /** Of these, who can be in a closed circle with the others: each is looked at beside those before. The rule stays locked until the end of the transaction. */
  async whoFit(tx: Tx, firstId: string, candidates: readonly string[], most: number): Promise<string[]> {
    await this.people.lockManagerRule(tx);
    const all = [firstId, ...candidates];
    const splits = await this.people.findSplits(tx, all, all);
    const apart = (one: string, other: string): boolean =>
      splits.some(({ managerId, personId }) => (managerId === one && personId === other) || (managerId === other && personId === one));
    const chosen = [firstId];
    for (const id of candidates) if (chosen.length <= most && chosen.every((other) => !apart(id, other))) chosen.push(id);
    return chosen.slice(1);
  }

  /** @throws FORBIDDEN MANAGER_SPLIT when two of them manage or appraise each other */
  async run(tx: Tx, circle: CircleToFound): Promise<void> {
    const everyone = [circle.leadId, ...circle.memberIds];
    await this.people.lockManagerRule(tx);
    if ((await this.people.findSplits(tx, everyone, everyone)).length > 0) throw forbidden('MANAGER_SPLIT');
    const { id, kind, organisationId, name, purpose, leadId } = circle;
    await insertGroup(tx, { id, kind, organisationId, name, purpose, createdBy: leadId });
    for (const personId of everyone) {
      const count = await addMember(tx, id, personId, personId === leadId ? 'lead' : 'member');
      if (count !== null) tx.emit(...groupsRealtime.memberJoined(id, personId, count));
    }
  }
}
