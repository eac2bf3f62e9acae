import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import { emailAddress } from '../../../platform/identity/email-address.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { OrganisationAccess, Rights } from '../../organisations/public.js';
import { ManagerRule } from '../access/manager-rule.js';
import { emailIsTaken, insertPerson } from '../data/person.repository.js';
import { insertPosition, readToday } from '../data/position.repository.js';
import { languages } from '../domain/choices.js';

const shape = z.object({
  mutationId: z.uuid(),
  id: z.uuid(),
  email: emailAddress,
  givenName: text(limits.name),
  familyName: text(limits.name),
  language: z.enum(languages),
  positionId: z.uuid(),
  organisationId: z.uuid(),
  kind: z.string().max(60),
});

export type RegisterPersonArgs = z.input<typeof shape>;

/**
 * Adds someone with a first position, from today; right `administer_people` at that organisation. Positions that
 * appraise or administer are given afterwards, by two. The person chooses a password through the reset mail.
 */
@Injectable()
export class RegisterPerson {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly rights: Rights,
    private readonly organisations: OrganisationAccess,
    private readonly managerRule: ManagerRule,
  ) {}

  async run(viewer: Viewer, input: RegisterPersonArgs): Promise<{ personId: string }> {
    const { mutationId, ...args } = parseInput(shape, input);
    return this.uow.run({ viewer, operation: 'registerPerson', mutationId, args }, async (tx) => {
      await this.managerRule.lock(tx);
      const organisation = await this.organisations.require(tx, viewer, args.organisationId, 'administer_people');
      if (!this.rights.mayBeHeldAt(args.kind, organisation.kind)) throw invalidInput({ path: 'input.kind', code: 'NOT_ALLOWED' });
      if (this.rights.isAppraising(args.kind) || this.rights.isAdministrator(args.kind)) throw forbidden('POSITION');
      if (await emailIsTaken(tx, args.email)) throw invalidInput({ path: 'input.email', code: 'NOT_ALLOWED' });
      const today = await readToday(tx);
      await this.managerRule.around(tx, args.id, async () => {
        await insertPerson(tx, {
          id: args.id,
          email: args.email,
          givenName: args.givenName,
          familyName: args.familyName,
          language: args.language.toLowerCase(),
        });
        await insertPosition(tx, {
          id: args.positionId,
          personId: args.id,
          organisationId: organisation.id,
          kind: args.kind,
          fromDate: today,
          untilDate: null,
        });
      });
      await recordAct(tx, {
        actorId: viewer.personId,
        act: 'person.registered',
        subjectId: args.id,
        organisationId: organisation.id,
        detail: { kind: args.kind },
      });
      return { personId: args.id };
    });
  }
}
