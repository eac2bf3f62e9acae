import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { parseInput, whole } from '../../../platform/graphql/input.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { SeriesDayModel } from '../../agenda/public.js';
import { SessionPolls } from '../access/session-polls.js';
import { SessionAccess } from '../access/session.access.js';
import { PollSession } from '../actions/poll-session.js';
import { RescheduleSession } from '../actions/reschedule-session.js';
import { ScheduleSeries } from '../actions/schedule-series.js';
import { ChoosePollMomentInput, PollSessionInput, RescheduleSessionInput, ScheduleSeriesInput } from './plan.args.js';
import { AgendaModel, SessionModel, SessionMovedModel, SessionPollModel } from './session.edges.model.js';

/** From "we should meet" to a moment: polls, series, and moving what was planned. */
@Resolver()
export class PlanResolver {
  constructor(
    private readonly access: SessionAccess,
    private readonly polls: SessionPolls,
    private readonly poll: PollSession,
    private readonly series: ScheduleSeries,
    private readonly reschedule: RescheduleSession,
  ) {}

  @Rule('signedIn', 'agenda: who meets there')
  @Query(() => SessionPollModel, { name: 'sessionPoll' })
  sessionPoll(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => UuidScalar }) id: string) {
    return this.polls.poll(viewer, id);
  }

  @Rule('signedIn', 'circle: read')
  @Query(() => [SeriesDayModel], { name: 'seriesPreview' })
  seriesPreview(
    @CurrentViewer() viewer: Viewer,
    @Args('groupId', { type: () => UuidScalar }) groupId: string,
    @Args('from', { type: () => String }) from: string,
    @Args('until', { type: () => String }) until: string,
    @Args('everyWeeks', { type: () => Int }) everyWeeks: number,
    @Args('skipHolidays', { type: () => Boolean }) skipHolidays: boolean,
  ) {
    return this.polls.preview(viewer, { groupId, from, until, everyWeeks: parseInput(whole(1, 52), everyWeeks, 'everyWeeks'), skipHolidays });
  }

  @Rule('signedIn', 'circle: schedule_session')
  @Mutation(() => SessionPollModel, { name: 'pollSession' })
  async pollSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => PollSessionInput }) input: PollSessionInput) {
    const { pollId } = await this.poll.ask(viewer, input);
    return this.polls.poll(viewer, pollId);
  }

  @Rule('signedIn', 'poll: who asked, or leads the circle')
  @Mutation(() => SessionModel, { name: 'choosePollMoment' })
  async choosePollMoment(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ChoosePollMomentInput }) input: ChoosePollMomentInput) {
    const { sessionId } = await this.poll.choose(viewer, input);
    return this.access.session(viewer, sessionId);
  }

  @Rule('signedIn', 'circle: schedule_session')
  @Mutation(() => AgendaModel, { name: 'scheduleSeries' })
  async scheduleSeries(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ScheduleSeriesInput }) input: ScheduleSeriesInput) {
    const { groupId } = await this.series.run(viewer, input);
    return this.access.agenda(viewer, groupId);
  }

  @Rule('signedIn', 'session: change_plan')
  @Mutation(() => SessionMovedModel, { name: 'rescheduleSession' })
  async rescheduleSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RescheduleSessionInput }) input: RescheduleSessionInput) {
    const { sessionId } = await this.reschedule.run(viewer, input);
    return this.access.moved(viewer, sessionId);
  }
}
