/** One open text field, and which of its savings this is. A field numbers its savings upwards from 1. */
export interface Stroke {
  hand: string;
  stroke: number;
}

/** The draft that is there. */
export interface KnownDraft {
  id: string;
  version: number;
  /** who saved last; null for a draft of before fields numbered their savings */
  hand: string | null;
  stroke: number | null;
}

/** What someone saves, and what they believe to save over. */
export interface Saving {
  draftId: string | null;
  ifVersion: number | null;
  by: Stroke | null;
}

/**
 * Whether a text may take the place of the one that is there. Two devices that wrote at once are a conflict; a field is
 * never in conflict with itself: of its own savings the newest counts, in whatever order they arrive. A page that closes
 * sends its last words beside a save that is still under way, and neither knows of the other.
 */
export function decideSave(known: KnownDraft | null, { draftId, ifVersion, by }: Saving): 'write' | 'late' | 'conflict' {
  if (!known) return 'write';
  if (by && known.hand === by.hand && known.stroke !== null) return by.stroke > known.stroke ? 'write' : 'late';
  // the first draft was posted elsewhere and another begun at this place: its versions count anew
  const isAnother = draftId !== null && known.id !== draftId;
  return !isAnother && known.version === ifVersion ? 'write' : 'conflict';
}
