import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { hashToken, newToken } from '../../../platform/identity/secret-token.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { findAccount, insertPasswordReset, lockActiveCredential } from '../data/account.repository.js';

const hourMs = 3_600_000;

/** Makes the one link with which someone chooses a password, good for an hour; an earlier one ends. */
@Injectable()
export class IssueResetLink {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly mails: MailKinds,
  ) {}

  /**
   * `link`: the path of the link, for whoever hands it over. `mail`: asks for the mail, and the link is made when that
   * is written.
   * @returns the path, or null: with a mail, and for an account that is not active
   * @throws NOT_FOUND for an unknown address
   */
  async run(who: { personId: string } | { email: string }, way: 'link' | 'mail'): Promise<string | null> {
    return this.uow.runUnsigned(async (tx) => {
      const personId = 'personId' in who ? who.personId : await findAccount(tx, who.email);
      if (!personId) throw notFound();
      if (way === 'mail') {
        await this.mails.enqueue(tx, 'passwordReset', { personId, subjectId: randomUUID() });
        return null;
      }
      if (!(await lockActiveCredential(tx, personId))) return null;
      const token = newToken();
      await insertPasswordReset(tx, { tokenHash: hashToken(token), personId, expiresAt: new Date(tx.now.getTime() + hourMs) });
      return `/wachtwoord/${token}`;
    });
  }
}
