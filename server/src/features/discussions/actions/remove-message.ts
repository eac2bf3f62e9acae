import { Injectable } from '@nestjs/common';
import { groupStream } from '../../../../../schema/realtime/streams.js';
import { forgetInLog } from '../../../platform/database/forget-in-log.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { eraseBody, findMessageGroup, lockMessage, replacePreview } from '../data/discussion.repository.js';
import { decideMessage } from '../domain/message-policy.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';

/** Takes a message away: its text and earlier texts are gone, its place in the conversation stays. */
@Injectable()
export class RemoveMessage {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  async run(viewer: Viewer, input: { mutationId: string; messageId: string }): Promise<{ messageId: string }> {
    return this.work.run({ viewer, operation: 'removeMessage', mutationId: input.mutationId, args: input }, async (tx) => {
      const groupId = await findMessageGroup(tx, input.messageId);
      if (!groupId) throw notFound();
      const group = await this.groups.requireForWriting(tx, viewer, groupId, 'read');
      const message = await lockMessage(tx, input.messageId);
      if (message.removedAt !== null && message.authorId === viewer.personId) return { messageId: message.id };
      const isAuthor = message.authorId === viewer.personId;
      const decision = decideMessage('remove', {
        post: this.groups.decideLocked(group, 'post'),
        role: group.role!,
        archived: group.archivedAt !== null,
        isAuthor,
        removed: message.removedAt !== null,
      });
      if (!decision.allow) throw forbidden(decision.reason);
      const removedBy = isAuthor ? 'AUTHOR' : 'LEAD';
      const version = await eraseBody(tx, message, removedBy);
      await replacePreview(tx, message.topicId, message.n, null, null);
      await forgetInLog(tx, groupStream(groupId), { field: 'messageId', value: message.id }, ['content', 'body']);
      const at = { groupId, topicId: message.topicId, closed: isClosed(group.kind) };
      tx.emit(discussionsRealtime.messageRemoved(at, message.id, version, { by: removedBy, at: tx.now }));
      return { messageId: message.id };
    });
  }
}
