import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { dutch, english, type Locale, type MessageKey } from './catalogue.js';

export type Values = Record<string, string | number>;
export type Translate = (key: MessageKey, values?: Values) => string;

const remembered = 'kring.language';

/** The language of this device until somebody signs in: what was used last, else what the browser asks for, else Dutch. */
export function firstLocale(): Locale {
  let last: string | null = null;
  try {
    last = localStorage.getItem(remembered);
  } catch {
    last = null;
  }
  if (last === 'nl' || last === 'en') return last;
  return typeof navigator !== 'undefined' && navigator.language.toLowerCase().startsWith('en') ? 'en' : 'nl';
}

export const i18n = i18next.createInstance();

/** Loads both catalogues; there is nothing to wait for. */
export function startI18n(locale: Locale = firstLocale()): void {
  void i18n.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'nl',
    resources: { nl: { translation: dutch }, en: { translation: english } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    react: { useSuspense: false },
  });
  mark(locale);
}

function mark(locale: Locale): void {
  if (typeof document !== 'undefined') document.documentElement.lang = locale;
}

/** Changes the language of the screen, and remembers it for this device. */
export function setLocale(locale: Locale): void {
  try {
    localStorage.setItem(remembered, locale);
  } catch {
    // A browser that keeps nothing: the choice holds until the page closes.
  }
  mark(locale);
  if (i18n.language !== locale) void i18n.changeLanguage(locale);
}

export const translate: Translate = (key, values) => i18n.t(key, values ?? {}) as string;

/** Typed `t`: a key that is missing does not compile. Components that use it follow the language. */
export function useT(): Translate {
  useTranslation(undefined, { i18n });
  return translateIn(i18n.language as Locale);
}

const byLocale: Partial<Record<Locale, Translate>> = {};
/** One function per language, so that its identity changes exactly when the language does. */
function translateIn(locale: Locale): Translate {
  return (byLocale[locale] ??= (key, values) => i18n.t(key, { ...values, lng: locale }) as string);
}

export function useLocale(): Locale {
  useTranslation(undefined, { i18n });
  return i18n.language === 'en' ? 'en' : 'nl';
}
