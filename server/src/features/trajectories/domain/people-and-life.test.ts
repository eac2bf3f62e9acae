import { describe, expect, it } from '@jest/globals';
import { judgeCoach } from './choose-coach.js';
import { decideLife, type Transition } from './life-cycle.js';

describe('choosing a coach', () => {
  const asked = { starterId: 's', coachId: 'c', presentCoachId: null, replaces: false, isCoach: true, appraises: false, guides: 7, ratio: 8, capacity: 'warn' as const };

  it('is refused for whoever appraises or manages the starter, whatever else they are', () => {
    expect(judgeCoach({ ...asked, appraises: true })).toEqual({ refused: 'COACH_APPRAISES' });
    expect(judgeCoach({ ...asked, coachId: 's', appraises: true })).toEqual({ refused: 'COACH_IS_STARTER' });
    expect(judgeCoach({ ...asked, isCoach: false })).toEqual({ refused: 'NOT_A_COACH' });
  });

  it('gives one coach at a time', () => {
    expect(judgeCoach({ ...asked, presentCoachId: 'd' })).toEqual({ refused: 'TWO_COACHES' });
    expect(judgeCoach({ ...asked, presentCoachId: 'd', replaces: true })).toEqual({ full: false });
    expect(judgeCoach({ ...asked, presentCoachId: 'c', replaces: true })).toEqual({ refused: 'TWO_COACHES' });
  });

  it('tells or refuses above what the norm says, as the region has it', () => {
    expect(judgeCoach(asked)).toEqual({ full: false });
    expect(judgeCoach({ ...asked, guides: 8 })).toEqual({ full: true });
    expect(judgeCoach({ ...asked, guides: 8, capacity: 'refuse' })).toEqual({ refused: 'COACH_FULL' });
  });
});

describe('the life of a trajectory', () => {
  const lines: readonly Transition[] = [
    { from: 'draft', to: 'active', by: ['schoolopleider', 'hr'], needs: ['coach', 'start_date', 'privacy_card_accepted'] },
    { from: 'active', to: 'paused', by: ['schoolopleider', 'hr'], reason: ['planned_leave', 'other'] },
    { from: 'active', to: 'completed', by: ['schoolopleider'], needs: 'completion' },
  ];
  const now = { state: 'draft' as const, by: ['schoolopleider'], has: ['coach', 'start_date'], completion: { needsDone: ['F05'] }, steps: [] };

  it('begins when everything is there that it needs', () => {
    expect(decideLife(lines, 'active', null, now)).toEqual({ rule: 'needs', missing: ['privacy_card_accepted'] });
    expect(decideLife(lines, 'active', null, { ...now, has: [...now.has, 'privacy_card_accepted'] })).toBeNull();
    expect(decideLife(lines, 'active', null, { ...now, by: ['coach', 'starter'] })).toEqual({ rule: 'by' });
    expect(decideLife(lines, 'completed', null, now)).toEqual({ rule: 'transition' });
  });

  it('pauses for a reason of the list only, and no reason is kept where none is asked', () => {
    const active = { ...now, state: 'active' as const };
    for (const reason of [null, 'ill']) expect(decideLife(lines, 'paused', reason, active)).toEqual({ rule: 'reason' });
    expect(decideLife(lines, 'paused', 'planned_leave', active)).toBeNull();
    expect(decideLife(lines, 'active', 'other', now)).toEqual({ rule: 'reason' });
  });

  it('is complete when the closing talk was held and nothing of the core is open', () => {
    const steps = [
      { uid: 'A', state: 'done' as const, core: true },
      { uid: 'B', state: 'skipped' as const, core: true },
      { uid: 'C', state: 'planned' as const, core: false },
      { uid: 'F05', state: 'done' as const, core: true },
    ];
    const active = { ...now, state: 'active' as const, steps };
    expect(decideLife(lines, 'completed', null, active)).toBeNull();
    const open = steps.map((step) => ({ ...step, state: step.uid === 'F05' ? ('skipped' as const) : step.uid === 'A' ? ('planned' as const) : step.state }));
    expect(decideLife(lines, 'completed', null, { ...active, steps: open })).toEqual({ rule: 'needs', missing: ['F05', 'A'] });
  });
});
