// What a forest says about two parameters: the mean loss at each pair of their values, over all values of the
// other parameters (the pairwise marginal of Hutter et al., 2014).
import type { Cell, Forest } from './forest.ts';

/**
 * The marginal mean at each pair of places.
 *
 * @param pair the positions of two parameters in `forest.parameters`
 * @param places places on the axes of the two: 0 to 1 for numbers, the position of a choice otherwise
 * @returns `[places of the first][places of the second]`
 */
export function pairMarginal(
  { axes, trees }: Forest,
  [first, second]: readonly [number, number],
  places: readonly [readonly number[], readonly number[]],
): number[][] {
  const others = axes.map((_, i) => i).filter((i) => i !== first && i !== second);
  const shareOf = ({ low, high }: Cell): number =>
    others.reduce((share, i) => (share * (high[i]! - low[i]!)) / axes[i]!.width, 1);
  const grid = places[0].map(() => places[1].map(() => 0));
  for (const cells of trees)
    for (const cell of cells) {
      const value = (cell.value * shareOf(cell)) / trees.length;
      const rows = inside(cell, first, places[0]);
      const columns = inside(cell, second, places[1]);
      for (const row of rows) for (const column of columns) grid[row]![column]! += value;
    }
  return grid;
}

/** The positions of the places in a cell. Cells begin behind their low end, but for the first one. */
const inside = ({ low, high }: Cell, axis: number, places: readonly number[]): number[] =>
  places.flatMap((place, i) =>
    (place > low[axis]! || (place === 0 && low[axis]! === 0)) && place <= high[axis]! ? [i] : [],
  );
