import { describe, expect, it } from '@jest/globals';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { methodNamed } from './method.js';
import { resolveScript, type ScriptChoices } from './resolve-script.js';
import type { Script } from './script.js';
import type { Command, FactBody, GraceSeconds, Room } from './session-command.js';
import { decide } from './session-machine.js';
import { isClosed, plannedSession, remainingMs, rolesOf, type Person, type SessionPlan, type SessionState } from './session.js';
import type { TextMark } from './text-mark.js';

const catalogue = loadMethodCatalogue();
const choices: ScriptChoices = { frame: 'full', profile: 'normal', written: false, people: 6, previousContributor: true, caseChosen: true, options: null, minutes: {} };
function scriptOf(key: string, more: Partial<ScriptChoices> = {}): Script {
  const result = resolveScript(catalogue, methodNamed(catalogue, key), { ...choices, ...more });
  if (!result.ok) throw new Error(result.refusal);
  return result.script;
}

const person = (id: string, more: Partial<Person> = {}): Person => ({ id, observer: false, seat: null, ...more });
const ids = ['bram', 'noor', 'tijn', 'eva', 'karim', 'samira'];
const room = (grace: GraceSeconds = 10, options: number | null = null, present = ids): Room => ({ options, present: present.map((id) => ({ ...person(id), grace })) });
const plan: SessionPlan = { facilitatorId: 'bram', coFacilitatorId: null, contributorId: 'tijn', caseId: 'case', previousContributorId: 'eva', notetakerId: null, timekeeperId: null, startsAt: 0 };

/** A session that is driven by commands; `turn` is filled in with the present one, as a screen that is up to date does. */
class Driven {
  state: SessionState;
  now = 0;
  facts: FactBody[] = [];
  constructor(
    readonly script: Script,
    more: Partial<SessionPlan> = {},
  ) {
    this.state = plannedSession({ ...plan, ...more });
  }

  at(id: string): this {
    const index = this.script.phases.findIndex((phase) => phase.id === id);
    while (this.state.phase < index) {
      if (this.state.status === 'planned') this.do({ type: 'start', room: room() });
      else this.do({ type: 'advance', turn: this.state.turn, room: room() });
      if (this.state.entry === 'closing') {
        this.now = this.state.graceEndsAt!;
        this.do({ type: 'closeGrace', turn: this.state.turn, room: room() });
      }
    }
    this.facts = [];
    return this;
  }

  do(command: Command): this {
    const decision = decide(this.state, this.script, command, this.now);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal}`);
    expect(decision.next.version - this.state.version).toBe(decision.next === this.state ? 0 : 1);
    this.state = decision.next;
    this.facts.push(...decision.facts);
    return this;
  }

  refuses(command: Command): string | null {
    const decision = decide(this.state, this.script, command, this.now);
    return decision.ok ? null : decision.refusal;
  }

  get turn(): number {
    return this.state.turn;
  }

  get where(): string {
    return this.script.phases[this.state.phase]?.id ?? this.state.status;
  }

  get told(): string[] {
    return this.facts.map(({ type }) => type);
  }

  pass(seconds: number): this {
    this.now += seconds * 1_000;
    return this;
  }
}
const minute = 60_000;

describe('opening and starting', () => {
  it('planned, lobby, running', () => {
    const session = new Driven(scriptOf('gossip')).do({ type: 'openLobby' }).do({ type: 'start', room: room() });
    expect(session.told).toEqual(['lobbyOpened', 'started', 'phaseEntered']);
    expect(session.state).toMatchObject({ status: 'running', phase: 0, turn: 1, endsAt: 4 * minute, entry: 'open' });
    expect(session.do({ type: 'start', room: room() }).told).toHaveLength(3);
  });

  it('needs someone who leads', () => {
    const session = new Driven(scriptOf('gossip'), { facilitatorId: null });
    expect(session.refuses({ type: 'openLobby' })).toBe('NO_FACILITATOR');
    expect(session.refuses({ type: 'start', room: room() })).toBe('NO_FACILITATOR');
  });

  it('can be called off until it starts', () => {
    expect(new Driven(scriptOf('gossip')).do({ type: 'cancel' }).state.status).toBe('cancelled');
    expect(new Driven(scriptOf('gossip')).at('open.arrive').refuses({ type: 'cancel' })).toBe('ALREADY_STARTED');
    expect(new Driven(scriptOf('gossip')).do({ type: 'cancel' }).refuses({ type: 'start', room: room() })).toBe('OVER');
  });
});

describe('moving on', () => {
  it('takes one grace for all, as long as the longest setting among those present, without saying whose', () => {
    const session = new Driven(scriptOf('incident')).at('core.position');
    const mixed: Room = { options: null, present: [...room(10).present, { ...person('slow'), grace: 30 }] };
    session.do({ type: 'advance', turn: session.turn, room: mixed });
    expect(session.facts).toEqual([expect.objectContaining({ type: 'phaseClosing', graceEndsAt: session.now + 30_000 })]);
    expect(JSON.stringify(session.facts)).not.toContain('slow');
    expect(session.pass(29.999).refuses({ type: 'closeGrace', turn: session.turn, room: mixed })).toBe('TOO_EARLY');
    expect(session.pass(0.001).do({ type: 'closeGrace', turn: session.turn, room: mixed }).where).toBe('core.positions');
  });

  it('at once where nothing is entered', () => {
    const session = new Driven(scriptOf('incident')).at('core.info');
    expect(session.do({ type: 'advance', turn: session.turn, room: room() }).where).toBe('core.analyse');
  });

  it('ten presses move one phase', () => {
    const session = new Driven(scriptOf('incident')).at('core.info');
    const press: Command = { type: 'advance', turn: session.turn, room: room() };
    for (let each = 0; each < 10; each++) session.do(press);
    expect(session.where).toBe('core.analyse');
    expect(session.told.filter((type) => type === 'phaseEntered')).toHaveLength(1);
  });

  it('a press after the grace has ended completes it, and one during it changes nothing', () => {
    const session = new Driven(scriptOf('incident')).at('core.position');
    const press: Command = { type: 'advance', turn: session.turn, room: room() };
    expect(session.do(press).pass(5).do(press).told).toEqual(['phaseClosing']);
    expect(session.pass(5).do(press).where).toBe('core.positions');
  });

  it('opens all texts in the act of entering where the next phase shows them together', () => {
    const session = new Driven(scriptOf('core_quadrants')).at('core.share');
    const fill = session.script.phases.find(({ id }) => id === 'core.fill')!;
    const entering = new Driven(scriptOf('core_quadrants')).at('core.fill');
    entering.do({ type: 'advance', turn: entering.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: entering.turn, room: room() });
    expect(entering.facts.slice(-3)).toEqual([
      expect.objectContaining({ type: 'entryClosed', phase: fill.index }),
      expect.objectContaining({ type: 'phaseEntered', phase: fill.index + 1 }),
      expect.objectContaining({ type: 'textsOpened', ofPhase: fill.index, texts: 'all' }),
    ]);
  });

  it('opens nothing by itself where texts are shown one by one', () => {
    const session = new Driven(scriptOf('incident')).at('core.position');
    session.do({ type: 'advance', turn: session.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect(session.told).toEqual(['phaseClosing', 'entryClosed', 'phaseEntered']);
  });

  it('passes over a vote without a choice', () => {
    const session = new Driven(scriptOf('gossip', { caseChosen: false })).at('open.pitches');
    session.do({ type: 'advance', turn: session.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room(10, 1) });
    expect(session.where).toBe('open.method');
    const other = new Driven(scriptOf('gossip', { caseChosen: false })).at('open.pitches');
    other.do({ type: 'advance', turn: other.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: other.turn, room: room(10, 2) });
    expect(other.where).toBe('open.choose');
  });

  it('does not begin with a case that nobody has', () => {
    const session = new Driven(scriptOf('gossip', { caseChosen: false }), { contributorId: null }).at('open.method');
    expect(session.refuses({ type: 'advance', turn: session.turn, room: room() })).toBe('NO_CONTRIBUTOR');
    session.do({ type: 'chooseCase', contributor: person('tijn'), caseId: null });
    expect(session.do({ type: 'advance', turn: session.turn, room: room() }).where).toBe('core.question');
    expect(session.refuses({ type: 'chooseCase', contributor: person('eva'), caseId: null })).toBe('CONTRIBUTOR_FIXED');
  });

  it('the contributor is made by the vote of a method that says so', () => {
    const session = new Driven(scriptOf('socratic'), { contributorId: null }).at('core.choose');
    session.do({ type: 'closeEntry', turn: session.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect([session.where, session.state.entry, isClosed(session.state, session.state.phase)]).toEqual(['core.choose', 'closed', true]);
    session.do({ type: 'chooseCase', contributor: person('noor'), caseId: null });
    expect(session.do({ type: 'advance', turn: session.turn, room: room() }).where).toBe('core.clarify');
  });

  it('skips forward, with the same grace', () => {
    const session = new Driven(scriptOf('gossip')).at('core.question');
    const to = session.script.phases.find(({ id }) => id === 'core.reaction')!.index;
    session.do({ type: 'skip', turn: session.turn, to, room: room() }).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect(session.where).toBe('core.reaction');
    expect(session.refuses({ type: 'skip', turn: session.turn, to: 0, room: room() })).toBe('NO_SUCH_PHASE');
  });

  it('ends by an act of its own, with the same grace', () => {
    const session = new Driven(scriptOf('gossip')).at('close.evaluate');
    expect(session.refuses({ type: 'advance', turn: session.turn, room: room() })).toBe('LAST_PHASE');
    const end: Command = { type: 'end', turn: session.turn, room: room() };
    session.do(end).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect(session.state).toMatchObject({ status: 'ended', endedAt: session.now, entry: 'closed' });
    expect(session.told.slice(-2)).toEqual(['entryClosed', 'ended']);
    expect(session.do(end).state.status).toBe('ended');
    expect(session.refuses({ type: 'timeOut' })).toBe('OVER');
  });

  it('ends also when the moving on was pressed before, in its grace and after it', () => {
    for (const seconds of [5, 15]) {
      const session = new Driven(scriptOf('gossip')).at('core.question');
      session.do({ type: 'advance', turn: session.turn, room: room() }).pass(seconds).do({ type: 'end', turn: session.turn, room: room() });
      if (seconds === 5) session.pass(5).do({ type: 'closeGrace', turn: session.turn, room: room() });
      expect(session.state.status).toBe('ended');
    }
  });

  it('fixes its rules when a phase starts: nameless from four writers on', () => {
    const session = new Driven(scriptOf('incident')).at('core.write_questions');
    // six present, of whom one leads and one is the silent contributor
    expect(session.state.namelessOffered).toBe(true);
    const small = new Driven(scriptOf('incident')).at('core.tell');
    const few = room(10, null, ids.slice(0, 5));
    small.do({ type: 'advance', turn: small.turn, room: few }).pass(10).do({ type: 'closeGrace', turn: small.turn, room: few });
    expect([small.where, small.state.namelessOffered]).toEqual(['core.write_questions', false]);
  });
});

describe('showing what was written', () => {
  const sheet = (ofPhase: number, opened = 0): TextMark[] =>
    ['a', 'b', 'c'].map((id, at) => ({ id, phase: ofPhase, kind: 'entry', sharing: 'nameless', opened: at < opened, position: at + 1 }));

  it('one by one, each by its own act, and a second press opens nothing more', () => {
    const session = new Driven(scriptOf('incident')).at('core.positions');
    const ofPhase = session.state.phase - 1;
    const next: Command = { type: 'reveal', turn: session.turn, what: { which: 'next', opened: 0 }, sheet: sheet(ofPhase) };
    expect(session.do(next).facts).toEqual([expect.objectContaining({ type: 'textsOpened', ofPhase, texts: ['a'] })]);
    expect(session.state.spotlightId).toBe('a');
    expect(session.do({ ...next, sheet: sheet(ofPhase, 1) }).facts).toHaveLength(1);
    expect(session.do({ type: 'reveal', turn: session.turn, what: { which: 'one', position: 3 }, sheet: sheet(ofPhase, 1) }).facts.at(-1)).toMatchObject({ texts: ['c'] });
    expect(session.do({ type: 'reveal', turn: session.turn, what: { which: 'all' }, sheet: sheet(ofPhase, 1) }).facts.at(-1)).toMatchObject({ texts: 'all' });
    expect(session.refuses({ type: 'reveal', turn: session.turn, what: { which: 'all' }, sheet: sheet(ofPhase, 3) })).toBe('NOTHING_TO_OPEN');
  });

  it('inside: first the writing closes, then texts open; together in that same act', () => {
    const session = new Driven(scriptOf('five_step')).at('core.core');
    const all: Command = { type: 'reveal', turn: session.turn, what: { which: 'all' }, sheet: sheet(session.state.phase) };
    expect(session.refuses(all)).toBe('ENTRY_OPEN');
    session.do({ type: 'closeEntry', turn: session.turn, room: room() });
    expect(session.refuses(all)).toBe('CLOSING');
    session.pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect(session.told).toEqual(['phaseClosing', 'entryClosed', 'textsOpened']);
  });

  it('inside, one by one: closing opens nothing yet', () => {
    const session = new Driven(scriptOf('gossip')).at('close.learned');
    session.do({ type: 'closeEntry', turn: session.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect(session.told).toEqual(['phaseClosing', 'entryClosed']);
    session.do({ type: 'reveal', turn: session.turn, what: { which: 'next', opened: 0 }, sheet: sheet(session.state.phase) });
    expect(session.told.at(-1)).toBe('textsOpened');
  });

  it('nothing opens where nothing is shown, of another phase, or while an earlier phase is shown', () => {
    const session = new Driven(scriptOf('incident')).at('core.position');
    expect(session.refuses({ type: 'reveal', turn: session.turn, what: { which: 'all' }, sheet: sheet(session.state.phase) })).toBe('NOTHING_TO_OPEN');
    session.at('core.positions');
    expect(session.refuses({ type: 'reveal', turn: session.turn, what: { which: 'all' }, sheet: sheet(0) })).toBe('NOTHING_TO_OPEN');
    session.do({ type: 'goBack', turn: session.turn, to: 0 });
    expect(session.refuses({ type: 'reveal', turn: session.turn, what: { which: 'all' }, sheet: sheet(session.state.phase - 1) })).toBe('LOOKING_BACK');
  });

  it('everyone can be turned to what is open, never to what is closed', () => {
    const session = new Driven(scriptOf('incident')).at('core.positions');
    const [open, closed] = sheet(session.state.phase - 1, 1);
    expect(session.do({ type: 'turnTo', turn: session.turn, text: open! }).state.spotlightId).toBe('a');
    expect(session.refuses({ type: 'turnTo', turn: session.turn, text: closed! })).toBe('STILL_SEALED');
  });

  it('an author withdraws until it is open, without telling anyone', () => {
    const session = new Driven(scriptOf('incident')).at('core.position');
    const [text] = sheet(session.state.phase);
    expect(session.do({ type: 'withdraw', text: text!, mine: true }).facts).toEqual([]);
    expect(session.refuses({ type: 'withdraw', text: text!, mine: false })).toBe('NOT_YOURS');
    expect(session.refuses({ type: 'withdraw', text: { ...text!, opened: true }, mine: true })).toBe('ALREADY_OPENED');
  });
});

describe('back', () => {
  it('going back shows an earlier phase and moves nothing', () => {
    const session = new Driven(scriptOf('incident')).at('core.positions');
    const before = session.state;
    session.do({ type: 'goBack', turn: session.turn, to: 3 });
    expect(session.facts).toEqual([expect.objectContaining({ type: 'phaseShown', phase: 3 })]);
    expect({ ...session.state, version: before.version, showing: null }).toEqual(before);
    expect(session.do({ type: 'goBack', turn: session.turn, to: before.phase }).state.showing).toBeNull();
    expect(session.refuses({ type: 'goBack', turn: session.turn, to: before.phase + 1 })).toBe('NO_SUCH_PHASE');
  });

  it('reopening takes texts again and opens nothing', () => {
    const session = new Driven(scriptOf('core_quadrants')).at('core.share');
    const fill = session.state.phase - 1;
    session.do({ type: 'reopen', turn: session.turn, to: fill, minutes: 3, room: room() });
    expect(session.state).toMatchObject({ phase: fill, furthest: fill + 1, entry: 'open', endsAt: session.now + 3 * minute });
    expect(session.told).toEqual(['phaseEntered']);
    expect(session.refuses({ type: 'reopen', turn: session.turn, to: 0, minutes: 1, room: room() })).toBe('ENTRY_OPEN');
  });

  it('an old press does not move a phase that was reopened', () => {
    const session = new Driven(scriptOf('incident')).at('core.info');
    const old: Command = { type: 'advance', turn: session.turn, room: room() };
    session.do(old).at('core.positions');
    session.do({ type: 'reopen', turn: session.turn, to: session.script.phases.find(({ id }) => id === 'core.info')!.index, minutes: 1, room: room() });
    expect(session.do(old).where).toBe('core.info');
  });

  it('a vote is not opened again, also not when the session comes past it', () => {
    const session = new Driven(scriptOf('gossip', { caseChosen: false })).at('open.method');
    expect(session.refuses({ type: 'reopen', turn: session.turn, to: session.state.phase - 1, minutes: 1, room: room() })).toBe('RESULT_KNOWN');
    session.do({ type: 'reopen', turn: session.turn, to: session.state.phase - 2, minutes: 1, room: room() });
    session.do({ type: 'advance', turn: session.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect([session.where, session.state.entry]).toEqual(['open.choose', 'closed']);
  });
});

describe('the clock', () => {
  const running = () => new Driven(scriptOf('gossip')).at('core.gossip');
  const left = (session: Driven): number => remainingMs(session.state, session.now)!;

  it('stands still in a pause and goes on where it stood', () => {
    const session = running().pass(60);
    const before = left(session);
    session.do({ type: 'pause', turn: session.turn }).pass(600);
    expect(left(session)).toBe(before);
    session.do({ type: 'resume', turn: session.turn });
    expect(left(session)).toBe(before);
    expect(left(session.pass(1))).toBe(before - 1_000);
    expect(session.told).toEqual(['paused', 'resumed']);
  });

  it('counts on past zero, and nothing moves', () => {
    const session = running().pass(20 * 60);
    expect(left(session)).toBe(-5 * minute);
    expect(session.where).toBe('core.gossip');
  });

  it.each([1, 3] as const)('%i more: at any time, also past zero and in a pause', (minutes) => {
    const early = running();
    expect(left(early.do({ type: 'extend', turn: early.turn, minutes }))).toBe((15 + minutes) * minute);
    const late = running().pass(20 * 60);
    expect(left(late.do({ type: 'extend', turn: late.turn, minutes }))).toBe(minutes * minute);
    const paused = running();
    paused.do({ type: 'pause', turn: paused.turn }).pass(3_600).do({ type: 'extend', turn: paused.turn, minutes });
    expect(left(paused)).toBe((15 + minutes) * minute);
  });

  it('more time in the grace takes the moving on back', () => {
    const session = running();
    session.do({ type: 'advance', turn: session.turn, room: room() }).pass(5).do({ type: 'extend', turn: session.turn, minutes: 1 });
    expect(session.state).toMatchObject({ entry: 'open', graceEndsAt: null, goesTo: null });
    expect(session.told).toEqual(['phaseClosing', 'closingTakenBack', 'extended']);
    expect(session.pass(30).do({ type: 'closeGrace', turn: session.turn, room: room() }).where).toBe('core.gossip');
  });

  it('a time-out stops clock and content, for whoever needs it, and its end lets both go on', () => {
    const session = running().pass(60);
    const before = left(session);
    session.do({ type: 'timeOut' }).pass(300);
    expect(left(session)).toBe(before);
    expect(session.refuses({ type: 'advance', turn: session.turn, room: room() })).toBe('TIME_OUT');
    expect(session.refuses({ type: 'extend', turn: session.turn, minutes: 1 })).toBe('TIME_OUT');
    expect(session.do({ type: 'timeOut' }).told).toEqual(['timeOutCalled']);
    expect(left(session.do({ type: 'endTimeOut' }))).toBe(before);
  });

  it('a session can end in a time-out', () => {
    const session = running();
    session.do({ type: 'timeOut' }).do({ type: 'end', turn: session.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: session.turn, room: room() });
    expect(session.state.status).toBe('ended');
  });

  it('asking for a minute is counted, once per person, until there is one', () => {
    const session = running();
    session.do({ type: 'askExtraTime', turn: session.turn, already: false }).do({ type: 'askExtraTime', turn: session.turn, already: true }).do({ type: 'askExtraTime', turn: session.turn, already: false });
    expect(session.facts).toEqual([expect.objectContaining({ count: 1 }), expect.objectContaining({ count: 2 })]);
    expect(session.do({ type: 'extend', turn: session.turn, minutes: 1 }).state.extraTimeAsked).toBe(0);
  });
});

describe('who leads', () => {
  const started = (more: Partial<SessionPlan> = {}) => new Driven(scriptOf('gossip'), more).at('core.gossip').do({ type: 'enter', personId: 'bram' });

  it('hands over to someone who is here, and becomes second', () => {
    const session = started().do({ type: 'handOver', to: person('noor'), here: true });
    expect(session.state).toMatchObject({ facilitatorId: 'noor', coFacilitatorId: 'bram' });
    expect(session.refuses({ type: 'handOver', to: person('eva'), here: false })).toBe('ABSENT');
    expect(session.refuses({ type: 'handOver', to: person('eva', { observer: true }), here: true })).toBe('OBSERVER');
  });

  it('the co-facilitator takes over after sixty seconds, never earlier and never by itself', () => {
    const session = started({ coFacilitatorId: 'noor' }).do({ type: 'enter', personId: 'noor' });
    const take: Command = { type: 'takeOver', by: person('noor') };
    expect(session.refuses(take)).toBe('FACILITATOR_PRESENT');
    session.do({ type: 'leave', personId: 'bram', forGood: false }).pass(59.999);
    expect(session.refuses(take)).toBe('FACILITATOR_PRESENT');
    session.pass(0.001);
    expect(session.state.facilitatorId).toBe('bram');
    expect(session.refuses({ type: 'takeOver', by: person('tijn') })).toBe('CO_FACILITATOR_FIRST');
    expect(session.refuses({ type: 'takeOver', by: person('eva') })).toBe('NOT_YOURS');
    expect(session.do(take).state).toMatchObject({ facilitatorId: 'noor', coFacilitatorId: 'bram' });
  });

  it('the contributor where there is no second, or the second is away too', () => {
    const alone = started().do({ type: 'leave', personId: 'bram', forGood: false }).pass(60);
    expect(alone.do({ type: 'takeOver', by: person('tijn') }).state.facilitatorId).toBe('tijn');
    const both = started({ coFacilitatorId: 'noor' }).do({ type: 'leave', personId: 'noor', forGood: false }).do({ type: 'leave', personId: 'bram', forGood: false }).pass(60);
    expect(both.do({ type: 'takeOver', by: person('tijn') }).state).toMatchObject({ facilitatorId: 'tijn', coFacilitatorId: 'noor' });
  });

  it('coming back in time keeps the place', () => {
    const session = started({ coFacilitatorId: 'noor' }).do({ type: 'leave', personId: 'bram', forGood: false }).pass(50).do({ type: 'enter', personId: 'bram' }).pass(50);
    expect(session.told.slice(-2)).toEqual(['facilitatorAway', 'facilitatorBack']);
    expect(session.refuses({ type: 'takeOver', by: person('noor') })).toBe('FACILITATOR_PRESENT');
  });

  it('who never came is absent from the planned start on', () => {
    const session = new Driven(scriptOf('gossip'), { coFacilitatorId: 'noor', startsAt: 10 * minute });
    session.now = 10 * minute + 59_999;
    expect(session.refuses({ type: 'takeOver', by: person('noor') })).toBe('FACILITATOR_PRESENT');
    expect(session.pass(1).do({ type: 'takeOver', by: person('noor') }).do({ type: 'openLobby' }).state.status).toBe('lobby');
  });

  it('who leads a method with its own facilitator does not bring the case', () => {
    const session = new Driven(scriptOf('gossip'), { contributorId: null });
    expect(session.refuses({ type: 'chooseCase', contributor: person('bram'), caseId: null })).toBe('FACILITATOR_LEADS');
    expect(new Driven(scriptOf('troika')).refuses({ type: 'chooseCase', contributor: person('eva'), caseId: null })).toBe('EVERYONE_CONTRIBUTES');
  });

  it('when the contributor leaves for good the clock stops, and people decide', () => {
    const session = started().do({ type: 'leave', personId: 'tijn', forGood: false });
    expect(session.state.clock).toBe('running');
    expect(session.do({ type: 'leave', personId: 'tijn', forGood: true }).state).toMatchObject({ clock: 'paused', status: 'running' });
  });
});

describe('speaking in turn', () => {
  it('goes through the order once, past a contributor who is silent, and an old press does nothing', () => {
    const session = new Driven(scriptOf('incident')).at('core.positions').do({ type: 'setSpeakers', order: ['noor', 'tijn', 'eva', 'noor'] });
    const next = (after: string | null): Command => ({ type: 'nextSpeaker', turn: session.turn, after });
    expect(session.do(next(null)).state.speakerId).toBe('noor');
    expect(session.do(next(null)).state.speakerId).toBe('noor');
    expect(session.do(next('noor')).state.speakerId).toBe('eva');
    expect(session.do(next('eva')).state.speakerId).toBeNull();
  });
});

describe('roles', () => {
  it('in a round the contributor is whose seat it is; around the rounds everyone', () => {
    const troika = new Driven(scriptOf('troika'), { facilitatorId: 'bram' }).at('core.consult.2');
    const roles = (seat: number) => [...rolesOf(troika.state, troika.script, person(`p${seat}`, { seat }))];
    expect([roles(1), roles(2), roles(3)]).toEqual([['participant'], ['contributor'], ['participant']]);
    troika.at('close.intention');
    expect(roles(1)).toEqual(['contributor']);
  });
});

describe('in writing', () => {
  const day = 24 * 60 * minute;
  const script = scriptOf('heilsbronn', { written: true });
  const agreed = script.phases.map((_, at) => (at + 1) * day);
  const written = (): Driven => new Driven(script, { deadlines: agreed });
  /** the deadlines with those from a phase on so many days later */
  const later = (session: Driven, days: number, from = session.state.phase): number[] => session.state.deadlines.map((each, at) => (at < from ? each : each + days * day));
  const passed = (session: Driven, everyonePosted = false): Command => ({ type: 'deadlinePassed', turn: session.turn, everyonePosted, room: room() });

  it('moves on at the deadline that was agreed, not before', () => {
    const session = written().do({ type: 'start', room: room() });
    session.now = day - 1;
    expect(session.refuses(passed(session))).toBe('TOO_EARLY');
    session.now = day;
    const old = passed(session);
    expect(session.do(old).do(old).where).toBe('core.case');
    expect(session.state.endsAt).toBe(2 * day);
  });

  it('and when each gave the one thing that was asked', () => {
    const session = written().at('core.hypotheses');
    expect(session.do(passed(session, true)).where).toBe('core.respond');
    session.at('core.solutions');
    expect(session.refuses(passed(session, true))).toBe('TOO_EARLY');
  });

  it('opens what was sealed for all when its phase ends, also when it closes early', () => {
    const session = written().at('core.solutions');
    session.now = session.state.endsAt!;
    expect(session.do(passed(session)).told).toEqual(['entryClosed', 'textsOpened', 'phaseEntered']);
    expect(session.facts[1]).toMatchObject({ ofPhase: session.state.phase - 1, texts: 'all' });
    const early = written().at('core.solutions');
    early.do({ type: 'advance', turn: early.turn, room: room() }).pass(10).do({ type: 'closeGrace', turn: early.turn, room: room() });
    expect(early.told).toContain('textsOpened');
  });

  it('a deadline in the middle of a grace waits for it', () => {
    const session = written().at('core.solutions');
    session.now = session.state.endsAt! - 1_000;
    session.do({ type: 'advance', turn: session.turn, room: room() }).pass(5);
    expect(session.refuses(passed(session))).toBe('TOO_EARLY');
    expect(session.pass(5).do(passed(session)).told.filter((type) => type === 'phaseEntered')).toHaveLength(1);
  });

  it('can be extended once per phase, and later deadlines move along', () => {
    const session = written().do({ type: 'start', room: room() });
    expect(session.refuses({ type: 'extendDeadline', turn: session.turn, deadlines: agreed })).toBe('NOT_LATER');
    expect(session.refuses({ type: 'extendDeadline', turn: session.turn, deadlines: [2 * day, ...agreed.slice(1)] })).toBe('NOT_LATER');
    expect(session.refuses({ type: 'extendDeadline', turn: session.turn, deadlines: [] })).toBe('NOT_LATER');
    session.do({ type: 'extendDeadline', turn: session.turn, deadlines: later(session, 1) });
    expect(session.refuses({ type: 'extendDeadline', turn: session.turn, deadlines: later(session, 1) })).toBe('EXTENDED_ALREADY');
    session.now = 2 * day;
    expect(session.do(passed(session)).state).toMatchObject({ endsAt: 3 * day, deadlineExtended: false });
    expect(session.refuses({ type: 'extendDeadline', turn: session.turn, deadlines: later(session, 1, 0) })).toBe('NOT_LATER');
  });

  it('a time-out moves the deadlines', () => {
    const session = written().do({ type: 'start', room: room() }).do({ type: 'timeOut' });
    session.now = day;
    expect(session.refuses(passed(session))).toBe('TIME_OUT');
    expect(session.do({ type: 'endTimeOut' }).state).toMatchObject({ endsAt: 2 * day, deadlines: later(session, 0) });
    expect(session.state.deadlines).toEqual(agreed.map((each) => each + day));
  });

  it('a pause holds the deadline back, and what comes moves as the calendar says', () => {
    const session = written().do({ type: 'start', room: room() }).do({ type: 'pause', turn: 1 });
    session.now = 3 * day;
    expect(session.refuses(passed(session, true))).toBe('TOO_EARLY');
    session.do({ type: 'resume', turn: session.turn, deadlines: later(session, 4) });
    expect(session.state).toMatchObject({ clock: 'running', endsAt: 5 * day });
    session.now = 5 * day;
    expect(session.do(passed(session)).state.endsAt).toBe(6 * day);
  });

  it('a phase that began late gives the days back to what comes', () => {
    const session = written();
    session.now = 4 * day;
    session.do({ type: 'start', room: { ...room(), deadlines: later(session, 4, 0) } });
    expect(session.state.endsAt).toBe(5 * day);
    session.now = 9 * day;
    session.do({ ...passed(session), room: { ...room(), deadlines: later(session, 4, 1) } } as Command);
    expect(session.state.endsAt).toBe(10 * day);
  });

  it('who leads is absent after three days, not after a minute', () => {
    const session = written().do({ type: 'start', room: room() });
    session.now = 2 * day;
    expect(session.refuses({ type: 'takeOver', by: person('tijn') })).toBe('FACILITATOR_PRESENT');
    session.now = 3 * day;
    expect(session.do({ type: 'takeOver', by: person('tijn') }).state.facilitatorId).toBe('tijn');
  });

  it('ends at its last deadline', () => {
    const session = written().at('close.evaluate');
    session.now = session.state.endsAt!;
    expect(session.do(passed(session)).state.status).toBe('ended');
  });

  it('live acts do not belong here, and deadlines not in a live session', () => {
    const session = written().do({ type: 'start', room: room() });
    expect(written().refuses({ type: 'openLobby' })).toBe('LIVE_ONLY');
    expect(session.refuses({ type: 'extend', turn: session.turn, minutes: 1 })).toBe('LIVE_ONLY');
    const live = new Driven(scriptOf('gossip')).at('core.gossip');
    live.now = live.state.endsAt! + 1;
    expect(live.refuses(passed(live, true))).toBe('WRITTEN_ONLY');
  });
});

describe('a session that is sped up to practise', () => {
  it('takes a tenth of the planned minutes at ten times the speed: phases, added minutes and the grace', () => {
    const fast = new Driven({ ...scriptOf('incident'), speed: 10 }).at('core.tell');
    expect(fast.state.endsAt! - fast.now).toBe((5 * 60_000) / 10);
    const before = fast.state.endsAt!;
    fast.do({ type: 'extend', turn: fast.state.turn, minutes: 1 });
    expect(fast.state.endsAt! - before).toBe(6_000);
    fast.do({ type: 'advance', turn: fast.state.turn, room: room(30) });
    expect(fast.state.graceEndsAt! - fast.now).toBe(3_000);
  });
});
