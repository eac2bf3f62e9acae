import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { parseInput, whole } from '../../../platform/graphql/input.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { findTopic, moveReadMark } from '../data/discussion.repository.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';

const shape = z.object({ mutationId: z.string(), topicId: z.string(), readN: whole(0, 2_147_483_647) });

/** Moves the reading mark forward, on every device of this person. It never moves back. */
@Injectable()
export class MarkRead {
  constructor(
    private readonly work: UnitOfWork,
    private readonly groups: GroupAccess,
  ) {}

  async run(viewer: Viewer, raw: unknown): Promise<{ topicId: string; groupId: string }> {
    const input = parseInput(shape, raw);
    return this.work.run({ viewer, operation: 'markRead', mutationId: input.mutationId, args: input }, async (tx) => {
      const topic = await findTopic(tx, input.topicId);
      if (!topic) throw notFound();
      const group = await this.groups.requireForWriting(tx, viewer, topic.groupId, 'read');
      const { marks, moved } = await moveReadMark(tx, viewer.personId, group.id, topic.topicId, input.readN);
      const at = { groupId: group.id, topicId: topic.topicId, closed: isClosed(group.kind) };
      if (moved) tx.emit(discussionsRealtime.readMoved(at, viewer.personId, marks));
      return { topicId: topic.topicId, groupId: group.id };
    });
  }
}
