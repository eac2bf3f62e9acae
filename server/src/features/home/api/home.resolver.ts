import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { fromCursor } from '../../../platform/graphql/cursor.js';
import { pageSize, parseInput, text } from '../../../platform/graphql/input.js';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { HomeAccess } from '../access/home.access.js';
import { SeeBell } from '../actions/see-bell.js';
import { BellPageModel, FoundModel, HomeModel, SeeBellInput } from './home.model.js';

const key = z.tuple([z.iso.datetime(), z.string().transform((id) => id.split(':').at(-1)!).pipe(z.uuid())]);

@Resolver()
export class HomeResolver {
  constructor(
    private readonly access: HomeAccess,
    private readonly seeBell: SeeBell,
  ) {}

  @Rule('signedIn', 'groups: own memberships')
  @Query(() => HomeModel, { name: 'home' })
  home(@CurrentViewer() viewer: Viewer) {
    return this.access.home(viewer);
  }

  @Rule('signedIn', 'own mentions and invitations')
  @Query(() => BellPageModel, { name: 'bell' })
  bell(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    const from = fromCursor(key, after);
    return this.access.bell(viewer, pageSize(first, limits.pageSize, limits.defaultPage), from && { at: from[0], id: from[1] });
  }

  @Rule('signedIn', 'groups: own memberships')
  @Query(() => [FoundModel], { name: 'goTo' })
  goTo(@CurrentViewer() viewer: Viewer, @Args('text', { type: () => String }) asked: string) {
    return this.access.goTo(viewer, parseInput(text(limits.search), asked, 'text'));
  }

  @Rule('signedIn', 'own')
  @Mutation(() => DoneModel, { name: 'seeBell' })
  async see(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SeeBellInput }) input: SeeBellInput) {
    await this.seeBell.run(viewer, input);
    return done();
  }
}
