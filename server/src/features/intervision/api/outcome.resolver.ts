import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { OutcomeAccess } from '../access/outcome.access.js';
import { SessionAccess } from '../access/session.access.js';
import { FreezeSession } from '../actions/freeze-session.js';
import { ShortenPeriod } from '../actions/shorten-period.js';
import { TendOutcome } from '../actions/tend-outcome.js';
import { AnswerFollowUpInput, CasePeriodModel, LiftFreezeInput, MarkActionInput, OutcomeActionModel, SessionOutcomeModel, ShortenCasePeriodInput, TurnModel } from './outcome.model.js';
import { SessionIdInput } from './session.args.js';
import { SessionMovedModel } from './session.edges.model.js';

/** What stays of a session, and who decides how long. */
@Resolver()
export class OutcomeResolver {
  constructor(
    private readonly outcomes: OutcomeAccess,
    private readonly sessions: SessionAccess,
    private readonly freezing: FreezeSession,
    private readonly tend: TendOutcome,
    private readonly shorten: ShortenPeriod,
  ) {}

  @Rule('signedIn', 'session: read')
  @Query(() => SessionOutcomeModel, { name: 'sessionOutcome' })
  sessionOutcome(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => UuidScalar }) id: string) {
    return this.outcomes.outcome(viewer, id);
  }

  @Rule('signedIn', 'circle: read; turns: members')
  @Query(() => [TurnModel], { name: 'circleTurns' })
  circleTurns(@CurrentViewer() viewer: Viewer, @Args('groupId', { type: () => UuidScalar }) groupId: string) {
    return this.outcomes.turns(viewer, groupId);
  }

  @Rule('signedIn', 'circle: read')
  @Query(() => CasePeriodModel, { name: 'casePeriod' })
  casePeriod(@CurrentViewer() viewer: Viewer, @Args('groupId', { type: () => UuidScalar }) groupId: string) {
    return this.outcomes.period(viewer, groupId);
  }

  @Rule('signedIn', 'session: freeze')
  @Mutation(() => SessionMovedModel, { name: 'freezeSession' })
  async freezeSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    return this.sessions.moved(viewer, (await this.freezing.freeze(viewer, input)).sessionId);
  }

  @Rule('signedIn', 'session: freeze')
  @Mutation(() => SessionMovedModel, { name: 'liftFreeze' })
  async liftFreeze(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => LiftFreezeInput }) input: LiftFreezeInput) {
    return this.sessions.moved(viewer, (await this.freezing.lift(viewer, input)).sessionId);
  }

  @Rule('signedIn', 'session: read, own action')
  @Mutation(() => OutcomeActionModel, { name: 'markAction' })
  async markAction(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => MarkActionInput }) input: MarkActionInput) {
    const { sessionId } = await this.tend.markAction(viewer, input);
    return this.outcomes.action(viewer, sessionId, input.id);
  }

  @Rule('signedIn', 'session: read, own action')
  @Mutation(() => SessionOutcomeModel, { name: 'answerFollowUp' })
  async answerFollowUp(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => AnswerFollowUpInput }) input: AnswerFollowUpInput) {
    return this.outcomes.outcome(viewer, (await this.tend.answerFollowUp(viewer, input)).sessionId);
  }

  @Rule('signedIn', 'circle: shorten_retention')
  @Mutation(() => CasePeriodModel, { name: 'shortenCasePeriod' })
  async shortenCasePeriod(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ShortenCasePeriodInput }) input: ShortenCasePeriodInput) {
    return this.outcomes.period(viewer, (await this.shorten.run(viewer, input)).groupId);
  }
}
