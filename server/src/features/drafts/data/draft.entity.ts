import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A text that is not sent yet: sealed with the key of the person, seen by nobody else. */
@Entity({ name: 'drafts', schema: 'conf' })
@Unique('drafts_place_once', ['personId', 'place'])
@Index('drafts_person', ['personId', 'updatedAt'])
export class DraftEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'drafts_pk' }) id: string;
  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'drafts_person_fk' })
  personId: string;
  /** which field it belongs to, for instance `topic:<id>` */
  @Column({ type: 'text' }) place: string;
  @Column({ name: 'group_id', type: 'uuid', nullable: true }) groupId: string | null;
  @Column({ name: 'topic_id', type: 'uuid', nullable: true }) topicId: string | null;
  @Column({ type: 'bytea' }) body: Buffer;
  @Column({ type: 'integer', default: 1 }) version: number;
  /** the open field that saved last, and the number of that saving in it */
  @Column({ type: 'uuid', nullable: true }) hand: string | null;
  @Column({ type: 'integer', nullable: true }) stroke: number | null;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' }) updatedAt: Date;
}

@Entity({ name: 'keys', schema: 'conf' })
@Check('keys_scope_kind', `scope_kind IN ('person', 'group', 'session', 'session_outcome', 'case', 'harvest')`)
export class ScopeKeyEntity {
  @PrimaryColumn({ name: 'scope_kind', type: 'text', primaryKeyConstraintName: 'keys_pk' })
  scopeKind: string;
  @PrimaryColumn({ name: 'scope_id', type: 'uuid', primaryKeyConstraintName: 'keys_pk' }) scopeId: string;
  @Column({ type: 'bytea' }) wrapped: Buffer;
  @Column({ name: 'master_key_id', type: 'text' }) masterKeyId: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
}

/** Entities of this feature, for the data source. */
export const draftEntities = [DraftEntity, ScopeKeyEntity];
