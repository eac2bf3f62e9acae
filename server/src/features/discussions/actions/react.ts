import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { findMessageGroup, lockMessage, setReaction } from '../data/discussion.repository.js';
import { decideMessage } from '../domain/message-policy.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';

const shape = z.object({
  mutationId: z.string(),
  messageId: z.string(),
  kind: z.enum(['RECOGNISE', 'HELPFUL']),
  on: z.boolean(),
});

/** "Herkenbaar" or "Hier heb ik iets aan", on or off. */
@Injectable()
export class React {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  async run(viewer: Viewer, raw: unknown): Promise<{ messageId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'react', mutationId: input.mutationId, args: input }, async (tx) => {
      const groupId = await findMessageGroup(tx, input.messageId);
      if (!groupId) throw notFound();
      const group = await this.groups.requireForWriting(tx, viewer, groupId, 'read');
      const message = await lockMessage(tx, input.messageId);
      const decision = decideMessage('react', {
        post: this.groups.decideLocked(group, 'post'),
        role: group.role!,
        archived: group.archivedAt !== null,
        isAuthor: message.authorId === viewer.personId,
        removed: message.removedAt !== null,
      });
      if (!decision.allow) throw forbidden(decision.reason);
      const { count, changed } = await setReaction(tx, message.id, viewer.personId, input.kind, input.on);
      if (changed) {
        const at = { groupId, topicId: message.topicId, closed: isClosed(group.kind) };
        tx.emit(discussionsRealtime.reactionChanged(at, message.id, viewer.personId, { kind: input.kind, on: input.on, count }));
      }
      return { messageId: message.id };
    });
  }
}
