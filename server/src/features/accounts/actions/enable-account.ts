import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PersonAccess } from '../../people/public.js';
import { setStatus } from '../data/account.repository.js';

const shape = z.object({ mutationId: z.uuid(), personId: z.uuid() });

export type EnableAccountArgs = z.input<typeof shape>;

/** Opens an account again; right `administer_people` over the person. They sign in anew. */
@Injectable()
export class EnableAccount {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly people: PersonAccess,
  ) {}

  async run(viewer: Viewer, input: EnableAccountArgs): Promise<void> {
    const { mutationId, personId } = parseInput(shape, input);
    await this.uow.run({ viewer, operation: 'enableAccount', mutationId, args: { personId } }, async (tx) => {
      await this.people.requireAdministered(tx, viewer, personId);
      if (await setStatus(tx, personId, 'active')) {
        await recordAct(tx, { actorId: viewer.personId, act: 'account.enabled', subjectId: personId });
      }
      return { personId };
    });
  }
}
