import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { z } from 'zod';
import { limits } from '../../../../../schema/limits.js';
import { notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import { fromCursor } from '../../../platform/graphql/cursor.js';
import { pageSize, parseInput, text } from '../../../platform/graphql/input.js';
import { done, DoneModel } from '../../../platform/graphql/page.model.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { DraftAccess } from '../access/draft.access.js';
import { DiscardDraft } from '../actions/discard-draft.js';
import { SaveDraft } from '../actions/save-draft.js';
import { DiscardDraftInput, DraftConnectionModel, DraftModel, SaveDraftInput, SaveDraftResult } from './draft.model.js';

const key = z.tuple([z.iso.datetime(), z.uuid()]);

@Resolver()
export class DraftResolver {
  constructor(
    private readonly access: DraftAccess,
    private readonly saveDraft: SaveDraft,
    private readonly discardDraft: DiscardDraft,
  ) {}

  @Rule('signedIn', 'drafts: own')
  @Query(() => DraftModel, { name: 'draft', nullable: true })
  one(@CurrentViewer() viewer: Viewer, @Args('place', { type: () => String }) place: string) {
    return this.access.find(viewer, parseInput(text(limits.placeKey), place, 'place'));
  }

  @Rule('signedIn', 'drafts: own')
  @Query(() => DraftConnectionModel, { name: 'drafts' })
  list(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, nullable: true, defaultValue: 20 }) first: number | null,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ) {
    const from = fromCursor(key, after);
    return this.access.list(viewer, pageSize(first, limits.pageSize, limits.defaultPage), from && { at: from[0], id: from[1] });
  }

  @Rule('signedIn', 'drafts: own')
  @Mutation(() => SaveDraftResult, { name: 'saveDraft' })
  async save(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => SaveDraftInput }) input: SaveDraftInput) {
    const { place, conflict } = await this.saveDraft.run(viewer, input);
    const draft = await this.access.find(viewer, place);
    if (!draft) throw notFound();
    return conflict ? brand('DraftConflict', { current: draft }) : brand('SavedDraft', { draft });
  }

  @Rule('signedIn', 'drafts: own')
  @Mutation(() => DoneModel, { name: 'discardDraft' })
  async discard(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => DiscardDraftInput }) input: DiscardDraftInput) {
    await this.discardDraft.run(viewer, input);
    return done();
  }
}
