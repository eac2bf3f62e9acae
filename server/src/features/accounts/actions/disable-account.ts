import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PersonAccess } from '../../people/public.js';
import { endSignInsOf, setStatus } from '../data/account.repository.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

const shape = z.object({ mutationId: z.uuid(), personId: z.uuid() });

export type DisableAccountArgs = z.input<typeof shape>;

/**
 * Closes an account; right `administer_people` over the person. Sign-ins end at once, on open sockets too; memberships
 * stay, so that enabling the account brings the person back where they were.
 */
@Injectable()
export class DisableAccount {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly people: PersonAccess,
  ) {}

  async run(viewer: Viewer, input: DisableAccountArgs): Promise<void> {
    const { mutationId, personId } = parseInput(shape, input);
    await this.uow.run({ viewer, operation: 'disableAccount', mutationId, args: { personId } }, async (tx) => {
      await this.people.requireAdministered(tx, viewer, personId);
      if (!(await setStatus(tx, personId, 'disabled'))) return { personId };
      await endSignInsOf(tx, personId);
      tx.emit(sessionEnded(personId, null));
      await recordAct(tx, { actorId: viewer.personId, act: 'account.disabled', subjectId: personId });
      return { personId };
    });
  }
}
