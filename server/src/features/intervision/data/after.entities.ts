import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What someone keeps of a session for themselves, sealed with their own key. */
@Entity({ name: 'personal_reports', schema: 'conf' })
@Unique('personal_reports_once', ['personId', 'sessionId'])
@Index('personal_reports_of_person', ['personId', 'keptAt', 'id'])
export class PersonalReportEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'personal_reports_pk' }) id: string;
  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'personal_reports_person_fk' })
  personId: string;
  @Column({ name: 'session_id', type: 'uuid' })
  @ForeignKey('SessionEntity', { name: 'personal_reports_session_fk' })
  sessionId: string;
  @Column({ type: 'bytea' }) body: Buffer;
  @Column({ type: 'integer' }) version: number;
  @Column({ name: 'kept_at', type: 'timestamptz', default: () => 'now()' }) keptAt: Date;
}

/** How a group found a session: counts per item, four answers or more. */
@Entity({ name: 'session_evaluations', schema: 'conf' })
@Check(
  'session_evaluations_counts',
  `array_length(counts, 1) = 5 AND 0 <= ALL (counts) AND counts[1] + counts[2] + counts[3] + counts[4] + counts[5] >= 4`,
)
export class SessionEvaluationEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_evaluations_pk' })
  @ForeignKey('SessionEntity', { name: 'session_evaluations_session_fk' })
  sessionId: string;
  @Column({ type: 'integer' }) phase: number;
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'session_evaluations_pk' }) item: string;
  @Column({ type: 'integer', array: true }) counts: number[];
}

/** A lesson on its way to the circle or the region, sealed with a key of its own. */
@Entity({ name: 'harvests', schema: 'conf' })
@Unique('harvests_one_per_session', ['sessionId'])
@Unique('harvests_lesson_once', ['lessonId'])
@Index('harvests_in_group', ['groupId', 'publishedOn'])
@Check('harvests_status', `status IN ('editing', 'approving', 'objecting', 'published')`)
@Check('harvests_reach', `reach IN ('circle', 'region')`)
@Check('harvests_contributors', `cardinality(contributor_ids) > 0`)
@Check('harvests_objecting', `(status = 'objecting') = (objection_ends_at IS NOT NULL)`)
@Check('harvests_published', `(status = 'published') = (published_on IS NOT NULL)`)
@Check('harvests_agreed', `status NOT IN ('objecting', 'published') OR (approved_ids @> contributor_ids AND approved_ids @> quoted_ids)`)
export class HarvestEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'harvests_pk' }) id: string;
  @Column({ name: 'session_id', type: 'uuid' })
  @ForeignKey('SessionEntity', { name: 'harvests_session_fk' })
  sessionId: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'harvests_group_fk' })
  groupId: string;
  @Column({ name: 'proposed_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'harvests_proposed_by_fk' })
  proposedBy: string;
  @Column({ name: 'contributor_ids', type: 'uuid', array: true }) contributorIds: string[];
  @Column({ name: 'quoted_ids', type: 'uuid', array: true }) quotedIds: string[];
  @Column({ name: 'approved_ids', type: 'uuid', array: true }) approvedIds: string[];
  @Column({ type: 'bytea' }) body: Buffer;
  @Column({ type: 'bytea', nullable: true }) objection: Buffer | null;
  @Column({ type: 'integer' }) version: number;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) reach: string;
  @Column({ name: 'objection_ends_at', type: 'timestamptz', nullable: true }) objectionEndsAt: Date | null;
  @Column({ name: 'lesson_id', type: 'uuid', nullable: true }) lessonId: string | null;
  @Column({ name: 'published_on', type: 'date', nullable: true }) publishedOn: string | null;
}

/** What the region reads: nothing here says where it came from. */
@Entity('lessons')
@Index('lessons_in_region', ['regionId', 'publishedOn', 'id'])
export class LessonEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'lessons_pk' }) id: string;
  @Column({ name: 'region_id', type: 'uuid' })
  @ForeignKey('OrganisationEntity', { name: 'lessons_region_fk' })
  regionId: string;
  @Column({ type: 'text' }) title: string;
  @Column({ type: 'text' }) situation: string;
  @Column({ type: 'text' }) helped: string;
  @Column({ name: 'try_next', type: 'text' }) tryNext: string;
  @Column({ name: 'published_on', type: 'date' }) publishedOn: string;
}

export const afterEntities = [PersonalReportEntity, SessionEvaluationEntity, HarvestEntity, LessonEntity];
