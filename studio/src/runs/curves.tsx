// The learning curves of a run: those of its report, to point at. They grow while it trains.
import { useCallback, useMemo } from 'react';
import { learningFigures } from '../../../src/figures/learning-curves.ts';
import type { RunDetail } from '../../../src/server/studio/contract/runs.ts';
import { breaksOf, curveRows } from '../core/run-curves.ts';
import { Chart } from '../ui/chart.tsx';
import { number, percent } from '../words/numbers.ts';
import { runWords } from '../words/runs-common.ts';
import styles from './curves.module.css';

/** The names of the figures, in their order. */
const curveNames = ['loss', 'accuracy', 'learning-rate', 'gradient-norm'] as const;
type CurveName = (typeof curveNames)[number];

/** What is shown of the curves. */
interface CurveChoice {
  /** The weight by which they are smoothed, from 0 to below 1. */
  readonly smoothing?: number;
  /** The epochs that are shown; all of them if it is left out. */
  readonly shown?: readonly [from: number, to: number] | undefined;
}

interface CurvesProps extends CurveChoice {
  readonly run: Pick<RunDetail, 'history' | 'now' | 'sessions'>;
  readonly names?: readonly CurveName[];
}

export function Curves({ run, names = curveNames, smoothing = 0, shown }: CurvesProps) {
  const { history, now, sessions } = run;
  const rows = useMemo(() => curveRows(history, now), [history, now]);
  const breaks = useMemo(() => breaksOf(sessions).map(({ epoch }) => epoch), [sessions]);
  const figures = useCallback(
    (width: number) =>
      learningFigures(rows, { width, plotHeight: 190, smoothing, breaks, ...(shown && { shown }) }),
    [rows, smoothing, breaks, shown],
  );
  const known = useMemo(() => new Set(figures(600).map(({ name }) => name)), [figures]);
  if (known.size === 0) return <p className={styles.none}>{runWords.noCurves}</p>;
  return (
    <div className={styles.curves}>
      {names
        .filter((name) => known.has(name))
        .map((name) => (
          <Curve key={name} name={name} figures={figures} />
        ))}
    </div>
  );
}

interface CurveProps {
  readonly name: CurveName;
  readonly figures: (width: number) => ReturnType<typeof learningFigures>;
}

function Curve({ name, figures }: CurveProps) {
  const draw = useCallback(
    (width: number) => figures(width).find((figure) => figure.name === name),
    [figures, name],
  );
  return <Chart draw={draw} x="epoch" write={name === 'accuracy' ? (value) => percent(value, 2) : number} />;
}
