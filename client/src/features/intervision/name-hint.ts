/** A word with a capital in the middle of a sentence, as a name has it. */
const looksLikeName = /(?<=[\p{Ll},;:] )\p{Lu}\p{Ll}{2,}/gu;

/**
 * Whether a text may hold a pupil's name: a quiet hint, never a refusal. People who are in the session are no pupils.
 * @param people full names
 */
export function namesSomebody(text: string, people: readonly string[]): boolean {
  const known = new Set(people.flatMap((name) => name.split(/\s+/)));
  return [...text.matchAll(looksLikeName)].some(([word]) => !known.has(word));
}
