import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { ManagerRule } from '../access/manager-rule.js';
import { PersonAccess } from '../access/person.access.js';
import { lockManagerRelation, readToday, setManagerRelationUntil } from '../data/position.repository.js';

const shape = z.object({ mutationId: z.uuid(), managerId: z.uuid(), personId: z.uuid() });

export type EndManagerArgs = z.input<typeof shape>;

/** Ends that someone manages someone else, at once; right `administer_people` over the person who was managed. */
@Injectable()
export class EndManager {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly people: PersonAccess,
    private readonly managerRule: ManagerRule,
  ) {}

  async run(viewer: Viewer, input: EndManagerArgs): Promise<{ relationId: string }> {
    const { mutationId, ...args } = parseInput(shape, input);
    return this.uow.run({ viewer, operation: 'endManager', mutationId, args }, async (tx) => {
      await this.managerRule.lock(tx);
      await this.people.requireAdministered(tx, viewer, args.personId);
      const relation = await lockManagerRelation(tx, args.managerId, args.personId);
      if (!relation) throw notFound();
      const today = await readToday(tx);
      await this.managerRule.around(tx, args.personId, () => setManagerRelationUntil(tx, relation.id, today));
      await recordAct(tx, {
        actorId: viewer.personId,
        act: 'manager.ended',
        subjectId: args.personId,
        detail: { manager: args.managerId },
      });
      return { relationId: relation.id };
    });
  }
}
