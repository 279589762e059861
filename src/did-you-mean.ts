// The hint for a misspelt word: the nearest of the words that were expected.

/**
 * Returns `: did you mean lenet5?` if one of the words is near, else an empty string. A word that contains
 * the text is nearer than any other, such as `webgpu` for `gpu`.
 */
export function didYouMean(text: string, words: readonly string[]): string {
  const containing = text.length >= 3 ? words.filter((word) => word.includes(text)) : [];
  const [first, ...others] = containing.length > 0 ? containing : words;
  if (first === undefined) return '';
  const nearest = others.reduce(
    (best, word) => (distance(text, word) < distance(text, best) ? word : best),
    first,
  );
  const isNear = containing.length > 0 || distance(text, nearest) <= nearest.length / 2;
  return isNear ? `: did you mean ${nearest}?` : '';
}

/** Levenshtein's distance (1966): the fewest letters to insert, delete or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
