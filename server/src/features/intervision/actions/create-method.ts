import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { methodLimits } from '../../../../../schema/methods.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput, KringError } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { OwnMethods } from '../access/own-methods.js';
import { countMethods, insertMethod } from '../data/own-method.repository.js';
import { ComposeMethod } from './compose-method.js';

const shape = z.object({ mutationId: z.string(), id: z.string(), groupId: z.string().nullish(), organisationId: z.string().nullish(), method: z.unknown() });

/** Makes a method, from one of the catalogue or of one's own, for a circle or an organisation. */
@Injectable()
export class CreateMethod {
  constructor(
    private readonly work: UnitOfWork,
    private readonly methods: OwnMethods,
    private readonly compose: ComposeMethod,
  ) {}

  /** @throws INVALID_INPUT for a method with faults, and without exactly one owner; CONFLICT when the id is taken; NOT_FOUND, FORBIDDEN as the owner's door says */
  async run(viewer: Viewer, raw: unknown): Promise<{ methodId: string }> {
    const { method, ...input } = parseInput(shape, raw);
    const body = this.compose.require(method, 'input.method');
    const owner = { groupId: input.groupId ?? null, organisationId: input.organisationId ?? null };
    if ((owner.groupId === null) === (owner.organisationId === null)) throw invalidInput({ path: 'input.groupId', code: owner.groupId === null ? 'REQUIRED' : 'NOT_ALLOWED' });
    return this.work.run({ viewer, operation: 'createMethod', mutationId: input.mutationId, args: { ...input, body } }, async (tx) => {
      await this.methods.requireMaking(tx, viewer, owner);
      if ((await countMethods(tx, owner)) >= methodLimits.methodsPerOwner) throw invalidInput({ path: 'input.method', code: 'TOO_BIG', limit: methodLimits.methodsPerOwner });
      if (!(await insertMethod(tx, input.id, owner, body, viewer.personId))) throw new KringError('CONFLICT');
      return { methodId: input.id };
    });
  }
}
