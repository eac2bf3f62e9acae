import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput } from '../../../platform/graphql/input.js';
import { emailAddress } from '../../../platform/identity/email-address.js';
import { networkOf, RateLimiter } from '../../../platform/identity/rate-limiter.js';
import { newToken } from '../../../platform/identity/secret-token.js';

const shape = z.object({ email: emailAddress });

export type RequestPasswordResetArgs = z.input<typeof shape>;

/**
 * Asks for a way to choose a new password. Whether the address is known is found out later, by a job: for the one who
 * asks, the answer and the work are the same.
 */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly limiter: RateLimiter,
  ) {}

  async run(input: RequestPasswordResetArgs, address: string | undefined): Promise<void> {
    const { email } = parseInput(shape, input);
    const network = networkOf(address);
    await this.limiter.spend(
      { name: 'reset', limit: 5, seconds: 3_600, subject: email },
      { name: 'reset-address', limit: 30, seconds: 600, subject: network },
    );
    await this.uow.runUnsigned((tx) =>
      tx.enqueue({ task: 'accounts.findForReset', payload: { email }, key: `reset:${newToken()}` }),
    );
  }
}
