import { describe, expect, it } from '@jest/globals';
import { startI18n, translate } from '../../platform/i18n/i18n.js';
import { gapOf, hoursOf, momentOf, rhythmOf, sectorWord } from './protocol-words.js';

startI18n('nl');

describe('a protocol in words', () => {
  it('says when and how often', () => {
    expect(momentOf(translate, { unit: 'SCHOOL_WEEK', value: 4 })).toBe('Week 4');
    expect(momentOf(translate, { unit: 'DAY', value: -21 })).toBe('21 dagen voor de start');
    expect(momentOf(translate, { unit: 'DAY', value: -1 })).toBe('1 dag voor de start');
    expect(rhythmOf(translate, 1, null)).toBe('1 keer');
    expect(rhythmOf(translate, 6, { unit: 'SCHOOL_WEEK', value: 2 })).toBe('6 keer, elke 2 weken');
    expect(rhythmOf(translate, 5, { unit: 'OWN_DAY', value: 1 })).toBe('5 keer, elke werkdag');
    expect([sectorWord(translate, 'po'), sectorWord(translate, 'ho')]).toEqual(['primair onderwijs', 'ho']);
  });

  it('counts hours, and what is missing of the budget', () => {
    expect([hoursOf(495), hoursOf(525), hoursOf(2722)]).toEqual([8.2, 8.8, 45.4]);
    expect([gapOf(2722, 2400, 1), gapOf(2722, 2400, 0.5), gapOf(1000, 2400, 0.8)]).toEqual([322, 1522, 0]);
  });
});
