// The hint for a misspelt word: the nearest of the words that were expected.

/** Returns `: did you mean lenet5?` if one of the words is near, else an empty string. */
export function didYouMean(text: string, words: readonly string[]): string {
  if (words.length === 0) return '';
  const nearest = words.reduce((best, word) => (distance(text, word) < distance(text, best) ? word : best));
  return distance(text, nearest) <= nearest.length / 2 ? `: did you mean ${nearest}?` : '';
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
