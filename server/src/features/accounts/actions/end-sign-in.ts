import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { endSignInById } from '../data/account.repository.js';
import { sessionEnded } from '../realtime/accounts.realtime.js';

const shape = z.object({ mutationId: z.uuid(), signInId: z.uuid() });

export type EndSignInArgs = z.input<typeof shape>;

/** Ends one of one's own sign-ins, like that of a lost telephone. */
@Injectable()
export class EndSignIn {
  constructor(private readonly uow: UnitOfWork) {}

  async run(viewer: Viewer, input: EndSignInArgs): Promise<void> {
    const { mutationId, signInId } = parseInput(shape, input);
    await this.uow.run({ viewer, operation: 'endSignIn', mutationId, args: { signInId } }, async (tx) => {
      if (!(await endSignInById(tx, viewer.personId, signInId))) throw notFound();
      tx.emit(sessionEnded(viewer.personId, [signInId]));
      return { signInId };
    });
  }
}
