// Lists in one line: the first few items by name, the rest as a number.
import { count } from './number-words.ts';

/** `hat, bag and 3 more` */
export function firstFew(words: readonly string[], most = 5): string {
  const more = words.length - most;
  return words.slice(0, most).join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
}

/** `'hat', 'bag' and 3 more` */
export const quoteFew = (words: readonly string[], most?: number): string =>
  firstFew(
    words.map((word) => `'${word}'`),
    most,
  );
