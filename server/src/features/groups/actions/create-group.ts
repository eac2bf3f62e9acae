import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { PeopleRights } from '../../people/public.js';
import { acceptPact, addMember, insertGroup, insertPact } from '../data/group.repository.js';
import { groupKinds } from '../domain/group.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  kind: z.string().transform((kind) => kind.toLowerCase()).pipe(z.enum(groupKinds)),
  organisationId: z.string(),
  name: text(limits.title),
  purpose: text(limits.purpose, 0),
  pact: text(limits.pact, 0),
});

/** Makes a circle at an organisation where one of the maker's positions allows it; the maker becomes lead. */
@Injectable()
export class CreateGroup {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rights: PeopleRights,
  ) {}

  /** @throws FORBIDDEN POSITION without a position that allows it; INVALID_INPUT for an id that is taken */
  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'createGroup', mutationId: input.mutationId, args: input }, async (tx) => {
      if (!(await this.rights.mayCreateGroup(tx, viewer, input.kind, input.organisationId))) throw forbidden('POSITION');
      const made = await insertGroup(tx, {
        id: input.id,
        kind: input.kind,
        organisationId: input.organisationId,
        name: input.name,
        purpose: input.purpose,
        createdBy: viewer.personId,
      });
      if (!made) throw invalidInput({ path: 'input.id', code: 'NOT_ALLOWED' });
      const memberCount = (await addMember(tx, input.id, viewer.personId, 'lead')) ?? 1;
      if (input.pact) {
        await insertPact(tx, input.id, 1, input.pact, viewer.personId);
        await acceptPact(tx, input.id, 1, viewer.personId);
      }
      tx.emit(...groupsRealtime.memberJoined(input.id, viewer.personId, memberCount));
      return { groupId: input.id };
    });
  }
}
