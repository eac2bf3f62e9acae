import { describe, expect, it } from '@jest/globals';
import { findingOf } from './evaluation-finding.js';
import { emptyLesson, mergeLesson, sameLesson, type LessonForm } from './merge-lesson.js';

const base: LessonForm = { ...emptyLesson, title: 'Begin', helped: 'Groeten', quoteIds: ['a', 'b'] };

describe('two people who write one lesson', () => {
  it('each keep the part that only they changed', () => {
    const { form, conflicts } = mergeLesson(base, { ...base, title: 'Begin klein' }, { ...base, situation: 'Onrust', reach: 'CIRCLE' });
    expect(form).toEqual({ ...base, title: 'Begin klein', situation: 'Onrust', reach: 'CIRCLE' });
    expect(conflicts).toEqual({});
  });
  it('choose where both changed the same part; mine stays on screen', () => {
    const { form, conflicts } = mergeLesson(base, { ...base, helped: 'Groeten bij de deur' }, { ...base, helped: 'Iedereen groeten' });
    expect(form.helped).toBe('Groeten bij de deur');
    expect(conflicts).toEqual({ helped: 'Iedereen groeten' });
  });
  it('wrote the same: nothing to choose', () => {
    expect(mergeLesson(base, { ...base, helped: 'Samen' }, { ...base, helped: 'Samen' }).conflicts).toEqual({});
  });
  it('take over and take out', () => {
    expect(mergeLesson(base, { ...base, quoteIds: ['a', 'b', 'c'] }, { ...base, quoteIds: ['a', 'd'] }).form.quoteIds).toEqual(['a', 'd', 'c']);
  });
  it('a space at the end is no other lesson', () => {
    expect(sameLesson(base, { ...base, title: 'Begin ' })).toBe(true);
    expect(sameLesson(base, { ...base, quoteIds: ['a', 'c'] })).toBe(false);
  });
});

describe('what a picture over time says', () => {
  const of = (...distributions: number[][]) => findingOf(distributions.map((distribution) => ({ distribution })));
  it.each([
    [[[0, 0, 1, 3, 4]], { finding: 'once', count: 7, total: 8 }],
    [[[2, 2, 0, 2, 2], [0, 0, 1, 3, 4]], { finding: 'more', count: 7, total: 8 }],
    [[[0, 0, 0, 2, 2], [2, 2, 0, 1, 0]], { finding: 'less', count: 1, total: 5 }],
    [[[0, 1, 0, 3, 4], [0, 0, 1, 3, 4]], { finding: 'same', count: 7, total: 8 }],
  ])('%j', (distributions, finding) => expect(of(...distributions)).toEqual(finding));
});
