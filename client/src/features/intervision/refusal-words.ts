import type { Translate } from '../../platform/i18n/i18n.js';

/** Why somebody does not write now, as `me.refusal` says it. */
const refusals = [
  'NOT_RUNNING', 'TIME_OUT', 'ENTRY_CLOSED', 'NOTHING_TO_ENTER', 'OBSERVER', 'CONTRIBUTOR_SILENT', 'CONTRIBUTOR_ANSWERS', 'NOT_THE_WRITER', 'FACILITATOR_LEADS', 'ENOUGH',
  'SHARING_NOT_OFFERED', 'NOT_NOW', 'SESSION_OVER', 'PACT_NOT_ACCEPTED', 'ROLE',
] as const;

export function refusalSentence(t: Translate, code: string | null): string | null {
  const known = refusals.find((refusal) => refusal === code);
  return known ? t(`errors.reason.${known}`) : null;
}

/** Whoever listens to what the others make of their case is told that above what is written (`intervision.you`): not twice. */
export const saidAbove = (code: string | null): boolean => code === 'CONTRIBUTOR_SILENT';
