import type { SessionPage, SessionPlay } from '../../server/test/builders/intervision.js';
import { dryRunSentence } from '../../server/src/features/intervision/domain/dry-run-words.js';
import type { Product } from './product.js';
import { type Member, type Room, worldOf } from './session-room.js';

export interface ApiTally {
  methods: number;
  phases: number;
  written: number;
  opened: number;
  wrong: Set<string>;
}

interface PhaseOf {
  index: number;
  key: string;
  input: string;
  sealed: boolean;
  reveal: string | null;
  shows: number | null;
  fields: { key: string }[];
  items: { key: string; text: boolean }[];
  ratingScale: { key: string }[];
}

const scriptDocument = 'query S($id: UUID!) { sessionPage(id: $id) { script { phases { index key input sealed reveal shows fields { key } items { key text } ratingScale { key } } } } }';

/** What somebody writes in a phase, in the form that it asks for. */
export function bodyFor(input: string, fields: readonly { key: string }[], chance: number): string {
  const words = dryRunSentence(input as 'free', chance).nl;
  if (input === 'grid') return JSON.stringify(Object.fromEntries(fields.map(({ key }) => [key, words])));
  return input === 'actions' ? JSON.stringify({ what: words }) : words;
}

/** One method from its lobby to its end over GraphQL: every phase in its order, with what it asks of people done by whoever is asked. */
export class ApiJourney {
  private phases: PhaseOf[] = [];

  private constructor(
    private readonly room: Room,
    private readonly play: SessionPlay,
    private readonly method: string,
    private readonly tally: ApiTally,
  ) {}

  /** @param unfinished stops before the end: the control */
  static async run(product: Product, room: Room, method: string, tally: ApiTally, unfinished = false): Promise<void> {
    const play = await room.begin(method);
    const journey = new ApiJourney(room, play, method, tally);
    const { sessionPage } = await worldOf(product).ask<{ sessionPage: { script: { phases: PhaseOf[] } } }>(journey.lead, scriptDocument, { id: play.id });
    journey.phases = sessionPage.script.phases;
    if (await journey.through()) await journey.end(unfinished);
  }

  private get lead() {
    return this.room.members[0]!.session;
  }
  private wrong(what: string): void {
    this.tally.wrong.add(`${this.method}: ${what}`);
  }

  private async through(): Promise<boolean> {
    let page = await this.play.page(this.lead);
    for (;;) {
      const phase = this.phases[page.state.phase]!;
      this.tally.phases += 1;
      await this.take(phase, this.room.members[2]!);
      await this.take(phase, this.room.members[3 + (phase.index % 3)]!);
      page = (await this.open(phase)) ?? page;
      if (phase.index === this.phases.length - 1) return true;
      await this.play.do(this.lead, 'advancePhase', { turn: page.state.turn });
      await this.play.graceEnds();
      page = await this.play.page(this.lead);
      const went = page.state.phase - phase.index;
      // a vote with too little to choose from is passed over
      if (went === 1 || (went === 2 && this.phases[phase.index + 1]!.input === 'vote')) continue;
      this.wrong(`from phase ${phase.index} to ${page.state.phase}`);
      return false;
    }
  }

  /** What a phase asks of somebody. Whoever may, can. */
  private async take(phase: PhaseOf, { session }: Member): Promise<void> {
    const page = await this.play.page(session);
    const { index } = phase;
    if (phase.input === 'question_rating') {
      const text = page.me.roles.includes('contributor') && page.texts.find((each) => each.phase === phase.shows && each.opened);
      if (text) await this.must(phase, this.play.try(session, 'rateText', { phase: index, textId: text.id, value: phase.ratingScale[0]!.key }));
      return;
    }
    if (!page.me.mayWrite) return;
    if (phase.input === 'vote') {
      if (page.options[0]) await this.must(phase, this.play.try(session, 'castVote', { phase: index, optionIds: [page.options[0].id] }));
    } else if (phase.input === 'survey') {
      const answers = phase.items.map(({ key, text }) => ({ item: key, value: text ? 'Rustig begonnen, op tijd klaar.' : '4' }));
      await this.must(phase, this.play.try(session, 'answerSurvey', { phase: index, answers }));
    } else {
      await this.must(phase, this.play.tryWrite(session, { phase: index, body: bodyFor(phase.input, phase.fields, this.tally.written), sharing: page.me.sharings.includes('NAMED') ? 'NAMED' : 'NAMELESS' }));
    }
  }

  private async must(phase: PhaseOf, asked: Promise<{ errors?: unknown; text: string }>): Promise<void> {
    const answer = await asked;
    if (answer.errors) this.wrong(`${phase.key}: who may, is refused: ${answer.text.slice(0, 120)}`);
    else this.tally.written += 1;
  }

  /** What was written unseen is opened where the method says so. @returns the page after it */
  private async open(phase: PhaseOf): Promise<SessionPage | null> {
    const { play, lead } = this;
    if (phase.reveal !== 'inside' && (phase.shows === null || !this.phases[phase.shows]!.sealed)) return null;
    let page = await play.page(lead);
    if (phase.reveal === 'inside') {
      await play.do(lead, 'closeEntry', { turn: page.state.turn });
      await play.graceEnds();
      page = await play.page(lead);
    }
    const sheetOf = (seen: SessionPage) => seen.sheets.find((sheet) => sheet.phase === (phase.reveal === 'inside' ? phase.index : phase.shows));
    const sheet = sheetOf(page);
    if (!sheet?.total) return page;
    if (sheet.opened < sheet.total) await play.try(lead, 'revealTexts', { turn: page.state.turn, which: 'ALL' });
    page = await play.page(lead);
    const after = sheetOf(page);
    if (after?.opened !== after?.total) this.wrong(`${phase.key}: ${after?.opened} of ${after?.total} notes open`);
    else this.tally.opened += after?.total ?? 0;
    return page;
  }

  private async end(unfinished: boolean): Promise<void> {
    const { play, lead } = this;
    if (!unfinished) await play.do(lead, 'endSession', { turn: (await play.page(lead)).state.turn });
    await play.graceEnds();
    if ((await play.page(lead)).state.status === 'ENDED') this.tally.methods += 1;
    else this.wrong('it does not end');
  }
}
