// A forest of regression trees on the trials of a study (random forests; Breiman, 2001). Each tree divides
// the space into cells with one value.
import { Random } from '../../random.ts';
import { toUnit } from '../distribution.ts';
import type { Parameter, SearchSpace } from '../space.ts';
import type { Trial } from '../trial.ts';

/** An axis of a tree: how wide it is, and whether its places are choices, counted from 0. */
export interface Axis {
  readonly width: number;
  readonly isCategorical: boolean;
}

interface Leaf {
  readonly value: number;
}
/** Places up to `at` go left. */
interface Split {
  readonly axis: number;
  readonly at: number;
  readonly left: Tree;
  readonly right: Tree;
}
type Tree = Leaf | Split;

/** A leaf's part of the space: the ends of each axis, in its units. */
export interface Cell {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly value: number;
}

/** A forest with the axes that its cells have. */
export interface Forest {
  readonly parameters: SearchSpace;
  readonly axes: readonly Axis[];
  /** The cells of each tree. */
  readonly trees: readonly (readonly Cell[])[];
}

/** A trial with what is to be explained. */
export interface ExplainedTrial extends Pick<Trial, 'params'> {
  /** Less is better. */
  readonly loss: number;
}

const treeCount = 64;
const deepest = 64;

/** Fewer trials tell nothing. */
const leastTrials = 4;

/**
 * Grows a forest on trials.
 *
 * @param space parameters with a condition are left out
 * @returns undefined if there are too few trials that have all the others
 */
export function growForest(space: SearchSpace, trials: readonly ExplainedTrial[]): Forest | undefined {
  const parameters = space.filter(({ condition }) => condition === undefined);
  const known = trials.filter(
    ({ params, loss }) =>
      Number.isFinite(loss) && parameters.every(({ name }) => Object.hasOwn(params, name)),
  );
  if (known.length < leastTrials || parameters.length === 0) return undefined;
  const points = known.map(({ params }) =>
    parameters.map((parameter) => placeOf(parameter, params[parameter.name]!)),
  );
  const y = known.map(({ loss }) => loss);
  const axes = parameters.map(({ distribution }) => ({
    width: distribution.kind === 'categorical' ? distribution.choices.length : 1,
    isCategorical: distribution.kind === 'categorical',
  }));
  const trees = Array.from({ length: treeCount }, (_, i) => {
    const random = new Random(0, 'fanova', i);
    const rows = y.map(() => random.integer(y.length));
    return cellsOf(
      grow(rows, points, y, axes, random, 0),
      axes.map(({ isCategorical }) => (isCategorical ? -0.5 : 0)),
      axes.map(({ isCategorical, width }) => (isCategorical ? width - 0.5 : 1)),
      axes,
    );
  });
  return { parameters, axes, trees };
}

/** The place of a value on the axis of its parameter. */
const placeOf = ({ distribution }: Parameter, value: unknown): number =>
  distribution.kind === 'categorical'
    ? distribution.choices.findIndex((choice) => choice === value)
    : toUnit(distribution, value as number);

/**
 * Grows a tree on the rows with the splits that leave the least squares, among a random part of the axes.
 */
function grow(
  rows: readonly number[],
  points: readonly (readonly number[])[],
  y: readonly number[],
  axes: readonly Axis[],
  random: Random,
  depth: number,
): Tree {
  const value = rows.reduce((sum, row) => sum + y[row]!, 0) / rows.length;
  if (depth === deepest || rows.length < 2) return { value };
  const order = random.shuffle(axes.map((_, i) => i));
  let best: { axis: number; at: number; gain: number } | undefined;
  for (const [tried, axis] of order.entries()) {
    if (best && tried >= Math.ceil((axes.length * 2) / 3)) break;
    const found = bestSplit(rows, axis, points, y);
    if (found && (!best || found.gain > best.gain)) best = { axis, ...found };
  }
  if (!best) return { value };
  const { axis, at } = best;
  const isLeft = (row: number) => points[row]![axis]! <= at;
  return {
    ...{ axis, at },
    left: grow(rows.filter(isLeft), points, y, axes, random, depth + 1),
    right: grow(
      rows.filter((row) => !isLeft(row)),
      points,
      y,
      axes,
      random,
      depth + 1,
    ),
  };
}

/** The split of an axis that explains most; undefined if all places or all values are the same. */
function bestSplit(
  rows: readonly number[],
  axis: number,
  points: readonly (readonly number[])[],
  y: readonly number[],
): { at: number; gain: number } | undefined {
  const sorted = [...rows].sort((a, b) => points[a]![axis]! - points[b]![axis]!);
  const total = sorted.reduce((sum, row) => sum + y[row]!, 0);
  let [left, best] = [0, undefined as { at: number; gain: number } | undefined];
  for (let i = 0; i < sorted.length - 1; i++) {
    left += y[sorted[i]!]!;
    const [here, next] = [points[sorted[i]!]![axis]!, points[sorted[i + 1]!]![axis]!];
    if (here === next) continue;
    const count = i + 1;
    const gain = left ** 2 / count + (total - left) ** 2 / (rows.length - count) - total ** 2 / rows.length;
    if (gain > 1e-12 && (!best || gain > best.gain)) best = { at: (here + next) / 2, gain };
  }
  return best;
}

/** Splits of choices are moved to the border between two of them, so that each choice has the width 1. */
function cellsOf(tree: Tree, low: readonly number[], high: readonly number[], axes: readonly Axis[]): Cell[] {
  if ('value' in tree) return [{ low, high, value: tree.value }];
  const { axis } = tree;
  const at = axes[axis]!.isCategorical ? Math.floor(tree.at) + 0.5 : tree.at;
  return [
    ...cellsOf(tree.left, low, high.with(axis, at), axes),
    ...cellsOf(tree.right, low.with(axis, at), high, axes),
  ];
}
