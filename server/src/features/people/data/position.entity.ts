import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * What someone is at an organisation, from a date until a date. `until_date` is the first day without the position,
 * so a position that ends today gives no rights any more.
 */
@Entity('positions')
@Check('positions_dates', `until_date IS NULL OR until_date >= from_date`)
@Index('positions_person', ['personId'])
@Index('positions_organisation', ['organisationId', 'kind'])
export class PositionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'positions_pk' })
  id: string;

  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'positions_person_fk' })
  personId: string;

  @Column({ name: 'organisation_id', type: 'uuid' })
  @ForeignKey('OrganisationEntity', { name: 'positions_organisation_fk' })
  organisationId: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ name: 'from_date', type: 'date' })
  fromDate: string;

  @Column({ name: 'until_date', type: 'date', nullable: true })
  untilDate: string | null;
}
