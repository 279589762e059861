// Where the name of a class stands on a map: where most of its points are, because its centre may be empty.
import type { Point } from './lasso.ts';

/** The board is counted in so many cells along each axis. */
const cells = 20;
const cellSide = 1000 / cells;

/**
 * @param board `[count, 2]`
 * @param labels `[count]`
 * @returns for each class the middle of its fullest cell; undefined if it has no points
 */
export function classPlaces(
  board: Float32Array,
  labels: ArrayLike<number>,
  classes: number,
): (Point | undefined)[] {
  const counts = new Uint32Array(classes * cells * cells);
  const cell = (value: number) => Math.min(cells - 1, Math.max(0, Math.floor(value / cellSide)));
  for (let i = 0; i < labels.length; i++)
    counts[(labels[i]! * cells + cell(board[2 * i + 1]!)) * cells + cell(board[2 * i]!)]!++;
  return Array.from({ length: classes }, (_, label) => {
    const own = counts.subarray(label * cells * cells, (label + 1) * cells * cells);
    const most = own.reduce((best, count, i) => (count > own[best]! ? i : best), 0);
    if (own[most] === 0) return undefined;
    return [((most % cells) + 0.5) * cellSide, (Math.floor(most / cells) + 0.5) * cellSide];
  });
}

/** A name on the screen, in pixels. */
export interface PlacedName {
  readonly name: string;
  readonly at: Point;
}

const lineHeight = 19;
const letterWidth = 7;

/** Moves names down so that they do not overlap. */
export function apart(names: readonly PlacedName[]): PlacedName[] {
  const placed: PlacedName[] = [];
  for (const { name, at } of [...names].sort((a, b) => a.at[1] - b.at[1])) {
    const [x] = at;
    let [, y] = at;
    for (const other of [...placed].sort((a, b) => a.at[1] - b.at[1])) {
      const room = 8 + (letterWidth * (name.length + other.name.length)) / 2;
      if (Math.abs(other.at[0] - x) < room && Math.abs(other.at[1] - y) < lineHeight)
        y = other.at[1] + lineHeight;
    }
    placed.push({ name, at: [x, y] });
  }
  return placed;
}
