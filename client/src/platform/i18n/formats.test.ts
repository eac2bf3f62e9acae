import { expect, it } from '@jest/globals';
import { dutch, english } from './catalogue.js';
import { formatsFor } from './formats.js';
import { i18n, startI18n, translate } from './i18n.js';

startI18n('nl');
const now = new Date(2026, 10, 17, 14, 52);
const nl = formatsFor('nl', translate);
const en = formatsFor('en', (key, values) => i18n.t(key, { ...values, lng: 'en' }));

it.each([
  [new Date(2026, 10, 17, 14, 50), 'net nog', 'just now'],
  [new Date(2026, 10, 17, 9, 5), '09:05', '09:05'],
  [new Date(2026, 10, 16, 23, 59), 'gisteren', 'yesterday'],
  [new Date(2026, 10, 13, 12, 0), 'vr', 'Fri'],
  [new Date(2026, 10, 6, 12, 0), '6 nov', '6 Nov'],
  [new Date(2025, 10, 6, 12, 0), '6 nov 2025', '6 Nov 2025'],
])('says %s relative to now', (moment, dutchWords, englishWords) => {
  expect(nl.relative(moment, now)).toBe(dutchWords);
  expect(en.relative(moment, now)).toBe(englishWords);
});

it('writes days, times and numbers as the design page asks', () => {
  expect(nl.day(now)).toBe('dinsdag 17 november');
  expect(nl.shortDay(now)).toBe('di 17 november');
  expect(nl.time(new Date(2026, 10, 17, 15, 30))).toBe('15:30');
  expect(nl.number(1.5)).toBe('1,5');
  expect(en.day(now)).toBe('Tuesday 17 November');
  expect(en.time(new Date(2026, 10, 17, 15, 30))).toBe('15:30');
  expect(nl.list(['Mees', 'Ravi'])).toBe('Mees en Ravi');
});

it('counts days over the night on which the clock changes', () => {
  expect(nl.relative(new Date(2026, 9, 24, 23, 0), new Date(2026, 9, 25, 22, 0))).toBe('gisteren');
  expect(nl.stamp(new Date(2026, 2, 28, 23, 0), new Date(2026, 2, 29, 23, 30))).toBe('gisteren 23:00');
});

it('has the same keys and the same places in both languages, and no exclamation marks', () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(dutch).sort());
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
  for (const key of Object.keys(dutch) as (keyof typeof dutch)[]) {
    expect({ key, places: places(english[key]) }).toEqual({ key, places: places(dutch[key]) });
    expect(`${dutch[key]}${english[key]}`).not.toContain('!');
  }
});
