import type { SessionPageFieldsFragment } from '../../generated/graphql.js';
import type { Translate } from '../../platform/i18n/i18n.js';
import type { useSay } from './use-say.js';

/** What comes when the grace is over: the next phase, the end, or the same phase with its writing closed. */
export function graceWords(t: Translate, say: ReturnType<typeof useSay>, { state, script }: Pick<SessionPageFieldsFragment, 'state' | 'script'>): string {
  const { goesTo } = state;
  if (goesTo === null || goesTo === state.phase) return t('intervision.soonClosed');
  const next = script.phases[goesTo];
  return next ? t('intervision.soon', { name: say(next.name) }) : t('intervision.soonEnd');
}
