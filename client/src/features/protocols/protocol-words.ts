import type { ProtocolActivityFieldsFragment } from '../../generated/graphql.js';
import type { Translate } from '../../platform/i18n/i18n.js';

type Offset = Pick<ProtocolActivityFieldsFragment['at'], 'unit' | 'value'>;

/** Sectors that have a word; another one is shown as it is written. */
const sectorKeys = { po: 'protocols.sector.po', vo: 'protocols.sector.vo', mbo: 'protocols.sector.mbo' } as const;

/** Hours with one decimal, from minutes: exactly between two, the even one, as the tables of the region have it. */
export function hoursOf(minutes: number): number {
  const tenths = Math.round(minutes / 6);
  return (minutes % 6 === 3 && tenths % 2 === 1 ? tenths - 1 : tenths) / 10;
}

/** What is missing of the budget at this part-time factor, in minutes; 0 when it is enough. The programme never shrinks with it. */
export const gapOf = (asked: number, budget: number, fte: number): number => Math.max(0, asked - budget * fte);

/** When it first comes: "week 4", "21 dagen voor de start". */
export function momentOf(t: Translate, { unit, value }: Offset): string {
  if (unit === 'SCHOOL_WEEK') return t('protocols.at.week', { week: value });
  return value < 0 ? t('protocols.at.before', { count: -value }) : t('protocols.at.after', { count: value });
}

/** How often: "eenmaal", "6 keer, elke 2 weken". */
export function rhythmOf(t: Translate, count: number, every: Offset | null | undefined): string {
  if (count === 1 || !every) return t('protocols.times', { count });
  const key = every.unit === 'SCHOOL_WEEK' ? 'protocols.every.week' : every.unit === 'DAY' ? 'protocols.every.day' : 'protocols.every.ownDay';
  return `${t('protocols.times', { count })}, ${t(key, { count: every.value })}`;
}

export const sectorWord = (t: Translate, sector: string): string => (Object.hasOwn(sectorKeys, sector) ? t(sectorKeys[sector as keyof typeof sectorKeys]) : sector);
