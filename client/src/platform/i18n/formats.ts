import { useMemo } from 'react';
import type { Locale } from './catalogue.js';
import { translate, useLocale, type Translate } from './i18n.js';

type Moment = Date | string | number;

const dateOf = (moment: Moment): Date => (moment instanceof Date ? moment : new Date(moment));
const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const day = 86_400_000;

/** Whole calendar days between two moments; survives the nights on which the clock changes. */
const daysBetween = (earlier: Date, later: Date): number => Math.round((startOfDay(later) - startOfDay(earlier)) / day);

export interface Formats {
  /** `14:32` */
  time(moment: Moment): string;
  /** `dinsdag 17 november` */
  day(moment: Moment): string;
  /** `di 17 november` */
  shortDay(moment: Moment): string;
  /** `17 november 2026` */
  date(moment: Moment): string;
  /** `net nog`, `14:32`, `gisteren`, `ma`, `6 nov`, `6 nov 2025`: as short as it can be without being wrong */
  relative(moment: Moment, now?: Date): string;
  /** beside a contribution: `14:32`, `gisteren 14:32`, `ma 16 november 14:32` */
  stamp(moment: Moment, now?: Date): string;
  /** `1,5` */
  number(value: number): string;
  /** `Mees en Ravi`, `Mees, Ravi en Noor` */
  list(items: string[]): string;
}

/** Dates, times and numbers: `nl-NL` and `en-GB`, 24 hours, on this device's own clock zone. */
export function formatsFor(locale: Locale, t: Translate = translate): Formats {
  const tag = locale === 'en' ? 'en-GB' : 'nl-NL';
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  const time = of({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const long = of({ weekday: 'long', day: 'numeric', month: 'long' });
  const short = of({ weekday: 'short', day: 'numeric', month: 'long' });
  const weekday = of({ weekday: 'short' });
  const full = of({ day: 'numeric', month: 'long', year: 'numeric' });
  const brief = of({ day: 'numeric', month: 'short' });
  const briefYear = of({ day: 'numeric', month: 'short', year: 'numeric' });
  const numbers = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  // Abbreviations without their full stop and comma: `ma`, `6 nov`, `Tue 17 November`.
  const bare = (text: string) => text.replace(/[.,]/g, '');

  return {
    time: (moment) => time.format(dateOf(moment)),
    day: (moment) => bare(long.format(dateOf(moment))),
    shortDay: (moment) => bare(short.format(dateOf(moment))),
    date: (moment) => full.format(dateOf(moment)),
    relative(moment, now = new Date()) {
      const date = dateOf(moment);
      const days = daysBetween(date, now);
      const minutes = (now.getTime() - date.getTime()) / 60_000;
      if (minutes < 10 && minutes > -10) return t('time.justNow');
      if (days === 0) return time.format(date);
      if (days === 1) return t('time.yesterday');
      if (days > 1 && days < 7) return bare(weekday.format(date));
      if (days === -1) return t('time.tomorrow');
      return bare((date.getFullYear() === now.getFullYear() ? brief : briefYear).format(date));
    },
    stamp(moment, now = new Date()) {
      const date = dateOf(moment);
      const days = daysBetween(date, now);
      const clock = time.format(date);
      if (days === 0) return clock;
      if (days === 1) return `${t('time.yesterday')} ${clock}`;
      const date_ = date.getFullYear() === now.getFullYear() ? bare(short.format(date)) : full.format(date);
      return `${date_} ${clock}`;
    },
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
  };
}

export function useFormats(): Formats {
  const locale = useLocale();
  return useMemo(() => formatsFor(locale), [locale]);
}
