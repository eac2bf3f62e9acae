import type { LessonWords } from './harvest.js';

/** So many letters and spaces in a row are somebody's words; what is shorter anyone says. */
export const quotationLength = 16;

/** Without marks, capitals and line ends: the same words written a little differently are the same words. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The words of a lesson, made ready to look in. */
export const lessonText = ({ title, situation, helped, tryNext }: LessonWords): string => [title, situation, helped, tryNext].map((part) => ` ${plain(part)} `).join('|');

/**
 * Whether a lesson repeats a sentence, or a line, of a text: then whoever wrote it under their name is quoted, also when
 * nobody said so.
 * @param inside what `lessonText` made of the lesson
 */
export const repeats = (inside: string, text: string): boolean =>
  text
    .split(/[.!?;\n]+/)
    .map(plain)
    .some((sentence) => sentence.length >= quotationLength && inside.includes(` ${sentence} `));
