import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Who manages whom, from a date until a date (the first day without the relation). */
@Entity('manager_relations')
@Check('manager_relations_other', `manager_id <> person_id`)
@Check('manager_relations_dates', `until_date IS NULL OR until_date >= from_date`)
@Index('manager_relations_manager', ['managerId'])
@Index('manager_relations_person', ['personId'])
export class ManagerRelationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'manager_relations_pk' })
  id: string;

  @Column({ name: 'manager_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'manager_relations_manager_fk' })
  managerId: string;

  @Column({ name: 'person_id', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'manager_relations_person_fk' })
  personId: string;

  @Column({ name: 'from_date', type: 'date' })
  fromDate: string;

  @Column({ name: 'until_date', type: 'date', nullable: true })
  untilDate: string | null;
}
