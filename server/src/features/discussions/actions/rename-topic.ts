import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { forbidden, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { ConversationSeal } from '../access/conversation-seal.js';
import { findTopic, renameTopic } from '../data/discussion.repository.js';
import { decideRename } from '../domain/message-policy.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';

const shape = z.object({ mutationId: z.string(), topicId: z.string(), title: text(limits.title), ifVersion: z.number() });

/** Gives a conversation another title. */
@Injectable()
export class RenameTopic {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
    private readonly seal: ConversationSeal,
  ) {}

  /** @throws CONFLICT when someone renamed it since `ifVersion` */
  async run(viewer: Viewer, raw: unknown): Promise<{ topicId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'renameTopic', mutationId: input.mutationId, args: input }, async (tx) => {
      const topic = await findTopic(tx, input.topicId);
      if (!topic) throw notFound();
      const group = await this.groups.requireForWriting(tx, viewer, topic.groupId, 'read', { lockCircle: true });
      const decision = decideRename({
        post: this.groups.decideLocked(group, 'post'),
        role: group.role!,
        isStarter: topic.createdBy === viewer.personId,
      });
      if (!decision.allow) throw forbidden(decision.reason);
      const closed = isClosed(group.kind);
      const sealing = await this.seal.forWriting(tx, group.id, closed);
      const { title, titleSealed } = sealing.title(topic.topicId, input.title);
      const version = await renameTopic(tx, topic.topicId, input.ifVersion, title, titleSealed);
      if (version === null) throw new KringError('CONFLICT');
      tx.emit(discussionsRealtime.topicRenamed({ groupId: group.id, topicId: topic.topicId, closed }, input.title, version));
      return { topicId: topic.topicId };
    });
  }
}
