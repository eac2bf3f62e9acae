import { randomUUID } from 'node:crypto';
import { must, type Session } from '../harness/graphql-call.js';
import { sessionPageDocument, SessionPlay, type SessionPage, type SessionWorld } from './intervision.js';

export interface WrittenPage extends SessionPage {
  written: { deadlines: string[]; extended: boolean; awaitsMe: boolean; awaited: string[] | null; mayAnswer: boolean; missed: string[] };
  script: { phases: (SessionPage['script']['phases'][number] & { speak: string; fields: { key: string }[]; items: { key: string; text: boolean }[]; maxEach: number | null; contrib: string; ratingScale: { key: string }[] })[] };
  texts: (SessionPage['texts'][number] & { aboutId: string | null })[];
}

const writtenDocument = sessionPageDocument
  .replace('script { phases { index', 'written { deadlines extended awaitsMe awaited mayAnswer missed } script { phases { speak maxEach contrib fields { key } items { key text } ratingScale { key } index')
  .replace('texts { id', 'texts { aboutId id');

const planDocument = `query P($groupId: UUID!, $methodKey: String!, $startsOn: String!) { writtenPlan(groupId: $groupId, methodKey: $methodKey, startsOn: $startsOn) {
  startsOn mostDays agreement { nl } phases { key days lastDay endsAt private } } }`;

export interface Plan {
  startsOn: string;
  mostDays: number;
  agreement: { nl: string };
  phases: { key: string; days: number; lastDay: string; endsAt: string; private: boolean }[];
}

export const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The days that a method would take in a circle. */
export async function askPlan(world: SessionWorld, who: Session, groupId: string, methodKey = 'heilsbronn', startsOn = dayFromNow(3)): Promise<Plan> {
  return (await world.ask<{ writtenPlan: Plan }>(who, planDocument, { groupId, methodKey, startsOn })).writtenPlan;
}

/** What looks at written sessions when their time has come, called by hand. */
export interface Mover {
  move(sessionId: string): Promise<void>;
}

/** A written session, moved by changing its moments in the database and calling the job that looks. */
export class WrittenPlay extends SessionPlay {
  constructor(
    private readonly at: SessionWorld,
    id: string,
    private readonly mover: Mover,
  ) {
    super(at, id);
  }

  override async page(who: Session): Promise<WrittenPage> {
    return (await this.at.ask<{ sessionPage: WrittenPage }>(who, writtenDocument, { id: this.id })).sessionPage;
  }

  /** The agreed day has come. */
  async begins(): Promise<void> {
    await this.at.sql(`UPDATE sessions SET starts_at = now() - interval '1 minute' WHERE id = $1`, [this.id]);
    await this.mover.move(this.id);
  }

  /** The deadline of the phase that runs is over, and the job has looked. */
  async deadlinePasses(): Promise<void> {
    await this.deadlineIsOver();
    await this.mover.move(this.id);
  }

  /** The deadline is over and nobody has looked yet. */
  async deadlineIsOver(): Promise<void> {
    await this.at.sql(`UPDATE sessions SET ends_at = now() - interval '1 second' WHERE id = $1 AND status = 'running'`, [this.id]);
  }

  look(): Promise<void> {
    return this.mover.move(this.id);
  }

  tryAnswer(who: Session, fields: object) {
    const document = `mutation A($input: AnswerQuestionInput!) { answerQuestion(input: $input) { id version opened } }`;
    return this.at.gql<{ answerQuestion: { id: string; version: number; opened: boolean } }>(who, document, {
      input: { mutationId: randomUUID(), sessionId: this.id, id: randomUUID(), post: true, ifVersion: 0, ...fields },
    });
  }

  async answer(who: Session, fields: { phase: number; aboutId: string; body: string; id?: string; post?: boolean; ifVersion?: number }) {
    return must(await this.tryAnswer(who, fields)).answerQuestion;
  }

  tryExtend(who: Session, turn: number, days = 1) {
    return this.at.gql<{ moved: { state: { endsAt: string } } }>(who, 'mutation E($input: ExtendDeadlineInput!) { moved: extendDeadline(input: $input) { state { endsAt } } }', {
      input: { mutationId: randomUUID(), sessionId: this.id, turn, days },
    });
  }

  /** On until a phase of this key runs. */
  override async until(who: Session, key: string): Promise<number> {
    for (let tries = 0; tries < 40; tries += 1) {
      const { state, script } = await this.page(who);
      if (script.phases[state.phase]?.key === key) return state.phase;
      await this.deadlinePasses();
    }
    throw new Error(`No phase ${key}`);
  }
}

/** Plans a written session on the days that the circle would get. */
export async function buildWritten(
  world: SessionWorld,
  who: Session,
  mover: Mover,
  choices: { groupId: string; facilitatorId: string; coFacilitatorId?: string; contributorId?: string | null; methodKey?: string; id?: string },
): Promise<WrittenPlay> {
  const { groupId, facilitatorId, methodKey = 'heilsbronn' } = choices;
  const plan = await askPlan(world, who, groupId, methodKey);
  const id = choices.id ?? randomUUID();
  await world.ask(who, `mutation S($input: ScheduleWrittenInput!) { scheduleWritten(input: $input) { id } }`, {
    input: {
      mutationId: randomUUID(), id, groupId, methodKey, startsOn: plan.startsOn, lastDays: plan.phases.map(({ lastDay }) => lastDay), facilitatorId,
      coFacilitatorId: choices.coFacilitatorId ?? null, contributorId: choices.contributorId ?? null,
    },
  });
  return new WrittenPlay(world, id, mover);
}
