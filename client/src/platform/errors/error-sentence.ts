import type { FieldProblem } from '../../../../schema/errors.js';
import type { Translate } from '../i18n/i18n.js';
import type { KringError } from './kring-error.js';

/** What happened, in the words of the screen. The reason says more than the code, when there is one. */
export function errorSentence(t: Translate, error: KringError): string {
  if (error.reason) return t(`errors.reason.${error.reason}`);
  if (error.code === 'RATE_LIMITED' && error.retryAfter) return waitSentence(t, error.retryAfter);
  return t(`errors.code.${error.code}`);
}

/** @param seconds in words that someone can plan with: seconds up to two minutes, then minutes up to two hours, then hours */
function waitSentence(t: Translate, seconds: number): string {
  if (seconds <= 120) return t('errors.retryAfter', { count: Math.ceil(seconds) });
  if (seconds <= 7_200) return t('errors.retryAfterMinutes', { count: Math.ceil(seconds / 60) });
  return t('errors.retryAfterHours', { count: Math.ceil(seconds / 3_600) });
}

/** What is wrong with one field. */
export function fieldSentence(t: Translate, problem: FieldProblem): string {
  return t(`errors.field.${problem.code}`, { count: problem.limit ?? 0, limit: problem.limit ?? 0 });
}

/** The sentence for a field of a form, or nothing. */
export function problemText(t: Translate, error: KringError | undefined, field: string): string | undefined {
  const problem = error?.problemOf(field);
  return problem ? fieldSentence(t, problem) : undefined;
}
