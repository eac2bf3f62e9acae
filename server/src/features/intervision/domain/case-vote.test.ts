import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { caseRefusal, caseResult, caseStage, type CaseCircumstances, voteOpensAt, withoutChoosing } from './case-vote.js';
import { resolveScript, type ScriptChoices } from './resolve-script.js';

const day = 86_400_000;
const at = (part: Partial<CaseCircumstances> = {}): CaseCircumstances => ({ status: 'planned', startsAt: 10 * day, closedAt: null, titles: 2, openDays: 2, now: 9 * day, ...part });

describe('the vote on titles', () => {
  it('opens two days before, between two titles at least, and ends when it is closed or the session begins', () => {
    expect(voteOpensAt(at())).toBe(8 * day);
    expect(caseStage(at({ now: 8 * day - 1 }))).toBe('collecting');
    expect(caseStage(at({ now: 8 * day }))).toBe('voting');
    expect(caseStage(at({ titles: 1 }))).toBe('collecting');
    expect(caseStage(at({ startsAt: null }))).toBe('collecting');
    expect(caseStage(at({ closedAt: 9 * day }))).toBe('closed');
    expect((['lobby', 'running', 'ended', 'cancelled'] as const).map((status) => caseStage(at({ status })))).toEqual(['voting', 'closed', 'closed', 'closed']);
  });

  it('lets people bring and take back until it closes', () => {
    expect((['put', 'withdraw', 'vote', 'close'] as const).map((act) => caseRefusal(act, 'collecting'))).toEqual([null, null, 'TOO_EARLY', 'TOO_EARLY']);
    expect((['put', 'withdraw', 'vote', 'close'] as const).map((act) => caseRefusal(act, 'voting'))).toEqual([null, null, null, null]);
    expect((['put', 'withdraw', 'vote', 'close'] as const).map((act) => caseRefusal(act, 'closed'))).toEqual(['CASES_CLOSED', 'CASES_CLOSED', 'CASES_CLOSED', null]);
  });

  it('counts totals, never draws, and forgets what was taken back', () => {
    const ballots = [['a', 'b'], ['a', 'gone'], ['b']];
    expect([...caseResult(['a', 'b', 'c'], ballots).votes]).toEqual([['a', 2], ['b', 2], ['c', 0]]);
    expect(caseResult(['a', 'b', 'c'], ballots).leading).toEqual(['a', 'b']);
    expect(caseResult(['a'], []).leading).toEqual([]);
    fc.assert(
      fc.property(fc.array(fc.subarray(['a', 'b', 'c'])), (some) => {
        const { votes, leading } = caseResult(['a', 'b', 'c'], some);
        for (const id of ['a', 'b', 'c']) expect(leading.includes(id)).toBe(votes.get(id) === Math.max(...votes.values()) && votes.get(id)! > 0);
      }),
    );
  });
});

describe('a script whose case is settled', () => {
  it('is the one that the catalogue resolves when the case is known, for every method', () => {
    const catalogue = loadMethodCatalogue();
    let shorter = 0;
    for (const method of catalogue.methods) {
      for (const frame of ['full', 'short'] as const) {
        for (const previousContributor of [true, false]) {
          const choices: ScriptChoices = { frame, profile: frame === 'short' && method.short ? 'short' : 'normal', written: false, people: Math.max(6, method.group.min), previousContributor, caseChosen: false, options: null, minutes: {} };
          const [open, settled] = [resolveScript(catalogue, method, choices), resolveScript(catalogue, method, { ...choices, caseChosen: true })];
          if (!open.ok || !settled.ok) throw new Error(`${method.key} does not resolve`);
          expect(withoutChoosing(open.script)).toEqual(settled.script);
          expect(withoutChoosing(settled.script)).toBe(settled.script);
          if (settled.script.phases.length < open.script.phases.length) shorter += 1;
        }
      }
    }
    expect(shorter).toBeGreaterThan(20);
  });
});
