// The legend above a plot: samples of curves with their names, in rows.
import { line, text } from './svg.ts';

const legendRow = 22;
const sample = 24;

export interface Legend {
  readonly height: number;
  readonly places: readonly (readonly [x: number, y: number])[];
}

/** Entries beside each other as long as they fit, then in the next row; all in pixels. */
export function layOutLegend(
  labels: readonly string[],
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
): Legend {
  let [x, row] = [left, 0];
  const places = labels.map((label) => {
    const length = sample + 8 + wordsWidth(label);
    if (x > left && x + length > right) [x, row] = [left, row + 1];
    const place = [x, top + 16 + row * legendRow] as const;
    x += length + 22;
    return place;
  });
  return { height: (row + 1) * legendRow, places };
}

export const drawEntry = (x: number, y: number, label: string, className: string): string =>
  line(
    [
      [x, y - 4],
      [x + sample, y - 4],
    ],
    className,
  ) + text(x + sample + 8, y, label);

/** About what words take, whatever font the reader has. */
const wordsWidth = (words: string): number =>
  [...words].reduce(
    (sum, letter) => sum + (/[fijlrt.,:; ]/.test(letter) ? 5 : /[mwA-Z]/.test(letter) ? 10.5 : 7.7),
    0,
  );
