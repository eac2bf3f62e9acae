import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('groups')
@Check('groups_kind', `kind IN ('knowledge', 'coaching', 'intervision')`)
@Index('groups_organisation', ['organisationId'])
export class GroupEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'groups_pk' }) id: string;
  @Column({ type: 'text' }) kind: string;
  @Column({ name: 'organisation_id', type: 'uuid' })
  @ForeignKey('OrganisationEntity', { name: 'groups_organisation_fk' })
  organisationId: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', default: '' }) purpose: string;
  @Column({ name: 'pact_version', type: 'integer', default: 0 }) pactVersion: number;
  /** number of the newest message; only grows */
  @Column({ name: 'last_seq', type: 'bigint', default: 0 }) lastSeq: string;
  @Column({ name: 'member_count', type: 'integer', default: 0 }) memberCount: number;
  @Column({ name: 'decision_count', type: 'integer', default: 0 }) decisionCount: number;
  @Column({ name: 'last_activity_at', type: 'timestamptz', default: () => 'now()' }) lastActivityAt: Date;
  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true }) archivedAt: Date | null;
  @Column({ type: 'integer', default: 1 }) version: number;
  @Column({ name: 'created_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'groups_created_by_fk' })
  createdBy: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
}

@Entity('group_pacts')
export class GroupPactEntity {
  @PrimaryColumn({ name: 'group_id', type: 'uuid', primaryKeyConstraintName: 'group_pacts_pk' })
  @ForeignKey('GroupEntity', { name: 'group_pacts_group_fk' })
  groupId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'group_pacts_pk' }) version: number;
  @Column({ type: 'text' }) text: string;
  @Column({ name: 'created_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'group_pacts_created_by_fk' })
  createdBy: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
}

@Entity('memberships')
@Check('memberships_role', `role IN ('lead', 'co_lead', 'member', 'follower', 'guest')`)
@Check('memberships_ended', `(ended_at IS NULL) = (ended_reason IS NULL)`)
@Index('memberships_group', ['groupId', 'personId'], { where: 'ended_at IS NULL' })
export class MembershipEntity {
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'memberships_pk' })
  @ForeignKey('PersonEntity', { name: 'memberships_person_fk' })
  personId: string;
  @PrimaryColumn({ name: 'group_id', type: 'uuid', primaryKeyConstraintName: 'memberships_pk' })
  @ForeignKey('GroupEntity', { name: 'memberships_group_fk' })
  groupId: string;
  @Column({ type: 'text' }) role: string;
  @Column({ name: 'joined_at', type: 'timestamptz', default: () => 'now()' }) joinedAt: Date;
  /** messages up to this number were there before this person: they count as read */
  @Column({ name: 'joined_seq', type: 'bigint', default: 0 }) joinedSeq: string;
  /** how many messages of the circle this person has read; only grows */
  @Column({ name: 'read_count', type: 'bigint', default: 0 }) readCount: string;
  @Column({ name: 'pact_version', type: 'integer', default: 0 }) pactVersion: number;
  @Column({ name: 'pact_accepted_at', type: 'timestamptz', nullable: true }) pactAcceptedAt: Date | null;
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt: Date | null;
  @Column({ name: 'ended_reason', type: 'text', nullable: true }) endedReason: string | null;
  @Column({ name: 'suspended_at', type: 'timestamptz', nullable: true }) suspendedAt: Date | null;
}

@Entity('pact_acceptances')
@ForeignKey('GroupPactEntity', ['groupId', 'version'], ['groupId', 'version'], { name: 'pact_acceptances_pact_fk' })
export class PactAcceptanceEntity {
  @PrimaryColumn({ name: 'group_id', type: 'uuid', primaryKeyConstraintName: 'pact_acceptances_pk' }) groupId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pact_acceptances_pk' }) version: number;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'pact_acceptances_pk' })
  @ForeignKey('PersonEntity', { name: 'pact_acceptances_person_fk' })
  personId: string;
  @Column({ name: 'accepted_at', type: 'timestamptz', default: () => 'now()' }) acceptedAt: Date;
}

@Entity('invitations')
@Unique('invitations_token_once', ['tokenHash'])
@Check('invitations_role', `role IN ('lead', 'co_lead', 'member', 'follower', 'guest')`)
@Check('invitations_answer', `answer IN ('accepted', 'declined', 'withdrawn') AND answered_at IS NOT NULL OR answer IS NULL`)
@Index('invitations_open_once', ['groupId', 'personId'], { unique: true, where: 'answer IS NULL' })
@Index('invitations_person', ['personId'], { where: 'answer IS NULL' })
@Index('invitations_group', ['groupId', 'personId'])
export class InvitationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'invitations_pk' }) id: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'invitations_group_fk' })
  groupId: string;
  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'invitations_person_fk' })
  personId: string;
  @Column({ type: 'text' }) role: string;
  @Column({ name: 'token_hash', type: 'bytea' })
  tokenHash: Buffer;
  @Column({ name: 'invited_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'invitations_invited_by_fk' })
  invitedBy: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt: Date;
  @Column({ type: 'text', nullable: true }) answer: string | null;
  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true }) answeredAt: Date | null;
  /** taken back by who sent it, whatever the answer was that the inviter never saw */
  @Column({ name: 'hidden_at', type: 'timestamptz', nullable: true }) hiddenAt: Date | null;
}

/** Entities of this feature, for the data source. */
export const groupEntities = [GroupEntity, GroupPactEntity, MembershipEntity, PactAcceptanceEntity, InvitationEntity];
