import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { recordAct } from '../../../platform/database/audit-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import { readsIn } from '../access/organisation.access.js';
import { readOrganisations } from '../data/organisation.reads.js';
import { brinIsTaken, insertOrganisation } from '../data/organisation.repository.js';
import { holidayRegions, isBrin, mayStandUnder, pathUnder } from '../domain/organisation.js';
import { organisationKinds } from '../domain/rights.js';

const shape = z.object({
  kind: z.enum(organisationKinds),
  /** null for the network on top, and for nothing else */
  parentId: z.uuid().nullable(),
  name: text(limits.title),
  brin: z.string().nullish(),
  holidayRegion: z.enum(holidayRegions).nullish(),
});

export type FoundOrganisationInput = z.input<typeof shape>;

/**
 * Adds an organisation for whoever runs the installation, at the command line; nobody is signed in. The network on top
 * is made here and nowhere else. Signed-in administrators have `CreateOrganisation`.
 */
@Injectable()
export class FoundOrganisation {
  constructor(private readonly uow: UnitOfWork) {}

  async run(input: FoundOrganisationInput): Promise<{ organisationId: string }> {
    const { kind, parentId, name, brin, holidayRegion } = parseInput(shape, input);
    return this.uow.runUnsigned(async (tx) => {
      const [parent] = parentId === null ? [] : await readOrganisations(readsIn(tx), [parentId]);
      if (parentId !== null && !parent) throw notFound();
      if (parent ? !mayStandUnder(kind, parent.kind) : kind !== 'network') throw invalidInput({ path: 'input.kind', code: 'NOT_ALLOWED' });
      if (brin && (kind !== 'school' || !isBrin(brin) || (await brinIsTaken(tx, brin)))) throw invalidInput({ path: 'input.brin', code: 'NOT_ALLOWED' });
      const id = randomUUID();
      await insertOrganisation(tx, { id, kind, parentId, path: pathUnder(parent?.path ?? [], id), name, brin: brin ?? null, holidayRegion: holidayRegion ?? null });
      await recordAct(tx, { actorId: null, act: 'organisation.created', organisationId: id, detail: { kind, by: 'command' } });
      return { organisationId: id };
    });
  }
}
