import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { ManagerRule } from '../access/manager-rule.js';
import { PersonAccess } from '../access/person.access.js';
import { activePersonExists, insertManagerRelation, lockManagerRelation, readToday } from '../data/position.repository.js';

const shape = z.object({ mutationId: z.uuid(), id: z.uuid(), managerId: z.uuid(), personId: z.uuid() });

export type SetManagerArgs = z.input<typeof shape>;

/**
 * Writes down that someone manages someone else, from today; right `administer_people` over the person who is managed.
 * Where both sit in a closed circle, the manager is suspended in the same transaction (decisions 10).
 */
@Injectable()
export class SetManager {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly people: PersonAccess,
    private readonly managerRule: ManagerRule,
  ) {}

  async run(viewer: Viewer, input: SetManagerArgs): Promise<{ relationId: string }> {
    const { mutationId, ...args } = parseInput(shape, input);
    if (args.managerId === args.personId) throw invalidInput({ path: 'input.managerId', code: 'NOT_ALLOWED' });
    return this.uow.run({ viewer, operation: 'setManager', mutationId, args }, async (tx) => {
      await this.managerRule.lock(tx);
      await this.people.requireAdministered(tx, viewer, args.personId);
      if (!(await activePersonExists(tx, args.managerId))) throw notFound();
      const known = await lockManagerRelation(tx, args.managerId, args.personId);
      if (known) return { relationId: known.id };
      const today = await readToday(tx);
      await this.managerRule.around(tx, args.personId, () =>
        insertManagerRelation(tx, {
          id: args.id,
          managerId: args.managerId,
          personId: args.personId,
          fromDate: today,
          untilDate: null,
        }),
      );
      await recordAct(tx, {
        actorId: viewer.personId,
        act: 'manager.set',
        subjectId: args.personId,
        detail: { manager: args.managerId },
      });
      return { relationId: args.id };
    });
  }
}
