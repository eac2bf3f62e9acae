import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { Reads } from '../../../platform/database/reads.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import { deviceLabel } from '../../../platform/identity/device-label.js';
import { emailAddress } from '../../../platform/identity/email-address.js';
import { verifyPassword } from '../../../platform/identity/password-hash.js';
import { networkOf, RateLimiter } from '../../../platform/identity/rate-limiter.js';
import { hashToken, newToken } from '../../../platform/identity/secret-token.js';
import { SignInCookie } from '../../../platform/identity/sign-in-cookie.js';
import { signInDays } from '../../../platform/identity/sign-in.service.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readCredential } from '../data/account.reads.js';
import { endSignInByToken, insertSignIn, lockActiveCredential } from '../data/account.repository.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

/** A password is only compared: its bounds are the new one's business, except a bound on the work of hashing. */
const shape = z.object({ email: emailAddress, password: z.string().max(4 * limits.passwordMax) });

export type SignInArgs = z.input<typeof shape>;

/** What the request tells about where it comes from. */
export interface Caller {
  address: string | undefined;
  userAgent: string | undefined;
  cookieHeader: string | undefined;
}

/**
 * Signs someone in: a new sign-in each time, and the one this browser had ends. An unknown address, a wrong password
 * and a disabled account get the same answer after the same work.
 */
@Injectable()
export class SignIn {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reads: Reads,
    private readonly limiter: RateLimiter,
    private readonly cookie: SignInCookie,
  ) {}

  /** The token goes into the cookie and nowhere else. */
  async run(input: SignInArgs, caller: Caller): Promise<{ viewer: Viewer; token: string }> {
    const { email, password } = parseInput(shape, input);
    const network = networkOf(caller.address);
    await this.limiter.spend(
      { name: 'sign-in', limit: 10, seconds: 60, subject: `${email}|${network}` },
      { name: 'sign-in-address', limit: 300, seconds: 60, subject: network },
    );
    const known = await readCredential(this.reads, email);
    const right = await verifyPassword(known?.password_hash ?? null, password);
    if (!known || !right) throw forbidden('WRONG_CREDENTIALS');
    const token = newToken();
    const viewer: Viewer = { personId: known.person_id, signInId: randomUUID() };
    const former = this.cookie.read(caller.cookieHeader);
    await this.uow.runUnsigned(async (tx) => {
      const now = await lockActiveCredential(tx, viewer.personId);
      if (now?.password_hash !== known.password_hash) throw forbidden('WRONG_CREDENTIALS');
      const ended = former ? await endSignInByToken(tx, hashToken(former)) : null;
      if (ended) tx.emit(sessionEnded(ended.person_id, [ended.id]));
      await insertSignIn(tx, {
        id: viewer.signInId,
        tokenHash: hashToken(token),
        personId: viewer.personId,
        device: deviceLabel(caller.userAgent),
        expiresAt: new Date(tx.now.getTime() + signInDays * 24 * 3_600_000),
      });
    });
    return { viewer, token };
  }
}
