import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** That someone took part, as what, and how long: a fact that stays when the words are gone. */
@Entity('session_attendance')
@Index('session_attendance_of_person', ['personId'])
export class SessionAttendanceEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_attendance_pk' })
  @ForeignKey('SessionEntity', { name: 'session_attendance_session_fk' })
  sessionId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'session_attendance_pk' })
  @ForeignKey('PersonEntity', { name: 'session_attendance_person_fk' })
  personId: string;
  @Column({ type: 'text' }) role: string;
  @Column({ type: 'integer' }) minutes: number;
}

/** A shorter period that a circle chose for its case texts. The shortest one that holds counts. */
@Entity('circle_periods')
@Check('circle_periods_days', `days BETWEEN 7 AND 89`)
export class CirclePeriodEntity {
  @PrimaryColumn({ name: 'group_id', type: 'uuid', primaryKeyConstraintName: 'circle_periods_pk' })
  @ForeignKey('GroupEntity', { name: 'circle_periods_group_fk' })
  groupId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'circle_periods_pk' }) days: number;
  @Column({ name: 'chosen_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'circle_periods_chosen_by_fk' })
  chosenBy: string;
  @Column({ name: 'chosen_at', type: 'timestamptz', default: () => 'now()' }) chosenAt: Date;
  /** the version of the pact that every member has to accept before it also holds for what was there; null: it never does */
  @Column({ name: 'pact_version', type: 'integer', nullable: true }) pactVersion: number | null;
}

/** An action or another outcome, sealed with the key of the session's outcome, which lives longer than its words. */
@Entity({ name: 'session_outcomes', schema: 'conf' })
@Index('session_outcomes_in_session', ['sessionId'])
@Index('session_outcomes_of_owner', ['ownerId', 'state'])
@Check('session_outcomes_kind', `kind IN ('action', 'note')`)
@Check('session_outcomes_state', `state IN ('open', 'done', 'not_needed')`)
export class SessionOutcomeEntity {
  /** that of the text it was */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'session_outcomes_pk' }) id: string;
  @Column({ name: 'session_id', type: 'uuid' })
  @ForeignKey('SessionEntity', { name: 'session_outcomes_session_fk' })
  sessionId: string;
  @Column({ type: 'integer' }) phase: number;
  @Column({ type: 'text' }) kind: string;
  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'session_outcomes_owner_fk' })
  ownerId: string | null;
  @Column({ name: 'due_on', type: 'date', nullable: true }) dueOn: string | null;
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'integer' }) version: number;
  @Column({ type: 'bytea' }) body: Buffer;
}

/** What a contributor answers to "how is your intention going": shared with the circle, or theirs alone. */
@Entity({ name: 'session_followups', schema: 'conf' })
export class SessionFollowupEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_followups_pk' })
  @ForeignKey('SessionEntity', { name: 'session_followups_session_fk' })
  sessionId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'session_followups_pk' })
  @ForeignKey('PersonEntity', { name: 'session_followups_person_fk' })
  personId: string;
  @Column({ type: 'boolean' }) shared: boolean;
  /** sealed with the key of the outcome when shared, with the person's own otherwise */
  @Column({ type: 'bytea' }) body: Buffer;
  @Column({ name: 'answered_at', type: 'timestamptz' }) answeredAt: Date;
}

/** One's own intention, sealed with one's own key: it stays when the session's outcome is erased. */
@Entity({ name: 'own_intentions', schema: 'conf' })
export class OwnIntentionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'own_intentions_pk' }) id: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'own_intentions_pk' })
  @ForeignKey('PersonEntity', { name: 'own_intentions_person_fk' })
  personId: string;
  @Column({ name: 'session_id', type: 'uuid' })
  @ForeignKey('SessionEntity', { name: 'own_intentions_session_fk' })
  sessionId: string;
  @Column({ name: 'due_on', type: 'date', nullable: true }) dueOn: string | null;
  @Column({ type: 'bytea' }) body: Buffer;
}

/** Why a freeze was lifted, for who is in the session. */
@Entity({ name: 'session_lifts', schema: 'conf' })
export class SessionLiftEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_lifts_pk' })
  @ForeignKey('SessionEntity', { name: 'session_lifts_session_fk' })
  sessionId: string;
  @PrimaryColumn({ name: 'lifted_at', type: 'timestamptz', primaryKeyConstraintName: 'session_lifts_pk' }) liftedAt: Date;
  @Column({ name: 'lifted_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'session_lifts_lifted_by_fk' })
  liftedBy: string;
  @Column({ type: 'bytea' }) reason: Buffer;
}

/** Tables of what stays of a session, for the data source. */
export const outcomeEntities = [SessionAttendanceEntity, CirclePeriodEntity, SessionOutcomeEntity, SessionFollowupEntity, OwnIntentionEntity, SessionLiftEntity];
