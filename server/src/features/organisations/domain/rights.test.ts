import { describe, expect, it } from '@jest/globals';
import { type HeldPosition, Rights, type RightsCatalogue } from './rights.js';

const catalogue: RightsCatalogue = {
  positions: [
    { key: 'teacher', heldAt: ['school'], appraising: false, appraises: [] },
    { key: 'hr', heldAt: ['foundation'], appraising: true, appraises: ['teacher'] },
    { key: 'administrator_school', heldAt: ['school'], appraising: false, appraises: [] },
  ],
  rights: [
    { verb: 'near', cells: { teacher: 'here', hr: 'no', administrator_school: 'no' } },
    { verb: 'below', cells: { teacher: 'no', hr: 'here_below', administrator_school: 'no' } },
    { verb: 'other', cells: { teacher: 'related', hr: 'self', administrator_school: 'aggregate' } },
  ],
  circleKinds: [],
};
const rights = new Rights(catalogue);
const at = (kind: string, organisationId: string): HeldPosition => ({ kind, organisationId });
const school = ['region', 'foundation', 'school'];

describe('a right', () => {
  it('"here" counts at the organisation of the position only', () => {
    expect(rights.mayDo([at('teacher', 'school')], 'near', school)).toBe(true);
    expect(rights.mayDo([at('teacher', 'foundation')], 'near', school)).toBe(false);
    expect(rights.mayDo([at('teacher', 'other')], 'near', school)).toBe(false);
  });

  it('"here and below" counts from the organisation of the position downwards', () => {
    expect(rights.mayDo([at('hr', 'foundation')], 'below', school)).toBe(true);
    expect(rights.mayDo([at('hr', 'school')], 'below', school)).toBe(true);
    expect(rights.mayDo([at('hr', 'school')], 'below', ['region', 'foundation'])).toBe(false);
  });

  it('that is about people or figures never counts for an organisation', () => {
    for (const kind of ['teacher', 'hr', 'administrator_school']) {
      expect(rights.mayDo([at(kind, 'school')], 'other', school)).toBe(false);
    }
  });

  it('is not there without a position, a known verb, a known kind or a path', () => {
    expect(rights.mayDo([], 'near', school)).toBe(false);
    expect(rights.mayDo([at('teacher', 'school')], 'unknown', school)).toBe(false);
    expect(rights.mayDo([at('stranger', 'school')], 'near', school)).toBe(false);
    expect(rights.mayDo([at('teacher', 'school')], 'near', [])).toBe(false);
    expect(rights.mayDo([at('constructor', 'school')], 'near', school)).toBe(false);
  });

  it('of one position is not lent to another organisation', () => {
    const held = [at('teacher', 'school'), at('hr', 'elsewhere')];
    expect(rights.mayDo(held, 'below', school)).toBe(false);
  });
});

describe('appraising', () => {
  it('goes by the catalogue', () => {
    expect(rights.appraises('hr')).toEqual(['teacher']);
    expect(rights.appraises('teacher')).toEqual([]);
    expect(rights.appraises('stranger')).toEqual([]);
    expect(rights.appraisalPairs()).toEqual([{ manager: 'hr', person: 'teacher' }]);
  });

  it('and administering are told apart', () => {
    expect(rights.isAppraising('hr')).toBe(true);
    expect(rights.isAdministrator('hr')).toBe(false);
    expect(rights.isAdministrator('administrator_school')).toBe(true);
    expect(rights.isAdministrator('administrator_unknown')).toBe(false);
    expect(rights.mayBeHeldAt('teacher', 'school')).toBe(true);
    expect(rights.mayBeHeldAt('teacher', 'foundation')).toBe(false);
  });
});
