import { describe, expect, it } from '@jest/globals';
import { beamerSight, readAcross, titleOf, type BeamerChoice } from './beamer.js';
import { codeLength, makeCode, readCode } from './room-code.js';
import type { Script, ScriptPhase } from './script.js';
import { plannedSession, type SessionState } from './session.js';

const phase = (index: number, more: Partial<ScriptPhase>): ScriptPhase =>
  ({ index, section: 'core', input: 'none', writer: null, sealed: false, ballot: null, shows: null, contrib: 'speaks', ...more }) as ScriptPhase;

const script = {
  written: false,
  phases: [
    phase(0, { section: 'open', input: 'card_each', writer: 'each' }),
    phase(1, { section: 'open', input: 'vote', ballot: { phase: 0, options: [] } as never }),
    phase(2, { input: 'statement', writer: 'contributor' }),
    phase(3, { input: 'questions', writer: 'each', sealed: true, reveal: 'later' }),
    phase(4, { shows: 3, contrib: 'listens' }),
    phase(5, { section: 'close', input: 'actions', writer: 'contributor' }),
  ],
} as unknown as Script;

const state = (at: number, more: Partial<SessionState> = {}): SessionState => ({
  ...plannedSession({ facilitatorId: 'f', coFacilitatorId: null, contributorId: 'c', caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: 0 }),
  status: 'running', phase: at, furthest: at, entry: 'open', endsAt: 1, ...more,
});

const text = (id: string, at: number) => ({ id, phase: at, position: null });
const texts = [text('card', 0), text('told', 2), text('question', 3), text('action', 5)];
const sight = (now: SessionState, choice: BeamerChoice = 'all') => {
  const seen = beamerSight(now, script, choice, texts);
  return [seen.scene, seen.texts.map(({ id }) => id)];
};

describe('a screen in the room shows', () => {
  it.each([
    ['titles while people choose', state(1), ['vote', ['card']]],
    ['what the contributor wrote', state(2), ['words', ['told']]],
    ['only the prompt while they write', state(3), ['writing', []]],
    ['the prompt when the writing is closed', state(3, { entry: 'closed' }), ['prompt', []]],
    ['one note', state(4, { spotlightId: 'question' }), ['note', ['question']]],
    ['no note before one is opened', state(4), ['prompt', []]],
    ['what the group takes away', state(5), ['list', ['action']]],
    ['an earlier phase that is shown again', state(5, { showing: 2 }), ['words', ['told']]],
    ['only the ring in a pause', state(2, { clock: 'paused' }), ['pause', []]],
    ['only the ring in a time-out', state(2, { clock: 'time_out' }), ['pause', []]],
    ['the lobby before the start', state(-1, { status: 'lobby' }), ['lobby', []]],
  ])('%s', (_, now, expected) => {
    expect(sight(now)).toEqual(expected);
  });

  it('only the time, or nothing, when whoever leads says so', () => {
    expect(sight(state(2), 'time')).toEqual(['time', []]);
    expect(sight(state(4, { spotlightId: 'question' }), 'nothing')).toEqual(['nothing', []]);
    expect(sight(state(-1, { status: 'lobby' }), 'nothing')).toEqual(['nothing', []]);
  });

  it('never whose action it is', () => {
    const body = JSON.stringify({ what: 'Gebaar afspreken', owner: 'Fenna', due: 'vrijdag' });
    expect(readAcross({ input: 'actions' }, body)).toBe('Gebaar afspreken (vrijdag)');
    expect(readAcross({ input: 'grid' }, JSON.stringify({ situation: 'Rumoer', help: ' ' }))).toBe('Rumoer');
    expect(readAcross({ input: 'statement' }, '{zo begint het}')).toBe('{zo begint het}');
  });

  it('of a card the first line, and not too much of it', () => {
    expect(titleOf('De stilte\nHet begon op maandag.')).toBe('De stilte');
    expect([...titleOf('é'.repeat(300))]).toHaveLength(120);
  });
});

describe('a code', () => {
  it('is read as people type it, and has no sign that looks like another', () => {
    expect(readCode(' k7m-4px ')).toBe('K7M4PX');
    for (const wrong of ['', 'K7M4P', 'K7M4PX9', 'K0M4PX', 'KIM4PX', 'K7M4P!']) expect(readCode(wrong)).toBeNull();
  });

  it('is made of what it can be read from', () => {
    let seed = 7;
    const chance = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let at = 0; at < 200; at += 1) expect(readCode(makeCode(chance))).toHaveLength(codeLength);
  });
});
