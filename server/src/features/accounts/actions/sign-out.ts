import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { hashToken } from '../../../platform/identity/secret-token.js';
import { SignInCookie } from '../../../platform/identity/sign-in-cookie.js';
import { endSignInByToken } from '../data/account.repository.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

/** Ends the sign-in of this browser. Whoever is not signed in, is out already. */
@Injectable()
export class SignOut {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly cookie: SignInCookie,
  ) {}

  async run(cookieHeader: string | undefined): Promise<void> {
    const token = this.cookie.read(cookieHeader);
    if (!token) return;
    await this.uow.runUnsigned(async (tx) => {
      const ended = await endSignInByToken(tx, hashToken(token));
      if (ended) tx.emit(sessionEnded(ended.person_id, [ended.id]));
    });
  }
}
