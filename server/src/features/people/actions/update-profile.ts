import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { KringError, unauthenticated } from '../../../platform/errors/kring-error.js';
import { parseInput, text, whole } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { lockPerson, renamePerson } from '../data/person.repository.js';
import { profileChanged } from '../realtime/people.realtime.js';

const shape = z.object({
  mutationId: z.uuid(),
  givenName: text(limits.name),
  familyName: text(limits.name),
  ifVersion: whole(1, 2_147_483_647),
});

export type UpdateProfileArgs = z.input<typeof shape>;

/** Someone's own name. Another device was faster: CONFLICT, and the screen asks for the present state. */
@Injectable()
export class UpdateProfile {
  constructor(private readonly uow: UnitOfWork) {}

  async run(viewer: Viewer, input: UpdateProfileArgs): Promise<void> {
    const { mutationId, ...args } = parseInput(shape, input);
    await this.uow.run({ viewer, operation: 'updateProfile', mutationId, args }, async (tx) => {
      if (!(await lockPerson(tx, viewer.personId))) throw unauthenticated();
      if (!(await renamePerson(tx, viewer.personId, args.ifVersion, args))) throw new KringError('CONFLICT');
      tx.emit(profileChanged(viewer.personId));
      return { personId: viewer.personId };
    });
  }
}
