/** What later features may use of drafts. */
export { DraftAccess, type DraftView } from './access/draft.access.js';
export { draftEntities } from './data/draft.entity.js';
export { DraftsModule } from './drafts.module.js';
export { type DraftInJson, newestDraftsSelect } from './data/draft.reads.js';
