import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** How a person proves who they are: an argon2id hash, never the password. */
@Entity('credentials')
export class CredentialEntity {
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'credentials_pk' })
  @ForeignKey('PersonEntity', { name: 'credentials_person_fk' })
  personId: string;

  @Column({ name: 'password_hash', type: 'text' })
  passwordHash: string;

  @Column({ name: 'changed_at', type: 'timestamptz', default: () => 'now()' })
  changedAt: Date;
}

/** One device that is signed in. Only the hash of its token is kept. */
@Entity('sign_ins')
@Unique('sign_ins_token_once', ['tokenHash'])
@Index('sign_ins_person', ['personId'], { where: 'ended_at IS NULL' })
export class SignInEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sign_ins_pk' })
  id: string;

  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;

  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'sign_ins_person_fk' })
  personId: string;

  @Column({ type: 'text' })
  device: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'last_seen_at', type: 'timestamptz', default: () => 'now()' })
  lastSeenAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}

/** A way to choose a new password: one hour, once. Only the hash of its token is kept. */
@Entity('password_resets')
export class PasswordResetEntity {
  @PrimaryColumn({ name: 'token_hash', type: 'bytea', primaryKeyConstraintName: 'password_resets_pk' })
  tokenHash: Buffer;

  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'password_resets_person_fk' })
  personId: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}

/** Entities of this feature, for the data source. */
export const accountEntities = [CredentialEntity, SignInEntity, PasswordResetEntity];
