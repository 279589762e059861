// The learning curves of a run: those of its report, to point at.
import { useCallback } from 'react';
import { learningFigures } from '../../../src/figures/learning-curves.ts';
import type { HistoryRow } from '../../../src/server/studio/contract/runs.ts';
import { Chart } from '../ui/chart.tsx';
import { number, percent } from '../words/numbers.ts';
import { runWords } from '../words/runs-common.ts';
import styles from './curves.module.css';

/** The names of the figures, in their order. */
const curveNames = ['loss', 'accuracy', 'learning-rate'] as const;
type CurveName = (typeof curveNames)[number];

interface CurvesProps {
  readonly history: readonly HistoryRow[];
  readonly names?: readonly CurveName[];
  /** The weight by which they are smoothed, from 0 to below 1. */
  readonly smoothing?: number;
}

export const Curves = ({ history, names = curveNames, smoothing = 0 }: CurvesProps) =>
  history.length === 0 ? (
    <p className={styles.none}>{runWords.noCurves}</p>
  ) : (
    <div className={styles.curves}>
      {names.map((name) => (
        <Curve key={name} history={history} name={name} smoothing={smoothing} />
      ))}
    </div>
  );

interface CurveProps {
  readonly history: readonly HistoryRow[];
  readonly name: CurveName;
  readonly smoothing: number;
}

function Curve({ history, name, smoothing }: CurveProps) {
  const draw = useCallback(
    (width: number) =>
      learningFigures(history, { width, plotHeight: 190, smoothing })[curveNames.indexOf(name)],
    [history, name, smoothing],
  );
  return <Chart draw={draw} x="epoch" write={name === 'accuracy' ? (value) => percent(value, 2) : number} />;
}
