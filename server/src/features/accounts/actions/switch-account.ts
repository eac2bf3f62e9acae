import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import { emailAddress } from '../../../platform/identity/email-address.js';
import { endSignInsOf, findAccount, setStatus } from '../data/account.repository.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

const shape = z.object({ email: emailAddress, status: z.enum(['active', 'disabled']) });

/**
 * Closes or opens an account for whoever runs the installation, at the command line. Sign-ins end at once, on open
 * sockets of running servers too. Signed-in administrators have `DisableAccount` and `EnableAccount`.
 */
@Injectable()
export class SwitchAccount {
  constructor(private readonly uow: UnitOfWork) {}

  /** @returns false when it was so already. @throws NOT_FOUND for an unknown address */
  async run(input: z.input<typeof shape>): Promise<boolean> {
    const { email, status } = parseInput(shape, input);
    return this.uow.runUnsigned(async (tx) => {
      const personId = await findAccount(tx, email);
      if (!personId) throw notFound();
      if (!(await setStatus(tx, personId, status))) return false;
      if (status === 'disabled') {
        await endSignInsOf(tx, personId);
        tx.emit(sessionEnded(personId, null));
      }
      await recordAct(tx, { actorId: null, act: status === 'active' ? 'account.enabled' : 'account.disabled', subjectId: personId, detail: { by: 'command' } });
      return true;
    });
  }
}
