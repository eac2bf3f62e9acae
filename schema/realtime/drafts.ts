export interface DraftsEvents {
  /** stream person: ids only, never content */
  'drafts.saved': { draftId: string; place: string; version: number };
  'drafts.discarded': { draftId: string; place: string };
}
