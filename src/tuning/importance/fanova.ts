// Which hyper-parameters matter: functional analysis of variance on a forest of regression trees (Hutter et
// al., 2014, "An efficient approach for assessing hyperparameter importance"). The importance of a
// parameter is the share of the forest's variance over the space that it explains alone.
import type { SearchSpace } from '../space.ts';
import { growForest, type Axis, type Cell, type ExplainedTrial } from './forest.ts';

/** The importance of a parameter. */
export interface Importance {
  /** The name of the parameter. */
  readonly name: string;
  /** The mean over the trees, from 0 to 1. */
  readonly share: number;
  /** The standard deviation over the trees: how sure the share is. */
  readonly deviation: number;
}

/**
 * Estimates the importance of each parameter that all trials have.
 *
 * @param trials complete, with `loss` as what is to be explained
 * @returns the most important first; empty if there are too few trials
 */
export function importances(space: SearchSpace, trials: readonly ExplainedTrial[]): Importance[] {
  const forest = growForest(space, trials);
  if (!forest) return [];
  const { parameters, axes, trees } = forest;
  const shares = trees.map((cells) => variancesOf(cells, axes)).filter((one) => one !== undefined);
  return parameters
    .map(({ name }, k) => {
      const all = shares.map((one) => one[k]!);
      const share = all.reduce((sum, value) => sum + value, 0) / (all.length || 1);
      const squares = all.reduce((sum, value) => sum + (value - share) ** 2, 0);
      return { name, share, deviation: Math.sqrt(squares / Math.max(1, all.length - 1)) };
    })
    .sort((a, b) => b.share - a.share);
}

/** Each axis's share of a tree's variance; undefined if the tree is flat. */
function variancesOf(cells: readonly Cell[], axes: readonly Axis[]): number[] | undefined {
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
