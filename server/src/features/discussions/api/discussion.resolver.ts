import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { fromCursor } from '../../../platform/graphql/cursor.js';
import { pageSize } from '../../../platform/graphql/input.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { DiscussionAccess } from '../access/discussion.access.js';
import { TopicPageArgs } from './discussion.args.js';
import { DecisionConnectionModel, MessageModel, MessageVersionModel } from './message.model.js';
import { TopicPageModel } from './discussion.edges.model.js';
import { GroupPageModel } from './topic.model.js';

const seqKey = z.number().int().nonnegative();

@Resolver()
export class DiscussionResolver {
  constructor(private readonly discussions: DiscussionAccess) {}

  @Rule('signedIn', 'groups: member')
  @Query(() => GroupPageModel, { name: 'groupPage' })
  groupPage(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => UuidScalar }) id: string,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    return this.discussions.groupPage(viewer, id, pageSize(first, limits.pageSize, limits.defaultPage), fromCursor(seqKey, after));
  }

  @Rule('signedIn', 'groups: member')
  @Query(() => TopicPageModel, { name: 'topicPage' })
  topicPage(@CurrentViewer() viewer: Viewer, @Args() args: TopicPageArgs) {
    pageSize(args.first, limits.pageSize, 1);
    pageSize(args.last, limits.pageSize, 1, 'last');
    return this.discussions.topicPage(viewer, args.id, args);
  }

  @Rule('signedIn', 'groups: member')
  @Query(() => MessageModel, { name: 'message' })
  message(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => UuidScalar }) id: string) {
    return this.discussions.message(viewer, id);
  }

  @Rule('signedIn', 'groups: member')
  @Query(() => [MessageVersionModel], { name: 'messageHistory' })
  history(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => UuidScalar }) id: string) {
    return this.discussions.history(viewer, id);
  }

  @Rule('signedIn', 'groups: member')
  @Query(() => DecisionConnectionModel, { name: 'decisions' })
  decisions(
    @CurrentViewer() viewer: Viewer,
    @Args('groupId', { type: () => UuidScalar }) groupId: string,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    return this.discussions.decisions(viewer, groupId, pageSize(first, limits.pageSize, limits.defaultPage), fromCursor(seqKey, after));
  }
}
