/** The words of a lesson while they are written, by more than one person at the same time. */
export interface LessonForm {
  title: string;
  situation: string;
  helped: string;
  tryNext: string;
  reach: 'CIRCLE' | 'REGION';
  quoteIds: readonly string[];
}

export const lessonParts = ['title', 'situation', 'helped', 'tryNext'] as const;
export type LessonPart = (typeof lessonParts)[number];

export const emptyLesson: LessonForm = { title: '', situation: '', helped: '', tryNext: '', reach: 'REGION', quoteIds: [] };

export interface Merged {
  form: LessonForm;
  /** parts that both changed, with the words of the other: somebody chooses, nothing is overwritten in silence */
  conflicts: Partial<Record<LessonPart, string>>;
}

/** What both made of the same earlier words: a part that only one of them changed is theirs. */
export function mergeLesson(base: LessonForm, mine: LessonForm, theirs: LessonForm): Merged {
  const conflicts: Merged['conflicts'] = {};
  const form: LessonForm = {
    ...mine,
    reach: mine.reach === base.reach ? theirs.reach : mine.reach,
    // taken over by either stays, taken out by either goes
    quoteIds: [...new Set([...theirs.quoteIds, ...mine.quoteIds])].filter((id) => !base.quoteIds.includes(id) || (theirs.quoteIds.includes(id) && mine.quoteIds.includes(id))),
  };
  for (const part of lessonParts) {
    if (mine[part] === base[part]) form[part] = theirs[part];
    else if (theirs[part] !== base[part] && theirs[part] !== mine[part]) conflicts[part] = theirs[part];
  }
  return { form, conflicts };
}

export const sameLesson = (a: LessonForm, b: LessonForm): boolean =>
  lessonParts.every((part) => a[part].trim() === b[part].trim()) && a.reach === b.reach && a.quoteIds.length === b.quoteIds.length && a.quoteIds.every((id) => b.quoteIds.includes(id));
