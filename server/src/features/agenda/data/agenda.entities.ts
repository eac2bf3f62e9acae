import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** When a circle meets: as people said it, and the instant that it is. The id is that of what it is about. */
@Entity('appointments')
@Check('appointments_kind', `kind IN ('intervision')`)
@Check('appointments_minute', `minute BETWEEN 0 AND 1439`)
@Check('appointments_status', `status IN ('planned', 'cancelled')`)
@Index('appointments_in_group', ['groupId', 'startsAt'])
@Index('appointments_in_series', ['seriesId'], { where: 'series_id IS NOT NULL' })
export class AppointmentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'appointments_pk' }) id: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'appointments_group_fk' })
  groupId: string;
  @Column({ type: 'text' }) kind: string;
  @Column({ name: 'series_id', type: 'uuid', nullable: true }) seriesId: string | null;
  @Column({ type: 'date' }) day: string;
  /** minutes since midnight, as the clock in `zone` shows them */
  @Column({ type: 'integer' }) minute: number;
  @Column({ type: 'text' }) zone: string;
  @Column({ name: 'starts_at', type: 'timestamptz' }) startsAt: Date;
  @Column({ type: 'integer' }) minutes: number;
  @Column({ type: 'text' }) place: string;
  @Column({ name: 'video_link', type: 'text' }) videoLink: string;
  @Column({ type: 'text' }) status: string;
  /** grows with every change that calendars must hear of (SEQUENCE, RFC 5545) */
  @Column({ type: 'integer' }) sequence: number;
  @Column({ name: 'created_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'appointments_created_by_fk' })
  createdBy: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ name: 'changed_at', type: 'timestamptz', default: () => 'now()' }) changedAt: Date;
}

/** Whether someone means to come; who never said has no row. */
@Entity('appointment_answers')
export class AppointmentAnswerEntity {
  @PrimaryColumn({ name: 'appointment_id', type: 'uuid', primaryKeyConstraintName: 'appointment_answers_pk' })
  @ForeignKey('AppointmentEntity', { name: 'appointment_answers_appointment_fk' })
  appointmentId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'appointment_answers_pk' })
  @ForeignKey('PersonEntity', { name: 'appointment_answers_person_fk' })
  personId: string;
  @Column({ type: 'boolean' }) coming: boolean;
  @Column({ name: 'answered_at', type: 'timestamptz', default: () => 'now()' }) answeredAt: Date;
}

/** Looking for a moment that suits a circle. */
@Entity('polls')
@Check('polls_status', `status IN ('open', 'chosen', 'closed')`)
@Check('polls_chosen', `(status = 'chosen') = (chosen_id IS NOT NULL AND appointment_id IS NOT NULL)`)
@Index('polls_in_group', ['groupId', 'createdAt'])
export class PollEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'polls_pk' }) id: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'polls_group_fk' })
  groupId: string;
  @Column({ name: 'created_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'polls_created_by_fk' })
  createdBy: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ type: 'text' }) zone: string;
  @Column({ type: 'integer' }) minutes: number;
  @Column({ type: 'text' }) place: string;
  @Column({ name: 'video_link', type: 'text' }) videoLink: string;
  /** the last day on which an answer helps */
  @Column({ name: 'answer_by', type: 'date', nullable: true }) answerBy: string | null;
  /** without these people no moment is chosen */
  @Column({ name: 'needed_ids', type: 'uuid', array: true }) neededIds: string[];
  @Column({ type: 'text' }) status: string;
  @Column({ name: 'chosen_id', type: 'uuid', nullable: true }) chosenId: string | null;
  @Column({ name: 'appointment_id', type: 'uuid', nullable: true })
  @ForeignKey('AppointmentEntity', { name: 'polls_appointment_fk' })
  appointmentId: string | null;
  @Column({ name: 'reminded_at', type: 'timestamptz', nullable: true }) remindedAt: Date | null;
}

@Entity('poll_moments')
@Unique('poll_moments_once', ['pollId', 'startsAt'])
@Check('poll_moments_minute', `minute BETWEEN 0 AND 1439`)
export class PollMomentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'poll_moments_pk' }) id: string;
  @Column({ name: 'poll_id', type: 'uuid' })
  @ForeignKey('PollEntity', { name: 'poll_moments_poll_fk' })
  pollId: string;
  @Column({ type: 'date' }) day: string;
  @Column({ type: 'integer' }) minute: number;
  @Column({ name: 'starts_at', type: 'timestamptz' }) startsAt: Date;
  /** null: by whoever asked */
  @Column({ name: 'suggested_by', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'poll_moments_suggested_by_fk' })
  suggestedBy: string | null;
}

@Entity('poll_answers')
@Check('poll_answers_answer', `answer IN ('yes', 'rather_not', 'no')`)
export class PollAnswerEntity {
  @PrimaryColumn({ name: 'moment_id', type: 'uuid', primaryKeyConstraintName: 'poll_answers_pk' })
  @ForeignKey('PollMomentEntity', { name: 'poll_answers_moment_fk' })
  momentId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'poll_answers_pk' })
  @ForeignKey('PersonEntity', { name: 'poll_answers_person_fk' })
  personId: string;
  @Column({ type: 'text' }) answer: string;
  @Column({ name: 'answered_at', type: 'timestamptz', default: () => 'now()' }) answeredAt: Date;
}

/** Where someone's own calendar reads along: the address itself is kept nowhere, only its hash. */
@Entity('calendar_feeds')
@Unique('calendar_feeds_token_once', ['tokenHash'])
export class CalendarFeedEntity {
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'calendar_feeds_pk' })
  @ForeignKey('PersonEntity', { name: 'calendar_feeds_person_fk' })
  personId: string;
  @Column({ type: 'uuid' }) id: string;
  @Column({ name: 'token_hash', type: 'bytea' }) tokenHash: Buffer;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
}

/** Entities of this feature, for the data source. */
export const agendaEntities = [AppointmentEntity, AppointmentAnswerEntity, PollEntity, PollMomentEntity, PollAnswerEntity, CalendarFeedEntity];
