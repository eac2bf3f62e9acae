import { randomUUID } from 'node:crypto';
import { must, type GqlAnswer, type Session } from '../harness/graphql-call.js';
import type { World } from '../harness/world.js';

export interface SessionPage {
  state: {
    status: string; turn: number; phase: number; entry: string; clock: string; goesTo: number | null; facilitatorId: string; contributorId: string | null; speakingOrder: string[];
    namelessOffered: boolean; extraTimeAsked: number | null; ready: number | null; writers: number | null; spotlightId: string | null; version: number;
  };
  script: { phases: { index: number; key: string; input: string; sealed: boolean; reveal: string | null; shows: number | null }[] };
  me: { roles: string[]; ready: boolean; mayWrite: boolean; refusal: string | null; sharings: string[]; myVote: string[]; myAnswers: { item: string; value: string }[]; silent: boolean };
  people: { person: { id: string }; here: boolean; silent: boolean }[];
  texts: { id: string; phase: number; kind: string; sharing: string; mine: boolean; opened: boolean; position: number | null; author: { id: string } | null; body: string; version: number }[];
  sheets: { phase: number; total: number | null; opened: number }[];
  options: { id: string; words: string; votes: number | null; leading: boolean }[];
  pictures: { item: string; distribution: number[]; texts: string[] }[];
  ratings: { textId: string; value: string }[];
  deviceKey: string;
  session: { viewerActions: string[]; status: string };
  asOf: { stream: string; seq: number; epoch: number };
  facilitatorAsOf: { stream: string; seq: number; epoch: number } | null;
}

export const sessionPageDocument = `query P($id: UUID!) { sessionPage(id: $id) {
  session { viewerActions status }
  state { status turn phase entry clock goesTo facilitatorId contributorId speakingOrder namelessOffered extraTimeAsked ready writers spotlightId version }
  script { phases { index key input sealed reveal shows } }
  me { roles ready mayWrite refusal sharings myVote myAnswers { item value } silent }
  people { person { id } here silent }
  texts { id phase kind sharing mine opened position author { id } body version }
  sheets { phase total opened } options { id words votes leading } pictures { item distribution texts } ratings { textId value }
  deviceKey asOf { stream seq epoch } facilitatorAsOf { stream seq epoch } } }`;

const inputOf = (name: string): string =>
  ({
    enterSession: 'EnterSessionInput', skipPhase: 'PhaseToInput', showPhase: 'PhaseToInput', reopenPhase: 'ReopenPhaseInput', extendPhase: 'ExtendPhaseInput', revealTexts: 'RevealTextsInput',
    turnToText: 'TurnToTextInput', chooseCase: 'ChooseCaseInput', handOver: 'HandOverInput', nextSpeaker: 'NextSpeakerInput', sayReady: 'SayReadyInput', castVote: 'CastVoteInput',
    answerSurvey: 'AnswerSurveyInput', rateText: 'RateTextInput', advancePhase: 'SessionTurnInput', closeEntry: 'SessionTurnInput', pausePhase: 'SessionTurnInput', resumePhase: 'SessionTurnInput',
    writeForSomeone: 'WriteForSomeoneInput', returnQuestion: 'ReturnQuestionInput', parkTopic: 'ParkTopicInput', unparkTopic: 'UnparkTopicInput', giveRole: 'GiveRoleInput', setSpeakers: 'SetSpeakersInput',
    pairBeamer: 'PairBeamerInput', showOnBeamer: 'ShowOnBeamerInput', liftFreeze: 'LiftFreezeInput',
    endSession: 'SessionTurnInput', askExtraTime: 'SessionTurnInput',
  })[name] ?? 'SessionIdInput';

type Moved = { moved: { state: { status: string; turn: number; phase: number; version: number } } };

/** What it takes to play a session: a world, or a server of another process with the database behind it. */
export type SessionWorld = Pick<World, 'gql' | 'ask' | 'sql'>;

/** What people do in one session, as their browsers ask it. */
export class SessionPlay {
  constructor(
    private readonly world: SessionWorld,
    readonly id: string,
  ) {}

  try(who: Session, command: string, fields: object = {}): Promise<GqlAnswer<Moved>> {
    const document = `mutation M($input: ${inputOf(command)}!) { moved: ${command}(input: $input) { state { status turn phase version } } }`;
    return this.world.gql<Moved>(who, document, { input: { mutationId: randomUUID(), sessionId: this.id, ...fields } });
  }

  async do(who: Session, command: string, fields: object = {}) {
    return must(await this.try(who, command, fields)).moved.state;
  }

  async page(who: Session): Promise<SessionPage> {
    return (await this.world.ask<{ sessionPage: SessionPage }>(who, sessionPageDocument, { id: this.id })).sessionPage;
  }

  tryWrite(who: Session, fields: object) {
    const document = `mutation W($input: WriteTextInput!) { writeText(input: $input) { id version mine opened sharing author { id } } }`;
    return this.world.gql<{ writeText: { id: string; version: number; mine: boolean; opened: boolean } }>(who, document, {
      input: { mutationId: randomUUID(), sessionId: this.id, id: randomUUID(), kind: 'ENTRY', sharing: 'NAMED', ifVersion: 0, ...fields },
    });
  }

  async write(who: Session, fields: { phase: number; body: string; sharing?: string; kind?: string; id?: string; ifVersion?: number }) {
    return must(await this.tryWrite(who, fields)).writeText;
  }

  remove(who: Session, id: string) {
    return this.world.gql(who, 'mutation R($input: RemoveTextInput!) { removeText(input: $input) { ok } }', { input: { mutationId: randomUUID(), sessionId: this.id, id } });
  }

  /** The grace that runs is over now. */
  async graceEnds(): Promise<void> {
    await this.world.sql(`UPDATE sessions SET grace_ends_at = now() - interval '1 second' WHERE id = $1 AND entry = 'closing'`, [this.id]);
  }

  /** On to the next phase: the press, its grace, and the phase that follows. */
  async next(facilitator: Session): Promise<SessionPage> {
    const { state } = await this.page(facilitator);
    await this.do(facilitator, 'advancePhase', { turn: state.turn });
    await this.graceEnds();
    return this.page(facilitator);
  }

  /** Straight to the phase of this key, its grace past. @returns its index */
  async skipTo(facilitator: Session, key: string): Promise<number> {
    const { state, script } = await this.page(facilitator);
    const to = script.phases.findIndex((phase) => phase.key === key);
    await this.do(facilitator, 'skipPhase', { turn: state.turn, to });
    await this.graceEnds();
    await this.page(facilitator);
    return to;
  }

  /** On until a phase of this key runs. */
  async until(facilitator: Session, key: string): Promise<number> {
    for (let tries = 0; tries < 40; tries += 1) {
      const { state, script } = await this.page(facilitator);
      if (script.phases[state.phase]?.key === key) return state.phase;
      await this.next(facilitator);
    }
    throw new Error(`No phase ${key}`);
  }
}

/** Plans a session, as somebody of the circle. */
export async function buildSession(
  world: SessionWorld,
  who: Session,
  choices: { groupId: string; facilitatorId: string; coFacilitatorId?: string; methodKey?: string; short?: boolean; place?: string; videoLink?: string; id?: string },
): Promise<SessionPlay> {
  const id = choices.id ?? randomUUID();
  await world.ask(who, `mutation S($input: ScheduleSessionInput!) { scheduleSession(input: $input) { id } }`, {
    input: {
      mutationId: randomUUID(), id, groupId: choices.groupId, methodKey: choices.methodKey ?? 'incident', short: choices.short ?? false, startsAt: new Date().toISOString(),
      place: choices.place ?? 'Lokaal 2', videoLink: choices.videoLink ?? '', facilitatorId: choices.facilitatorId, coFacilitatorId: choices.coFacilitatorId ?? null,
    },
  });
  return new SessionPlay(world, id);
}
