import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideStep, factsOf, redated, skipReasons, type Step, type StepAct } from './step.js';

const step: Step = {
  state: 'planned', day: '2027-01-12', at: null, movedFrom: null, skipReason: null, minutes: null,
  windowFrom: '2027-01-04', windowTo: '2027-03-14', plannedMinutes: 45, before: null,
};
const now = { today: '2027-01-20', mayBeOn: (day: string) => day !== '2027-02-22' };
const after = (act: StepAct, from: Step = step): Step => {
  const answer = decideStep(from, act, now);
  if ('refused' in answer) throw new Error(answer.refused);
  return answer.step;
};

describe('a step', () => {
  it('is moved inside its window, to a school day, and remembers from where it came first', () => {
    const once = after({ do: 'move', day: '2027-01-19' });
    expect(once).toMatchObject({ state: 'planned', day: '2027-01-19', movedFrom: '2027-01-12' });
    expect(after({ do: 'move', day: '2027-01-26' }, once)).toMatchObject({ day: '2027-01-26', movedFrom: '2027-01-12' });
    for (const day of ['2027-01-03', '2027-03-15']) expect(decideStep(step, { do: 'move', day }, now)).toEqual({ refused: 'OUTSIDE_WINDOW' });
    expect(decideStep(step, { do: 'move', day: '2027-02-22' }, now)).toEqual({ refused: 'NO_SCHOOL_DAY' });
  });

  it('is agreed for a moment, done once it has been, with the minutes of the protocol unless said', () => {
    const agreed = after({ do: 'schedule', day: '2027-01-12', at: 930 });
    expect(agreed).toMatchObject({ state: 'scheduled', at: 930, movedFrom: null });
    expect(after({ do: 'done', day: '2027-01-12', minutes: null }, agreed)).toMatchObject({ state: 'done', minutes: 45 });
    expect(decideStep(step, { do: 'done', day: '2027-01-21', minutes: null }, now)).toEqual({ refused: 'NOT_YET' });
    for (const minutes of [-1, 601, 1.5]) expect(decideStep(step, { do: 'done', day: '2027-01-12', minutes }, now)).toEqual({ refused: 'MINUTES' });
  });

  it('is skipped with a reason and, like what is done, over', () => {
    expect(skipReasons[0]).toBe('no_cover');
    const skipped = after({ do: 'skip', reason: 'no_cover' });
    expect(skipped).toMatchObject({ state: 'skipped', skipReason: 'no_cover' });
    expect(decideStep(skipped, { do: 'move', day: '2027-01-19' }, now)).toEqual({ refused: 'STEP_OVER' });
  });

  it('is after undoing what it was before, once', () => {
    const acts: fc.Arbitrary<StepAct> = fc.oneof(
      fc.record({ do: fc.constant('move' as const), day: fc.constantFrom('2027-01-13', '2027-02-02') }),
      fc.record({ do: fc.constant('skip' as const), reason: fc.constantFrom(...skipReasons) }),
      fc.record({ do: fc.constant('done' as const), day: fc.constant('2027-01-15'), minutes: fc.integer({ min: 0, max: 600 }) }),
      fc.record({ do: fc.constant('schedule' as const), day: fc.constant('2027-01-14'), at: fc.integer({ min: 0, max: 1439 }) }),
    );
    fc.assert(
      fc.property(acts, acts, (first, second) => {
        const once = after(first);
        const twice = decideStep(once, second, now);
        const last = 'refused' in twice ? once : twice.step;
        const undone = after({ do: 'undo' }, last);
        expect({ ...undone, before: null }).toEqual({ ...('refused' in twice ? step : once), before: null });
        expect(decideStep(undone, { do: 'undo' }, now)).toEqual({ refused: 'NOTHING_TO_UNDO' });
      }),
    );
  });

  it('counts in facts, no cover apart, and in hours only when it was held and took the starter', () => {
    const steps = [step, after({ do: 'skip', reason: 'no_cover' }), after({ do: 'skip', reason: 'other' }), after({ do: 'done', day: '2027-01-12', minutes: 50 })];
    expect(factsOf(steps.map((one) => ({ ...one, takesStarter: true })), now.today)).toEqual({ planned: 1, done: 1, skipped: 2, noCover: 1, open: 1, minutesDone: 50 });
    expect(factsOf(steps.map((one) => ({ ...one, takesStarter: false })), '2027-01-12')).toMatchObject({ open: 0, minutesDone: 0 });
  });

  it('gets a new date after a pause only when it is ahead of it', () => {
    const known = [
      { ...step, uid: 'a', occurrence: 1, day: '2027-01-05' },
      { ...step, uid: 'a', occurrence: 2, state: 'scheduled' as const, at: 600, day: '2027-02-01' },
      { ...step, uid: 'a', occurrence: 3, state: 'done' as const, day: '2027-02-01' },
      { ...step, uid: 'a', occurrence: 4, day: '2027-03-01' },
    ];
    const plan = known.map(({ uid, occurrence, windowFrom }) => ({ uid, occurrence, day: occurrence === 4 ? '2027-03-01' : '2027-04-06', windowFrom, windowTo: occurrence === 4 ? '2027-03-14' : '2027-05-01' }));
    expect(redated(known, '2027-01-12', plan)).toEqual([{ ...known[1], state: 'planned', at: null, day: '2027-04-06', windowTo: '2027-05-01' }]);
  });
});
