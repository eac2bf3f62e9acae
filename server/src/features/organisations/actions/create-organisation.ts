import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { OrganisationAccess } from '../access/organisation.access.js';
import { brinIsTaken, insertOrganisation } from '../data/organisation.repository.js';
import { isBrin, mayStandUnder, pathUnder } from '../domain/organisation.js';
import { organisationKinds } from '../domain/rights.js';

const shape = z.object({
  mutationId: z.uuid(),
  id: z.uuid(),
  kind: z.enum(organisationKinds),
  parentId: z.uuid(),
  name: text(limits.title),
  brin: z.string().nullish(),
});

export type CreateOrganisationInput = z.input<typeof shape>;

/**
 * Adds an organisation under another one; right `administer_organisations` at the one above.
 * The topmost organisation of a region is made with the installation, not here.
 */
@Injectable()
export class CreateOrganisation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly organisations: OrganisationAccess,
  ) {}

  async run(viewer: Viewer, input: CreateOrganisationInput): Promise<{ organisationId: string }> {
    const { mutationId, ...args } = parseInput(shape, input);
    return this.uow.run({ viewer, operation: 'createOrganisation', mutationId, args }, async (tx) => {
      const parent = await this.organisations.require(tx, viewer, args.parentId, 'administer_organisations');
      if (!mayStandUnder(args.kind, parent.kind)) throw invalidInput({ path: 'input.kind', code: 'NOT_ALLOWED' });
      if (args.brin && (args.kind !== 'school' || !isBrin(args.brin) || (await brinIsTaken(tx, args.brin)))) {
        throw invalidInput({ path: 'input.brin', code: 'NOT_ALLOWED' });
      }
      await insertOrganisation(tx, {
        id: args.id,
        kind: args.kind,
        parentId: parent.id,
        path: pathUnder(parent.path, args.id),
        name: args.name,
        brin: args.brin ?? null,
      });
      await recordAct(tx, {
        actorId: viewer.personId,
        act: 'organisation.created',
        organisationId: args.id,
        detail: { kind: args.kind },
      });
      return { organisationId: args.id };
    });
  }
}
