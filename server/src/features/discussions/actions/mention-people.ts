import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { RateLimiter } from '../../../platform/identity/rate-limiter.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { MailKinds } from '../../../platform/mail/mail-kinds.js';
import { insertMentions } from '../data/discussion.repository.js';
import { discussionsRealtime } from '../realtime/discussions.realtime.js';

/** So many mails about being mentioned does one person cause another: beyond it the bell still rings, the mailbox does not. */
const mailRule = { name: 'mention-mail', limit: 20, seconds: 3_600 };

/** The part that writing and changing a message share: remember who is mentioned, and tell those who were not before. */
@Injectable()
export class MentionPeople {
  constructor(
    private readonly mails: MailKinds,
    private readonly limiter: RateLimiter,
  ) {}

  /** @param members those among the mentioned who are in the circle; the writer is left out here */
  async run(tx: Tx, viewer: Viewer, at: { groupId: string; topicId: string; closed: boolean }, messageId: string, members: readonly string[]): Promise<void> {
    const others = members.filter((id) => id !== viewer.personId);
    const told = await insertMentions(tx, messageId, at.groupId, others);
    tx.emit(...told.map((personId) => discussionsRealtime.mentioned(at, personId, messageId)));
    const mailed = await this.limiter.withinIn(tx, told.map((personId) => ({ ...mailRule, subject: `${viewer.personId}:${personId}` })));
    for (const [index, personId] of told.entries()) {
      if (mailed[index]) await this.mails.enqueue(tx, 'mention', { personId, subjectId: messageId });
    }
  }
}
