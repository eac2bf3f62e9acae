import type { GroupCardFragment } from '../../generated/graphql.js';
import type { Translate } from '../../platform/i18n/i18n.js';
import type { Reach } from '../../ui/VisibilityGlyph.js';

type Circle = Pick<GroupCardFragment, 'closed'> & { organisation?: { kind: string } | null };

const places = ['network', 'region', 'foundation', 'school', 'institute'] as const;
const placeOf = (circle: Circle) => places.find((place) => place === circle.organisation?.kind.toLowerCase()) ?? 'region';

/**
 * How far a circle reaches, as the sign says it: a closed circle stays among its seats, a circle of one school, foundation or
 * institute reaches its house, any other its region.
 */
export function reachOf(circle: Circle): Reach {
  if (circle.closed) return 'circle';
  const place = placeOf(circle);
  return place === 'network' || place === 'region' ? 'region' : 'school';
}

/** `Deze kring, 8 leden`: the reach in words, with how many people that are. */
export function reachWords(t: Translate, circle: Circle & { memberCount: number }): string {
  return circle.closed ? t('reach.circle', { count: circle.memberCount }) : t(`reach.members.${placeOf(circle)}`, { count: circle.memberCount });
}
