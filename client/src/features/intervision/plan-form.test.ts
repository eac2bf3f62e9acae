import { describe, expect, it } from '@jest/globals';
import { planProblems, seriesRows, type PlanForm } from './plan-form.js';

const form: PlanForm = {
  way: 'series', pollMoments: [], answerBy: '', neededIds: [], until: '2027-06-01', everyWeeks: 8, skipHolidays: true, rota: ['a', 'b'], moved: {}, leaders: {}, dropped: [],
  id: 'x', slot: 75, caseTags: [], methodKey: 'incident', short: false, date: '2027-01-07', time: '15:30', place: '', videoLink: '', facilitatorId: 'f', coFacilitatorId: '',
};
const days = ['2027-01-07', '2027-03-04', '2027-04-29'];
const early = new Date('2026-12-01T09:00:00');

describe('the sessions of a series', () => {
  it('are led in turn, by whoever facilitates when nobody was chosen', () => {
    expect(seriesRows(form, days).map(({ facilitatorId }) => facilitatorId)).toEqual(['a', 'b', 'a']);
    expect(seriesRows({ ...form, rota: [] }, days).map(({ facilitatorId }) => facilitatorId)).toEqual(['f', 'f', 'f']);
  });

  it('keep what somebody changed, and close the turn of a date that was dropped', () => {
    const rows = seriesRows({ ...form, dropped: ['2027-03-04'], moved: { '2027-04-29': '2027-05-13' }, leaders: { '2027-01-07': 'c' } }, days);
    expect(rows).toEqual([{ planned: '2027-01-07', day: '2027-01-07', facilitatorId: 'c' }, { planned: '2027-04-29', day: '2027-05-13', facilitatorId: 'b' }]);
  });
});

describe('what is missing', () => {
  it('follows the way that was chosen', () => {
    const problems = (part: Partial<PlanForm>) => planProblems({ ...form, ...part }, {} as never, true, early);
    expect(problems({})).toEqual([]);
    expect(problems({ until: '' })).toEqual(['until']);
    expect(problems({ way: 'date', date: '' })).toEqual(['date']);
    expect(problems({ way: 'poll', date: '', time: '' , pollMoments: [{ id: '1', date: '2027-01-07', time: '' }] })).toEqual(['moments']);
    expect(problems({ way: 'poll', date: '2020-01-01', pollMoments: [{ id: '1', date: '2027-01-07', time: '15:30' }] })).toEqual([]);
    expect(problems({ date: '2020-01-01' })).toEqual(['past']);
  });
});
