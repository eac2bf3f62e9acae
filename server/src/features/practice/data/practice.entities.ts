import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A session in which simulated people play; only a demo installation makes any. */
@Entity('practice_sessions')
@Index('practice_sessions_of_visitor', ['visitorId'])
@Check('practice_sessions_role', `role IN ('facilitator', 'participant', 'contributor')`)
export class PracticeSessionEntity {
  @PrimaryColumn({ name: 'session_id', type: 'uuid', primaryKeyConstraintName: 'practice_sessions_pk' })
  @ForeignKey('SessionEntity', { name: 'practice_sessions_session_fk' })
  sessionId: string;
  /** who practises in it; null: it runs for whoever comes by */
  @Column({ name: 'visitor_id', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'practice_sessions_visitor_fk' })
  visitorId: string | null;
  /** the part that the visitor chose */
  @Column({ type: 'text' }) role: string;
  /** whom the server plays, in the order in which they were chosen */
  @Column({ type: 'uuid', array: true }) simulated: string[];
  /** what they do and when follows from it */
  @Column({ type: 'text' }) seed: string;
  /** from then on they bring it to its end */
  @Column({ name: 'plays_until', type: 'timestamptz' }) playsUntil: Date;
}

export const practiceEntities = [PracticeSessionEntity];
