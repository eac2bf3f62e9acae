import { useCallback } from 'react';
import { useLocale } from '../../platform/i18n/i18n.js';

/** Words of the catalogue of methods, in the language of the screen. */
export function useSay(): (words: { nl: string; en: string }) => string {
  const locale = useLocale();
  return useCallback((words) => words[locale], [locale]);
}
