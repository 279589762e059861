// The validation accuracy of a run, epoch by epoch, in the size of a word.
import { sparkPath } from '../core/spark.ts';
import { runWords } from '../words/runs-common.ts';
import { percent } from '../words/numbers.ts';

const [width, height, margin] = [72, 18, 2];

export function Sparkline({ values }: { readonly values: readonly number[] }) {
  const path = sparkPath(values, width, height);
  if (path === '') return null;
  const label = runWords.spark(`${percent(values[0])} → ${percent(values.at(-1))}`);
  return (
    <svg
      width={width + 2 * margin}
      height={height + 2 * margin}
      viewBox={`${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`}
      role="img"
      aria-label={label}
    >
      <path
        d={path}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
