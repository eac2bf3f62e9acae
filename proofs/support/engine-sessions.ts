import type { Script, ScriptPhase } from '../../server/src/features/intervision/domain/script.js';
import * as results from '../../server/src/features/intervision/domain/results.js';
import * as sealing from '../../server/src/features/intervision/domain/sealing.js';
import { graceSettings, type Command, type Fact, type Room } from '../../server/src/features/intervision/domain/session-command.js';
import { decide } from '../../server/src/features/intervision/domain/session-machine.js';
import { hasResult, isClosed, phaseNow, plannedSession, type Person, type SessionState } from '../../server/src/features/intervision/domain/session.js';
import { sharings, type TextMark } from '../../server/src/features/intervision/domain/text-mark.js';
import { intervisionRealtime } from '../../server/src/features/intervision/realtime/intervision.realtime.js';

/** What decides who gets what: the engine, or one with a fault in it. */
export interface Engine extends Pick<typeof sealing, 'mayReceive' | 'mayWrite' | 'sheetFor' | 'sealOrder' | 'whatOpens'>, Pick<typeof results, 'voteResult' | 'surveyResult'> {
  decide: typeof decide;
}

export const realEngine: Engine = { ...sealing, ...results, decide };

export interface EngineTally {
  sessions: number;
  steps: number;
  texts: number;
  /** questions of the kind "may this person have this now?" */
  looks: number;
  opened: number;
  leaks: Set<string>;
}

const people: Person[] = [1, 2, 3, 1, 2, 3, 1].map((seat, at) => ({ id: `p${at}`, observer: false, seat }));
const readers: (Person | null)[] = [...people, { id: 'observer', observer: true, seat: null }, null];

interface Text extends TextMark {
  author: string;
  /** the act that may open it was seen: by what the script says of its phase, not by what the engine says */
  shared: boolean;
}

/** Acts after which a sealed text may be open; the phase that it was written in has closed by then. */
const opening = new Set<Command['type']>(['reveal', 'advance', 'skip', 'closeGrace', 'closeEntry', 'deadlinePassed', 'end']);

/** One random session of the pure engine, watched by an account of its own. */
export class EngineSession {
  private state: SessionState;
  private now = 0;
  private texts: Text[] = [];
  private readonly given: Command[] = [];
  private votes: string[][] = [];
  private answers: { item: string; value: number }[] = [];
  private made = 0;

  constructor(
    private readonly engine: Engine,
    private readonly script: Script,
    private readonly random: () => number,
    private readonly tally: EngineTally,
  ) {
    this.state = plannedSession({ facilitatorId: 'p0', coFacilitatorId: 'p1', contributorId: 'p2', caseId: null, previousContributorId: 'p3', notetakerId: 'p4', timekeeperId: 'p5', startsAt: 0 });
  }

  run(steps: number): void {
    this.tally.sessions += 1;
    for (const { id: personId } of people) this.give({ type: 'enter', personId });
    this.give({ type: 'start', room: this.room });
    for (let step = 0; step < steps && this.state.status === 'running'; step += 1) this.step();
  }

  private get room(): Room {
    return { options: null, present: people.map((person, at) => ({ ...person, grace: graceSettings[at % 3]! })) };
  }

  private upTo = (most: number): number => Math.floor(this.random() * most);
  private one = <Item>(items: readonly Item[]): Item => items[this.upTo(items.length)]!;

  private step(): void {
    this.tally.steps += 1;
    this.now += this.one([0, 0, 1_000, 9_000, 61_000, 400_000]);
    const { turn } = this.state;
    const phase = phaseNow(this.state, this.script)!;
    const room = this.room;
    const chance = this.random();
    if (chance < 0.38) return this.write(phase);
    if (chance < 0.46) return this.enterResults(phase);
    if (chance < (sealing.opensNow(this.state, this.script) === null ? 0.55 : 0.68)) return this.reveal(turn);

    if (chance < 0.78) return this.move(phase);
    const some: (() => Command)[] = [
      () => ({ type: 'advance', turn, room }),
      () => ({ type: 'advance', turn, room }),
      () => ({ type: 'closeGrace', turn: this.state.turn, room }),
      () => ({ type: 'closeGrace', turn: this.state.turn, room }),
      () => ({ type: 'closeEntry', turn, room }),
      () => ({ type: 'skip', turn, to: this.state.phase + 1 + this.upTo(3), room }),
      () => ({ type: 'goBack', turn, to: this.upTo(this.script.phases.length) }),
      () => ({ type: 'reopen', turn, to: this.upTo(this.state.phase + 1), minutes: 1, room }),
      () => ({ type: 'extend', turn, minutes: this.one([1, 3]) }),
      () => ({ type: this.one(['pause', 'resume']), turn }),
      () => ({ type: this.one(['timeOut', 'endTimeOut', 'endTimeOut']) }),
      () => ({ type: 'handOver', to: this.one(people), here: true }),
      () => ({ type: 'chooseCase', contributor: this.one(people), caseId: null }),
      () => ({ type: 'turnTo', turn, text: this.texts.length > 0 ? this.one(this.texts) : blank }),
      () => ({ type: 'deadlinePassed', turn, everyonePosted: this.random() < 0.3, room }),
      () => (this.given.length > 0 ? this.one(this.given) : { type: 'endTimeOut' }),
    ];
    if (this.random() < 0.02) this.give({ type: 'end', turn, room });
    else this.give(this.one(some)());
  }

  /** As whoever leads does: on to where something is written unseen, shown, voted or asked, or its entry closed, with the grace behind it. */
  private move(phase: ScriptPhase): void {
    const { turn } = this.state;
    const room = this.room;
    const ahead = this.script.phases.filter((each) => each.index > phase.index && (each.sealed || each.shows !== null || hasResult(each.input)));
    if (this.random() < 0.4 || ahead.length === 0) this.give({ type: 'closeEntry', turn, room });
    else this.give({ type: 'skip', turn, to: ahead[Math.min(ahead.length - 1, this.upTo(3))]!.index, room });
    this.now += 61_000;
    this.give({ type: 'closeGrace', turn: this.state.turn, room });
  }

  private reveal(turn: number): void {
    const sheet = this.texts;
    this.give({ type: 'reveal', turn, sheet, what: this.one([{ which: 'all' }, { which: 'next', opened: this.upTo(3) }, { which: 'next', opened: 0 }, { which: 'one', position: 1 + this.upTo(6) }]) });
  }

  private write(phase: ScriptPhase): void {
    const by = this.one(people);
    const kind = this.random() < 0.15 ? 'note' : 'entry';
    const sharing = kind === 'note' ? 'not_shared' : phase.names === 'author_choice' ? this.one(sharings) : phase.names;
    const already = this.texts.filter((text) => text.author === by.id && text.phase === phase.index && text.kind === kind).length;
    if (!this.engine.mayWrite(this.state, this.script, by, { kind, sharing, already }, this.now).ok) return;
    if (kind === 'entry' && (this.state.entry === 'closed' || (this.state.entry === 'closing' && this.now >= this.state.graceEndsAt!))) this.leak('a sheet that was sealed takes more');
    if (kind === 'entry' && hasResult(phase.input)) return;
    const open = kind === 'entry' && !phase.sealed && sharing !== 'not_shared';
    this.texts.push({ id: `t${this.made++}`, phase: phase.index, kind, sharing, opened: open, position: null, author: by.id, shared: open });
    this.tally.texts += 1;
    this.look();
  }

  private enterResults(phase: ScriptPhase): void {
    if (phase.input === 'vote' && this.votes.length < 6) this.votes.push([this.one(['a', 'b'])]);
    if (phase.input === 'survey' && this.answers.length < 6 && phase.items[0]) this.answers.push({ item: phase.items[0].key, value: 1 + this.upTo(5) });
    this.look();
  }

  private give(command: Command): void {
    this.given.push(command);
    const before = this.state;
    const outcome = this.engine.decide(before, this.script, command, this.now);
    if (!outcome.ok || outcome.next === before) return;
    this.state = outcome.next;
    for (const fact of outcome.facts) this.follow(fact, command, before);
    if (before.phase !== this.state.phase) [this.votes, this.answers] = [[], []];
    this.look();
  }

  private follow(fact: Fact, command: Command, before: SessionState): void {
    if (fact.type === 'entryClosed') {
      const places = this.engine.sealOrder(this.texts.filter(({ phase }) => phase === fact.phase), this.upTo(2 ** 31));
      this.texts = this.texts.map((text) => (places.has(text.id) ? { ...text, position: places.get(text.id)! } : text));
    }
    const event = JSON.stringify(intervisionRealtime.moved('s', this.state, fact));
    if (this.texts.some(({ id }) => event.includes(`"${id}"`))) this.leak(`the event of ${fact.type} names a text`);
    if (fact.type !== 'textsOpened') return;
    const phase = this.script.phases[fact.ofPhase];
    const writing = before.phase === fact.ofPhase && before.entry === 'open' && command.type !== 'advance' && command.type !== 'skip' && command.type !== 'end' && command.type !== 'deadlinePassed';
    const grace = before.entry === 'closing' && this.now < before.graceEndsAt!;
    const may = phase?.sealed === true && opening.has(command.type) && !writing && !grace && (fact.ofPhase < this.state.phase || isClosed(this.state, fact.ofPhase));
    const sheet = this.texts.filter((text) => text.phase === fact.ofPhase);
    const ids = fact.texts === 'all' ? this.engine.whatOpens(sheet, { which: 'all' })! : fact.texts;
    if (!may) this.leak(`${command.type} opens texts`);
    if (fact.texts !== 'all' && ids.length !== 1) this.leak('one act opens more than one by one');
    for (const id of ids) {
      const text = this.texts.find((each) => each.id === id);
      if (!text || text.kind !== 'entry' || text.sharing === 'not_shared') this.leak('what is kept to oneself is opened');
    }
    const now = new Set(ids);
    this.tally.opened += now.size;
    this.texts = this.texts.map((text) => (now.has(text.id) ? { ...text, opened: true, shared: text.shared || (may && text.kind === 'entry' && text.sharing !== 'not_shared') } : text));
  }

  /** Everybody, and somebody from outside, asks for everything. */
  private look(): void {
    const { state, script, engine } = this;
    for (const reader of readers) {
      for (const text of this.texts) {
        this.tally.looks += 1;
        const mine = reader?.id === text.author;
        if (!mine && engine.mayReceive(state, script, reader, text, false) && (!text.shared || reader === null)) this.leak(`${reader === null ? 'an outsider' : reader.observer ? 'an observer' : 'a participant'} receives a text that is not open`);
      }
    }
    const known = new Map(this.texts.map((text) => [text.id, text]));
    for (const phase of script.phases.slice(0, Math.max(0, state.furthest) + 1)) {
      if (phase.input === 'vote' && !isClosed(state, phase.index) && engine.voteResult(state, phase, ['a', 'b'], this.votes) !== null) this.leak('a vote is counted while it runs');
      if (phase.input === 'survey') {
        const answers = phase.index === state.phase ? this.answers : this.answers.slice(0, 3);
        const picture = engine.surveyResult(state, phase, answers);
        if (picture && (!isClosed(state, phase.index) || (picture.length > 0 && answers.length < sealing.surveyFrom))) this.leak('answers come out before they close, or for fewer than four');
      }
      if (!phase.sealed || !this.texts.some((text) => text.phase === phase.index)) continue;
      for (const reader of readers) {
        if (!reader) continue;
        const sheet = engine.sheetFor(state, script, phase, reader, this.texts.map((text) => ({ ...text, mine: text.author === reader.id })));
        if (sheet.total !== null && !isClosed(state, phase.index)) this.leak('how many texts there are is told while people write');
        if (sheet.opened.some((id) => !known.get(id)?.shared)) this.leak('a sheet names a text that is not open');
        if (sheet.own.some((id) => known.get(id)?.author !== reader.id)) this.leak('a sheet gives somebody another’s text as their own');
      }
    }
    const spotlight = state.spotlightId === null ? undefined : known.get(state.spotlightId);
    if (spotlight && !spotlight.shared) this.leak('all look at a text that is not open');
  }

  private leak(what: string): void {
    this.tally.leaks.add(what);
  }
}

const blank: TextMark = { id: 'none', phase: 0, kind: 'entry', sharing: 'named', opened: false, position: null };

/** Faults in the rules themselves; each must come out. */
export const engineFaults: readonly { name: string; engine: Engine }[] = [
  { name: 'whoever is in it receives everything', engine: { ...realEngine, mayReceive: (state, script, reader, text, mine) => reader !== null && (mine || text.kind === 'entry' || sealing.mayReceive(state, script, reader, text, mine)) } },
  { name: 'who leads reads along', engine: { ...realEngine, mayReceive: (state, script, reader, text, mine) => reader?.id === state.facilitatorId || sealing.mayReceive(state, script, reader, text, mine) } },
  { name: 'what is open reaches outsiders', engine: { ...realEngine, mayReceive: (state, script, reader, text, mine) => text.opened || sealing.mayReceive(state, script, reader, text, mine) } },
  { name: 'the number of texts is told while people write', engine: { ...realEngine, sheetFor: (state, script, phase, reader, texts) => ({ ...sealing.sheetFor(state, script, phase, reader, texts), total: texts.length }) } },
  { name: 'the sheet names what is closed', engine: { ...realEngine, sheetFor: (state, script, phase, reader, texts) => ({ ...sealing.sheetFor(state, script, phase, reader, texts), opened: texts.map(({ id }) => id) }) } },
  { name: 'a grace is cut short', engine: { ...realEngine, decide: (state, script, command, now) => decide(state, script, command, command.type === 'closeGrace' ? Math.max(now, state.graceEndsAt ?? 0) : now), mayWrite: (state, script, person, entering) => sealing.mayWrite(state, script, person, entering, 0) } },
  { name: 'one act opens all', engine: { ...realEngine, decide: (state, script, command, now) => opensMore(state, script, command, now) } },
  { name: 'what is kept opens with the rest', engine: { ...realEngine, whatOpens: (sheet) => sheet.map(({ id }) => id) } },
  { name: 'going back to show opens', engine: { ...realEngine, decide: (state, script, command, now) => opensOnGoingBack(state, script, command, now) } },
  { name: 'a vote is counted while it runs', engine: { ...realEngine, voteResult: (state, phase, options, ballots) => results.voteResult({ ...state, status: 'ended', furthest: phase.index }, phase, options, ballots) } },
  { name: 'three answers are a picture', engine: { ...realEngine, surveyResult: (state, phase, answers) => results.surveyResult(state, phase, [...answers, ...answers, ...answers, ...answers]) } },
];

function opensMore(state: SessionState, script: Script, command: Command, now: number): ReturnType<typeof decide> {
  const outcome = decide(state, script, command, now);
  if (!outcome.ok || command.type !== 'reveal' || command.what.which === 'all') return outcome;
  const all = command.sheet.filter(({ position }) => position !== null).map(({ id }) => id);
  return { ...outcome, facts: outcome.facts.map((fact) => (fact.type === 'textsOpened' && fact.texts !== 'all' ? { ...fact, texts: [...new Set([...fact.texts, ...all])] } : fact)) };
}

function opensOnGoingBack(state: SessionState, script: Script, command: Command, now: number): ReturnType<typeof decide> {
  const outcome = decide(state, script, command, now);
  if (!outcome.ok || command.type !== 'goBack' || !script.phases[command.to]?.sealed) return outcome;
  return { ...outcome, facts: [...outcome.facts, { type: 'textsOpened', ofPhase: command.to, texts: 'all', version: state.version, at: now }] };
}
