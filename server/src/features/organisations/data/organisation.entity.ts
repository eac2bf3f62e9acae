import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A network, region, foundation, school or training institute. `path` holds the ids from the root down to itself. */
@Entity('organisations')
@Check('organisations_kind', `kind IN ('network', 'region', 'foundation', 'school', 'institute')`)
@Check('organisations_brin', `brin IS NULL OR (kind = 'school' AND brin ~ '^[0-9]{2}[A-Z]{2}([0-9]{2})?$')`)
@Check('organisations_holiday_region', `holiday_region IS NULL OR holiday_region IN ('noord', 'midden', 'zuid')`)
@Check('organisations_path', `path[array_length(path, 1)] = id`)
@Index('organisations_brin_once', ['brin'], { unique: true, where: 'brin IS NOT NULL' })
@Index('organisations_path_gin', ['path'], { type: 'gin' })
export class OrganisationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'organisations_pk' })
  id: string;

  @Column({ type: 'text' })
  kind: string;

  @Column({ name: 'parent_id', type: 'uuid', nullable: true })
  @ForeignKey('OrganisationEntity', { name: 'organisations_parent_fk' })
  parentId: string | null;

  @Column({ type: 'uuid', array: true })
  path: string[];

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  brin: string | null;

  /** whose school holidays hold here; null: those of what stands above it */
  @Column({ name: 'holiday_region', type: 'text', nullable: true })
  holidayRegion: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}

/** Entities of this feature, for the data source. */
export const organisationEntities = [OrganisationEntity];
