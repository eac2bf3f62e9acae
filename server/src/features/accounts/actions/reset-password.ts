import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import { hashPassword } from '../../../platform/identity/password-hash.js';
import { networkOf, RateLimiter } from '../../../platform/identity/rate-limiter.js';
import { hashToken, isToken } from '../../../platform/identity/secret-token.js';
import { endSignInsOf, keepPassword, usePasswordReset } from '../data/account.repository.js';
import { passwordProblem } from '../domain/password-policy.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

const bounds = { min: limits.passwordMin, max: limits.passwordMax };
const shape = z.object({ token: z.string().max(200), password: z.string().max(4 * limits.passwordMax) });

export type ResetPasswordArgs = z.input<typeof shape>;

/** Chooses a new password with the token from the mail: once, within the hour. All sign-ins end. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly limiter: RateLimiter,
  ) {}

  async run(input: ResetPasswordArgs, address: string | undefined): Promise<void> {
    const { token, password } = parseInput(shape, input);
    await this.limiter.spend({ name: 'reset-use', limit: 30, seconds: 60, subject: networkOf(address) });
    const problem = passwordProblem(password, null, bounds);
    if (problem) throw invalidInput({ path: 'input.password', ...problem });
    if (!isToken(token)) throw forbidden('EXPIRED');
    const passwordHash = await hashPassword(password);
    await this.uow.runUnsigned(async (tx) => {
      const reset = await usePasswordReset(tx, hashToken(token));
      if (!reset) throw forbidden('EXPIRED');
      const easy = passwordProblem(password, reset.email, bounds);
      if (easy) throw invalidInput({ path: 'input.password', ...easy });
      await keepPassword(tx, reset.person_id, passwordHash);
      await endSignInsOf(tx, reset.person_id);
      tx.emit(sessionEnded(reset.person_id, null));
    });
  }
}
