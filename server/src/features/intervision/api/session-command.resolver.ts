import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionAccess } from '../access/session.access.js';
import { SessionCommands } from '../actions/session-commands.js';
import {
  ChooseCaseInput,
  EnterSessionInput,
  ExtendPhaseInput,
  HandOverInput,
  NextSpeakerInput,
  PhaseToInput,
  ReopenPhaseInput,
  RevealTextsInput,
  SessionIdInput,
  SessionTurnInput,
  TurnToTextInput,
} from './session.args.js';
import { SessionMovedModel } from './session.edges.model.js';

/** The commands of a session: each answers where it stands now, never with a text. */
@Resolver()
export class SessionCommandResolver {
  constructor(
    private readonly commands: SessionCommands,
    private readonly access: SessionAccess,
  ) {}

  @Rule('signedIn', 'session: start_end')
  @Mutation(() => SessionMovedModel, { name: 'cancelSession' })
  cancelSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.commands.cancelSession(viewer, input));
  }

  @Rule('signedIn', 'session: enter')
  @Mutation(() => SessionMovedModel, { name: 'enterSession' })
  enterSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => EnterSessionInput }) input: EnterSessionInput) {
    return this.moved(viewer, this.commands.enterSession(viewer, input));
  }

  @Rule('signedIn', 'session: leave')
  @Mutation(() => SessionMovedModel, { name: 'leaveSession' })
  leaveSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.commands.leaveSession(viewer, input));
  }

  @Rule('signedIn', 'session: start_end')
  @Mutation(() => SessionMovedModel, { name: 'openLobby' })
  openLobby(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.commands.openLobby(viewer, input));
  }

  @Rule('signedIn', 'session: start_end')
  @Mutation(() => SessionMovedModel, { name: 'startSession' })
  startSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.commands.startSession(viewer, input));
  }

  @Rule('signedIn', 'session: start_end')
  @Mutation(() => SessionMovedModel, { name: 'endSession' })
  endSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionTurnInput }) input: SessionTurnInput) {
    return this.moved(viewer, this.commands.endSession(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'advancePhase' })
  advancePhase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionTurnInput }) input: SessionTurnInput) {
    return this.moved(viewer, this.commands.advancePhase(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'closeEntry' })
  closeEntry(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionTurnInput }) input: SessionTurnInput) {
    return this.moved(viewer, this.commands.closeEntry(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'skipPhase' })
  skipPhase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => PhaseToInput }) input: PhaseToInput) {
    return this.moved(viewer, this.commands.skipPhase(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'reopenPhase' })
  reopenPhase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ReopenPhaseInput }) input: ReopenPhaseInput) {
    return this.moved(viewer, this.commands.reopenPhase(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'showPhase' })
  showPhase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => PhaseToInput }) input: PhaseToInput) {
    return this.moved(viewer, this.commands.showPhase(viewer, input));
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'nextSpeaker' })
  nextSpeaker(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => NextSpeakerInput }) input: NextSpeakerInput) {
    return this.moved(viewer, this.commands.nextSpeaker(viewer, input));
  }

  @Rule('signedIn', 'session: extend_pause')
  @Mutation(() => SessionMovedModel, { name: 'extendPhase' })
  extendPhase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ExtendPhaseInput }) input: ExtendPhaseInput) {
    return this.moved(viewer, this.commands.extendPhase(viewer, input));
  }

  @Rule('signedIn', 'session: extend_pause')
  @Mutation(() => SessionMovedModel, { name: 'pausePhase' })
  pausePhase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionTurnInput }) input: SessionTurnInput) {
    return this.moved(viewer, this.commands.pausePhase(viewer, input));
  }

  @Rule('signedIn', 'session: extend_pause')
  @Mutation(() => SessionMovedModel, { name: 'resumePhase' })
  resumePhase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionTurnInput }) input: SessionTurnInput) {
    return this.moved(viewer, this.commands.resumePhase(viewer, input));
  }

  @Rule('signedIn', 'session: time_out')
  @Mutation(() => SessionMovedModel, { name: 'callTimeOut' })
  callTimeOut(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.commands.callTimeOut(viewer, input));
  }

  @Rule('signedIn', 'session: end_time_out')
  @Mutation(() => SessionMovedModel, { name: 'endTimeOut' })
  endTimeOut(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.commands.endTimeOut(viewer, input));
  }

  @Rule('signedIn', 'session: reveal')
  @Mutation(() => SessionMovedModel, { name: 'revealTexts' })
  revealTexts(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RevealTextsInput }) input: RevealTextsInput) {
    return this.moved(viewer, this.commands.revealTexts(viewer, input));
  }

  @Rule('signedIn', 'session: reveal')
  @Mutation(() => SessionMovedModel, { name: 'turnToText' })
  turnToText(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => TurnToTextInput }) input: TurnToTextInput) {
    return this.moved(viewer, this.commands.turnToText(viewer, input));
  }

  @Rule('signedIn', 'session: choose_case')
  @Mutation(() => SessionMovedModel, { name: 'chooseCase' })
  chooseCase(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ChooseCaseInput }) input: ChooseCaseInput) {
    return this.moved(viewer, this.commands.chooseCase(viewer, input));
  }

  @Rule('signedIn', 'session: hand_over')
  @Mutation(() => SessionMovedModel, { name: 'handOver' })
  handOver(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => HandOverInput }) input: HandOverInput) {
    return this.moved(viewer, this.commands.handOver(viewer, input));
  }

  @Rule('signedIn', 'session: take_over')
  @Mutation(() => SessionMovedModel, { name: 'takeOver' })
  takeOver(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.moved(viewer, this.commands.takeOver(viewer, input));
  }

  @Rule('signedIn', 'session: ask_extra_time')
  @Mutation(() => SessionMovedModel, { name: 'askExtraTime' })
  askExtraTime(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionTurnInput }) input: SessionTurnInput) {
    return this.moved(viewer, this.commands.askExtraTime(viewer, input));
  }

  private async moved(viewer: Viewer, done: Promise<{ sessionId: string }>) {
    return this.access.moved(viewer, (await done).sessionId);
  }
}
