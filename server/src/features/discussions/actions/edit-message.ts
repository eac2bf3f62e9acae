import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { mentionedPeople, readRichText } from '../../../platform/rich-text/rich-text.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { ConversationSeal } from '../access/conversation-seal.js';
import {
  dropMentions,
  findMessageGroup,
  lockMessage,
  membersAmong,
  replaceBody,
  replacePreview,
} from '../data/discussion.repository.js';
import { decideMessage } from '../domain/message-policy.js';
import { withRealMentions } from '../domain/real-mentions.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';
import { MentionPeople } from './mention-people.js';

const shape = z.object({ mutationId: z.string(), messageId: z.string(), body: z.unknown(), ifVersion: z.number() });

/** Changes one's own message; the earlier text stays in its history, and who is newly mentioned hears of it. */
@Injectable()
export class EditMessage {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
    private readonly seal: ConversationSeal,
    private readonly mentions: MentionPeople,
  ) {}

  /** `conflict`: another device changed it since `ifVersion`; nothing was written, both texts are shown (decisions 14) */
  async run(viewer: Viewer, raw: unknown): Promise<{ messageId: string; conflict: boolean }> {
    const input = parseInput(shape, raw);
    const asked = readRichText(input.body, 'input.body');
    const args = { ...input, body: asked };
    return this.work.run({ viewer, operation: 'editMessage', mutationId: input.mutationId, args }, async (tx) => {
      const groupId = await findMessageGroup(tx, input.messageId);
      if (!groupId) throw notFound();
      const group = await this.groups.requireForWriting(tx, viewer, groupId, 'read', { lockCircle: true });
      const message = await lockMessage(tx, input.messageId);
      const decision = decideMessage('edit', {
        post: this.groups.decideLocked(group, 'post'),
        role: group.role!,
        archived: group.archivedAt !== null,
        isAuthor: message.authorId === viewer.personId,
        removed: message.removedAt !== null,
      });
      if (!decision.allow) throw forbidden(decision.reason);
      if (message.version !== input.ifVersion) return { messageId: message.id, conflict: true };
      const names = await membersAmong(tx, groupId, mentionedPeople(asked));
      const body = withRealMentions(asked, names);
      const closed = isClosed(group.kind);
      const sealing = await this.seal.forWriting(tx, groupId, closed);
      const version = await replaceBody(tx, message, sealing.body(message.id, body));
      const { preview, previewSealed } = sealing.preview(message.topicId, body);
      await replacePreview(tx, message.topicId, message.n, preview, previewSealed);
      await dropMentions(tx, message.id, [...names.keys()]);
      const at = { groupId, topicId: message.topicId, closed };
      tx.emit(discussionsRealtime.messageEdited(at, message.id, version, tx.now, body));
      await this.mentions.run(tx, viewer, at, message.id, [...names.keys()]);
      return { messageId: message.id, conflict: false };
    });
  }
}
