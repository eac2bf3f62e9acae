import { describe, expect, it } from '@jest/globals';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { askedIn, awaits, missedTwo, showsWhoIsAwaited, type Done } from './awaited.js';
import { methodNamed } from './method.js';
import { resolveScript } from './resolve-script.js';
import type { Script } from './script.js';
import { plannedSession, type Person, type SessionState } from './session.js';

const catalogue = loadMethodCatalogue();
function scriptOf(key: string): Script {
  const result = resolveScript(catalogue, methodNamed(catalogue, key), { frame: 'full', profile: 'normal', written: true, people: 6, previousContributor: true, caseChosen: true, options: null, minutes: {} });
  if (!result.ok) throw new Error(result.refusal);
  return result.script;
}
const script = scriptOf('heilsbronn');
const person = (id: string, more: Partial<Person> = {}): Person => ({ id, observer: false, seat: null, ...more });
const [bram, tijn, noor, eva] = [person('bram'), person('tijn'), person('noor'), person('eva')];
const plan = { facilitatorId: 'bram', coFacilitatorId: null, contributorId: 'tijn', caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: 0 };
const place = (key: string): number => script.phases.findIndex((phase) => phase.key === key);
const at = (key: string, more: Partial<SessionState> = {}): SessionState => ({ ...plannedSession(plan), status: 'running', phase: place(key), furthest: place(key), entry: 'open', ...more });
const nothing: Done = { entered: false, unanswered: 0, unrated: 0 };
const waits = (state: SessionState, who: Person, done: Partial<Done> = {}): boolean => awaits(state, script, who, { ...nothing, ...done });

describe('for whom a written session waits', () => {
  it('whoever may enter something and did not', () => {
    expect(waits(at('hypotheses'), noor)).toBe(true);
    expect(waits(at('hypotheses'), noor, { entered: true })).toBe(false);
    expect(waits(at('hypotheses'), tijn)).toBe(false);
    expect(waits(at('hypotheses'), person('gast', { observer: true }))).toBe(false);
    expect(waits(at('case'), tijn)).toBe(true);
    expect(waits(at('case'), noor)).toBe(false);
  });

  it('whose case it is, while questions have no answer', () => {
    expect(waits(at('ask'), tijn, { unanswered: 1 })).toBe(true);
    expect(waits(at('ask'), tijn)).toBe(false);
    expect(waits(at('ask'), noor, { entered: true, unanswered: 1 })).toBe(false);
    expect(waits(at('hypotheses'), tijn, { unanswered: 1 })).toBe(false);
    expect(askedIn(script.phases[place('ask')]!)).toEqual([place('ask')]);
    const ten = scriptOf('ten_step').phases.find(({ speak, shows }) => speak === 'dialogue' && shows !== null)!;
    expect(askedIn(ten)).toEqual([ten.index, ten.shows]);
  });

  it('and weighing is done when everything was weighed', () => {
    const rates = catalogue.methods.filter(({ written }) => written).map(({ key }) => scriptOf(key)).find(({ phases }) => phases.some(({ input }) => input === 'question_rating'))!;
    const phase = rates.phases.find(({ input }) => input === 'question_rating')!.index;
    const state = { ...at('case'), phase, furthest: phase };
    expect(awaits(state, rates, tijn, { ...nothing, entered: true, unrated: 2 })).toBe(true);
    expect(awaits(state, rates, tijn, nothing)).toBe(false);
  });

  it('nobody while it stands still, before it begins, when the phase takes nothing, and live', () => {
    for (const state of [at('hypotheses', { clock: 'paused' }), at('hypotheses', { clock: 'time_out' }), at('hypotheses', { entry: 'closed' }), { ...at('hypotheses'), status: 'planned' as const }]) expect(waits(state, noor)).toBe(false);
    expect(awaits(at('hypotheses'), { ...script, written: false }, noor, nothing)).toBe(false);
  });

  it('is known to others only where what is posted has a name and is read at once', () => {
    const shown = script.phases.filter(showsWhoIsAwaited).map(({ key }) => key);
    expect(shown).toEqual(['roles', 'case', 'ask', 'hypotheses', 'respond', 'decide', 'exchange', 'intention']);
    for (const { key } of catalogue.methods.filter(({ written }) => written))
      for (const phase of scriptOf(key).phases.filter(showsWhoIsAwaited)) expect([key, phase.key, phase.sealed, phase.names, ['vote', 'survey'].includes(phase.input)]).toEqual([key, phase.key, false, 'named', false]);
  });

  it('who missed two in a row, and no others, is asked about it', () => {
    const authors = (by: Record<string, string[]>) => (phase: number) => new Set(by[script.phases[phase]!.key] ?? []);
    const everyone = [bram, tijn, noor, eva];
    const state = at('solutions');
    expect(missedTwo(state, script, everyone, authors({ case: ['tijn'], ask: ['noor'], hypotheses: ['noor'] }))).toEqual(['eva']);
    expect(missedTwo(state, script, everyone, authors({ ask: ['eva'], hypotheses: ['noor'], case: ['tijn'], respond: ['tijn'] }))).toEqual([]);
    expect(missedTwo(state, script, everyone, authors({}))).toEqual(['tijn', 'noor', 'eva']);
    expect(missedTwo(at('hypotheses'), script, everyone, authors({}))).toEqual([]);
  });
});
