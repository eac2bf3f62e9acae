import { randomUUID } from 'node:crypto';
import { MoveWritten } from '../../server/src/features/intervision/actions/move-written.js';
import { buildWritten, type WrittenPage, type WrittenPlay } from '../../server/test/builders/written.js';
import type { GqlAnswer } from '../../server/test/harness/graphql-call.js';
import type { Onlooker, SessionWatch, WatchedText } from './session-watch.js';

type Phase = WrittenPage['script']['phases'][number];

export interface WrittenChoices {
  method: string;
  random: () => number;
  /** stop as soon as something came out */
  untilLeak?: boolean;
  /** the share of those who write nothing, 0–1 */
  silent: number;
}

/** One session in writing from its first day to its last, by what people do and by the jobs that move and remind; the watch looks at every step. */
export class WrittenCourse {
  private play!: WrittenPlay;
  private readonly mover: MoveWritten;
  steps = 0;
  written = 0;
  opened = 0;

  constructor(
    private readonly watch: SessionWatch,
    private readonly choices: WrittenChoices,
  ) {
    this.mover = watch.world.server.app.get(MoveWritten);
  }

  private get lead(): Onlooker {
    return this.watch.all[0]!;
  }
  private get contributor(): Onlooker {
    return this.watch.all[2]!;
  }
  private get done(): boolean {
    return this.choices.untilLeak === true && this.watch.found > 0;
  }
  private page = (): Promise<WrittenPage> => this.play.page(this.lead.session);
  private step(what: string, act: () => Promise<GqlAnswer<unknown> | undefined>, quiet: Onlooker | null = null) {
    this.steps += 1;
    return this.watch.step(what, act, quiet);
  }

  async run(): Promise<void> {
    const { watch, choices } = this;
    this.play = await buildWritten(watch.world, this.lead.session, this.mover, { groupId: watch.groupId, facilitatorId: this.lead.person.id, contributorId: this.contributor.person.id, methodKey: choices.method });
    await watch.turnTo(this.play.id);
    await this.step('the first day', async () => void (await this.play.begins()));
    for (let tries = 0; tries < 40 && !this.done; tries += 1) {
      const { state, script } = await this.page();
      if (state.status !== 'RUNNING') break;
      await this.phase(script.phases[state.phase]!, script.phases);
    }
    await watch.everyQuery('the session');
  }

  private async phase(phase: Phase, phases: readonly Phase[]): Promise<void> {
    if (phase.input === 'survey') await this.survey(phase);
    else if (phase.input === 'vote') await this.vote(phase);
    else if (phase.input !== 'question_rating') await this.entries(phase);
    if (this.done) return;
    if (phase.speak === 'dialogue') await this.answers(phase, phases);
    if (phase.sealed) await this.remind(phase);
    if (this.done) return;
    // the deadline opens what was written unseen, for everyone at once
    if (phase.sealed || phase.input === 'survey') this.watch.allow(phase.index, Infinity);
    await this.step('the deadline', async () => void (await this.play.deadlinePasses()));
    if (phase.sealed) this.opened += (await this.page()).texts.filter((text) => text.phase === phase.index && text.opened).length;
  }

  private async entries(phase: Phase): Promise<void> {
    const { watch, choices } = this;
    const writers = [...watch.insiders].sort(() => choices.random() - 0.5);
    for (const [at, one] of writers.entries()) {
      if (this.done || choices.random() < choices.silent) continue;
      const sharing = phase.sealed ? (['NAMED', 'NAMELESS', 'NAMELESS', 'NOT_SHARED'] as const)[at % 4]! : 'NAMED';
      await this.put(one, phase, { sharing, kind: 'ENTRY' });
    }
    if (!this.done && phase.sealed) await watch.everyQuery();
  }

  private async put(one: Onlooker, phase: Phase, how: Pick<WatchedText, 'sharing' | 'kind'>): Promise<void> {
    const { watch } = this;
    const text: WatchedText = { id: randomUUID(), secret: watch.word(), writer: one.at, phase: phase.index, ...how };
    const quiet = phase.sealed || how.sharing === 'NOT_SHARED';
    watch.texts.set(text.secret, text);
    if (!quiet) watch.allow(phase.index, 1);
    const body = phase.input === 'grid' ? JSON.stringify({ [phase.fields[0]!.key]: text.secret }) : phase.input === 'actions' ? JSON.stringify({ what: text.secret }) : text.secret;
    const answer = await this.step(quiet ? 'writing unseen' : 'writing', () => this.play.tryWrite(one.session, { phase: phase.index, id: text.id, body, sharing: how.sharing, kind: how.kind }), quiet ? one : null);
    if (!answer?.errors) return void (this.written += 1);
    watch.texts.delete(text.secret);
    if (!quiet) watch.allow(phase.index, -1);
  }

  /** Each answer is begun, which nobody notices, and then posted. */
  private async answers(phase: Phase, phases: readonly Phase[]): Promise<void> {
    const { watch, contributor } = this;
    const asked = (await this.play.page(contributor.session)).texts.filter((text) => text.kind === 'ENTRY' && text.opened && !text.mine && (text.phase === phase.index || (phase.shows !== null && text.phase === phases[phase.shows]!.index)));
    for (const { id: aboutId } of asked) {
      if (this.done) return;
      const text: WatchedText = { id: randomUUID(), secret: watch.word(), writer: contributor.at, phase: phase.index, sharing: 'NAMED', kind: 'ENTRY' };
      watch.texts.set(text.secret, text);
      const fields = { phase: phase.index, aboutId, id: text.id, body: text.secret };
      await this.step('beginning an answer', () => this.play.tryAnswer(contributor.session, { ...fields, post: false }), contributor);
      if (this.done) return;
      watch.allow(phase.index, 1);
      const posted = await this.step('posting an answer', () => this.play.tryAnswer(contributor.session, { ...fields, ifVersion: 1 }));
      if (posted && !posted.errors) this.written += 1;
    }
  }

  /** Most of the phase is over: who did not write yet is reminded, and nobody else can tell. */
  private async remind(phase: Phase): Promise<void> {
    const { world } = this.watch;
    await world.sql(`UPDATE sessions SET phase_started_at = now() - interval '400 days', ends_at = now() + interval '20 days' WHERE id = $1`, [this.play.id]);
    const { state } = await this.page();
    if (state.phase !== phase.index) throw new Error('The phase moved while it was written in.');
    await this.step('looking', async () => undefined);
    await this.step('reminding', async () => void (await this.mover.remind(this.play.id, state.turn)), this.lead);
    await world.database.sqlAs('superuser', `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'mail:written%'`);
    if (!this.done) await this.watch.everyQuery();
  }

  private async vote(phase: Phase): Promise<void> {
    const { options } = await this.page();
    if (options.length === 0) return;
    for (const one of this.watch.insiders) {
      if (this.done) return;
      const optionIds = [options[Math.floor(this.choices.random() * options.length)]!.id];
      await this.step('voting', () => this.play.try(one.session, 'castVote', { phase: phase.index, optionIds }), one);
    }
  }

  private async survey(phase: Phase): Promise<void> {
    const { watch } = this;
    const [text, scale] = [phase.items.find((item) => item.text), phase.items.find((item) => !item.text)];
    for (const one of watch.insiders) {
      if (this.done) return;
      const secret = watch.word();
      watch.texts.set(secret, { id: randomUUID(), secret, writer: one.at, phase: phase.index, sharing: 'NAMELESS', kind: 'ANSWER' });
      const answers = [...(scale ? [{ item: scale.key, value: '4' }] : []), ...(text ? [{ item: text.key, value: secret }] : [])];
      await this.step('answering', () => this.play.try(one.session, 'answerSurvey', { phase: phase.index, answers }), one);
    }
  }
}
