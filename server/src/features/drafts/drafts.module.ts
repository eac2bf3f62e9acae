import { Module } from '@nestjs/common';
import { DiscussionsModule } from '../discussions/public.js';
import { DraftAccess } from './access/draft.access.js';
import { DiscardDraft } from './actions/discard-draft.js';
import { SaveDraft } from './actions/save-draft.js';
import { DraftResolver } from './api/draft.resolver.js';

@Module({
  imports: [DiscussionsModule],
  providers: [DraftAccess, SaveDraft, DiscardDraft, DraftResolver],
  exports: [DraftAccess],
})
export class DraftsModule {}
