import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { fromCursor } from '../../../platform/graphql/cursor.js';
import { pageSize } from '../../../platform/graphql/input.js';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { HarvestAccess } from '../access/harvest.access.js';
import { HarvestLesson } from '../actions/harvest-lesson.js';
import { CircleLessonConnectionModel, HarvestModel, HarvestVersionInput, LessonConnectionModel, ObjectHarvestInput, SaveHarvestInput, WithdrawLessonInput } from './harvest.edges.model.js';
import { SessionIdInput } from './session.args.js';

const cursor = z.tuple([z.iso.date(), z.uuid()]);
const keyOf = (after: string | null) => {
  const from = fromCursor(cursor, after);
  return from && { on: from[0], id: from[1] };
};

/** A lesson of a session: on its way, and where it is read. */
@Resolver()
export class HarvestResolver {
  constructor(
    private readonly access: HarvestAccess,
    private readonly acts: HarvestLesson,
  ) {}

  @Rule('signedIn', 'session: read')
  @Query(() => HarvestModel, { name: 'harvest', nullable: true })
  async harvest(@CurrentViewer() viewer: Viewer, @Args('sessionId', { type: () => UuidScalar }) sessionId: string) {
    const found = await this.access.ofSession(viewer, sessionId);
    if (!found?.due) return found;
    // the job that publishes is late: whoever reads does it
    await this.acts.publish(found.id, viewer.personId);
    return this.access.ofSession(viewer, sessionId);
  }

  @Rule('signedIn', 'circle: read; sessions: members')
  @Query(() => CircleLessonConnectionModel, { name: 'circleLessons' })
  circleLessons(
    @CurrentViewer() viewer: Viewer,
    @Args('groupId', { type: () => UuidScalar }) groupId: string,
    @Args('first', { type: () => Int, nullable: true }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    return this.access.ofCircle(viewer, groupId, pageSize(first, limits.pageSize, limits.defaultPage), keyOf(after));
  }

  @Rule('signedIn', 'lessons: whoever has a position in the region')
  @Query(() => LessonConnectionModel, { name: 'lessons' })
  lessons(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    return this.access.ofRegion(viewer, pageSize(first, limits.pageSize, limits.defaultPage), keyOf(after));
  }

  @Rule('signedIn', 'session: read, ended')
  @Mutation(() => HarvestModel, { name: 'saveHarvest' })
  saveHarvest(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SaveHarvestInput }) input: SaveHarvestInput) {
    return this.moved(viewer, this.acts.write(viewer, input));
  }

  @Rule('signedIn', 'session: read')
  @Mutation(() => HarvestModel, { name: 'submitHarvest' })
  submitHarvest(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => HarvestVersionInput }) input: HarvestVersionInput) {
    return this.moved(viewer, this.acts.submit(viewer, input));
  }

  @Rule('signedIn', 'session: approve_harvest, or quoted')
  @Mutation(() => HarvestModel, { name: 'approveHarvest' })
  approveHarvest(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => HarvestVersionInput }) input: HarvestVersionInput) {
    return this.moved(viewer, this.acts.approve(viewer, input));
  }

  @Rule('signedIn', 'session: read')
  @Mutation(() => HarvestModel, { name: 'objectHarvest' })
  objectHarvest(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ObjectHarvestInput }) input: ObjectHarvestInput) {
    return this.moved(viewer, this.acts.object(viewer, input));
  }

  @Rule('signedIn', 'session: approve_harvest, or quoted, or who proposed it')
  @Mutation(() => DoneModel, { name: 'withdrawHarvest' })
  async withdrawHarvest(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SessionIdInput }) input: SessionIdInput) {
    await this.acts.withdraw(viewer, input);
    return done();
  }

  @Rule('signedIn', 'lessons: who approved it')
  @Mutation(() => DoneModel, { name: 'withdrawLesson' })
  async withdrawLesson(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => WithdrawLessonInput }) input: WithdrawLessonInput) {
    await this.acts.withdrawLesson(viewer, input);
    return done();
  }

  private async moved(viewer: Viewer, done: Promise<{ sessionId: string }>) {
    return this.access.moved(viewer, (await done).sessionId);
  }
}
