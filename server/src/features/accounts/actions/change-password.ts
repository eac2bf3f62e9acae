import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { Reads } from '../../../platform/database/reads.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, KringError, unauthenticated } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import { hashPassword, verifyPassword } from '../../../platform/identity/password-hash.js';
import { RateLimiter } from '../../../platform/identity/rate-limiter.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readOwnCredential } from '../data/account.reads.js';
import { endSignInsOf, keepPassword, lockActiveCredential } from '../data/account.repository.js';
import { passwordProblem } from '../domain/password-policy.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

const bounds = { min: limits.passwordMin, max: limits.passwordMax };
const password = z.string().max(4 * limits.passwordMax);
const shape = z.object({ mutationId: z.uuid(), current: password, password });

export type ChangePasswordArgs = z.input<typeof shape>;

/**
 * Another password, for who knows the present one. Sign-ins on other devices end, and so do links to choose one.
 * The receipt knows nothing of the passwords: its digest is quick to make, and would help who guesses from a dump.
 */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly reads: Reads,
    private readonly limiter: RateLimiter,
  ) {}

  async run(viewer: Viewer, input: ChangePasswordArgs): Promise<void> {
    const { mutationId, ...args } = parseInput(shape, input);
    await this.limiter.spend({ name: 'password', limit: 10, seconds: 60, subject: viewer.personId });
    const known = await readOwnCredential(this.reads, viewer.personId);
    if (!known) throw unauthenticated();
    const problem = passwordProblem(args.password, known.email, bounds);
    if (problem) throw invalidInput({ path: 'input.password', ...problem });
    const right = await verifyPassword(known.password_hash, args.current);
    const passwordHash = await hashPassword(args.password);
    let done = false;
    await this.uow.run({ viewer, operation: 'changePassword', mutationId, args: {} }, async (tx) => {
      done = true;
      const held = await lockActiveCredential(tx, viewer.personId);
      if (!right || held?.password_hash !== known.password_hash) throw forbidden('WRONG_CREDENTIALS');
      await keepPassword(tx, viewer.personId, passwordHash);
      const ended = await endSignInsOf(tx, viewer.personId, viewer.signInId);
      if (ended.length > 0) tx.emit(sessionEnded(viewer.personId, ended));
      return { personId: viewer.personId };
    });
    if (done) return;
    // a retry: of the same question only when this is the password by now
    const now = await readOwnCredential(this.reads, viewer.personId);
    if (!now || !(await verifyPassword(now.password_hash, args.password))) throw new KringError('IDEMPOTENCY_MISMATCH');
  }
}
