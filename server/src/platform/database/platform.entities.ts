import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Where each stream stands. `platform/database/unit-of-work` alone writes it. */
@Entity('realtime_stream')
export class RealtimeStreamEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'realtime_stream_pk' })
  stream: string;

  @Column({ type: 'bigint', default: 0 })
  seq: string;

  @Column({ type: 'integer', default: 1 })
  epoch: number;
}

/** The numbered log of a stream. */
@Entity('realtime_event')
@Index('realtime_event_at', ['at'])
export class RealtimeEventEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'realtime_event_pk' })
  stream: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'realtime_event_pk' })
  seq: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'jsonb' })
  payload: object;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;
}

/** Makes a repeated request count once: ids and a digest, never content (decisions 12). */
@Entity('mutation_receipts')
@Index('mutation_receipts_at', ['at'])
export class MutationReceiptEntity {
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'mutation_receipts_pk' })
  personId: string;

  @PrimaryColumn({ name: 'mutation_id', type: 'uuid', primaryKeyConstraintName: 'mutation_receipts_pk' })
  mutationId: string;

  @Column({ type: 'text' })
  operation: string;

  @Column({ name: 'args_digest', type: 'bytea' })
  argsDigest: Buffer;

  @Column({ type: 'jsonb', default: {} })
  ids: object;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;
}

/** How often something was tried in the present window. Keys are digests, never addresses. */
@Entity('rate_limits')
export class RateLimitEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'rate_limits_pk' })
  key: string;

  @Column({ name: 'window_start', type: 'timestamptz' })
  windowStart: Date;

  @Column({ type: 'integer' })
  hits: number;
}

/** Who got which kind of mail when; never its content. */
@Entity('mail_ledger')
@Unique('mail_ledger_key', ['uniqueKey'])
export class MailLedgerEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'mail_ledger_pk' })
  id: string;

  @Column({ name: 'unique_key', type: 'text' })
  uniqueKey: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ name: 'person_id', type: 'uuid', nullable: true })
  personId: string | null;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt: Date | null;

  @Column({ name: 'dropped_reason', type: 'text', nullable: true })
  droppedReason: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}

/** Acts of administration: ids, never content. The server may add and read, not change. */
@Entity('audit_log')
export class AuditLogEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'audit_log_pk' })
  id: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at: Date;

  @Column({ name: 'actor_id', type: 'uuid', nullable: true })
  actorId: string | null;

  @Column({ type: 'text' })
  act: string;

  @Column({ name: 'subject_id', type: 'uuid', nullable: true })
  subjectId: string | null;

  @Column({ name: 'organisation_id', type: 'uuid', nullable: true })
  organisationId: string | null;

  @Column({ type: 'jsonb', default: {} })
  detail: object;
}

/** What this installation knows about itself. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'installation_pk' })
  key: string;

  @Column({ type: 'jsonb' })
  value: object;
}

/** Tables of the platform, for the data source. */
export const platformEntities = [
  RealtimeStreamEntity,
  RealtimeEventEntity,
  MutationReceiptEntity,
  RateLimitEntity,
  MailLedgerEntity,
  AuditLogEntity,
  InstallationEntity,
];
