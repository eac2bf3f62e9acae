import { randomUUID } from 'node:crypto';
import { buildSession, type SessionPage, type SessionPlay } from '../../server/test/builders/intervision.js';
import type { GqlAnswer } from '../../server/test/harness/graphql-call.js';
import type { Onlooker, SessionWatch, WatchedText } from './session-watch.js';

interface PhaseOf {
  index: number;
  key: string;
  input: string;
  writer: string | null;
  sealed: boolean;
  reveal: string | null;
  present: string | null;
  shows: number | null;
  maxEach: number | null;
  choices: number | null;
  fields: { key: string }[];
  items: { key: string; text: boolean }[];
}

const scriptDocument = `query S($id: UUID!) { sessionPage(id: $id) { script { phases { index key input writer sealed reveal present shows maxEach choices fields { key } items { key text } } } } }`;

/** A part of a session to look at by itself. */
export type Part = 'sealed' | 'oneByOne' | 'order' | 'vote';

export interface CourseChoices {
  /** only this, of a method with everything in it */
  only?: Part;
  method: string;
  random: () => number;
  /** stop as soon as something came out */
  untilLeak?: boolean;
  /** everything that is written unseen, voted and asked; else some of it */
  thorough: boolean;
  /** how much of what is not sealed is gone through as well, 0–1 */
  rest: number;
  /** the share of those who write nothing on a sheet, 0–1 */
  silent: number;
  /** texts of one writer on a sheet, at most */
  most: number;
}

export interface Sheet {
  /** the order in which texts were written, by the place that they were given */
  places: number[];
}

/** One session from the lobby to its end, by the buttons that people have, chosen by chance; the watch looks at every step. */
export class SessionCourse {
  private play!: SessionPlay;
  private phases: PhaseOf[] = [];
  steps = 0;
  readonly sheets: Sheet[] = [];
  opened = 0;

  constructor(
    private readonly watch: SessionWatch,
    private readonly choices: CourseChoices,
  ) {}

  private get lead(): Onlooker {
    return this.watch.all[0]!;
  }
  private get done(): boolean {
    return this.choices.untilLeak === true && this.watch.found > 0;
  }
  private chance = (share: number): boolean => this.choices.random() < share;
  private upTo = (most: number): number => Math.floor(this.choices.random() * most);

  async run(): Promise<void> {
    const { watch } = this;
    this.play = await buildSession(watch.world, this.lead.session, { groupId: watch.groupId, facilitatorId: this.lead.person.id, coFacilitatorId: watch.all[1]!.person.id, methodKey: this.choices.method });
    await watch.turnTo(this.play.id);
    await this.play.do(this.lead.session, 'openLobby');
    for (const one of watch.insiders) await this.play.do(one.session, 'enterSession');
    await this.play.do(this.lead.session, 'startSession');
    const answer = await watch.world.ask<{ sessionPage: { script: { phases: PhaseOf[] } } }>(this.lead.session, scriptDocument, { id: this.play.id });
    this.phases = answer.sessionPage.script.phases;
    await this.lead_('chooseCase', { contributorId: watch.all[2]!.person.id });
    for (const phase of this.chosen()) {
      if (this.done) break;
      await this.go(phase);
    }
    if (this.done) return;
    const { state } = await this.page();
    await this.lead_('endSession', { turn: state.turn });
    await this.play.graceEnds();
    await this.step('the end', this.arrive);
    await watch.everyQuery();
  }

  /** What is written unseen, what shows it, votes and surveys always; the rest by chance. */
  private chosen(): PhaseOf[] {
    const wanted = new Set<number>();
    const { only } = this.choices;
    if (only === 'vote') return this.phases.filter(({ key, input }) => key === 'pitches' || input === 'vote' || key === 'question');
    if (only) return this.phases.filter((phase) => phase.sealed && (only === 'order' || (phase.present === 'one_by_one') === (only === 'oneByOne')));
    for (const phase of this.phases) {
      if (((phase.sealed || phase.input === 'vote' || phase.input === 'survey') && this.chance(this.choices.thorough ? 1 : phase.sealed ? 0.75 : 0.4)) || this.chance(this.choices.rest)) wanted.add(phase.index);
      if (phase.shows !== null && wanted.has(phase.shows) && this.phases[phase.shows]!.sealed) wanted.add(phase.index);
    }
    for (const phase of this.phases) if (phase.input === 'vote') for (const earlier of this.phases.slice(0, phase.index)) if (/pitches|examples/.test(earlier.key)) wanted.add(earlier.index);
    return this.phases.filter(({ index }) => wanted.has(index));
  }

  /** Whoever asks first after a grace completes it. */
  private arrive = async (): Promise<undefined> => {
    await this.page();
    return undefined;
  };
  private page = (): Promise<SessionPage> => this.play.page(this.lead.session);
  private step(what: string, act: () => Promise<GqlAnswer<unknown> | undefined>, quiet: Onlooker | null = null) {
    this.steps += 1;
    return this.watch.step(what, act, quiet);
  }
  private lead_(command: string, fields: object) {
    return this.step(command, () => this.play.try(this.lead.session, command, fields));
  }

  private async go(phase: PhaseOf): Promise<void> {
    const { state } = await this.page();
    if (state.phase !== phase.index) {
      const shown = phase.shows === null ? undefined : this.phases[phase.shows];
      await this.lead_('skipPhase', { turn: state.turn, to: phase.index });
      await this.play.graceEnds();
      if (shown?.sealed && phase.present === 'together') this.watch.allow(shown.index, Infinity);
      await this.step('entering', this.arrive);
      if ((await this.page()).state.phase !== phase.index) return;
    }
    if (phase.input === 'vote') await this.vote(phase);
    else if (phase.input === 'survey') await this.survey(phase);
    else if (phase.writer !== null) await this.write(phase);
    if (this.done) return;
    const sheet = phase.reveal === 'inside' ? phase.index : phase.shows !== null && this.phases[phase.shows]!.sealed ? phase.shows : null;
    if (sheet !== null) await this.reveal(phase, sheet);
  }

  private body(phase: PhaseOf, secret: string): string {
    if (phase.input === 'grid') return JSON.stringify({ [phase.fields[0]!.key]: secret });
    return phase.input === 'actions' ? JSON.stringify({ what: secret }) : secret;
  }

  private async write(phase: PhaseOf): Promise<void> {
    const { watch } = this;
    const most = Math.min(phase.maxEach ?? this.choices.most, this.choices.most);
    const turns = watch.insiders.flatMap((one) => Array.from({ length: phase.sealed ? most : 1 }, () => one)).sort(() => this.choices.random() - 0.5);
    let taken = 0;
    for (const one of turns) {
      if (this.done) return;
      if (!this.choices.only && this.chance(phase.sealed ? this.choices.silent : 0.6)) continue;
      const sharings = phase.sealed ? (['NAMED', 'NAMELESS', 'NAMELESS', 'NAMELESS', 'NOT_SHARED'] as const) : (['NAMED'] as const);
      // where one part is looked at, nothing of it is left to chance: also not to who may write
      const before = this.written;
      await this.put(one, phase, { sharing: sharings[this.choices.only ? taken % sharings.length : this.upTo(sharings.length)]!, kind: 'ENTRY' });
      taken += this.written - before;
    }
    if (this.done) return;
    await this.put(watch.insiders[3]!, phase, { sharing: 'NOT_SHARED', kind: 'NOTE' });
    if (!phase.sealed || this.choices.only === 'order') return;
    await this.change(phase);
    const ready = watch.insiders[4]!;
    const { turn } = (await this.page()).state;
    await this.step('ready', () => this.play.try(ready.session, 'sayReady', { turn, ready: true }), ready);
    await this.poke(phase);
    if (!this.done && (this.choices.thorough || this.chance(0.5))) await watch.everyQuery();
  }

  private async put(one: Onlooker, phase: PhaseOf, how: Pick<WatchedText, 'sharing' | 'kind'>): Promise<void> {
    const { watch } = this;
    const text: WatchedText = { id: randomUUID(), secret: watch.word(), writer: one.at, phase: phase.index, ...how };
    const quiet = phase.sealed || how.kind === 'NOTE' || how.sharing === 'NOT_SHARED';
    watch.texts.set(text.secret, text);
    if (!quiet) watch.allow(phase.index, 1);
    const answer = await this.step(
      quiet ? 'writing unseen' : 'writing',
      () => this.play.tryWrite(one.session, { phase: phase.index, id: text.id, body: this.body(phase, text.secret), sharing: how.sharing, kind: how.kind }),
      quiet ? one : null,
    );
    if (!answer?.errors) return void (this.written += 1);
    watch.texts.delete(text.secret);
    if (!quiet) watch.allow(phase.index, -1);
  }
  written = 0;

  /** One text is changed, and one taken back. */
  private async change(phase: PhaseOf): Promise<void> {
    const { watch } = this;
    const sheet = [...watch.texts.values()].filter((text) => text.phase === phase.index && text.kind === 'ENTRY');
    const changed = sheet.find(({ sharing }) => sharing === 'NAMELESS') ?? sheet[0];
    if (changed) {
      const one = watch.all[changed.writer]!;
      await this.step('changing unseen', () => this.play.tryWrite(one.session, { phase: phase.index, id: changed.id, body: this.body(phase, changed.secret), sharing: changed.sharing, ifVersion: 1 }), one);
    }
    const gone = sheet.find((text) => text !== changed && text.writer !== changed?.writer);
    if (!gone || sheet.length < 5) return;
    const one = watch.all[gone.writer]!;
    await this.step('taking back', () => this.play.remove(one.session, gone.id), one);
    watch.texts.delete(gone.secret);
  }

  /** Others try the id of a text that is closed; the answers may not differ from those to an id that is nobody's. */
  private async poke(phase: PhaseOf): Promise<void> {
    const { watch, play } = this;
    const target = [...watch.texts.values()].find((text) => text.phase === phase.index && text.kind === 'ENTRY');
    if (!target || this.done) return;
    const { turn } = (await this.page()).state;
    const stranger = watch.insiders.find(({ at }) => at !== target.writer && at !== 0)!;
    const tries: [string, (id: string) => Promise<GqlAnswer<unknown>>][] = [
      ['removeText', (id) => play.remove(stranger.session, id)],
      ['turnToText', (id) => play.try(this.lead.session, 'turnToText', { turn, textId: id })],
      ['rateText', (id) => play.try(watch.all[2]!.session, 'rateText', { phase: phase.index, textId: id, value: 'x' })],
      ['castVote', (id) => play.try(stranger.session, 'castVote', { phase: phase.index, optionIds: [id] })],
    ];
    for (const [name, attempt] of tries) {
      const answers: string[] = [];
      for (const id of [target.id, randomUUID()]) {
        const answer = await attempt(id);
        watch.heard(name, answer);
        answers.push(answer.text.replaceAll(id, 'id'));
      }
      if (answers[0] !== answers[1]) watch.leak(`the answer of ${name} tells that there is a text`);
    }
    await this.step('trying ids', async () => undefined);
  }

  private async reveal(phase: PhaseOf, sheet: number): Promise<void> {
    const { watch } = this;
    if (phase.reveal === 'inside') {
      const { state } = await this.page();
      await this.lead_('closeEntry', { turn: state.turn });
      await this.play.graceEnds();
      if (phase.present === 'together') watch.allow(sheet, Infinity);
      await this.step('closing', this.arrive);
    }
    const open = [...watch.texts.values()].filter((text) => text.phase === sheet && text.kind === 'ENTRY' && text.sharing !== 'NOT_SHARED');
    const acts = phase.present === 'together' ? 0 : !this.choices.only && this.chance(0.4) ? 1 : Math.min(open.length, 2 + this.upTo(open.length));
    for (let act = 0; act < acts && !this.done; act += 1) {
      const all = (acts === 1 && !this.choices.only) || (act === 2 && !this.choices.only && this.chance(0.5));
      watch.allow(sheet, all ? Infinity : 1);
      const { turn } = (await this.page()).state;
      await this.step('revealing', () => this.play.try(this.lead.session, 'revealTexts', all ? { turn, which: 'ALL' } : { turn, which: 'NEXT', opened: act }));
      if (all) break;
    }
    await this.placesNow(sheet);
    if (!this.done && (this.choices.thorough || this.chance(0.5))) await watch.everyQuery();
  }

  /** In which order the open texts of a sheet were written, by the places that they were given. */
  private async placesNow(sheet: number): Promise<void> {
    const { texts } = await this.page();
    const written = [...this.watch.texts.values()].filter((text) => text.phase === sheet).map(({ id }) => id);
    const open = texts.filter((text) => text.phase === sheet && text.opened && text.position !== null).sort((a, b) => a.position! - b.position!);
    this.opened += open.length;
    this.sheets.push({ places: open.map(({ id }) => written.indexOf(id)) });
  }

  private async vote(phase: PhaseOf): Promise<void> {
    const { options } = await this.page();
    if (options.length === 0) return;
    for (const one of this.watch.insiders) {
      if (this.done) return;
      if (this.chance(0.3)) continue;
      const optionIds = [options[this.upTo(options.length)]!.id];
      await this.step('voting', () => this.play.try(one.session, 'castVote', { phase: phase.index, optionIds }), one);
    }
  }

  /** Every third time fewer than four answer: then there is no picture. */
  private async survey(phase: PhaseOf): Promise<void> {
    const { watch } = this;
    const text = phase.items.find((item) => item.text);
    const scale = phase.items.find((item) => !item.text);
    const many = this.chance(0.66);
    for (const one of watch.insiders.slice(0, many ? 6 : 3)) {
      if (this.done) return;
      const secret = watch.word();
      const answers = [...(scale ? [{ item: scale.key, value: String(1 + this.upTo(5)) }] : []), ...(text ? [{ item: text.key, value: secret }] : [])];
      watch.texts.set(secret, { id: randomUUID(), secret, writer: one.at, phase: phase.index, sharing: 'NAMELESS', kind: 'ANSWER' });
      await this.step('answering', () => this.play.try(one.session, 'answerSurvey', { phase: phase.index, answers }), one);
    }
    await watch.everyQuery();
    const { state } = await this.page();
    await this.lead_('closeEntry', { turn: state.turn });
    await this.play.graceEnds();
    if (many) watch.allow(phase.index, Infinity);
    await this.step('closing', this.arrive);
  }
}
