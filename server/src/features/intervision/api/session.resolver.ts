import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { limits } from '../../../../../schema/limits.js';
import { parseInput, text, whole } from '../../../platform/graphql/input.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { z } from 'zod';
import { Methods } from '../access/methods.js';
import { SessionAccess } from '../access/session.access.js';
import { ScheduleSession } from '../actions/schedule-session.js';
import { SessionRunner } from '../actions/session-runner.js';
import { MethodModel, MethodSuggestionModel } from './method.edges.model.js';
import { ScheduleSessionInput } from './session.args.js';
import { AgendaModel, SessionModel } from './session.edges.model.js';
import { SessionPageModel } from './session-page.edges.model.js';

const tags = z.array(text(limits.name)).max(limits.defaultPage);

@Resolver()
export class SessionResolver {
  constructor(
    private readonly access: SessionAccess,
    private readonly methodList: Methods,
    private readonly schedule: ScheduleSession,
    private readonly runner: SessionRunner,
  ) {}

  @Rule('signedIn', 'methods: everyone')
  @Query(() => [MethodModel], { name: 'methods' })
  methods() {
    return this.methodList.all();
  }

  @Rule('signedIn', 'methods: everyone')
  @Query(() => [MethodSuggestionModel], { name: 'methodSuggestions' })
  methodSuggestions(
    @Args('minutes', { type: () => Int }) minutes: number,
    @Args('people', { type: () => Int }) people: number,
    @Args('caseTags', { type: () => [String] }) caseTags: string[],
  ) {
    return this.methodList.suggestions(parseInput(whole(1, 600), minutes, 'minutes'), parseInput(whole(1, 100), people, 'people'), parseInput(tags, caseTags, 'caseTags'));
  }

  @Rule('signedIn', 'circle: read; sessions: members')
  @Query(() => AgendaModel, { name: 'agenda' })
  agenda(@CurrentViewer() viewer: Viewer, @Args('groupId', { type: () => UuidScalar }) groupId: string) {
    return this.access.agenda(viewer, groupId);
  }

  @Rule('signedIn', 'session: read')
  @Query(() => SessionPageModel, { name: 'sessionPage' })
  async sessionPage(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => UuidScalar }) id: string) {
    const page = await this.access.page(viewer, id);
    if (page.overdueTurn === null) return page;
    // the job that ends the grace or the phase is late: whoever reads ends it
    await this.runner.settleLate(id, page.overdueTurn, viewer.personId);
    return this.access.page(viewer, id);
  }

  @Rule('signedIn', 'circle: schedule_session')
  @Mutation(() => SessionModel, { name: 'scheduleSession' })
  async scheduleSession(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ScheduleSessionInput }) input: ScheduleSessionInput) {
    const { sessionId } = await this.schedule.run(viewer, input);
    return this.access.session(viewer, sessionId);
  }
}
