// ROC and precision-recall curves, and for each class its two kinds of errors, which open their pictures.
import { useCallback, useMemo } from 'react';
import { precisionRecallFigure, rocFigure } from '../../../../src/figures/class-curves.ts';
import { Chart } from '../../ui/chart.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count } from '../../words/numbers.ts';
import { classErrors } from './core/class-errors.ts';
import { errorsCsv } from './core/tables.ts';
import type { Results } from './queries.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

export function Curves({ results: { document } }: { readonly results: Results }) {
  const { open } = useEvaluateView();
  const { report, classNames } = document;
  const drawRoc = useCallback((width: number) => rocFigure(report, { width }), [report]);
  const drawPrecision = useCallback((width: number) => precisionRecallFigure(report, { width }), [report]);
  const errors = useMemo(() => classErrors(report), [report]);
  if (!report.curves.macro.roc) return <p className={styles.quiet}>{evaluateWords.noCurves}</p>;
  return (
    <>
      <Chart draw={drawRoc} x="false positive rate" />
      <Chart draw={drawPrecision} x="recall" />
      <h3 className={styles.heading}>{evaluateWords.curvesOf}</h3>
      <p className={styles.quiet}>{evaluateWords.curvesHint}</p>
      <ul className={styles.confusions}>
        {errors.map(({ label, missed, taken }) => (
          <li key={label} className={styles.errors}>
            <span>{classNames[label]}</span>
            <button
              type="button"
              className={styles.link}
              aria-label={`${classNames[label]}: ${evaluateWords.missed(count(missed))}`}
              onClick={() => open({ kind: 'class', label })}
            >
              {evaluateWords.missed(count(missed))}
            </button>
            <button
              type="button"
              className={styles.link}
              aria-label={`${classNames[label]}: ${evaluateWords.takenFor(count(taken))}`}
              onClick={() => open({ kind: 'taken', label })}
            >
              {evaluateWords.takenFor(count(taken))}
            </button>
          </li>
        ))}
      </ul>
      <SaveCsv isBelow name="errors" csv={() => errorsCsv(errors, classNames)} />
    </>
  );
}
