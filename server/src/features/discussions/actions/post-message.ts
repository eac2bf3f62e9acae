import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { parseInput } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { readRichText } from '../../../platform/rich-text/rich-text.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { ConversationSeal } from '../access/conversation-seal.js';
import { findTopic } from '../data/discussion.repository.js';
import { WriteMessage } from './write-message.js';

const shape = z.object({
  mutationId: z.string(),
  id: z.string(),
  topicId: z.string(),
  kind: z.enum(['REPLY', 'DECISION']),
  body: z.unknown(),
});

/** Writes a reply, or records a decision in the flow. */
@Injectable()
export class PostMessage {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
    private readonly seal: ConversationSeal,
    private readonly write: WriteMessage,
  ) {}

  /** @throws NOT_FOUND outside the circle; FORBIDDEN ROLE, ARCHIVED or PACT_NOT_ACCEPTED inside it */
  async run(viewer: Viewer, raw: unknown): Promise<{ messageId: string }> {
    const input = parseInput(shape, raw);
    const body = readRichText(input.body, 'input.body');
    const args = { ...input, body };
    return this.work.run({ viewer, operation: 'postMessage', mutationId: input.mutationId, args }, async (tx) => {
      const topic = await findTopic(tx, input.topicId);
      if (!topic) throw notFound();
      const right = input.kind === 'DECISION' ? 'record_decision' : 'post';
      const group = await this.groups.requireForWriting(tx, viewer, topic.groupId, right);
      const sealing = await this.seal.forWriting(tx, group.id, isClosed(group.kind));
      await this.write.run(tx, viewer, group, sealing, { id: input.id, topicId: input.topicId, kind: input.kind, body });
      return { messageId: input.id };
    });
  }
}
