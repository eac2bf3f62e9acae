import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { afterEntities } from './after.entities.js';
import { BeamerEntity } from './beamer.entity.js';
import { OwnMethodEntity, OwnMethodVersionEntity } from './own-method.entities.js';
import { caseEntities } from './case.entities.js';
import { outcomeEntities } from './outcome.entities.js';

/** A session of a circle: its facts, its script, and where it stands (`domain/session.ts`). */
@Entity('sessions')
@Index('sessions_in_group', ['groupId', 'startsAt'])
@Index('sessions_in_writing', ['groupId'], { where: `written AND status IN ('planned', 'running')` })
@Check('sessions_status', `status IN ('planned', 'lobby', 'running', 'ended', 'cancelled')`)
@Check('sessions_clock', `clock IN ('running', 'paused', 'time_out')`)
@Check('sessions_entry', `entry IN ('open', 'closing', 'closed')`)
@Check('sessions_beamer_shows', `beamer_shows IN ('all', 'time', 'nothing')`)
@Index('sessions_room_code', ['roomCode'], { where: 'room_code IS NOT NULL' })
export class SessionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sessions_pk' }) id: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'sessions_group_fk' })
  groupId: string;
  @Column({ name: 'planned_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'sessions_planned_by_fk' })
  plannedBy: string;
  @Column({ name: 'method_key', type: 'text' }) methodKey: string;
  @Column({ type: 'boolean' }) short: boolean;
  /** pinned when it is planned */
  @Column({ type: 'jsonb' }) script: object;
  @Column({ name: 'starts_at', type: 'timestamptz' }) startsAt: Date;
  @Column({ type: 'integer' }) minutes: number;
  @Column({ type: 'text' }) place: string;
  @Column({ name: 'video_link', type: 'text' }) videoLink: string;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'integer' }) version: number;
  @Column({ name: 'facilitator_id', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'sessions_facilitator_fk' })
  facilitatorId: string | null;
  @Column({ name: 'co_facilitator_id', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'sessions_co_facilitator_fk' })
  coFacilitatorId: string | null;
  @Column({ name: 'contributor_id', type: 'uuid', nullable: true }) contributorId: string | null;
  @Column({ name: 'case_id', type: 'uuid', nullable: true }) caseId: string | null;
  @Column({ name: 'previous_contributor_id', type: 'uuid', nullable: true }) previousContributorId: string | null;
  @Column({ name: 'notetaker_id', type: 'uuid', nullable: true }) notetakerId: string | null;
  @Column({ name: 'timekeeper_id', type: 'uuid', nullable: true }) timekeeperId: string | null;
  @Column({ name: 'facilitator_away_since', type: 'timestamptz', nullable: true }) facilitatorAwaySince: Date | null;
  @Column({ name: 'co_facilitator_away_since', type: 'timestamptz', nullable: true }) coFacilitatorAwaySince: Date | null;
  @Column({ name: 'started_at', type: 'timestamptz', nullable: true }) startedAt: Date | null;
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true }) endedAt: Date | null;
  @Column({ type: 'integer' }) phase: number;
  @Column({ type: 'integer' }) turn: number;
  @Column({ type: 'integer' }) furthest: number;
  @Column({ name: 'phase_started_at', type: 'timestamptz', nullable: true }) phaseStartedAt: Date | null;
  @Column({ name: 'ends_at', type: 'timestamptz', nullable: true }) endsAt: Date | null;
  @Column({ type: 'text' }) clock: string;
  @Column({ name: 'halted_at', type: 'timestamptz', nullable: true }) haltedAt: Date | null;
  @Column({ type: 'text' }) entry: string;
  @Column({ name: 'grace_ends_at', type: 'timestamptz', nullable: true }) graceEndsAt: Date | null;
  @Column({ name: 'goes_to', type: 'integer', nullable: true }) goesTo: number | null;
  @Column({ name: 'nameless_offered', type: 'boolean' }) namelessOffered: boolean;
  @Column({ type: 'integer', nullable: true }) showing: number | null;
  @Column({ name: 'spotlight_id', type: 'uuid', nullable: true }) spotlightId: string | null;
  @Column({ name: 'speaking_order', type: 'jsonb' }) speakingOrder: string[];
  @Column({ name: 'speaker_id', type: 'uuid', nullable: true }) speakerId: string | null;
  @Column({ name: 'extra_time_asked', type: 'integer' }) extraTimeAsked: number;
  @Column({ name: 'deadline_extended', type: 'boolean' }) deadlineExtended: boolean;
  /** by this people in the room find it; it opens nothing */
  @Column({ name: 'room_code', type: 'text', nullable: true }) roomCode: string | null;
  /** the screen in the room, and what whoever leads lets it show */
  @Column({ name: 'beamer_id', type: 'uuid', nullable: true }) beamerId: string | null;
  @Column({ name: 'beamer_shows', type: 'text', default: () => `'all'` }) beamerShows: string;
  @Column({ name: 'frozen_at', type: 'timestamptz', nullable: true }) frozenAt: Date | null;
  @Column({ name: 'frozen_by', type: 'uuid', nullable: true }) frozenBy: string | null;
  /** since when its words are gone, and how many opened texts there were */
  @Column({ name: 'erased_at', type: 'timestamptz', nullable: true }) erasedAt: Date | null;
  @Column({ name: 'texts_erased', type: 'integer', nullable: true }) textsErased: number | null;
  /** since when the vote on titles has its result */
  @Column({ name: 'cases_closed_at', type: 'timestamptz', nullable: true }) casesClosedAt: Date | null;
  @Column({ name: 'outcome_erased_at', type: 'timestamptz', nullable: true }) outcomeErasedAt: Date | null;
  /** in writing: the end of each phase, epoch milliseconds */
  @Column({ type: 'jsonb' }) deadlines: number[];
  /** over days, phase by phase */
  @Column({ type: 'boolean' }) written: boolean;
}

/** Someone who came in at least once, and how they take part. */
@Entity('session_people')
@Index('session_people_here', ['seenAt'], { where: 'here' })
export class SessionPersonEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_people_pk' })
  @ForeignKey('SessionEntity', { name: 'session_people_session_fk' })
  sessionId: string;
  @PrimaryColumn({ name: 'person_id', type: 'uuid', primaryKeyConstraintName: 'session_people_pk' })
  @ForeignKey('PersonEntity', { name: 'session_people_person_fk' })
  personId: string;
  @Column({ name: 'entered_at', type: 'timestamptz', default: () => 'now()' }) enteredAt: Date;
  @Column({ type: 'boolean' }) here: boolean;
  @Column({ type: 'boolean' }) observer: boolean;
  /** when a server had a connection of theirs last; null since they came in and none had */
  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true }) seenAt: Date | null;
  /** since when they are away by choice */
  @Column({ name: 'left_at', type: 'timestamptz', nullable: true }) leftAt: Date | null;
  /** when they were seen to go last; null: they are here, or never were */
  @Column({ name: 'away_at', type: 'timestamptz', nullable: true }) awayAt: Date | null;
  @Column({ type: 'integer', nullable: true }) seat: number | null;
  @Column({ type: 'boolean' }) silent: boolean;
  @Column({ name: 'grace_seconds', type: 'integer' }) graceSeconds: number;
  /** the turn in which this person said that they are ready */
  @Column({ name: 'ready_turn', type: 'integer', nullable: true }) readyTurn: number | null;
  /** the turn in which this person asked for one more minute */
  @Column({ name: 'asked_turn', type: 'integer', nullable: true }) askedTurn: number | null;
}

/** What someone wrote in a session, sealed with its key. */
@Entity({ name: 'session_texts', schema: 'conf' })
@Index('session_texts_in_session', ['sessionId', 'phase'])
@Check('session_texts_kind', `kind IN ('entry', 'note', 'answer', 'parked', 'outcome')`)
@Check('session_texts_outcome', `kind <> 'outcome' OR (opened AND sharing = 'named')`)
@Check('session_texts_sharing', `sharing IN ('named', 'nameless', 'not_shared')`)
@Check('session_texts_author', `(sharing = 'nameless') = (author_id IS NULL)`)
@Check('session_texts_tag', `(tag IS NOT NULL) = (sharing = 'nameless' AND NOT opened)`)
@Index('session_texts_about_id', ['aboutId'], { where: 'about_id IS NOT NULL' })
@Check('session_texts_about', `(kind = 'answer') = (about_id IS NOT NULL)`)
@Check('session_texts_note', `kind <> 'note' OR (NOT opened AND sharing = 'not_shared')`)
export class SessionTextEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'session_texts_pk' }) id: string;
  @Column({ name: 'session_id', type: 'uuid' })
  @ForeignKey('SessionEntity', { name: 'session_texts_session_fk' })
  sessionId: string;
  @Column({ type: 'integer' }) phase: number;
  @Column({ type: 'text' }) kind: string;
  @Column({ type: 'text' }) sharing: string;
  @Column({ name: 'author_id', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'session_texts_author_fk' })
  authorId: string | null;
  /** until it is opened, how its author finds a text without a name back */
  @Column({ type: 'bytea', nullable: true }) tag: Buffer | null;
  @Column({ type: 'bytea' }) body: Buffer;
  @Column({ type: 'boolean' }) opened: boolean;
  @Column({ type: 'integer', nullable: true }) position: number | null;
  @Column({ type: 'integer' }) version: number;
  /** went back to its author, who may ask it another way */
  @Column({ type: 'boolean', default: false }) returned: boolean;
  /** of an answer: the question */
  @Column({ name: 'about_id', type: 'uuid', nullable: true })
  @ForeignKey('SessionTextEntity', { name: 'session_texts_about_fk' })
  aboutId: string | null;
}

/** One person's secret vote. */
@Entity({ name: 'session_ballots', schema: 'conf' })
export class SessionBallotEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_ballots_pk' })
  @ForeignKey('SessionEntity', { name: 'session_ballots_session_fk' })
  sessionId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'session_ballots_pk' }) phase: number;
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'session_ballots_pk' }) tag: Buffer;
  @Column({ type: 'bytea' }) choice: Buffer;
}

/** One person's answers to a survey. */
@Entity({ name: 'session_answers', schema: 'conf' })
export class SessionAnswersEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_answers_pk' })
  @ForeignKey('SessionEntity', { name: 'session_answers_session_fk' })
  sessionId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'session_answers_pk' }) phase: number;
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'session_answers_pk' }) tag: Buffer;
  @Column({ type: 'bytea' }) body: Buffer;
}

/** What the contributor made of a text. */
@Entity({ name: 'session_ratings', schema: 'conf' })
export class SessionRatingEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_ratings_pk' })
  @ForeignKey('SessionEntity', { name: 'session_ratings_session_fk' })
  sessionId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'session_ratings_pk' }) phase: number;
  @PrimaryColumn({ name: 'text_id', type: 'uuid', primaryKeyConstraintName: 'session_ratings_pk' }) textId: string;
  @Column({ type: 'text' }) value: string;
}

/** What will be planned at the moment that a poll of the circle chooses. */
@Entity('session_plans')
export class SessionPlanEntity {
  @PrimaryColumn({ name: 'poll_id', type: 'uuid', primaryKeyConstraintName: 'session_plans_pk' })
  @ForeignKey('PollEntity', { name: 'session_plans_poll_fk' })
  pollId: string;
  @Column({ name: 'method_key', type: 'text' }) methodKey: string;
  @Column({ type: 'boolean' }) short: boolean;
  @Column({ name: 'facilitator_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'session_plans_facilitator_fk' })
  facilitatorId: string;
  @Column({ name: 'co_facilitator_id', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'session_plans_co_facilitator_fk' })
  coFacilitatorId: string | null;
}

/** Entities of this feature, for the data source. */
export const intervisionEntities = [
  SessionPlanEntity, SessionEntity, SessionPersonEntity, SessionTextEntity, SessionBallotEntity, SessionAnswersEntity, SessionRatingEntity, BeamerEntity, OwnMethodEntity, OwnMethodVersionEntity,
  ...outcomeEntities, ...caseEntities, ...afterEntities,
];
