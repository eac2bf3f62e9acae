import type { GroupKind, GroupRole } from '../../generated/graphql.js';

/** Roles to choose from. Followers exist in knowledge circles only; guests belong to an occasion and are not chosen here. */
export const rolesFor = (kind: GroupKind): GroupRole[] =>
  kind === 'KNOWLEDGE' ? ['LEAD', 'CO_LEAD', 'MEMBER', 'FOLLOWER'] : ['LEAD', 'CO_LEAD', 'MEMBER'];
