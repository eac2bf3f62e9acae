import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { OrganisationAccess } from '../../organisations/public.js';
import { ManagerRule } from '../access/manager-rule.js';
import { lockPosition, readToday, setPositionUntil } from '../data/position.repository.js';

const shape = z.object({
  mutationId: z.uuid(),
  positionId: z.uuid(),
  /** first day without the position, `YYYY-MM-DD`; today when absent, and then it ends at once */
  until: z.iso.date().nullish(),
});

export type EndPositionArgs = z.input<typeof shape>;

/** Ends a position; right `administer_people` at its organisation. Its rights end with it, the same second. */
@Injectable()
export class EndPosition {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly organisations: OrganisationAccess,
    private readonly managerRule: ManagerRule,
  ) {}

  async run(viewer: Viewer, input: EndPositionArgs): Promise<{ positionId: string }> {
    const { mutationId, ...args } = parseInput(shape, input);
    return this.uow.run({ viewer, operation: 'endPosition', mutationId, args }, async (tx) => {
      await this.managerRule.lock(tx);
      const position = await lockPosition(tx, args.positionId);
      if (!position) throw notFound();
      await this.organisations.require(tx, viewer, position.organisation_id, 'administer_people');
      const today = await readToday(tx);
      const until = args.until ?? today;
      if (until < today) throw invalidInput({ path: 'input.until', code: 'NOT_ALLOWED' });
      if (position.until_date !== null && position.until_date <= until) return { positionId: position.id };
      await this.managerRule.around(tx, position.person_id, () => setPositionUntil(tx, position.id, until));
      await recordAct(tx, {
        actorId: viewer.personId,
        act: 'position.ended',
        subjectId: position.person_id,
        organisationId: position.organisation_id,
        detail: { kind: position.kind, until, position: position.id },
      });
      return { positionId: position.id };
    });
  }
}
