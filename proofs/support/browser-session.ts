import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { buildSession, type SessionPage, type SessionPlay } from '../../server/test/builders/intervision.js';
import { dryRunSentence } from '../../server/src/features/intervision/domain/dry-run-words.js';
import type { Hand } from './hand.js';
import type { Product } from './product.js';
import type { Words } from './screens.js';
import { listenAloud, readTree, takeSaid } from './screen-reader.js';
import { type Room, worldOf } from './session-room.js';
import { handOf, type Pictures, type Seat } from './session-seats.js';

const patience = 20_000;

interface Standing {
  status: string;
  phase: number;
  entry: string;
  version: number;
  contributorId: string | null;
  here: number;
}

interface PhaseOf {
  index: number;
  key: string;
  name: Record<'nl' | 'en', string>;
  instruction: Record<'nl' | 'en', string>;
  input: string;
  sealed: boolean;
  shows: number | null;
}

const scriptDocument = 'query S($id: UUID!) { sessionPage(id: $id) { script { phases { index key name { nl en } instruction { nl en } input sealed shows } } } }';

export interface JourneyTally {
  methods: string[];
  phases: number;
  presses: number;
  entered: number;
  /** phases that were said aloud on a screen, once and assertively */
  announced: number;
  /** notes that were said aloud on a screen as they were opened */
  notes: number;
  trees: number;
  named: number;
  problems: Set<string>;
}

export interface SessionChoices {
  method: string;
  language: 'nl' | 'en';
  t: Words;
  /** by the keys alone */
  keys: boolean;
  pictures: Pictures | null;
}

/** One session from its lobby to its end on six screens: who leads presses the one button, the others do what is asked of them. */
export class BrowserSession {
  private play!: SessionPlay;
  private phases: PhaseOf[] = [];
  private readonly hands: Hand[];
  /** per screen: what it said since it was asked last, and how often it said each phase */
  private readonly said = new Map<Seat, { rest: string[]; phases: Map<number, number> }>();
  private pictureCount = 0;

  constructor(
    private readonly product: Product,
    private readonly room: Room,
    private readonly seats: readonly Seat[],
    private readonly tally: JourneyTally,
    private readonly choices: SessionChoices,
  ) {
    this.hands = seats.map((seat) => handOf(seat, choices.keys, (name) => this.problem(`one cannot see where the keyboard stands: ${name}`)));
  }

  async run(): Promise<void> {
    const { room, product, choices } = this;
    const lead = room.members[0]!;
    this.play = await buildSession(worldOf(product), lead.session, { groupId: room.groupId, facilitatorId: lead.person.id, coFacilitatorId: room.members[1]!.person.id, methodKey: choices.method });
    await Promise.all(this.seats.map(({ page }) => page.goto(`/sessies/${this.play.id}`, { waitUntil: 'commit' })));
    await this.begin();
    await this.lead();
    for (const { page } of this.seats) await page.getByRole('heading', { level: 1, name: choices.t('intervision.ended.title') }).waitFor();
    await this.picture('end');
    this.countWhatWasSaid();
    this.tally.methods.push(choices.method);
  }

  private problem(what: string): void {
    this.tally.problems.add(`${this.choices.method}: ${what}`);
  }
  private say(words: Record<'nl' | 'en', string>): string {
    return words[this.choices.language];
  }
  private get leader(): Page {
    return this.seats[0]!.page;
  }

  /** Where it stands, asked of the database: asking for a page again and again would be work for the server that nobody gives it. */
  private async look(): Promise<Standing> {
    const [row] = await this.product.sql<Standing>(
      `SELECT status, phase, entry, version, contributor_id AS "contributorId", (SELECT count(*)::int FROM session_people x WHERE x.session_id = s.id AND x.here) AS here FROM sessions s WHERE id = $1`,
      [this.play.id],
    );
    return row!;
  }

  private async until(what: string, so: () => Promise<boolean>): Promise<void> {
    const began = performance.now();
    while (!(await so())) {
      if (performance.now() - began > patience) throw new Error(`${this.choices.method}: it did not come true: ${what}`);
      await pause(25);
    }
  }

  /** The one button, and once more where it asks. @returns what it said before it was pressed */
  private async press(): Promise<string> {
    this.tally.presses += 1;
    const button = this.leader.locator('[data-primary] button').first();
    await this.leader.locator('[data-primary] button:not([disabled]):not([data-loading])').first().waitFor();
    const label = (await button.innerText()).trim();
    await this.hands[0]!.press(button);
    if (await this.leader.locator('[data-primary][data-asking]').first().isVisible()) await this.hands[0]!.press(button);
    return label;
  }

  private async begin(): Promise<void> {
    await this.press();
    await this.until('everybody is here', async () => (await this.look()).here >= 6);
    await this.hang();
    for (const seat of this.seats) {
      await listenAloud(seat.page);
      this.said.set(seat, { rest: [], phases: new Map() });
    }
    await this.picture('lobby');
    await this.press();
    await this.until('it runs', async () => (await this.look()).status === 'running');
    const { sessionPage } = await worldOf(this.product).ask<{ sessionPage: { script: { phases: PhaseOf[] } } }>(this.room.members[0]!.session, scriptDocument, { id: this.play.id });
    this.phases = sessionPage.script.phases;
    await this.arrive(0);
  }

  private async lead(): Promise<void> {
    let phase = 0;
    for (let press = 0; press < 150; press += 1) {
      await this.chooseCase();
      const before = await this.look();
      const label = await this.press();
      await this.until(`the press counts: ${label}`, async () => (await this.look()).version !== before.version);
      // the grace is real; that it passes at once is the only thing that a session of people does not have
      if ((await this.look()).entry === 'closing') {
        await this.play.graceEnds();
        await this.play.page(this.room.members[0]!.session);
      }
      const after = await this.look();
      if (after.status === 'ended') return;
      if (after.phase !== phase) await this.arrive((phase = after.phase));
      else if (label.startsWith(this.choices.t('intervision.primary.revealNext', { number: '' }).trim())) await this.hearNote(phase);
      else await this.picture(`${this.nameOf(phase)}-closed`);
    }
    throw new Error(`${this.choices.method} does not come to an end`);
  }

  private nameOf = (phase: number): string => `${String(phase + 1).padStart(2, '0')}-${this.phases[phase]!.key}`;
  private whereOf = (phase: PhaseOf): string => this.choices.t('intervision.phaseOf', { number: phase.index + 1, count: this.phases.length, name: this.say(phase.name) });

  /** On all screens the same phase; it is said; the tree is in order; then people do what is asked. */
  private async arrive(index: number): Promise<void> {
    const phase = this.phases[index]!;
    this.tally.phases += 1;
    const where = this.whereOf(phase);
    await Promise.all(this.seats.map(({ page }) => page.locator(`svg[role=img][aria-label^=${JSON.stringify(where)}]`).first().waitFor({ state: 'attached' })));
    if (index > 0) await this.hear(`the phase "${where}"`, this.seats, (_, seat) => (this.said.get(seat)!.phases.get(index) ?? 0) > 0);
    for (const { page, cdp } of [this.seats[0]!, this.seats[2]!, this.seats[3]!]) {
      const { problems, named } = await readTree(page, cdp, { headings: [this.say(phase.name), this.say(phase.instruction)], picture: where });
      this.tally.trees += 1;
      this.tally.named += named;
      for (const problem of problems) this.problem(`${phase.key}: ${problem}`);
    }
    await this.picture(`${this.nameOf(index)}-0`);
    const took = await Promise.all([2, 3, 4].map((at) => this.take(this.seats[at]!, phase)));
    if (took.some(Boolean)) await this.picture(`${this.nameOf(index)}-taken`);
  }

  /** Waits until all these screens said something. */
  private async hear(what: string, seats: readonly Seat[], so: (rest: readonly string[], seat: Seat) => boolean): Promise<boolean> {
    const deaf = await Promise.all(
      seats.map(async (seat) => {
        const began = performance.now();
        while (performance.now() - began < 5_000) {
          await this.listen(seat);
          if (so(this.said.get(seat)!.rest, seat)) return false;
          await pause(30);
        }
        return true;
      }),
    );
    const silent = deaf.filter(Boolean).length;
    if (silent > 0) this.problem(`${silent} of ${seats.length} screens do not say ${what}`);
    return silent === 0;
  }

  private async listen(seat: Seat): Promise<void> {
    const known = this.said.get(seat)!;
    for (const { politeness, text } of await takeSaid(seat.page)) {
      known.rest.push(text);
      if (/^~?\+?\d+:\d\d$/.test(text)) this.problem('the ticking clock is read out');
      if (politeness !== 'assertive') continue;
      const phase = this.phases.find((each) => text.startsWith(`${this.whereOf(each)}.`));
      if (phase) known.phases.set(phase.index, (known.phases.get(phase.index) ?? 0) + 1);
      else this.problem(`it breaks in on people with "${text.slice(0, 60)}"`);
    }
  }

  /** A note that is opened is said where people look at it. */
  private async hearNote(phase: number): Promise<void> {
    const begins = this.choices.t('intervision.noteOf', { number: '#', total: '' }).split('#')[0]!;
    for (const seat of this.seats) await this.listen(seat);
    if (await this.hear('the note that is opened', this.seats, (rest) => rest.some((text) => text.startsWith(begins)))) this.tally.notes += this.seats.length;
    for (const { rest } of this.said.values()) rest.length = 0;
    await this.picture(`${this.nameOf(phase)}-note`);
  }

  private countWhatWasSaid(): void {
    for (const { phases } of this.said.values())
      for (const [index, times] of phases) {
        if (times === 1) this.tally.announced += 1;
        else this.problem(`${this.phases[index]!.key} is said ${times} times`);
      }
  }

  /** Where the cue asks for it: whoever has most votes is offered, the third person is taken. */
  private async chooseCase(): Promise<void> {
    const { t } = this.choices;
    const { contributorId, phase, entry } = await this.look();
    if (contributorId !== null) return;
    // the button says the same where the votes do not tell
    const cue = this.leader.getByText(t('intervision.cue.chooseFirst')).first();
    // the vote has just been closed: its screen may still be on its way
    if (this.phases[phase]?.input === 'vote' && entry === 'closed') await cue.waitFor({ timeout: 5_000 }).catch(() => undefined);
    if (!(await cue.isVisible())) return;
    const { person } = this.room.members[2]!;
    const hand = this.hands[0]!;
    await hand.choose(this.leader.getByLabel(t('intervision.whoseCase')).first(), person.id);
    await hand.press(this.leader.getByRole('button', { name: t('intervision.chooseCase', { name: person.name }) }).first());
    await this.until('the case is chosen', async () => (await this.look()).contributorId === person.id);
  }

  /** What a phase asks of somebody, if anything: words, a vote, answers. True: it was done, and the screen says that it is kept. */
  private async take(seat: Seat, phase: PhaseOf): Promise<boolean> {
    const page = await this.play.page(seat.member.session);
    try {
      const done = await this.act(seat, phase, page);
      if (done) this.tally.entered += 1;
      return done;
    } catch (error) {
      this.problem(`${phase.key}: who may, cannot: ${(error as Error).message.split('\n')[0]}`);
      return false;
    }
  }

  private async act({ page, at }: Seat, phase: PhaseOf, { me, texts, options }: SessionPage): Promise<boolean> {
    const { t } = this.choices;
    const main = page.getByRole('main');
    const hand = this.hands[at]!;
    if (phase.input === 'question_rating' && me.roles.includes('contributor')) {
      if (!texts.some((text) => text.phase === phase.shows && text.opened)) return false;
      const choice = main.locator('[role=group] button[aria-pressed]').first();
      await hand.press(choice);
      await main.locator('[role=group] button[aria-pressed=true]').first().waitFor();
      return true;
    }
    if (!me.mayWrite) return false;
    if (phase.input === 'vote') {
      if (options.length === 0) return false;
      await hand.mark(main.locator('form input').nth(at % Math.min(2, options.length)));
      await hand.press(main.getByRole('button', { name: t('intervision.vote.cast'), exact: true }));
      await main.getByText(t('intervision.vote.counts')).waitFor();
      return true;
    }
    if (phase.input === 'survey') {
      await hand.mark(main.locator('fieldset').first().locator('input[type=radio]').nth(3));
      await this.kept(main);
      return true;
    }
    return this.write(seatWords(phase, at, this.choices.language), phase, main, hand, at);
  }

  private async write(words: string, phase: PhaseOf, main: Locator, hand: Hand, at: number): Promise<boolean> {
    const { t } = this.choices;
    const paper = main.getByRole('region', { name: t(phase.sealed ? 'intervision.note' : 'intervision.yourWords'), exact: true });
    await paper.waitFor();
    if (phase.input === 'scale') await hand.mark(paper.locator('fieldset input[type=radio]').nth(6));
    else await hand.type(paper.getByRole('textbox').first(), words);
    if (phase.sealed) {
      await this.kept(paper);
      if (at === 3) {
        await hand.press(main.getByRole('button', { name: t('intervision.iAmReady') }));
        await main.getByRole('button', { name: t('intervision.ready'), exact: true }).waitFor();
      }
      return true;
    }
    await hand.press(paper.getByRole('button', { name: new RegExp(`^${t('intervision.post')}`) }));
    await main.getByRole('region', { name: t('intervision.posted') }).getByText(words).first().waitFor();
    return true;
  }

  private kept = (place: Locator): Promise<void> => place.getByText(new RegExp(`^${this.choices.t('saved.at', { time: '' }).trim()}`)).first().waitFor();

  private async hang(): Promise<void> {
    const { pictures } = this.choices;
    if (!pictures) return;
    const world = worldOf(this.product);
    const { requestBeamer } = await world.ask<{ requestBeamer: { token: string; code: string } }>(null, 'mutation RequestBeamer { requestBeamer { token code } }');
    await this.play.do(this.room.members[0]!.session, 'pairBeamer', { code: requestBeamer.code });
    await pictures.hang(requestBeamer.token);
  }

  private async picture(name: string): Promise<void> {
    await this.choices.pictures?.take(this.seats, `${this.choices.method}/${String(this.pictureCount++).padStart(2, '0')}-${name}`);
  }
}

const seatWords = (phase: PhaseOf, at: number, language: 'nl' | 'en'): string => (phase.input === 'scale' ? '6' : dryRunSentence(phase.input as 'free', at + phase.index)[language]);
