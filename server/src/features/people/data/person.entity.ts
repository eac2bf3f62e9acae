import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Someone who takes part. Names and settings are the person's own; `status` is the administrator's. */
@Entity('people')
@Unique('people_email_once', ['email'])
@Check('people_email_lower', `email = lower(email)`)
@Check('people_status', `status IN ('active', 'disabled')`)
@Check('people_language', `language IN ('nl', 'en')`)
@Check('people_mail_level', `mail_level IN ('all', 'important', 'nothing')`)
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'people_pk' })
  id: string;

  @Column({ name: 'given_name', type: 'text' })
  givenName: string;

  @Column({ name: 'family_name', type: 'text' })
  familyName: string;

  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'text', default: 'active' })
  status: string;

  @Column({ type: 'text', default: 'nl' })
  language: string;

  @Column({ name: 'mail_level', type: 'text', default: 'important' })
  mailLevel: string;

  @Column({ name: 'single_keys', type: 'boolean', default: true })
  singleKeys: boolean;

  @Column({ name: 'plain_reading', type: 'boolean', default: false })
  plainReading: boolean;

  @Column({ name: 'calm_motion', type: 'boolean', default: false })
  calmMotion: boolean;

  @Column({ name: 'introduced_at', type: 'timestamptz', nullable: true })
  introducedAt: Date | null;

  @Column({ name: 'bell_seen_at', type: 'timestamptz', default: () => 'now()' })
  bellSeenAt: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
