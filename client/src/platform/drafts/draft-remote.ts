import type { RichText } from '../../../../schema/rich-text.js';

/** One draft as it was at one moment. Another draft at the same place has another id. */
export interface DraftRef {
  id: string;
  version: number;
}

/** What the server has at a place. */
export interface ServerDraft extends DraftRef {
  body: RichText;
  updatedAt: string;
}

/** Of the savings of one open field the newest counts, in whatever order they arrive. */
export interface Stroke {
  hand: string;
  stroke: number;
}

export type SaveAnswer = { saved: ServerDraft } | { conflict: ServerDraft };

/** `untilOnline`: goes on until there is an answer. `leaving`: has to outlive the page. */
export interface RemoteOptions {
  untilOnline?: boolean;
  leaving?: boolean;
}

/** The way to the server; tests give their own. */
export interface DraftRemote {
  load(place: string, options: RemoteOptions): Promise<ServerDraft | null>;
  /** `over`: what this text was based on; null = there was none. `by`: which field saves, and for the how-many-eth time */
  save(place: string, body: RichText, over: DraftRef | null, by: Stroke, options: RemoteOptions): Promise<SaveAnswer>;
  /** throws away this draft when it is not newer than this version */
  discard(place: string, draft: DraftRef, options: RemoteOptions): Promise<void>;
}
