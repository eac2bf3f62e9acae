import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { readCatalogue } from '../../../platform/catalogue/read-catalogue.js';
import { methodEdits } from '../../../../test/builders/method-edits.js';
import { loadMethodCatalogue } from '../data/method-catalogue.js';
import { methodNamed, type Method } from './method.js';
import { methodOf, ownMethodFaults, ownMethodFrom } from './own-method.js';
import { resolveScript } from './resolve-script.js';
import type { Script } from './script.js';
import { mayReceive, mayWrite, opensNow, opensOnPosting, sealOrder, sheetFor, whatOpens } from './sealing.js';
import { graceSettings, type Command, type ExtraMinutes, type FactBody, type Room } from './session-command.js';
import { decide } from './session-machine.js';
import { decideSession, rightOf, rightToEnter, sessionRightsFrom, type SessionRightRow } from './session-policy.js';
import { plannedSession, remainingMs, sessionRoles, type Person, type SessionRole, type SessionState } from './session.js';
import { sharings, type Sharing, type TextMark } from './text-mark.js';
import { agreedDeadlines, deadlinesNow, lastDays, movedDeadlines, withDeadlines, type WorkingCalendar } from './written-deadlines.js';

/*
 * Random sessions of every method: random people give random commands, late, twice and out of turn. After every step
 * the laws (a) to (h) below are checked against what the test itself saw happen, not against what the engine says of itself.
 */

const catalogue = loadMethodCatalogue();
const held = Object.fromEntries(sessionRoles.map((role) => [role, z.boolean()])) as Record<SessionRole, z.ZodBoolean>;
const rows: SessionRightRow[] = readCatalogue('positions-and-rights', z.object({ session_rights: z.array(z.object({ verb: z.string(), ...held })) })).session_rights;
const rights = sessionRightsFrom(rows);

const day = 86_400_000;
/** every day is a working day, but for every third one */
const calendar: WorkingCalendar = {
  dayOf: (moment) => new Date(moment).toISOString().slice(0, 10),
  endOf: (date) => Date.parse(`${date}T17:00:00Z`),
  isWorkingDay: (date) => Math.floor(Date.parse(date) / day) % 3 !== 0,
};
const people: Person[] = [1, 2, 3, 1, 2, 3].map((seat, at) => ({ id: `p${at}`, observer: false, seat }));
const observer: Person = { id: 'observer', observer: true, seat: null };
const everyone = [...people, observer];
/** the server itself, which gives what only time gives */
const server = null;

interface Text extends TextMark {
  readonly author: string;
}

/** How often the interesting things happened: laws about what never occurs prove nothing. */
const seen: Record<string, number> = {};
const count = (what: string): void => {
  seen[what] = (seen[what] ?? 0) + 1;
};

function law(letter: string, holds: boolean, says: string): void {
  if (!holds) throw new Error(`(${letter}) ${says}`);
}

function scriptOf(method: Method, written: boolean): Script {
  const result = resolveScript(catalogue, method, { frame: 'full', profile: 'normal', written, people: 6, previousContributor: true, caseChosen: false, options: null, minutes: {} });
  if (!result.ok) throw new Error(result.refusal);
  if (!written) return result.script;
  return withDeadlines(result.script, lastDays(result.script, calendar.dayOf(0), calendar), calendar);
}

const acts = [
  ...Array<string>(6).fill('advance'),
  ...Array<string>(6).fill('closeGrace'),
  ...Array<string>(8).fill('write'),
  ...Array<string>(12).fill('reveal'),
  ...(['start', 'start', 'openLobby', 'closeEntry', 'closeEntry', 'skip', 'reopen', 'reopen', 'goBack', 'goBack', 'pause', 'pause', 'resume', 'resume', 'extend', 'extend', 'timeOut', 'endTimeOut', 'endTimeOut'] as const),
  ...(['turnTo', 'withdraw', 'withdraw', 'handOver', 'takeOver', 'takeOver', 'chooseCase', 'chooseCase', 'setSpeakers', 'nextSpeaker', 'askExtraTime', 'enter', 'enter', 'leave', 'leave', 'leaderLeaves', 'leaderLeaves', 'leaderLeaves', 'takeOver', 'cancel', 'end'] as const),
  ...(['extendDeadline', 'deadlinePassed', 'deadlinePassed', 'deadlinePassed', 'replay', 'replay', 'replay'] as const),
];

const step = fc.record({
  act: fc.constantFrom(...acts),
  /** below 8: whoever should do it; above: anyone */
  who: fc.nat(11),
  a: fc.nat(99),
  b: fc.nat(99),
  waitSeconds: fc.constantFrom(0, 0, 1, 5, 10, 30, 61, 400, 90_000),
});
/** A lawful beginning, so that random acts also meet the late phases: start, and go through some phases while people write. */
const beginning = (phases: number): Step[] => [
  ...(phases % 2 ? [0, 1] : [1]).map((a) => ({ act: 'enter', who: 0, a, b: 0, waitSeconds: 0 })),
  { act: 'start', who: 0, a: 0, b: 0, waitSeconds: 0 },
  { act: 'chooseCase', who: 0, a: 0, b: 2, waitSeconds: 0 },
  ...Array.from({ length: phases }, (_, at): Step[] => [
    ...[1, 2, 3, 4, 5].map((a) => ({ act: 'write', who: 0, a, b: 3 * (at + a) + (a % 2), waitSeconds: 0 })),
    { act: at % 3 === 0 ? 'closeEntry' : 'advance', who: 0, a: 0, b: 0, waitSeconds: 10 },
    { act: 'closeGrace', who: 0, a: 0, b: 0, waitSeconds: 61 },
    { act: 'reveal', who: 0, a: 0, b: 1, waitSeconds: 0 },
    { act: 'reveal', who: 0, a: 0, b: at, waitSeconds: 0 },
    { act: 'advance', who: 0, a: 0, b: 0, waitSeconds: 0 },
    { act: 'closeGrace', who: 0, a: 0, b: 0, waitSeconds: 61 },
  ]).flat(),
];
type Step = { act: string; who: number; a: number; b: number; waitSeconds: number };

class World {
  state: SessionState;
  now = 0;
  texts: Text[] = [];
  /** what the test saw open, and never forgets */
  readonly opened = new Set<string>();
  readonly awaySince = new Map<string, number>([['p0', 0], ['p1', 0]]);
  readonly given: { by: Person | null; command: Command }[] = [];
  private made = 0;

  constructor(
    readonly script: Script,
    contributorKnown: boolean,
  ) {
    this.state = plannedSession({ facilitatorId: 'p0', coFacilitatorId: 'p1', contributorId: contributorKnown ? 'p2' : null, caseId: null, previousContributorId: 'p3', notetakerId: 'p4', timekeeperId: 'p5', startsAt: 0, deadlines: agreedDeadlines(script) });
  }

  /** in writing everyone takes part, there or not, and the calendar says what is left */
  get room(): Room {
    if (this.script.written) return { options: null, present: people.map((person, at) => ({ ...person, grace: graceSettings[at % 3]! })), deadlines: this.deadlines };
    return { options: null, present: people.filter(({ id }) => !this.awaySince.has(id)).map((person, at) => ({ ...person, grace: graceSettings[at % 3]! })) };
  }

  get deadlines(): number[] {
    return deadlinesNow(this.state, 0, this.now, calendar);
  }

  get phase() {
    return this.script.phases[this.state.phase]!;
  }

  run({ act, who, a, b, waitSeconds }: Step): void {
    this.wait(waitSeconds);
    const anyone = act === 'takeOver' && b % 3 > 0 ? people[1 + (a % 2)]! : act === 'leaderLeaves' ? everyone.find(({ id }) => id === this.state.facilitatorId)! : everyone[a % everyone.length]!;
    const leads = everyone.find(({ id }) => id === this.state.facilitatorId)!;
    if (act === 'write') return this.write(anyone, b);
    if (act === 'replay') {
      const old = this.given[a % Math.max(this.given.length, 1)];
      return old && this.give(old.by, this.script.written && 'room' in old.command ? { ...old.command, room: this.room } : old.command);
    }
    if ((act === 'end' || act === 'cancel') && b > 20) return;
    const command = this.make(act, a, b, anyone);
    const self = act === 'enter' || act === 'leave' || act === 'leaderLeaves' || act === 'takeOver' || act === 'askExtraTime' || act === 'withdraw';
    const by = rightOf[command.type] === null ? server : self || who >= 8 ? anyone : leads;
    this.given.push({ by, command });
    this.give(by, command);
  }

  private make(act: string, a: number, b: number, anyone: Person): Command {
    const { turn } = this.state;
    const { room } = this;
    const minutes: ExtraMinutes = b % 2 ? 1 : 3;
    const to = b % this.script.phases.length;
    const sheet = this.texts.filter(({ phase }) => phase === opensNow(this.state, this.script));
    const text = this.texts[b % Math.max(this.texts.length, 1)] ?? { id: 'none', phase: 0, kind: 'entry', sharing: 'named', opened: false, position: null, author: 'nobody' };
    switch (act) {
      case 'start':
        return { type: act, room };
      case 'advance':
      case 'closeEntry':
      case 'closeGrace':
      case 'end':
        return { type: act, turn, room };
      case 'skip':
        return { type: act, turn, to: this.state.phase + 1 + (b % 3), room };
      case 'reopen':
        return { type: act, turn, to, minutes, room };
      case 'goBack':
        return { type: act, turn, to };
      case 'pause':
        return { type: act, turn };
      case 'resume':
        return { type: act, turn, ...(this.script.written ? { deadlines: this.deadlines } : {}) };
      case 'endTimeOut':
        return { type: act, ...(this.script.written ? { deadlines: this.deadlines } : {}) };
      case 'extend':
        return { type: act, turn, minutes };
      case 'reveal': {
        const opened = sheet.filter((each) => each.opened && each.kind === 'entry' && each.position !== null).length;
        return { type: act, turn, sheet, what: b % 3 === 0 ? { which: 'all' } : b % 3 === 1 ? { which: 'next', opened } : { which: 'one', position: 1 + (b % 5) } };
      }
      case 'turnTo':
        return { type: act, turn, text };
      case 'withdraw':
        return { type: act, text, mine: text.author === anyone.id };
      case 'handOver':
        return { type: act, to: everyone[b % everyone.length]!, here: !this.awaySince.has(everyone[b % everyone.length]!.id) };
      case 'takeOver':
        return { type: act, by: anyone };
      case 'chooseCase':
        return { type: act, contributor: everyone[b % everyone.length]!, caseId: null };
      case 'setSpeakers':
        return { type: act, order: people.map(({ id }) => id) };
      case 'nextSpeaker':
        return { type: act, turn, after: this.state.speakerId };
      case 'askExtraTime':
        return { type: act, turn, already: b % 2 === 0 };
      case 'enter':
        return { type: act, personId: anyone.id };
      case 'leave':
      case 'leaderLeaves':
        return { type: 'leave', personId: anyone.id, forGood: b % 5 === 0 };
      case 'extendDeadline':
        return { type: act, turn, deadlines: movedDeadlines(this.state.deadlines, this.state.phase, b % 4, calendar) };
      case 'deadlinePassed':
        return { type: act, turn, everyonePosted: b % 4 === 0, room };
      default:
        return { type: act as 'openLobby' | 'cancel' | 'timeOut' };
    }
  }

  /** Time alone changes nothing but the clock. */
  private wait(seconds: number): void {
    const before = remainingMs(this.state, this.now);
    this.now += seconds * 1_000;
    const after = remainingMs(this.state, this.now);
    if (before === null) return;
    law('g', after === before - (this.state.haltedAt === null ? seconds * 1_000 : 0), 'the clock counts down and on past zero, and stands still when it is stopped');
    if (after! < 0) count('overtime');
  }

  /** As an action does it: the right first, then the engine, then what follows from its facts. */
  private give(by: Person | null, command: Command): void {
    const right = rightOf[command.type];
    if (right !== null && !decideSession(rights, right, { state: this.state, script: this.script, person: by, pactOpen: false, now: this.now }).allow) return count('denied');
    const before = this.state;
    const received = this.received();
    const decision = decide(before, this.script, command, this.now);
    if (!decision.ok) return this.checkAll(command, by, before, received, []);
    this.state = decision.next;
    if (command.type === 'enter') this.awaySince.delete(command.personId);
    if (command.type === 'leave' && !this.awaySince.has(command.personId)) this.awaySince.set(command.personId, this.now);
    if (command.type === 'withdraw') this.texts = this.texts.filter(({ id }) => id !== command.text.id);
    for (const fact of decision.facts) this.follow(fact, command, before);
    this.checkAll(command, by, before, received, decision.facts);
  }

  private follow(fact: FactBody, command: Command, before: SessionState): void {
    if (fact.type === 'entryClosed') {
      const places = sealOrder(this.texts.filter(({ phase }) => phase === fact.phase), this.now);
      this.texts = this.texts.map((text) => (places.has(text.id) ? { ...text, position: places.get(text.id)! } : text));
      count('sealed');
    }
    if (fact.type !== 'textsOpened') return;
    const sheet = this.texts.filter(({ phase }) => phase === fact.ofPhase);
    const ids = fact.texts === 'all' ? whatOpens(sheet, { which: 'all' })! : fact.texts;
    law('a', before.entry !== 'closing' || this.now >= before.graceEndsAt!, 'nothing opens in a grace');
    law('a', this.script.phases[fact.ofPhase]!.sealed, 'only a sealed sheet is opened');
    law('a', fact.ofPhase < this.state.phase || this.state.entry === 'closed', 'nothing opens while its phase takes texts');
    law('a', ['reveal', 'advance', 'skip', 'closeGrace', 'closeEntry', 'deadlinePassed', 'end'].includes(command.type), `${command.type} opens nothing`);
    for (const id of ids) {
      const text = sheet.find((each) => each.id === id)!;
      law('a', text.sharing !== 'not_shared' && text.kind === 'entry', 'what is kept to oneself is not opened');
      this.opened.add(id);
      count(`opened ${fact.texts === 'all' ? 'together' : 'one by one'}`);
    }
    this.texts = this.texts.map((text) => (ids.includes(text.id) ? { ...text, opened: true } : text));
  }

  private write(by: Person, chance: number): void {
    if (this.state.status !== 'running') return;
    const kind = chance % 7 === 0 ? 'note' : chance % 11 === 0 ? 'answer' : 'entry';
    const sharing: Sharing = sharings[chance % 3]!;
    const { phase, state } = this;
    const already = this.texts.filter((text) => text.author === by.id && text.phase === phase.index && text.kind === kind).length;
    const mayAct = kind === 'note' || decideSession(rights, rightToEnter(phase), { state, script: this.script, person: by, pactOpen: false, now: this.now }).allow;
    const may = mayWrite(state, this.script, by, { kind, sharing: phase.names === 'author_choice' ? sharing : phase.names, already }, this.now);
    const contributes = this.script.everyoneContributes ? phase.round !== null && by.seat === phase.round : by.id === state.contributorId;
    if (kind !== 'note' && contributes && (phase.contrib === 'listens' || phase.contrib === 'away')) {
      law('b', !may.ok, 'a silent contributor posts nothing');
      count('silenced');
    }
    law('a', !may.ok || kind === 'note' || state.entry === 'open' || (state.entry === 'closing' && this.now < state.graceEndsAt!), 'a sheet that was sealed takes nothing more');
    if (!mayAct || !may.ok) return;
    const id = `t${this.made++}`;
    const opened = kind !== 'note' && opensOnPosting(phase);
    law('a', !opened || !(phase.sealed || phase.input === 'vote' || phase.input === 'survey'), 'what is written unseen is not open when it is posted');
    if (opened) this.opened.add(id);
    this.texts.push({ id, phase: phase.index, kind, sharing: kind === 'note' ? 'not_shared' : phase.names === 'author_choice' ? sharing : phase.names, opened, position: null, author: by.id });
    count('written');
    this.checkReading();
  }

  /** Who receives what, as one string per person and text. */
  private received(): Set<string> {
    const pairs = new Set<string>();
    for (const reader of everyone) for (const text of this.texts) if (mayReceive(this.state, this.script, reader, text, text.author === reader.id)) pairs.add(`${reader.id} ${text.id}`);
    return pairs;
  }

  private checkReading(): void {
    for (const text of this.texts) {
      law('a', !mayReceive(this.state, this.script, null, text, false), 'an outsider receives nothing');
      for (const reader of everyone) {
        const receives = mayReceive(this.state, this.script, reader, text, text.author === reader.id);
        if (text.author === reader.id) law('a', receives, 'one’s own text is always there');
        else if (receives) law('a', this.opened.has(text.id) && text.kind !== 'note' && text.sharing !== 'not_shared', 'nobody receives another’s text before it was opened');
      }
    }
    for (const phase of [this.phase, this.script.phases[this.phase?.shows ?? -1]]) {
      if (!phase?.sealed) continue;
      const writing = phase.index === this.state.phase && this.state.status === 'running' && this.state.entry !== 'closed';
      for (const reader of everyone) {
        const sheet = sheetFor(this.state, this.script, phase, reader, this.texts.map((text) => ({ ...text, mine: text.author === reader.id })));
        law('a', sheet.opened.every((id) => this.opened.has(id)), 'a sheet names only what is open');
        if (writing) law('a', sheet.total === null, 'nobody learns how many texts there are while people write');
      }
    }
  }

  private checkAll(command: Command, by: Person | null, before: SessionState, received: Set<string>, facts: readonly FactBody[]): void {
    const after = this.state;
    this.checkReading();
    const now = this.received();
    const kept = new Set(this.texts.map(({ id }) => id));
    for (const pair of received) {
      const id = pair.split(' ')[1]!;
      if (kept.has(id) && !(this.script.written && this.script.phases.some(({ contrib }) => contrib === 'away'))) law('a', now.has(pair), 'what was received stays received');
      if (this.opened.has(id)) law('a', kept.has(id), 'what is open is not taken back');
    }

    const moved = before.turn !== after.turn || before.phase !== after.phase;
    const graceOver = before.entry === 'closing' && this.now >= before.graceEndsAt!;
    const deadline = this.script.written && (this.now >= (before.endsAt ?? Infinity) || (command.type === 'deadlinePassed' && command.everyonePosted));
    const lawful = by !== null && by.id === before.facilitatorId;
    if (moved || (before.entry !== 'closing' && after.entry === 'closing')) {
      law('c', lawful || (by === server && (graceOver || deadline)), `${by?.id ?? 'the server'} moves the session with ${command.type}`);
      count(moved ? 'moved' : 'graces');
    }
    if (moved && before.entry === 'closing') law('a', graceOver, 'a phase stays until its grace has ended');
    if (!this.script.written && moved && by === server) law('c', graceOver, 'live, nothing moves by itself');
    if (command.type === 'extend' && facts.length > 0) law('c', lawful || by?.id === before.coFacilitatorId || by?.id === before.timekeeperId, 'who extends may');
    if (before.facilitatorId !== after.facilitatorId) {
      const away = this.now - (this.awaySince.get(before.facilitatorId!) ?? this.now) >= 60_000;
      law('c', lawful || (command.type === 'takeOver' && away), 'facilitation is given, or taken over after a minute without');
      count(lawful ? 'handed over' : 'taken over');
    }

    const again = decide(after, this.script, command.type === 'reveal' ? { ...command, sheet: this.texts.filter(({ phase }) => phase === opensNow(after, this.script)) } : command, this.now);
    if (again.ok) {
      law('d', again.next.turn === after.turn && again.next.phase === after.phase, `${command.type}, given twice, moves twice`);
      law('d', again.facts.every(({ type }) => type !== 'textsOpened'), `${command.type}, given twice, opens twice`);
    }
    if ('turn' in command && command.turn !== before.turn) {
      law('d', before === after && facts.length === 0, `an old ${command.type} changes something`);
      count('stale');
    }

    this.checkEnd();
    if (this.script.written) this.checkDeadlines(command, before, facts);

    if (command.type === 'goBack' || command.type === 'reopen') {
      law('f', now.size === received.size && [...now].every((pair) => received.has(pair)), `${command.type} seals or unseals`);
      law('f', facts.every(({ type }) => type !== 'textsOpened'), `${command.type} opens`);
      if (facts.length > 0) count(command.type);
      if (command.type === 'goBack') law('f', before.phase === after.phase && before.turn === after.turn && before.entry === after.entry, 'going back to show moves nothing');
    }

    if (['pause', 'resume', 'timeOut', 'endTimeOut'].includes(command.type)) {
      const kept = remainingMs(before, this.now) === remainingMs(after, this.now);
      law('g', kept || (this.script.written && facts.length > 0 && after.endsAt! >= before.endsAt!), `the remaining time jumps on ${command.type}`);
      if (facts.length > 0) count(command.type);
    }
    if (command.type === 'extend' && facts.length > 0) law('g', remainingMs(after, this.now) === Math.max(remainingMs(before, this.now)!, 0) + command.minutes * 60_000, 'more time is that much more');
  }

  /** In writing: deadlines stand on working days, one after the other; they never come sooner, and a phase gets one extension. */
  private checkDeadlines(command: Command, before: SessionState, facts: readonly FactBody[]): void {
    const { state, script } = this;
    law('h', state.deadlines.length === script.phases.length, 'every phase keeps its deadline');
    law('h', state.deadlines.every((each, at) => calendar.isWorkingDay(calendar.dayOf(each)) && (at === 0 || each > state.deadlines[at - 1]!)), 'deadlines are working days, in order');
    law('h', state.deadlines.every((each, at) => each >= before.deadlines[at]!), `${command.type} brings a deadline forward`);
    if (state.status !== 'running') return;
    law('h', state.endsAt === state.deadlines[state.phase], 'a phase ends at its deadline');
    if (before.turn !== state.turn) law('h', state.endsAt! > this.now, 'a phase begins before its deadline');
    if (command.type === 'deadlinePassed' && facts.length > 0) {
      law('h', before.clock === 'running' || before.entry === 'closing', 'nothing moves by itself while it stands still');
      count('moved at a deadline');
    }
    if (command.type === 'extendDeadline' && facts.length > 0) {
      law('h', !before.deadlineExtended && state.deadlineExtended, 'a phase is extended once');
      count('extended');
    }
  }

  /** Whoever leads can always bring it to an end. */
  private checkEnd(): void {
    const { state, script, room } = this;
    const leads = everyone.find(({ id }) => id === state.facilitatorId)!;
    if (state.status === 'ended' || state.status === 'cancelled') return;
    const may = decideSession(rights, 'start_end', { state, script, person: leads, pactOpen: false, now: this.now }).allow;
    const first = decide(state, script, state.status === 'running' ? { type: 'end', turn: state.turn, room } : { type: 'cancel' }, this.now);
    law('e', may && first.ok, 'the session cannot be ended');
    if (!first.ok || first.next.status !== 'running') return;
    const second = decide(first.next, script, { type: 'closeGrace', turn: first.next.turn, room }, Math.max(this.now, first.next.graceEndsAt ?? 0));
    law('e', second.ok && second.next.status === 'ended', 'the session does not end when its last grace has');
    count('can end');
  }
}

describe('random sessions keep the laws', () => {
  const courses = catalogue.methods.flatMap(({ key, written }) => [[key, false] as const, ...(written ? [[key, true] as const] : [])]);

  it.each(courses)('%s (in writing: %s)', (key, written) => {
    const script = scriptOf(methodNamed(catalogue, key), written);
    const pinned = JSON.stringify(script);
    fc.assert(
      fc.property(fc.boolean(), fc.nat(script.phases.length), fc.array(step, { maxLength: 120, size: 'max' }), (contributorKnown, phases, steps) => {
        const world = new World(script, contributorKnown);
        for (const each of [...beginning(phases), ...steps]) world.run(each);
        count('runs');
      }),
      // a session that breaks a law is made smaller for as long as this, and then shown
      { numRuns: 20, interruptAfterTimeLimit: 15_000 },
    );
    expect(JSON.stringify(script)).toBe(pinned);
  });

  it('also of methods that people changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...catalogue.methods), fc.array(methodEdits(catalogue), { minLength: 1, maxLength: 5 }), fc.array(step, { maxLength: 80, size: 'max' }), (basis, edits, steps) => {
        const own = edits.reduce((before, change) => change(before), ownMethodFrom(basis));
        if (ownMethodFaults(catalogue, own).length > 0) return;
        const world = new World(scriptOf(methodOf(catalogue, own, { key: 'own', version: 1 }), false), true);
        for (const each of [...beginning(world.script.phases.length), ...steps]) world.run(each);
        count('own methods');
      }),
      { numRuns: 400, interruptAfterTimeLimit: 15_000 },
    );
    expect(seen['own methods']).toBeGreaterThan(40);
  });

  afterAll(() => {
    // a law about what never happens would hold for an engine that does nothing
    const often = ['written', 'sealed', 'opened together', 'opened one by one', 'silenced', 'moved', 'graces', 'handed over', 'taken over', 'stale', 'goBack', 'reopen', 'pause', 'resume', 'timeOut', 'endTimeOut', 'overtime', 'can end', 'denied', 'moved at a deadline', 'extended'];
    for (const what of often) expect([what, (seen[what] ?? 0) >= 10]).toEqual([what, true]);
  });
});
