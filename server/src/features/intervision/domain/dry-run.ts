import { isSilent, type Method, type MethodCatalogue, type Words } from './method.js';
import { dryRunNames, dryRunSentence } from './dry-run-words.js';
import { ballotFits, voteResult } from './results.js';
import { resolveScript } from './resolve-script.js';
import { contributorFrom, totalMinutes, type Script, type ScriptPhase } from './script.js';
import { entryRefusal, mayReceive, mayWrite, opensNow, opensOnPosting, sealOrder, sharingsOffered, whatOpens } from './sealing.js';
import type { Command, FactBody, Room } from './session-command.js';
import { decide } from './session-machine.js';
import { hasResult, isClosed, phaseNow, plannedSession, type Person, type SessionState } from './session.js';
import { subgroupSeats } from './subgroups.js';
import type { Sharing, TextMark } from './text-mark.js';

/** What happens in a moment of the trial. `wrote`: one text; `entered`: a vote, answers to a survey or a rating, which are nobody else's to see. */
export type DryRunEvent = 'started' | 'case_chosen' | 'phase' | 'wrote' | 'entered' | 'grace' | 'closed' | 'opened' | 'ended';

export interface DryRunFrame {
  /** since the start */
  readonly seconds: number;
  readonly phase: number;
  readonly event: DryRunEvent;
  /** who did it; `null`: it followed from the clock or the script */
  readonly person: number | null;
  /** texts that this is about */
  readonly texts: readonly number[];
  /** who receives which texts that they did not have before */
  readonly received: readonly { readonly people: readonly number[]; readonly texts: readonly number[] }[];
}

export interface DryRunText {
  readonly phase: number;
  readonly author: number;
  readonly words: Words;
  readonly sharing: Sharing;
  readonly kind: 'entry' | 'note';
}

export interface DryRunPerson {
  readonly name: string;
  readonly role: 'facilitator' | 'contributor' | 'participant';
}

export interface DryRun {
  readonly script: Script;
  readonly minutes: number;
  readonly people: readonly DryRunPerson[];
  readonly texts: readonly DryRunText[];
  readonly frames: readonly DryRunFrame[];
}

/** Past so many phases everyone writes one thing each, so that a trial stays small however long the method is. */
const shortFrom = 40;

/**
 * A whole session of a method with invented people: the real engine and the real sealing, in memory, the same for the same
 * seed. Nothing is stored and nobody is asked.
 * @returns `null` when so many people cannot be divided over the method's subgroups
 */
export function dryRun(catalogue: MethodCatalogue, method: Method, people: number, seed: number): DryRun | null {
  const resolved = resolveScript(catalogue, method, { frame: 'full', profile: 'normal', written: false, people, previousContributor: false, caseChosen: false, options: null, minutes: {} });
  return resolved.ok ? new Rehearsal(resolved.script, people, seed).run() : null;
}

interface Written extends TextMark {
  readonly at: number;
  readonly author: string;
}

class Rehearsal {
  private now = 0;
  private state: SessionState;
  private marks: Written[] = [];
  private readonly texts: DryRunText[] = [];
  private readonly frames: DryRunFrame[] = [];
  private readonly people: readonly Person[];
  private readonly had: Set<number>[];
  private readonly ballots = new Map<number, string[][]>();
  private chance: number;

  constructor(
    private readonly script: Script,
    count: number,
    seed: number,
  ) {
    const seats = script.subgroups ? subgroupSeats(script.subgroups) : null;
    this.people = Array.from({ length: count }, (_, at) => ({ id: `p${at}`, observer: false, seat: seats?.[at] ?? null }));
    this.had = this.people.map(() => new Set());
    this.chance = (seed ^ 0x9e3779b9) >>> 0;
    this.state = plannedSession({ facilitatorId: 'p0', coFacilitatorId: null, contributorId: null, caseId: null, previousContributorId: null, notetakerId: null, timekeeperId: null, startsAt: 0 });
  }

  run(): DryRun {
    this.give({ type: 'openLobby' }, 0);
    for (const { id } of this.people) this.give({ type: 'enter', personId: id }, null);
    this.give({ type: 'start', room: this.room }, 0);
    for (let phase = this.phase; phase; phase = this.phase) {
      this.play(phase);
      this.leave(phase);
    }
    const { script, texts, frames } = this;
    return { script, minutes: totalMinutes(script), people: this.people.map((person, at) => ({ name: dryRunNames[at % dryRunNames.length]!, role: this.roleOf(person) })), texts, frames };
  }

  private get phase(): ScriptPhase | null {
    return phaseNow(this.state, this.script);
  }

  private get room(): Room {
    return { options: null, present: this.people.map((person) => ({ ...person, grace: 10 })) };
  }

  private roleOf({ id }: Person): DryRunPerson['role'] {
    if (id === 'p0') return 'facilitator';
    return !this.script.everyoneContributes && id === this.state.contributorId ? 'contributor' : 'participant';
  }

  /** A number below `most`: xorshift, the same row for the same seed. */
  private draw(most: number): number {
    let next = this.chance || 1;
    next ^= next << 13;
    next ^= next >>> 17;
    next ^= next << 5;
    this.chance = next >>> 0;
    return this.chance % most;
  }

  // — one phase —

  private play(phase: ScriptPhase): void {
    const end = this.now + phase.minutes * 60_000;
    const opensAfter = phase.reveal === 'inside';
    const writeUntil = opensAfter ? this.now + phase.minutes * 36_000 : end;
    this.write(phase, writeUntil);
    if (opensAfter) {
      this.now = writeUntil;
      this.give({ type: 'closeEntry', turn: this.state.turn, room: this.room }, 0);
      this.endGrace();
    }
    this.openOneByOne(phase, end);
    this.now = Math.max(this.now, end);
  }

  /** Everyone who may enters what is asked, somewhere in the first part of the time, in an order by chance. */
  private write(phase: ScriptPhase, until: number): void {
    const begin = this.now;
    const writers = this.people.filter((person) => entryRefusal(this.state, this.script, phase, person) === null);
    const moments = writers.flatMap((person) => Array.from({ length: this.howMany(phase) }, () => ({ person, at: begin + Math.round(((until - begin) * (10 + this.draw(70))) / 100) })));
    for (const { person, at } of moments.sort((a, b) => a.at - b.at)) {
      this.now = at;
      if (this.state.entry !== 'open') return;
      if (hasResult(phase.input) || phase.input === 'question_rating') this.enter(phase, person);
      else this.post(phase, person, 'entry');
    }
    // whoever listens keeps something for themselves
    const listener = this.people.find(({ id }) => id === this.state.contributorId);
    if (listener && isSilent(phase.contrib)) {
      this.now = Math.max(this.now, begin + Math.round((until - begin) / 2));
      this.post(phase, listener, 'note');
    }
  }

  private howMany(phase: ScriptPhase): number {
    if (phase.key === 'pitches' && phase.section === 'open') return this.draw(2);
    if (phase.maxEach !== null && phase.maxEach <= 1) return 1;
    if (phase.input === 'free') return this.draw(3) === 0 ? 1 : 0;
    return this.script.phases.length > shortFrom ? 1 : 1 + this.draw(Math.min(phase.maxEach ?? 2, 2));
  }

  private post(phase: ScriptPhase, person: Person, kind: 'entry' | 'note'): void {
    const offered = sharingsOffered(this.state, phase);
    const sharing: Sharing = kind === 'note' ? 'not_shared' : offered[this.draw(6) === 0 ? offered.length - 1 : this.draw(Math.min(2, offered.length))]!;
    const already = this.marks.filter((text) => text.author === person.id && text.phase === phase.index && text.kind === kind).length;
    if (!mayWrite(this.state, this.script, person, { kind, sharing, already }, this.now).ok) return;
    const at = this.texts.length;
    this.texts.push({ phase: phase.index, author: this.people.indexOf(person), words: dryRunSentence(kind === 'note' ? 'notes' : phase.input, this.draw(64)), sharing, kind });
    this.marks.push({ at, id: `t${String(at).padStart(5, '0')}`, author: person.id, phase: phase.index, kind, sharing, opened: kind !== 'note' && opensOnPosting(phase), position: null });
    this.frame('wrote', person, [at], [at]);
  }

  private enter(phase: ScriptPhase, person: Person): void {
    if (!mayWrite(this.state, this.script, person, { kind: 'entry', sharing: sharingsOffered(this.state, phase)[0]!, already: 0 }, this.now).ok) return;
    const options = this.optionsOf(phase);
    if (phase.ballot && options.length > 0) {
      const chosen = [...new Set(Array.from({ length: phase.ballot.choices }, () => options[this.draw(options.length)]!))];
      if (ballotFits(phase, options, chosen)) this.ballots.set(phase.index, [...(this.ballots.get(phase.index) ?? []), chosen]);
    }
    this.frame('entered', person, [], []);
  }

  private optionsOf({ ballot }: ScriptPhase): string[] {
    if (!ballot) return [];
    return ballot.options.length > 0 ? ballot.options.map(({ key }) => key) : this.marks.filter((text) => text.phase === ballot.phase && text.opened).map(({ id }) => id);
  }

  /** Where one text after the other is opened, the facilitator does so, spread over what is left of the time. */
  private openOneByOne(phase: ScriptPhase, end: number): void {
    if (phase.present !== 'one_by_one') return;
    for (;;) {
      const ofPhase = opensNow(this.state, this.script);
      const sheet = ofPhase === null ? [] : this.marks.filter((text) => text.phase === ofPhase);
      const left = whatOpens(sheet, { which: 'all' })?.length ?? 0;
      if (left === 0) return;
      this.now += Math.max(1_000, Math.round((end - this.now) / (left + 1)));
      this.give({ type: 'reveal', turn: this.state.turn, what: { which: 'next', opened: sheet.filter(({ opened, position }) => opened && position !== null).length }, sheet }, 0);
    }
  }

  /** On to the next phase, or the end; first whose case it is, where that has to be known. */
  private leave(phase: ScriptPhase): void {
    const last = phase.index === this.script.phases.length - 1;
    if (phase.input === 'vote' && this.state.entry === 'open') {
      this.give({ type: 'closeEntry', turn: this.state.turn, room: this.room }, 0);
      this.endGrace();
      this.chooseByVote(phase);
    }
    const needed = contributorFrom(this.script);
    if (this.state.contributorId === null && needed !== null && phase.index + 1 >= needed) this.give({ type: 'chooseCase', contributor: this.people[1]!, caseId: null }, 0);
    this.give(last ? { type: 'end', turn: this.state.turn, room: this.room } : { type: 'advance', turn: this.state.turn, room: this.room }, 0);
    this.endGrace();
  }

  /** The author of the card with the most votes brings the case. */
  private chooseByVote(phase: ScriptPhase): void {
    if (!phase.ballot || phase.ballot.options.length > 0 || this.script.everyoneContributes || !isClosed(this.state, phase.index)) return;
    const first = voteResult(this.state, phase, this.optionsOf(phase), this.ballots.get(phase.index) ?? [])?.leading[0];
    const author = this.marks.find(({ id }) => id === first)?.author;
    const contributor = this.people.find(({ id }) => id === author);
    const leads = contributor?.id === 'p0' && this.script.facilitator === 'required';
    if (contributor && !leads && this.state.contributorId === null && (phase.ballot.makesContributor || phase.section === 'open')) this.give({ type: 'chooseCase', contributor, caseId: null }, 0);
  }

  private endGrace(): void {
    if (this.state.entry !== 'closing') return;
    this.now = Math.max(this.now, this.state.graceEndsAt!);
    this.give({ type: 'closeGrace', turn: this.state.turn, room: this.room }, null);
  }

  // — the engine —

  /** @throws Error when the engine refuses what a facilitator does in a good session: that is a fault of ours */
  private give(command: Command, by: number | null): void {
    const outcome = decide(this.state, this.script, command, this.now);
    if (!outcome.ok) throw new Error(`A trial of ${this.script.method} stopped at ${command.type}: ${outcome.refusal}`);
    this.state = outcome.next;
    for (const fact of outcome.facts) this.follow(fact, by);
  }

  private follow(fact: FactBody, by: number | null): void {
    const who = by === null ? null : this.people[by]!;
    switch (fact.type) {
      case 'started':
        return this.frame('started', who, [], []);
      case 'caseChosen':
        return this.frame('case_chosen', this.people.find(({ id }) => id === fact.contributorId)!, [], []);
      case 'phaseEntered':
        return this.frame('phase', who, [], this.marks.map(({ at }) => at));
      case 'phaseClosing':
        return this.frame('grace', who, [], []);
      case 'entryClosed': {
        const places = sealOrder(this.marks.filter(({ phase }) => phase === fact.phase), this.draw(0x7fffffff));
        this.marks = this.marks.map((text) => (places.has(text.id) ? { ...text, position: places.get(text.id)! } : text));
        return this.frame('closed', null, [], [], fact.phase);
      }
      case 'textsOpened': {
        const sheet = this.marks.filter(({ phase }) => phase === fact.ofPhase);
        const ids = new Set(fact.texts === 'all' ? whatOpens(sheet, { which: 'all' }) : fact.texts);
        this.marks = this.marks.map((text) => (ids.has(text.id) ? { ...text, opened: true } : text));
        const opened = sheet.filter(({ id }) => ids.has(id)).map(({ at }) => at);
        return this.frame('opened', who, opened, opened);
      }
      case 'ended':
        return this.frame('ended', who, [], this.marks.map(({ at }) => at));
      default:
    }
  }

  /** @param look texts of which somebody may receive one only now */
  private frame(event: DryRunEvent, person: Person | null, texts: readonly number[], look: readonly number[], phase = this.state.phase): void {
    const groups = new Map<string, { people: number[]; texts: number[] }>();
    this.people.forEach((reader, who) => {
      const fresh = look.filter((at) => !this.had[who]!.has(at) && mayReceive(this.state, this.script, reader, this.marks[at]!, this.marks[at]!.author === reader.id));
      if (fresh.length === 0) return;
      for (const at of fresh) this.had[who]!.add(at);
      const group = groups.get(fresh.join()) ?? { people: [], texts: fresh };
      group.people.push(who);
      groups.set(fresh.join(), group);
    });
    this.frames.push({ seconds: Math.round((this.now - (this.state.startedAt ?? 0)) / 1_000), phase: Math.min(Math.max(phase, 0), this.script.phases.length - 1), event, person: person && this.people.indexOf(person), texts, received: [...groups.values()] });
  }
}
