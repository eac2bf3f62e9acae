import { methodFaultCodes } from '../../../../../schema/methods.js';
import type { Translate } from '../../../platform/i18n/i18n.js';
import type { Fault } from './composition.js';

/** What is wrong and what to do, in one sentence; a code that this version does not know says that it is not possible. */
export function faultSentence(t: Translate, fault: Fault | undefined): string | undefined {
  if (!fault) return undefined;
  const code = methodFaultCodes.find((known) => known === fault.code) ?? 'CHOICE';
  return t(`methods.fault.${code}`, { count: fault.count ?? 0 });
}
