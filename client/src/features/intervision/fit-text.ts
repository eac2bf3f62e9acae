/** Sizes of the words on a screen in the room, in its own unit: the largest that fits. */
export const wordSizes = [3.4, 2.8, 2.3] as const;

export interface Fitted {
  size: number;
  pages: string[];
}

/**
 * The largest size at which a text fits, and at the smallest as many pages as it takes: a screen in a room does not scroll.
 * @param fits whether a piece of text fits at a size
 */
export function fitText(text: string, fits: (piece: string, size: number) => boolean): Fitted {
  const size = wordSizes.find((each) => fits(text, each));
  if (size !== undefined) return { size, pages: [text] };
  const least = wordSizes[wordSizes.length - 1]!;
  const words = text.split(/(?<=\s)/);
  const pages: string[] = [];
  let from = 0;
  while (from < words.length) {
    // the most words that fit, at least one
    let [low, high] = [1, words.length - from];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (fits(words.slice(from, from + middle).join(''), least)) low = middle;
      else high = middle - 1;
    }
    pages.push(words.slice(from, from + low).join('').trim());
    from += low;
  }
  return { size: least, pages: pages.filter((page) => page !== '') };
}
