import type { FieldProblem } from '../../../../schema/errors.js';
import type { Translate } from '../i18n/i18n.js';
import type { KringError } from './kring-error.js';

/** What happened, in the words of the screen. The reason says more than the code, when there is one. */
export function errorSentence(t: Translate, error: KringError): string {
  if (error.reason) return t(`errors.reason.${error.reason}`);
  if (error.code === 'RATE_LIMITED' && error.retryAfter) return t('errors.retryAfter', { count: Math.ceil(error.retryAfter) });
  return t(`errors.code.${error.code}`);
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
