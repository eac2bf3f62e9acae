import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionAccess } from '../access/session.access.js';
import { EnterAnswers } from '../actions/enter-answers.js';
import { RemoveText } from '../actions/remove-text.js';
import { WriteText } from '../actions/write-text.js';
import { AnswerSurveyInput, CastVoteInput, RateTextInput, RemoveTextInput, SayReadyInput, WriteTextInput } from './session.args.js';
import { SessionTextModel } from './session-page.edges.model.js';
import { SessionMovedModel } from './session.edges.model.js';

/** What people enter in a session: texts, votes, answers, ratings, and that they are ready. */
@Resolver()
export class SessionEntryResolver {
  constructor(
    private readonly writeTextAction: WriteText,
    private readonly removeTextAction: RemoveText,
    private readonly answers: EnterAnswers,
    private readonly access: SessionAccess,
  ) {}

  @Rule('signedIn', 'session: write_own, write_outcome')
  @Mutation(() => SessionTextModel, { name: 'writeText' })
  async writeText(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => WriteTextInput }) input: WriteTextInput) {
    const { sessionId } = await this.writeTextAction.run(viewer, input);
    return this.access.text(viewer, sessionId, input.id);
  }

  @Rule('signedIn', 'session: read, own text')
  @Mutation(() => DoneModel, { name: 'removeText' })
  async removeText(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RemoveTextInput }) input: RemoveTextInput) {
    await this.removeTextAction.run(viewer, input);
    return done();
  }

  @Rule('signedIn', 'session: vote')
  @Mutation(() => SessionMovedModel, { name: 'castVote' })
  async castVote(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => CastVoteInput }) input: CastVoteInput) {
    const { sessionId } = await this.answers.castVote(viewer, input);
    return this.access.moved(viewer, sessionId);
  }

  @Rule('signedIn', 'session: write_own')
  @Mutation(() => SessionMovedModel, { name: 'answerSurvey' })
  async answerSurvey(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => AnswerSurveyInput }) input: AnswerSurveyInput) {
    const { sessionId } = await this.answers.answerSurvey(viewer, input);
    return this.access.moved(viewer, sessionId);
  }

  @Rule('signedIn', 'session: rate')
  @Mutation(() => SessionMovedModel, { name: 'rateText' })
  async rateText(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RateTextInput }) input: RateTextInput) {
    const { sessionId } = await this.answers.rateText(viewer, input);
    return this.access.moved(viewer, sessionId);
  }

  @Rule('signedIn', 'session: write_own')
  @Mutation(() => SessionMovedModel, { name: 'sayReady' })
  async sayReady(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SayReadyInput }) input: SayReadyInput) {
    const { sessionId } = await this.answers.sayReady(viewer, input);
    return this.access.moved(viewer, sessionId);
  }
}
