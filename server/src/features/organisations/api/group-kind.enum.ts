import { registerEnumType } from '@nestjs/graphql';
import type { CircleKind } from '../domain/rights.js';

/** The kinds of circle in the schema; the catalogue and the tables write them in lower case. */
export enum GroupKind {
  KNOWLEDGE = 'KNOWLEDGE',
  COACHING = 'COACHING',
  INTERVISION = 'INTERVISION',
}

registerEnumType(GroupKind, { name: 'GroupKind' });

const names: Record<CircleKind, GroupKind> = {
  knowledge: GroupKind.KNOWLEDGE,
  coaching: GroupKind.COACHING,
  intervision: GroupKind.INTERVISION,
};

export const groupKindName = (kind: CircleKind): GroupKind => names[kind];
