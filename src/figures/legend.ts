// The legend above a plot: samples of the curves with their names, in rows.
import { curveClass } from './style.ts';
import { line, text } from './svg.ts';

const rowHeight = 22;
const sample = 24;

export interface Legend {
  /** In pixels. */
  readonly height: number;
  readonly parts: readonly string[];
}

/** Places entries side by side from `left` to `right`, in as many rows as they need, from `y` 0 down. */
export function drawLegend(labels: readonly string[], left: number, right: number): Legend {
  let [x, row] = [left, 0];
  const parts = labels.map((label, i) => {
    const length = sample + 8 + wordsWidth(label);
    if (x > left && x + length > right) [x, row] = [left, row + 1];
    const entry = drawEntry(x, 16 + row * rowHeight, label, curveClass(i));
    x += length + 22;
    return entry;
  });
  return { height: labels.length === 0 ? 0 : (row + 1) * rowHeight, parts };
}

const drawEntry = (x: number, y: number, label: string, className: string): string =>
  line(
    [
      [x, y - 4],
      [x + sample, y - 4],
    ],
    className,
  ) + text(x + sample + 8, y, label);

/** The approximate width of words, for any font of the reader. */
export const wordsWidth = (words: string): number =>
  [...words].reduce(
    (sum, letter) => sum + (/[fijlrt.,:; ]/.test(letter) ? 5 : /[mwA-Z]/.test(letter) ? 10.5 : 7.7),
    0,
  );
