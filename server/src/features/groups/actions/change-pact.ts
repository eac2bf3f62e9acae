import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { KringError } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess } from '../access/group.access.js';
import { acceptPact, insertPact, lockRoster } from '../data/group.repository.js';
import { groupsRealtime } from '../realtime/groups.realtime.js';

const shape = z.object({ mutationId: z.string(), groupId: z.string(), text: text(limits.pact), ifVersion: z.number() });

/** Writes a new version of the pact. Every member is asked again; who wrote it has accepted it. */
@Injectable()
export class ChangePact {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  /** @throws CONFLICT when there is a newer version than the one that was on screen */
  async run(viewer: Viewer, raw: unknown): Promise<{ groupId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'changePact', mutationId: input.mutationId, args: input }, async (tx) => {
      await lockRoster(tx, input.groupId);
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'change_pact');
      if (group.pactVersion !== input.ifVersion) throw new KringError('CONFLICT');
      const version = group.pactVersion + 1;
      await insertPact(tx, input.groupId, version, input.text, viewer.personId);
      await acceptPact(tx, input.groupId, version, viewer.personId);
      tx.emit(
        groupsRealtime.pactChanged(input.groupId, version),
        groupsRealtime.pactAccepted(input.groupId, viewer.personId, version),
      );
      return { groupId: input.groupId };
    });
  }
}
