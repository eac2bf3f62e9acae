import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A method that a circle or an organisation made itself. Which of the two is its owner, never both. */
@Entity('own_methods')
@Index('own_methods_of_group', ['groupId'])
@Index('own_methods_of_organisation', ['organisationId'])
@Check('own_methods_owner', `(group_id IS NULL) <> (organisation_id IS NULL)`)
export class OwnMethodEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'own_methods_pk' }) id: string;
  @Column({ name: 'group_id', type: 'uuid', nullable: true })
  @ForeignKey('GroupEntity', { name: 'own_methods_group_fk' })
  groupId: string | null;
  @Column({ name: 'organisation_id', type: 'uuid', nullable: true })
  @ForeignKey('OrganisationEntity', { name: 'own_methods_organisation_fk' })
  organisationId: string | null;
  /** key of the catalogue's method that it began as */
  @Column({ name: 'based_on', type: 'text' }) basedOn: string;
  /** its newest version */
  @Column({ type: 'integer' }) version: number;
  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true }) archivedAt: Date | null;
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' }) createdAt: Date;
}

/** One version of it, as it was composed (`domain/own-method.ts`). Written once. */
@Entity('own_method_versions')
export class OwnMethodVersionEntity {
  @PrimaryColumn({ name: 'method_id', type: 'uuid', primaryKeyConstraintName: 'own_method_versions_pk' })
  @ForeignKey('OwnMethodEntity', { name: 'own_method_versions_method_fk' })
  methodId: string;
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'own_method_versions_pk' }) version: number;
  @Column({ type: 'jsonb' }) body: object;
  @Column({ name: 'written_by', type: 'uuid' })
  @ForeignKey('PersonEntity', { name: 'own_method_versions_written_by_fk' })
  writtenBy: string;
  @Column({ name: 'written_at', type: 'timestamptz', default: () => 'now()' }) writtenAt: Date;
}
