import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A screen in a room: first a code that waits for somebody to type it, then the screen of one session. */
@Entity('beamers')
@Unique('beamers_code_once', ['code'])
@Unique('beamers_token_once', ['tokenHash'])
@Index('beamers_of_session', ['sessionId'])
@Check('beamers_paired', `(code IS NULL) = (session_id IS NOT NULL) AND (session_id IS NULL) = (paired_by IS NULL)`)
export class BeamerEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'beamers_pk' }) id: string;
  @Column({ type: 'text', nullable: true }) code: string | null;
  @Column({ name: 'token_hash', type: 'bytea' }) tokenHash: Buffer;
  @Column({ name: 'session_id', type: 'uuid', nullable: true })
  @ForeignKey('SessionEntity', { name: 'beamers_session_fk' })
  sessionId: string | null;
  @Column({ name: 'paired_by', type: 'uuid', nullable: true })
  @ForeignKey('PersonEntity', { name: 'beamers_paired_by_fk' })
  pairedBy: string | null;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
  /** of the code; a screen that was paired lasts as long as its session */
  @Column({ name: 'expires_at', type: 'timestamptz' }) expiresAt: Date;
}
