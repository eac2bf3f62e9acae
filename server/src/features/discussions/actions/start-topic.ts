import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readRichText } from '../../../platform/rich-text/rich-text.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { ConversationSeal } from '../access/conversation-seal.js';
import { insertTopic } from '../data/discussion.repository.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';
import { WriteMessage } from './write-message.js';

const shape = z.object({
  mutationId: z.string(),
  topicId: z.string(),
  messageId: z.string(),
  groupId: z.string(),
  title: text(limits.title),
  body: z.unknown(),
});

/** Starts a conversation with its first message. */
@Injectable()
export class StartTopic {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
    private readonly seal: ConversationSeal,
    private readonly write: WriteMessage,
  ) {}

  async run(viewer: Viewer, raw: unknown): Promise<{ topicId: string; messageId: string }> {
    const input = parseInput(shape, raw);
    const body = readRichText(input.body, 'input.body');
    const args = { ...input, body };
    return this.work.run({ viewer, operation: 'startTopic', mutationId: input.mutationId, args }, async (tx) => {
      const group = await this.groups.requireForWriting(tx, viewer, input.groupId, 'post');
      const closed = isClosed(group.kind);
      const sealing = await this.seal.forWriting(tx, group.id, closed);
      const made = await insertTopic(tx, {
        id: input.topicId,
        groupId: group.id,
        ...sealing.title(input.topicId, input.title),
        createdBy: viewer.personId,
      });
      if (!made) throw invalidInput({ path: 'input.topicId', code: 'NOT_ALLOWED' });
      tx.emit(discussionsRealtime.topicStarted({ groupId: group.id, topicId: input.topicId, closed }, input.title));
      await this.write.run(tx, viewer, group, sealing, { id: input.messageId, topicId: input.topicId, kind: 'REPLY', body });
      return { topicId: input.topicId, messageId: input.messageId };
    });
  }
}
