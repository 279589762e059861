// The largest confusions: which class is taken for which other one most often.
export interface Confusion {
  readonly label: number;
  readonly prediction: number;
  readonly count: number;
}

/** @param confusion `confusion[label][prediction]` */
export const largestConfusions = (confusion: readonly (readonly number[])[], most: number): Confusion[] =>
  confusion
    .flatMap((row, label) => row.map((count, prediction) => ({ label, prediction, count })))
    .filter(({ label, prediction, count }) => label !== prediction && count > 0)
    .sort((a, b) => b.count - a.count || a.label - b.label)
    .slice(0, most);
