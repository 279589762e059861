// The scores of each class; a class opens its mistakes.
import { definedScores } from '../../../../src/metrics/evaluation-report.ts';
import { toCsv } from '../../core/csv.ts';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { count, percent } from '../../words/numbers.ts';
import type { Results } from './queries.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

const columns = ['support', 'precision', 'recall', 'f1', 'rocAuc', 'averagePrecision'] as const;
const share = (value: number | null): string => percent(value ?? undefined, 2);

export function Classes({ results: { document } }: { readonly results: Results }) {
  const { open } = useEvaluateView();
  const { report } = document;
  const defined = definedScores(report);
  const rows = report.perClass.map((row, i) => ({ ...row, ...defined[i]! }));
  const csv = () =>
    toCsv(
      ['class', ...columns],
      rows.map((row) => [row.name, ...columns.map((name) => row[name])]),
    );
  return (
    <>
      <p className={styles.between}>
        <span className={styles.quiet}>{evaluateWords.classesHint}</span>
        <SaveCsv name="classes" label={evaluateWords.saveClasses} csv={csv} />
      </p>
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={evaluateWords.tabs.classes}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{evaluateWords.class}</th>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {evaluateWords.columns[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => open({ kind: 'class', label: row.label })}
                  >
                    {row.name}
                  </button>
                </th>
                <td>{count(row.support)}</td>
                {columns.slice(1).map((name) => (
                  <td key={name}>{share(row[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{evaluateWords.average}</th>
              <td>{count(report.count)}</td>
              {(['precision', 'recall', 'f1', 'rocAuc', 'averagePrecision'] as const).map((name) => (
                <td key={name}>{share(report.macro[name])}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}
