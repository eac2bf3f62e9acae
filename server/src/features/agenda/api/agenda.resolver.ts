import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { AppointmentAccess } from '../access/appointment.access.js';
import { CalendarFeeds } from '../access/calendar-feeds.js';
import { PollAccess } from '../access/poll.access.js';
import { AnswerAppointment } from '../actions/answer-appointment.js';
import { OwnCalendarFeed } from '../actions/calendar-feed.js';
import { PollActs } from '../actions/poll-acts.js';
import { AnswerAppointmentInput, AnswerPollInput, PollIdInput, RenewCalendarFeedInput, RevokeCalendarFeedInput, SuggestMomentInput } from './agenda.args.js';
import { PlannedMomentModel, PollModel } from './agenda.edges.model.js';
import { CalendarFeedModel } from './agenda.model.js';

@Resolver()
export class AgendaResolver {
  constructor(
    private readonly appointments: AppointmentAccess,
    private readonly polls: PollAccess,
    private readonly feeds: CalendarFeeds,
    private readonly attendance: AnswerAppointment,
    private readonly acts: PollActs,
    private readonly ownFeed: OwnCalendarFeed,
  ) {}

  @Rule('signedIn', 'agenda: who meets there')
  @Mutation(() => PlannedMomentModel, { name: 'answerAppointment' })
  async answerAppointment(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => AnswerAppointmentInput }) input: AnswerAppointmentInput) {
    const { appointmentId } = await this.attendance.run(viewer, input);
    return this.appointments.appointment(viewer, appointmentId);
  }

  @Rule('signedIn', 'agenda: who meets there')
  @Mutation(() => PollModel, { name: 'answerPoll' })
  answerPoll(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => AnswerPollInput }) input: AnswerPollInput) {
    return this.done(viewer, this.acts.answer(viewer, input));
  }

  @Rule('signedIn', 'agenda: who meets there')
  @Mutation(() => PollModel, { name: 'suggestMoment' })
  suggestMoment(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SuggestMomentInput }) input: SuggestMomentInput) {
    return this.done(viewer, this.acts.suggest(viewer, input));
  }

  @Rule('signedIn', 'poll: who asked, or leads the circle')
  @Mutation(() => PollModel, { name: 'remindPoll' })
  remindPoll(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => PollIdInput }) input: PollIdInput) {
    return this.done(viewer, this.acts.remind(viewer, input));
  }

  @Rule('signedIn', 'poll: who asked, or leads the circle')
  @Mutation(() => PollModel, { name: 'closePoll' })
  closePoll(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => PollIdInput }) input: PollIdInput) {
    return this.done(viewer, this.acts.close(viewer, input));
  }

  @Rule('signedIn', 'own calendar feed')
  @Query(() => CalendarFeedModel, { name: 'calendarFeed' })
  calendarFeed(@CurrentViewer() viewer: Viewer) {
    return this.feeds.mine(viewer);
  }

  @Rule('signedIn', 'own calendar feed')
  @Mutation(() => CalendarFeedModel, { name: 'renewCalendarFeed' })
  async renewCalendarFeed(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RenewCalendarFeedInput }) input: RenewCalendarFeedInput) {
    const { feedId } = await this.ownFeed.renew(viewer, input);
    return this.feeds.mine(viewer, feedId);
  }

  @Rule('signedIn', 'own calendar feed')
  @Mutation(() => CalendarFeedModel, { name: 'revokeCalendarFeed' })
  async revokeCalendarFeed(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => RevokeCalendarFeedInput }) input: RevokeCalendarFeedInput) {
    await this.ownFeed.revoke(viewer, input);
    return this.feeds.mine(viewer);
  }

  private async done(viewer: Viewer, act: Promise<{ pollId: string }>) {
    const { pollId } = await act;
    return this.polls.poll(viewer, pollId);
  }
}
