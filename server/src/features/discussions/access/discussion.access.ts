import { Injectable } from '@nestjs/common';
import { limits } from '../../../../../schema/limits.js';
import { Reads } from '../../../platform/database/reads.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { pageInfo, toCursor } from '../../../platform/graphql/page.model.js';
import type { RichText } from '../../../../../schema/rich-text.js';
import type { MailContent } from '../../../platform/mail/mail-content.js';
import { preview } from '../../../platform/rich-text/rich-text.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, type GroupRow, groupSql, isClosed } from '../../groups/public.js';
import { readDecisions, readGroupLabels, readGroupPage, readMessage, readMessages, readTopic, readTopicLabels, readTopicPage, readVersions } from '../data/discussion.reads.js';
import { holdsRange, type PageRequest, pageRange, pageWindow } from '../domain/page-range.js';
import { ConversationSeal, type Sealing } from './conversation-seal.js';
import { type Inside, messageView, topicView } from './discussion-view.js';

/** A title as a statement finds it, plain or sealed. */
export interface TitleRow {
  topic_id: string;
  group_id: string;
  title: string | null;
  title_sealed: Buffer | string | null;
}

/** The only door to conversations: membership of the circle is joined in every statement. */
@Injectable()
export class DiscussionAccess {
  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    private readonly seal: ConversationSeal,
  ) {}

  /** A circle with its newest conversations. @throws NOT_FOUND outside the circle */
  async groupPage(viewer: Viewer, groupId: string, first: number, before: number | null) {
    const found = await readGroupPage<GroupRow>(this.reads, groupSql, viewer.personId, groupId, first, before);
    if (!found) throw notFound();
    const { head, topics } = found;
    const page = topics.slice(0, first);
    const sealing = await this.opening(viewer, head, page.length > 0);
    const inside = this.inside(head);
    return brand('GroupPage', {
      group: this.groups.show(head),
      topics: brand('TopicConnection', {
        nodes: page.map((row) => topicView(row, sealing, viewer.personId, inside)),
        pageInfo: pageInfo({
          startCursor: page[0] ? toCursor(page[0].topic_last_seq) : null,
          endCursor: page.at(-1) ? toCursor(page.at(-1)!.topic_last_seq) : null,
          hasNextPage: topics.length > first,
          hasPreviousPage: before !== null,
        }),
      }),
    });
  }

  /** A conversation with a page of its messages. @throws NOT_FOUND outside the circle */
  async topicPage(viewer: Viewer, topicId: string, request: PageRequest) {
    const window = pageWindow(request, limits.pageSize, 50);
    const found = await readTopicPage<GroupRow>(this.reads, groupSql, viewer.personId, topicId, window);
    if (!found) throw notFound();
    const { head, topic } = found;
    const range = pageRange(request, topic.message_count, topic.read_n, limits.pageSize, 50);
    // the statement fetches what nearly every request means; the rule decides
    const messages = holdsRange(found.messages, range)
      ? found.messages
      : await readMessages(this.reads, viewer.personId, topicId, range.from, range.to);
    const sealing = await this.opening(viewer, head, true);
    const inside = this.inside(head);
    return brand('TopicPage', {
      group: this.groups.show(head),
      topic: topicView(topic, sealing, viewer.personId, inside),
      messages: brand('MessageConnection', {
        nodes: messages.map((one) => messageView(one, sealing, viewer.personId, inside)),
        pageInfo: pageInfo({
          startCursor: messages[0] ? String(messages[0].n) : null,
          endCursor: messages.at(-1) ? String(messages.at(-1)!.n) : null,
          hasNextPage: range.to < topic.message_count,
          hasPreviousPage: range.from > 0,
        }),
      }),
    });
  }

  /** One conversation. @throws NOT_FOUND outside the circle */
  async topic(viewer: Viewer, topicId: string) {
    const found = await readTopic<GroupRow>(this.reads, groupSql, viewer.personId, topicId);
    if (!found) throw notFound();
    return topicView(found.topic, await this.opening(viewer, found.head, true), viewer.personId, this.inside(found.head));
  }

  /** One message. @throws NOT_FOUND outside the circle */
  async message(viewer: Viewer, messageId: string) {
    const found = await readMessage<GroupRow>(this.reads, groupSql, viewer.personId, messageId);
    if (!found) throw notFound();
    const sealing = await this.opening(viewer, found.group, true);
    return messageView(found.message, sealing, viewer.personId, this.inside(found.group));
  }

  /** Earlier texts of a message, oldest first. @throws NOT_FOUND outside the circle */
  async history(viewer: Viewer, messageId: string) {
    const found = await readMessage<GroupRow>(this.reads, groupSql, viewer.personId, messageId);
    if (!found) throw notFound();
    const sealing = await this.opening(viewer, found.group, true);
    const versions = await readVersions(this.reads, messageId);
    return versions.map((row) =>
      brand('MessageVersion', { version: row.version, body: sealing.openBody(messageId, row), writtenAt: row.written_at }),
    );
  }

  /** Decisions of a circle, newest first. @throws NOT_FOUND outside the circle */
  async decisions(viewer: Viewer, groupId: string, first: number, before: number | null) {
    const head = await this.groups.row(viewer, groupId);
    const rows = await readDecisions(this.reads, viewer.personId, groupId, first, before);
    const page = rows.slice(0, first);
    const sealing = await this.opening(viewer, head, page.length > 0);
    const inside = this.inside(head);
    return brand('DecisionConnection', {
      nodes: page.map((row) =>
        brand('Decision', {
          id: row.id,
          message: messageView(row, sealing, viewer.personId, inside),
          topicTitle: sealing.openTitle(row.topic_id, row),
        }),
      ),
      pageInfo: pageInfo({
        startCursor: null,
        endCursor: page.at(-1) ? toCursor(page.at(-1)!.seq) : null,
        hasNextPage: rows.length > first,
        hasPreviousPage: before !== null,
      }),
    });
  }

  /** Titles and names for lists outside the circle's page (drafts, Today, the bell); what is not yours is left out. */
  async labels(viewer: Viewer, topicIds: readonly string[], groupIds: readonly string[]) {
    const rows = topicIds.length > 0 ? await readTopicLabels(this.reads, viewer.personId, topicIds) : [];
    const titles = await this.titles(viewer, rows);
    const topics = new Map(rows.map((row) => [row.topic_id, { groupId: row.group_id, title: titles.get(row.topic_id) ?? '' }]));
    const ids = [...new Set([...groupIds, ...rows.map((row) => row.group_id)])];
    const groups = ids.length > 0 ? await readGroupLabels(this.reads, viewer.personId, ids) : [];
    return { topics, groups: new Map(groups.map((row) => [row.id, row.name])) };
  }

  /** Where a message stands, for someone inside; null for everyone else. */
  async placeOf(viewer: Viewer, messageId: string): Promise<{ groupId: string; topicId: string } | null> {
    const found = await readMessage<GroupRow>(this.reads, groupSql, viewer.personId, messageId);
    return found ? { groupId: found.message.group_id, topicId: found.message.topic_id } : null;
  }

  /** Titles of conversations for rows that joined the membership of this viewer. */
  async titles(viewer: Viewer, rows: readonly TitleRow[]): Promise<Map<string, string>> {
    const titles = new Map<string, string>();
    const sealings = await this.seal.forReadingMany(viewer, rows.map((row) => ({ groupId: row.group_id, closed: row.title_sealed !== null })));
    for (const row of rows) {
      const sealing = sealings.get(row.group_id);
      if (sealing && !titles.has(row.topic_id)) titles.set(row.topic_id, sealing.openTitle(row.topic_id, row));
    }
    return titles;
  }

  /** What a mail says, looked up right before it goes out; null when this person may not know of it any more. */
  async composeMentionMail(personId: string, messageId: string): Promise<MailContent | null> {
    const found = await readMessage<GroupRow>(this.reads, groupSql, personId, messageId);
    if (!found || found.message.removed_at !== null) return null;
    const path = `/kringen/${found.group.id}/gesprekken/${found.message.topic_id}#reactie-${messageId}`;
    if (isClosed(found.group.kind) || found.message.body === null) return { template: 'mention', path };
    const topic = await readTopic<GroupRow>(this.reads, groupSql, personId, found.message.topic_id);
    return {
      template: 'mention',
      path,
      open: {
        circle: found.group.name,
        topic: topic?.topic.title ?? '',
        author: found.message.author_name,
        excerpt: preview(found.message.body as RichText),
      },
    };
  }

  private opening(viewer: Viewer, group: GroupRow, needed: boolean): Promise<Sealing> {
    return this.seal.forReading(viewer, group.id, needed && isClosed(group.kind));
  }

  private inside(group: GroupRow): Inside {
    return { groupId: group.id, post: this.groups.decide(group, 'post'), role: group.role, archived: group.archived_at !== null };
  }
}
