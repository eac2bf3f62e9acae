import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { recordAct } from '../../../platform/database/audit-log.js';
import { type Tx, UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { type OrganisationRow, readOrganisations, readsIn, Rights } from '../../organisations/public.js';
import { ManagerRule } from '../access/manager-rule.js';
import { PersonAccess } from '../access/person.access.js';
import { activePersonExists, findProposal, insertPosition, readToday } from '../data/position.repository.js';
import { type GrantVerdict, judgeGrant } from '../domain/position-grant.js';

const shape = z.object({
  mutationId: z.uuid(),
  id: z.uuid(),
  personId: z.uuid(),
  organisationId: z.uuid(),
  kind: z.string().max(60),
  /** first day, `YYYY-MM-DD` */
  from: z.iso.date(),
  /** first day without the position */
  until: z.iso.date().nullish(),
});

export type GivePositionArgs = z.input<typeof shape>;

/**
 * Gives someone a position at an organisation; right `administer_people` there. An appraising or administrator
 * position takes two acts: the first proposes it, the same by another administrator or the board gives it.
 * Relations that begin by it reach the manager rule in the same transaction.
 */
@Injectable()
export class GivePosition {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: Rights,
    private readonly people: PersonAccess,
    private readonly managerRule: ManagerRule,
  ) {}

  /** `given` is false when it is a proposal now. */
  async run(viewer: Viewer, input: GivePositionArgs): Promise<{ positionId: string; given: boolean }> {
    const { mutationId, ...args } = parseInput(shape, input);
    return this.uow.run({ viewer, operation: 'givePosition', mutationId, args }, async (tx) => {
      await this.managerRule.lock(tx);
      const [organisation] = await readOrganisations(readsIn(tx), [args.organisationId]);
      if (!organisation) throw notFound();
      if (!this.rights.mayBeHeldAt(args.kind, organisation.kind)) throw invalidInput({ path: 'input.kind', code: 'NOT_ALLOWED' });
      const today = await readToday(tx);
      if (args.from < today) throw invalidInput({ path: 'input.from', code: 'NOT_ALLOWED' });
      if (args.until && args.until < args.from) throw invalidInput({ path: 'input.until', code: 'NOT_ALLOWED' });
      const { verdict, proposal } = await this.judge(tx, viewer, args, organisation);
      if (verdict === 'refuse') throw forbidden('POSITION');
      if (!(await activePersonExists(tx, args.personId))) throw notFound();
      const about = { actorId: viewer.personId, subjectId: args.personId, organisationId: args.organisationId };
      if (verdict === 'propose') {
        await recordAct(tx, { ...about, act: 'position.proposed', detail: { kind: args.kind, from: args.from } });
        return { positionId: args.id, given: false };
      }
      await this.managerRule.around(tx, args.personId, () =>
        insertPosition(tx, {
          id: args.id,
          personId: args.personId,
          organisationId: args.organisationId,
          kind: args.kind,
          fromDate: args.from,
          untilDate: args.until ?? null,
        }),
      );
      await recordAct(tx, {
        ...about,
        act: 'position.given',
        detail: { kind: args.kind, from: args.from, position: args.id, ...(proposal ? { proposal } : {}) },
      });
      return { positionId: args.id, given: true };
    });
  }

  private async judge(
    tx: Tx,
    viewer: Viewer,
    args: { personId: string; organisationId: string; kind: string },
    organisation: OrganisationRow,
  ): Promise<{ verdict: GrantVerdict; proposal: string | null }> {
    const held = await this.people.heldBy(tx, viewer);
    const proposal = await findProposal(tx, args, viewer.personId);
    const verdict = judgeGrant({
      toSelf: args.personId === viewer.personId,
      mayAdminister: this.rights.mayDo(held, 'administer_people', organisation.path),
      onBoard: held.some((one) => one.kind === 'board_member' && organisation.path.includes(one.organisationId)),
      needsSecond: this.rights.isAppraising(args.kind) || this.rights.isAdministrator(args.kind),
      proposedByOther: proposal !== null,
    });
    return { verdict, proposal };
  }
}
