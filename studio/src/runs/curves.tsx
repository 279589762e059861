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
}

export const Curves = ({ history, names = curveNames }: CurvesProps) =>
  history.length === 0 ? (
    <p className={styles.none}>{runWords.noCurves}</p>
  ) : (
    <div className={styles.curves}>
      {names.map((name) => (
        <Curve key={name} history={history} name={name} />
      ))}
    </div>
  );

function Curve({ history, name }: { readonly history: readonly HistoryRow[]; readonly name: CurveName }) {
  const draw = useCallback(
    (width: number) => learningFigures(history, { width, plotHeight: 190 })[curveNames.indexOf(name)],
    [history, name],
  );
  return <Chart draw={draw} x="epoch" write={name === 'accuracy' ? (value) => percent(value, 2) : number} />;
}
