// The lines from the maps that a map is computed from. Those of a convolution are as strong as its weights.
import { useLearn } from './learn-context.ts';
import type { Column, Layout, Tile } from './core/overview-layout.ts';
import { largest } from './core/arithmetic.ts';
import { firstRead } from './core/convolution-at.ts';
import styles from './overview.module.css';

interface Line {
  readonly from: Tile;
  readonly to: Tile;
  /** From 0 to 1. */
  readonly strength: number;
  readonly isNegative: boolean;
}

export function OverviewLines({
  layout,
  isBackward,
}: {
  readonly layout: Layout;
  readonly isBackward: boolean;
}) {
  const { place, question } = useLearn();
  const at = layout.columns.findIndex(({ stage }) => stage.id === place.stage.id);
  const [source, column] = [layout.columns[at - 1], layout.columns[at]];
  const tile = column?.tiles.find(({ map }) => map === place.map);
  const lines = source && column && tile ? linesOf(source, column, tile, question.weights) : [];
  return (
    <svg
      className={`${styles.lines} ${isBackward ? styles.backward : ''}`}
      width={layout.width}
      height={layout.height}
      aria-hidden="true"
    >
      {lines.map(({ from, to, strength, isNegative }) => (
        <path
          key={from.map}
          className={isNegative ? styles.negative : styles.positive}
          strokeWidth={0.6 + 2 * strength}
          d={curve(from, to)}
        />
      ))}
    </svg>
  );
}

function linesOf(
  source: Column,
  { stage }: Column,
  to: Tile,
  weights: Readonly<Record<string, Float32Array>>,
): Line[] {
  if (stage.kind !== 'convolution') {
    const same = source.tiles.filter(({ map }) => stage.shape.length !== 3 || map === to.map);
    return same.map((from) => ({ from, to, strength: 0.3, isNegative: false }));
  }
  const kernel = weights[stage.kernel!]!;
  const area = stage.sliding!.size[0] * stage.sliding!.size[1];
  const maps = stage.depth!;
  const first = firstRead(stage, source.stage, to.map);
  const sums = Array.from({ length: maps }, (_, map) => {
    const start = (to.map * maps + map) * area;
    return kernel.subarray(start, start + area).reduce((sum, weight) => sum + weight, 0);
  });
  const most = largest(sums);
  return source.tiles.flatMap((from) => {
    const sum = sums[source.stage.kind === 'picture' ? 0 : from.map - first];
    return sum === undefined ? [] : [{ from, to, strength: Math.abs(sum) / most, isNegative: sum < 0 }];
  });
}

function curve(from: Tile, to: Tile): string {
  const [x0, y0] = [from.x + from.width, from.y + from.height / 2];
  const [x1, y1] = [to.x, to.y + to.height / 2];
  const middle = x1 - Math.min(18, (x1 - x0) / 2);
  return `M${x0} ${y0}C${middle} ${y0} ${middle} ${y1} ${x1} ${y1}`;
}
