// Which hyper-parameters matter: functional analysis of variance on a forest of regression trees (Hutter et
// al., 2014, "An efficient approach for assessing hyperparameter importance"). The importance of a
// parameter is the share of the forest's variance over the space that it explains alone.
import { Random } from '../../random.ts';
import type { Parameter, SearchSpace } from '../space.ts';
import type { Trial } from '../trial.ts';
import { toUnit } from '../distribution.ts';

/** The importance of a parameter. */
export interface Importance {
  readonly name: string;
  /** The mean over the trees, from 0 to 1. */
  readonly share: number;
  /** The standard deviation over the trees: how sure the share is. */
  readonly deviation: number;
}

/** The axes of a tree: how wide each is, and whether its places are choices. */
interface Axis {
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

const trees = 64;
const deepest = 64;

/** Fewer trials tell nothing. */
const leastTrials = 4;

/**
 * Estimates the importance of each parameter that all trials have.
 *
 * @param trials complete, with `loss` as what is to be explained
 * @returns the most important first; empty if there are too few trials
 */
export function importances(
  space: SearchSpace,
  trials: readonly (Pick<Trial, 'params'> & { readonly loss: number })[],
): Importance[] {
  const parameters = space.filter(({ condition }) => condition === undefined);
  const known = trials.filter(
    ({ params, loss }) =>
      Number.isFinite(loss) && parameters.every(({ name }) => Object.hasOwn(params, name)),
  );
  if (known.length < leastTrials || parameters.length === 0) return [];
  const points = known.map(({ params }) =>
    parameters.map((parameter) => placeOf(parameter, params[parameter.name]!)),
  );
  const y = known.map(({ loss }) => loss);
  const axes = parameters.map(({ distribution }) => ({
    width: distribution.kind === 'categorical' ? distribution.choices.length : 1,
    isCategorical: distribution.kind === 'categorical',
  }));
  const shares = Array.from({ length: trees }, (_, i) => {
    const random = new Random(0, 'fanova', i);
    const rows = y.map(() => random.integer(y.length));
    return variancesOf(grow(rows, points, y, axes, random, 0), axes);
  }).filter((one) => one !== undefined);
  return parameters
    .map(({ name }, k) => {
      const all = shares.map((one) => one[k]!);
      const share = all.reduce((sum, value) => sum + value, 0) / (all.length || 1);
      const squares = all.reduce((sum, value) => sum + (value - share) ** 2, 0);
      return { name, share, deviation: Math.sqrt(squares / Math.max(1, all.length - 1)) };
    })
    .sort((a, b) => b.share - a.share);
}

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

/** A leaf's part of the space: the ends of each axis, in its units. */
interface Cell {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly value: number;
}

/** Each axis's share of a tree's variance; undefined if the tree is flat. */
function variancesOf(tree: Tree, axes: readonly Axis[]): number[] | undefined {
  const cells = cellsOf(
    tree,
    axes.map(({ isCategorical }) => (isCategorical ? -0.5 : 0)),
    axes.map(({ isCategorical, width }) => (isCategorical ? width - 0.5 : 1)),
    axes,
  );
  const volumes = cells.map(({ low, high }) =>
    axes.reduce((product, { width }, axis) => (product * (high[axis]! - low[axis]!)) / width, 1),
  );
  const mean = cells.reduce((sum, { value }, i) => sum + volumes[i]! * value, 0);
  const variance = cells.reduce((sum, { value }, i) => sum + volumes[i]! * (value - mean) ** 2, 0);
  if (!(variance > 1e-300)) return undefined;
  return axes.map(({ width }, axis) => {
    const edges = [...new Set(cells.flatMap(({ low, high }) => [low[axis]!, high[axis]!]))].sort(
      (a, b) => a - b,
    );
    const position = new Map(edges.map((edge, i) => [edge, i]));
    // What the marginal mean rises by at each edge.
    const rises = new Float64Array(edges.length);
    cells.forEach(({ low, high, value }, i) => {
      const [from, to] = [low[axis]!, high[axis]!];
      const part = (volumes[i]! * value * width) / (to - from);
      rises[position.get(from)!]! += part;
      rises[position.get(to)!]! -= part;
    });
    let [explained, marginal] = [0, 0];
    for (let i = 0; i < edges.length - 1; i++) {
      marginal += rises[i]!;
      explained += ((edges[i + 1]! - edges[i]!) / width) * (marginal - mean) ** 2;
    }
    return explained / variance;
  });
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
