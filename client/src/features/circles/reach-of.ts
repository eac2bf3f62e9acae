import type { GroupCardFragment } from '../../generated/graphql.js';
import type { Translate } from '../../platform/i18n/i18n.js';
import type { Reach } from '../../ui/VisibilityGlyph.js';

type Circle = Pick<GroupCardFragment, 'closed' | 'kind'> & { organisation?: { kind: string } | null };

/**
 * How far a circle reaches, as the sign says it: a closed circle stays among its seats, a circle of one school or institute
 * reaches its school, any other its region.
 */
export function reachOf(circle: Circle): Reach {
  if (circle.closed) return 'circle';
  const kind = circle.organisation?.kind.toLowerCase();
  return kind === 'school' || kind === 'location' ? 'school' : 'region';
}

/** `Deze kring, 8`: the reach in words, with how many that are. */
export function reachWords(t: Translate, circle: Circle & { memberCount: number }): string {
  return t(circle.closed ? 'reach.circle' : `reach.members.${reachOf(circle) === 'school' ? 'school' : 'region'}`, { count: circle.memberCount });
}
