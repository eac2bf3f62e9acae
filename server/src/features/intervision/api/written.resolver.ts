import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { limits } from '../../../../../schema/limits.js';
import { parseInput, text } from '../../../platform/graphql/input.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SessionAccess } from '../access/session.access.js';
import { WrittenPlans } from '../access/written-plans.js';
import { AnswerQuestion } from '../actions/answer-question.js';
import { ExtendDeadline } from '../actions/extend-deadline.js';
import { ScheduleWritten } from '../actions/schedule-written.js';
import { SessionTextModel } from './session-page.edges.model.js';
import { SessionModel, SessionMovedModel } from './session.edges.model.js';
import { AnswerQuestionInput, ExtendDeadlineInput, ScheduleWrittenInput } from './written.args.js';
import { WrittenPlanModel } from './written.edges.model.js';

/** What only a session in writing has: days agreed beforehand, more of them once, and answers to questions. */
@Resolver()
export class WrittenResolver {
  constructor(
    private readonly access: SessionAccess,
    private readonly plans: WrittenPlans,
    private readonly schedule: ScheduleWritten,
    private readonly extend: ExtendDeadline,
    private readonly answer: AnswerQuestion,
  ) {}

  @Rule('signedIn', 'circle: schedule_session')
  @Query(() => WrittenPlanModel, { name: 'writtenPlan' })
  writtenPlan(
    @CurrentViewer() viewer: Viewer,
    @Args('groupId', { type: () => UuidScalar }) groupId: string,
    @Args('methodKey', { type: () => String }) methodKey: string,
    @Args('startsOn', { type: () => String }) startsOn: string,
  ) {
    return this.plans.show(viewer, groupId, parseInput(text(limits.name), methodKey, 'methodKey'), parseInput(text(limits.name), startsOn, 'startsOn'));
  }

  @Rule('signedIn', 'circle: schedule_session')
  @Mutation(() => SessionModel, { name: 'scheduleWritten' })
  async scheduleWritten(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ScheduleWrittenInput }) input: ScheduleWrittenInput) {
    const { sessionId } = await this.schedule.run(viewer, input);
    return this.access.session(viewer, sessionId);
  }

  @Rule('signedIn', 'session: move_phase')
  @Mutation(() => SessionMovedModel, { name: 'extendDeadline' })
  async extendDeadline(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ExtendDeadlineInput }) input: ExtendDeadlineInput) {
    const { sessionId } = await this.extend.run(viewer, input);
    return this.access.moved(viewer, sessionId);
  }

  @Rule('signedIn', 'session: contributor')
  @Mutation(() => SessionTextModel, { name: 'answerQuestion' })
  async answerQuestion(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => AnswerQuestionInput }) input: AnswerQuestionInput) {
    const { sessionId } = await this.answer.run(viewer, input);
    return this.access.text(viewer, sessionId, input.id);
  }
}
