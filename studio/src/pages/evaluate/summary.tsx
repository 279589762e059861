// The figures that say how good the model is, the accuracy with its interval first.
import { SaveCsv } from '../../ui/save-csv.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count, number, percent } from '../../words/numbers.ts';
import { summaryCsv } from './core/tables.ts';
import type { Results } from './queries.ts';
import styles from './evaluate.module.css';

export function Summary({ results: { document } }: { readonly results: Results }) {
  const { report, model, data, isTrainedOn } = document;
  const [low, high] = report.accuracyInterval;
  const { facts } = evaluateWords;
  const rows = [
    [facts.balancedAccuracy, percent(report.balancedAccuracy, 2)],
    [facts.macroF1, percent(report.macro.f1, 2)],
    [facts.loss, number(report.loss)],
    [facts.calibration, percent(report.calibration.expectedCalibrationError, 2)],
    [facts.pictures, count(report.count)],
  ] as const;
  return (
    <section aria-label={evaluateWords.results}>
      {!isTrainedOn && <p className={styles.note}>{evaluateWords.otherData(model, data)}</p>}
      <div className={styles.between}>
        <dl className={styles.summary}>
          <div className={styles.first}>
            <dt>{facts.accuracy}</dt>
            <dd>
              {percent(report.accuracy, 2)}
              <span>{evaluateWords.interval(percent(low, 2), percent(high, 2))}</span>
            </dd>
          </div>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <SaveCsv name="evaluation" label={evaluateWords.saveSummary} csv={() => summaryCsv(report)} />
      </div>
    </section>
  );
}
