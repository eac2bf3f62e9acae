import { describe, expect, it } from '@jest/globals';
import { creatableCap, creatableCircles } from '../domain/creatable-circles.js';
import { circleKinds, createCircleVerb, type RightScope } from '../domain/rights.js';
import { loadRights } from './rights-catalogue.js';

const rights = loadRights();
const kinds = rights.catalogue.positions.map((entry) => entry.key);

describe('the catalogue of positions and rights', () => {
  it('has a cell for every position in every row, and no other cells', () => {
    let cells = 0;
    for (const row of rights.catalogue.rights) {
      expect({ verb: row.verb, cells: Object.keys(row.cells).sort() }).toEqual({ verb: row.verb, cells: [...kinds].sort() });
      cells += Object.keys(row.cells).length;
    }
    expect(kinds).toHaveLength(20);
    expect(cells).toBe(kinds.length * rights.catalogue.rights.length);
    expect(cells).toBeGreaterThanOrEqual(600);
  });

  it('answers every cell as it is written', () => {
    for (const row of rights.catalogue.rights) {
      for (const kind of kinds) {
        expect(rights.rightScope(kind, row.verb)).toBe(row.cells[kind]);
        const scope: RightScope = rights.rightScope(kind, row.verb);
        const here = rights.mayDo([{ kind, organisationId: 'o' }], row.verb, ['r', 'o']);
        const below = rights.mayDo([{ kind, organisationId: 'r' }], row.verb, ['r', 'o']);
        const above = rights.mayDo([{ kind, organisationId: 'o' }], row.verb, ['r']);
        expect({ here, below, above }).toEqual({
          here: scope === 'here' || scope === 'here_below',
          below: scope === 'here_below',
          above: false,
        });
      }
    }
  });

  it('knows a right for making each kind of circle', () => {
    const verbs = new Set(rights.catalogue.rights.map((row) => row.verb));
    for (const kind of circleKinds) expect(verbs.has(createCircleVerb(kind))).toBe(true);
  });

  it('denies in so many words', () => {
    const expected: [string, string, RightScope][] = [
      ['student', 'create_knowledge_circle', 'no'],
      ['school_leader', 'create_coaching_circle', 'no'],
      ['hr', 'create_coaching_circle', 'no'],
      ['board_member', 'create_coaching_circle', 'no'],
      ['administrator_network', 'create_coaching_circle', 'no'],
      ['administrator_foundation', 'create_intervision_circle', 'no'],
      ['administrator_school', 'create_intervision_circle', 'no'],
      ['hr', 'create_intervision_circle', 'no'],
      ['school_leader', 'administer_people', 'no'],
      ['board_member', 'administer_people', 'no'],
      ['administrator_network', 'read_learning_and_notes', 'no'],
      ['administrator_foundation', 'read_checkins', 'no'],
      ['school_leader', 'read_learning_and_notes', 'no'],
      ['school_leader', 'read_checkins', 'no'],
      ['hr', 'read_observations', 'no'],
    ];
    for (const [kind, verb, scope] of expected) expect({ kind, verb, scope: rights.rightScope(kind, verb) }).toEqual({ kind, verb, scope });
  });

  it('gives no administrator a right over what people write', () => {
    const content = ['read_learning_and_notes', 'read_observations', 'read_checkins', 'read_summaries', 'handle_intake'];
    for (const kind of kinds.filter((key) => rights.isAdministrator(key))) {
      for (const verb of content) expect({ kind, verb, scope: rights.rightScope(kind, verb) }).toEqual({ kind, verb, scope: 'no' });
    }
  });

  it('lets exactly these appraise', () => {
    expect(kinds.filter((kind) => rights.isAppraising(kind))).toEqual(['school_leader', 'hr', 'board_member', 'institute_educator']);
    expect(rights.appraises('board_member')).toEqual(['school_leader']);
    expect(rights.appraises('coach')).toEqual([]);
  });
});

describe('the circles someone may make', () => {
  const region = { id: 'region', path: ['region'] };
  const foundation = { id: 'foundation', path: ['region', 'foundation'] };
  const school = { id: 'school', path: ['region', 'foundation', 'school'] };
  const shortly = (positions: { kind: string; organisationId: string }[]) =>
    creatableCircles(rights, positions, [region, foundation, school]).map((one) => [
      one.kind,
      one.organisations.map((organisation) => organisation.id),
    ]);

  it('follow the position, here and below', () => {
    expect(shortly([{ kind: 'teacher', organisationId: 'school' }])).toEqual([['knowledge', ['school']]]);
    expect(shortly([{ kind: 'programme_lead', organisationId: 'region' }])).toEqual([
      ['knowledge', ['region', 'foundation', 'school']],
      ['coaching', ['region', 'foundation', 'school']],
      ['intervision', ['region', 'foundation', 'school']],
    ]);
    expect(shortly([{ kind: 'school_leader', organisationId: 'school' }])).toEqual([
      ['knowledge', ['school']],
      ['intervision', ['school']],
    ]);
  });

  it('are none for a student, or without a position', () => {
    expect(shortly([{ kind: 'student', organisationId: 'school' }])).toEqual([]);
    expect(shortly([])).toEqual([]);
  });

  it('are offered for a bounded number of organisations', () => {
    const many = Array.from({ length: 150 }, (_, n) => ({ id: `s${n}`, path: ['region', `s${n}`] }));
    const [knowledge] = creatableCircles(rights, [{ kind: 'administrator_network', organisationId: 'region' }], many);
    expect(knowledge?.organisations).toHaveLength(creatableCap);
  });
});
