// The curve of an activation, drawn through the engine's own numbers: each cell of the map is a point of it.
import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useMemo } from 'react';
import { decimal, learnWords } from '../../../words/learn.ts';
import styles from './chapters.module.css';

interface ActivationCurveProps {
  readonly type: string;
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly at: readonly [number, number];
}

const [width, height, margin] = [230, 130, 18];

export function ActivationCurve({ type, before, after, at }: ActivationCurveProps) {
  const points = useMemo(
    () => Array.from(before, (x, i) => [x, after[i]!] as const).sort(([a], [b]) => a - b),
    [before, after],
  );
  const [low = 0, high = 1] = extent([0, ...before]);
  const [least = 0, most = 1] = extent([0, ...after]);
  const x = scaleLinear([low, high], [margin, width - margin]);
  const y = scaleLinear([least, most], [height - margin, margin]);
  const path = line<readonly [number, number]>(
    (point) => x(point[0]),
    (point) => y(point[1]),
  )(points);
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={`${learnWords.curveOf(type)}: ${decimal(at[0])} → ${decimal(at[1])}`}
      className={styles.curve}
    >
      <path className={styles.axis} d={`M0 ${y(0)}H${width}M${x(0)} 0V${height}`} />
      <path className={styles.line} d={path ?? ''} />
      <path className={styles.drop} d={`M${x(at[0])} ${y(0)}V${y(at[1])}H${x(0)}`} />
      <circle className={styles.dot} cx={x(at[0])} cy={y(at[1])} r={5} />
    </svg>
  );
}
