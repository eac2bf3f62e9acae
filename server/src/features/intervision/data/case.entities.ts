import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A case that somebody prepares: theirs alone, sealed with their key and one of its own. */
@Entity({ name: 'prepared_cases', schema: 'conf' })
@Index('prepared_cases_of_person', ['personId', 'groupId'])
export class PreparedCaseEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'prepared_cases_pk' }) id: string;
  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'prepared_cases_person_fk' })
  personId: string;
  @Column({ name: 'group_id', type: 'uuid' })
  @ForeignKey('GroupEntity', { name: 'prepared_cases_group_fk' })
  groupId: string;
  @Column({ type: 'bytea' }) body: Buffer;
  @Column({ type: 'integer' }) version: number;
  @Column({ name: 'updated_at', type: 'timestamptz' }) updatedAt: Date;
}

/** Title and question of a case that was put forward for a session, sealed with the session's key. */
@Entity({ name: 'session_cases', schema: 'conf' })
@Unique('session_cases_one_each', ['sessionId', 'personId'])
export class SessionCaseEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'session_cases_pk' })
  @ForeignKey('SessionEntity', { name: 'session_cases_session_fk' })
  sessionId: string;
  @PrimaryColumn({ name: 'case_id', type: 'uuid', primaryKeyConstraintName: 'session_cases_pk' }) caseId: string;
  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'session_cases_person_fk' })
  personId: string;
  @Column({ type: 'bytea' }) title: Buffer;
  @Column({ type: 'bytea' }) question: Buffer;
}

/** One person's secret preference. */
@Entity({ name: 'case_ballots', schema: 'conf' })
export class CaseBallotEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'case_ballots_pk' })
  @ForeignKey('SessionEntity', { name: 'case_ballots_session_fk' })
  sessionId: string;
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'case_ballots_pk' }) tag: Buffer;
  @Column({ type: 'bytea' }) choice: Buffer;
}

/** Tables of cases before a session, for the data source. */
export const caseEntities = [PreparedCaseEntity, SessionCaseEntity, CaseBallotEntity];
