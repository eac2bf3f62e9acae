import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

@Entity('topics')
@Index('topics_in_group', ['groupId', 'lastSeq'])
@Check('topics_one_title', `(title IS NULL) <> (title_sealed IS NULL)`)
@Check('topics_one_preview', `preview IS NULL OR preview_sealed IS NULL`)
export class TopicEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'topics_pk' }) id: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'topics_group_fk' })
  groupId: string;
  /** plain in open circles, sealed in closed ones, never both */
  @Column({ type: 'text', nullable: true }) title: string | null;
  @Column({ name: 'title_sealed', type: 'bytea', nullable: true }) titleSealed: Buffer | null;
  @Column({ name: 'created_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'topics_created_by_fk' })
  createdBy: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ name: 'message_count', type: 'integer', default: 0 }) messageCount: number;
  @Column({ name: 'decision_count', type: 'integer', default: 0 }) decisionCount: number;
  @Column({ name: 'last_seq', type: 'bigint', default: 0 }) lastSeq: string;
  @Column({ name: 'last_message_at', type: 'timestamptz', default: () => 'now()' }) lastMessageAt: Date;
  @Column({ name: 'last_message_by', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'topics_last_message_by_fk' })
  lastMessageBy: string | null;
  @Column({ type: 'text', nullable: true }) preview: string | null;
  @Column({ name: 'preview_sealed', type: 'bytea', nullable: true }) previewSealed: Buffer | null;
  @Column({ type: 'integer', default: 1 }) version: number;
}

@Entity('messages')
@Check('messages_kind', `kind IN ('REPLY', 'DECISION')`)
@Check('messages_removed', `(removed_at IS NULL) = (removed_by IS NULL)`)
@Check('messages_removed_by', `removed_by IN ('AUTHOR', 'LEAD')`)
@Check(
  'messages_one_body',
  `removed_at IS NULL AND (body IS NULL) <> (body_sealed IS NULL) OR removed_at IS NOT NULL AND body IS NULL AND body_sealed IS NULL`,
)
@Index('messages_in_topic', ['topicId', 'n'], { unique: true })
@Index('messages_in_group', ['groupId', 'seq'], { unique: true })
@Index('messages_topic_seq', ['topicId', 'seq'])
@Index('messages_decisions', ['groupId', 'seq'], { where: "kind = 'DECISION'" })
export class MessageEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'messages_pk' }) id: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'messages_group_fk' })
  groupId: string;
  @Column({ name: 'topic_id', type: 'uuid' })
  @ForeignKey('TopicEntity', { name: 'messages_topic_fk' })
  topicId: string;
  /** 1, 2, 3 … in the conversation, without gaps */
  @Column({ type: 'integer' }) n: number;
  /** 1, 2, 3 … in the circle, without gaps */
  @Column({ type: 'bigint' }) seq: string;
  @Column({ type: 'text', default: 'REPLY' }) kind: string;
  @Column({ name: 'author_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'messages_author_fk' })
  authorId: string;
  @Column({ type: 'jsonb', nullable: true }) body: object | null;
  @Column({ name: 'body_sealed', type: 'bytea', nullable: true }) bodySealed: Buffer | null;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ name: 'edited_at', type: 'timestamptz', nullable: true }) editedAt: Date | null;
  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true }) removedAt: Date | null;
  @Column({ name: 'removed_by', type: 'text', nullable: true }) removedBy: string | null;
  @Column({ name: 'recognise_count', type: 'integer', default: 0 }) recogniseCount: number;
  @Column({ name: 'helpful_count', type: 'integer', default: 0 }) helpfulCount: number;
  @Column({ type: 'integer', default: 1 }) version: number;
}

@Entity('message_versions')
export class MessageVersionEntity {
  @PrimaryColumn({ name: 'message_id', type: 'uuid', primaryKeyConstraintName: 'message_versions_pk' })
  @ForeignKey('MessageEntity', { name: 'message_versions_message_fk' })
  messageId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'message_versions_pk' }) version: number;
  @Column({ type: 'jsonb', nullable: true }) body: object | null;
  @Column({ name: 'body_sealed', type: 'bytea', nullable: true }) bodySealed: Buffer | null;
  @Column({ name: 'written_at', type: 'timestamptz' }) writtenAt: Date;
}

@Entity('reactions')
@Check('reactions_kind', `kind IN ('RECOGNISE', 'HELPFUL')`)
export class ReactionEntity {
  @PrimaryColumn({ name: 'message_id', type: 'uuid', primaryKeyConstraintName: 'reactions_pk' })
  @ForeignKey('MessageEntity', { name: 'reactions_message_fk' })
  messageId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'reactions_pk' })
  @ForeignKey('PersonEntity', { name: 'reactions_person_fk' })
  personId: string;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'reactions_pk' }) kind: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at: Date;
}

@Entity('mentions')
@Index('mentions_person', ['personId', 'at'])
export class MentionEntity {
  @PrimaryColumn({ name: 'message_id', type: 'uuid', primaryKeyConstraintName: 'mentions_pk' })
  @ForeignKey('MessageEntity', { name: 'mentions_message_fk' })
  messageId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'mentions_pk' })
  @ForeignKey('PersonEntity', { name: 'mentions_person_fk' })
  personId: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'mentions_group_fk' })
  groupId: string;
  @Column({ type: 'timestamptz', default: () => 'now()' }) at: Date;
}

@Entity('topic_reads')
export class TopicReadEntity {
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'topic_reads_pk' })
  @ForeignKey('PersonEntity', { name: 'topic_reads_person_fk' })
  personId: string;
  @PrimaryColumn({ name: 'topic_id', type: 'uuid', primaryKeyConstraintName: 'topic_reads_pk' })
  @ForeignKey('TopicEntity', { name: 'topic_reads_topic_fk' })
  topicId: string;
  /** number of the last message this person read; only grows */
  @Column({ name: 'read_n', type: 'integer' }) readN: number;
  @Column({ name: 'read_at', type: 'timestamptz', default: () => 'now()' }) readAt: Date;
}

/** Entities of this feature, for the data source. */
export const discussionEntities = [
  TopicEntity,
  MessageEntity,
  MessageVersionEntity,
  ReactionEntity,
  MentionEntity,
  TopicReadEntity,
];
