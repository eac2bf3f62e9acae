import { Injectable } from '@nestjs/common';
import type { RichText } from '../../../../../schema/rich-text.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { invalidInput } from '../../../platform/errors/kring-error.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { mentionedPeople } from '../../../platform/rich-text/rich-text.js';
import { GroupAccess, isClosed, type LockedGroup } from '../../groups/public.js';
import type { Sealing } from '../access/conversation-seal.js';
import { insertMessage, membersAmong, moveReadMark } from '../data/discussion.repository.js';
import { withRealMentions } from '../domain/real-mentions.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';
import { MentionPeople } from './mention-people.js';

export interface MessageToWrite {
  id: string;
  topicId: string;
  kind: 'REPLY' | 'DECISION';
  body: RichText;
}

/** The part that starting a conversation and replying share: number, write, mention, mark as read, tell. */
@Injectable()
export class WriteMessage {
  constructor(
    private readonly groups: GroupAccess,
    private readonly mentions: MentionPeople,
  ) {}

  /**
   * @throws INVALID_INPUT when the id is taken by another message; FORBIDDEN with the reason when the circle changed since
   * `group` was read, so that this may not be written any more
   */
  async run(tx: Tx, viewer: Viewer, group: LockedGroup, sealing: Sealing, message: MessageToWrite): Promise<void> {
    const mentioned = mentionedPeople(message.body);
    const names = await membersAmong(tx, group.id, [...mentioned, viewer.personId]);
    const body = withRealMentions(message.body, names);
    const numbers = await insertMessage(tx, {
      id: message.id,
      groupId: group.id,
      topicId: message.topicId,
      authorId: viewer.personId,
      kind: message.kind,
      pactVersion: group.pactVersion,
      stored: sealing.body(message.id, body),
      ...sealing.preview(message.topicId, body),
    });
    if (!numbers) {
      await this.groups.requireForWriting(tx, viewer, group.id, message.kind === 'DECISION' ? 'record_decision' : 'post');
      throw invalidInput({ path: 'input.id', code: 'NOT_ALLOWED' });
    }
    const { marks } = await moveReadMark(tx, viewer.personId, group.id, message.topicId, numbers.n);
    const at = { groupId: group.id, topicId: message.topicId, closed: isClosed(group.kind) };
    const author = { id: viewer.personId, name: names.get(viewer.personId) ?? '' };
    tx.emit(
      discussionsRealtime.messagePosted(at, message.id, numbers.n, numbers.seq, {
        author,
        body,
        kind: message.kind,
        createdAt: tx.now.toISOString(),
      }),
      discussionsRealtime.readMoved(at, viewer.personId, marks),
    );
    await this.mentions.run(tx, viewer, at, message.id, mentioned.filter((id) => names.has(id)));
  }
}
