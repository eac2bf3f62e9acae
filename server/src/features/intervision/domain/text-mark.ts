/** What is known of a text without reading it. */
export interface TextMark {
  readonly id: string;
  readonly phase: number;
  /**
   * `note`: private and never shared; `answer`: the contributor's answer to a question, in writing; `parked`: a line for the
   * closing; `outcome`: typed in after the session, under the name of who typed it
   */
  readonly kind: 'entry' | 'note' | 'answer' | 'parked' | 'outcome';
  readonly sharing: Sharing;
  /** everyone in the session may read it; for what is not sealed: from the moment it was posted */
  readonly opened: boolean;
  /** given when the sheet is sealed, from 1; `null` before that */
  readonly position: number | null;
}

export const sharings = ['named', 'nameless', 'not_shared'] as const;
export type Sharing = (typeof sharings)[number];

/** `opened`: how many were open on the screen of who pressed; when more are by now, someone was faster. */
export type RevealAct = { readonly which: 'all' } | { readonly which: 'next'; readonly opened: number } | { readonly which: 'one'; readonly position: number };
