import { describe, expect, it } from '@jest/globals';
import { loadMethodCatalogue } from '../../intervision/data/method-catalogue.js';
import { bodyFits } from '../../intervision/domain/entry-body.js';
import { resolveScript } from '../../intervision/domain/resolve-script.js';
import type { ScriptPhase } from '../../intervision/domain/script.js';
import { readPracticeWords } from '../data/read-practice-words.js';
import { intentsFor } from './behaviour.js';
import { nextLead, toOpen } from './leading.js';
import { cast } from './practice-plan.js';
import { caseOf, listOf, wordsFor } from './practice-words.js';
import type { Seen, SeenPhase } from './seen.js';

const catalogue = loadMethodCatalogue();
const words = readPracticeWords();
const people = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];

const seenPhase = (phase: ScriptPhase): SeenPhase => ({ ...phase, items: [], contributorItems: [], choices: phase.ballot?.choices ?? null });
function phasesOf(key: string): ScriptPhase[] {
  const method = catalogue.methods.find((each) => each.key === key)!;
  const result = resolveScript(catalogue, method, { frame: 'full', profile: 'normal', written: false, people: Math.min(7, method.group.max), previousContributor: false, caseChosen: false, options: null, minutes: {} });
  if (!result.ok) throw new Error(`${key}: ${result.refusal}`);
  return [...result.script.phases];
}
const everyMethod = catalogue.methods.map(({ key }) => key);

describe('what simulated colleagues write', () => {
  it('is there for every phase of every method, fits what the phase asks, and is not the same twice in a phase', () => {
    expect(everyMethod).toHaveLength(19);
    const problems: string[] = [];
    for (const method of everyMethod) {
      for (const phase of phasesOf(method)) {
        if (['none', 'notes', 'vote', 'survey', 'question_rating'].includes(phase.input)) continue;
        for (const contributorPlace of [0, null]) {
          const written = people.map((_, place) => wordsFor(words, { method, phase: seenPhase(phase), place, people: people.length, nth: 0, contributorPlace, statementsBefore: 0 }));
          for (const body of written) {
            if (body.length === 0 || !bodyFits(phase, body)) problems.push(`${method} ${phase.key}: ${body}`);
            if (/[!]/.test(body)) problems.push(`${method} ${phase.key} shouts: ${body}`);
          }
          const shared = phase.writer === 'each' && ['private_reveal', 'card_each', 'questions'].includes(phase.input) && phase.key !== 'pitches';
          if (shared && new Set(written).size !== people.length) problems.push(`${method} ${phase.key}: two write the same`);
        }
      }
    }
    expect(problems).toEqual([]);
  });

  it('names lists that there are, and each of the three cases has its own method', () => {
    for (const [phase, list] of Object.entries(words.phases)) expect([phase, list in words.lists]).toEqual([phase, true]);
    expect(['incident', 'ten_step', 'gossip'].map((method) => caseOf(words, method, 0).key)).toEqual(['phone', 'mails', 'tasks']);
    expect(new Set(people.slice(0, 3).map((_, place) => caseOf(words, 'gossip', place).key)).size).toBe(3);
  });

  it('is about the case that was chosen; of a visitor’s case, which nobody knows, only what fits any', () => {
    const phase = seenPhase(phasesOf('incident').find(({ key }) => key === 'write_questions')!);
    const at = (contributorPlace: number | null) => wordsFor(words, { method: 'incident', phase, place: 0, people: 6, nth: 0, contributorPlace, statementsBefore: 0 });
    expect(words.cases[0]!.lists.questions).toContain(at(0));
    expect(words.cases[1]!.lists.questions).toContain(at(1));
    expect(words.lists.questions).toContain(at(null));
    expect(listOf(words, 'made_up', { key: 'x', input: 'free', contrib: 'away', speak: 'group' })).toBe('analysis');
  });
});

describe('when simulated colleagues do it', () => {
  const questions = seenPhase(phasesOf('incident').find(({ key }) => key === 'write_questions')!);

  it('is the same for the same seed, within the phase, and ten times sooner at ten times the speed', () => {
    const usual = intentsFor(questions, 1, people, 'seed');
    expect(intentsFor(questions, 1, people, 'seed')).toEqual(usual);
    expect(intentsFor(questions, 1, people, 'other')).not.toEqual(usual);
    for (const method of everyMethod) {
      for (const phase of phasesOf(method).map(seenPhase)) {
        const late = intentsFor(phase, 1, people, method).filter(({ after }) => after < 0 || after > 0.95 * phase.minutes * 60_000);
        expect([method, phase.key, late]).toEqual([method, phase.key, []]);
      }
    }
    intentsFor(questions, 10, people, 'seed').forEach(({ after }, at) => expect(Math.abs(after - usual[at]!.after / 10)).toBeLessThanOrEqual(1));
  });

  it('is writing first and being ready after it, for each of them', () => {
    const intents = intentsFor(questions, 1, people, 'seed');
    for (const id of people) {
      const mine = intents.filter(({ personId }) => personId === id).map(({ what }) => what);
      expect(mine).toContain('write');
      expect(mine.lastIndexOf('write')).toBeLessThan(mine.indexOf('ready'));
    }
  });
});

describe('a simulated colleague who leads', () => {
  const phases = phasesOf('incident').map(seenPhase);
  const at = (key: string, state: Partial<Seen['state']> = {}, more: Partial<Seen> = {}): Seen => ({
    script: { phases, facilitatorRequired: true, everyoneContributes: false, speed: 1 },
    me: { roles: ['facilitator'], ready: false, mayWrite: false, sharings: [], askedExtraTime: false },
    people: [], texts: [], sheets: [], options: [], ratings: [],
    ...more,
    state: {
      status: 'RUNNING', turn: 3, phase: phases.findIndex((phase) => phase.key === key), phaseStartedAt: new Date(0), remainingMs: 240_000, clock: 'RUNNING', entry: 'OPEN', graceEndsAt: null,
      facilitatorId: 'p6', coFacilitatorId: 'p5', contributorId: 'p1', facilitatorAwaySince: null, speakerId: null, speakingOrder: [], extraTimeAsked: 0, ready: null, writers: null, at: new Date(0), ...state,
    },
  });
  const calm = { complete: true, wanted: null, extended: false, windsDown: false };

  it('waits in the lobby for whoever is expected, then starts', () => {
    expect(nextLead(at('arrive', { status: 'LOBBY' }), { ...calm, complete: false })).toBeNull();
    expect(nextLead(at('arrive', { status: 'LOBBY' }), calm)?.lead).toEqual({ act: 'startSession' });
  });

  it('moves on when the time is over, ten seconds early where the last sentence still takes ten', () => {
    expect(nextLead(at('tell'), calm)).toEqual({ inMs: 230_000, lead: { act: 'advancePhase', turn: 3 } });
    expect(nextLead(at('info', { entry: 'CLOSED' }), calm)).toEqual({ inMs: 240_000, lead: { act: 'advancePhase', turn: 3 } });
    expect(nextLead(at('tell', { entry: 'CLOSING' }), calm)).toBeNull();
    expect(nextLead(at('evaluate', { entry: 'CLOSED', remainingMs: -5 }), calm)).toEqual({ inMs: 0, lead: { act: 'endSession', turn: 3 } });
  });

  it('opens one by one over the time there is, and the case before the method begins', () => {
    const sheets = [{ phase: phases.findIndex(({ key }) => key === 'write_questions'), total: 8, opened: 2 }];
    const info = at('info', { entry: 'CLOSED' }, { sheets });
    expect(toOpen(info, phases[info.state.phase]!)).toEqual({ opened: 2, total: 8 });
    expect(nextLead(info, calm)).toEqual({ inMs: (240_000 - 72_000) / 6, lead: { act: 'revealNext', turn: 3, opened: 2 } });
    const pitch = { id: 't', phase: phases.findIndex(({ key }) => key === 'pitches'), kind: 'ENTRY', mine: false, opened: true, author: { id: 'p2' } };
    const chosen = at('method', { entry: 'CLOSED', contributorId: null }, { texts: [pitch] });
    expect(nextLead(chosen, calm)?.lead).toEqual({ act: 'chooseCase', contributorId: 'p2' });
    expect(nextLead(chosen, { ...calm, wanted: 'visitor' })?.lead).toEqual({ act: 'chooseCase', contributorId: 'visitor' });
  });

  it('gives a minute when it is asked for, once, and ends what nobody plays any more', () => {
    expect(nextLead(at('tell', { extraTimeAsked: 2 }), calm)?.lead).toEqual({ act: 'extendPhase', turn: 3, minutes: 1 });
    expect(nextLead(at('tell', { extraTimeAsked: 2 }), { ...calm, extended: true })?.lead.act).toBe('advancePhase');
    expect(nextLead(at('tell'), { ...calm, windsDown: true })).toEqual({ inMs: 0, lead: { act: 'endSession', turn: 3 } });
    expect(nextLead(at('tell', { status: 'LOBBY' }), { ...calm, windsDown: true })?.lead).toEqual({ act: 'cancelSession' });
  });

  it('is not the one who brings the first case', () => {
    expect(cast('participant', 'v', people)).toEqual({ facilitatorId: 'p6', coFacilitatorId: 'p5' });
    expect(cast('facilitator', 'v', people)).toEqual({ facilitatorId: 'v', coFacilitatorId: 'p6' });
  });
});
