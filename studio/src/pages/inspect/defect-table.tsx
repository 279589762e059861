// How many pieces of each true kind count as defective at the threshold that is chosen.
import { csvOf } from '../../core/csv.ts';
import { Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { count, percent } from '../../words/numbers.ts';
import { countsByDefect } from './core/verdicts.ts';
import type { Inspection } from './use-inspection.ts';
import page from '../../ui/full-page.module.css';
import styles from './inspect.module.css';

export function DefectTable({ inspection: { pieces } }: { readonly inspection: Inspection }) {
  const counts = countsByDefect(pieces);
  const csv = () =>
    csvOf(counts, {
      kind: ({ defect }) => defect ?? inspectWords.good,
      found: ({ defective }) => defective,
      pieces: ({ all }) => all,
    });
  return (
    <Panel title={inspectWords.byDefect} actions={<SaveCsv name="defects" csv={csv} />}>
      <table className={`${page.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{inspectWords.kind}</th>
            <th scope="col">{inspectWords.found}</th>
            <th scope="col" className={styles.number}>
              %
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ defect, defective, all }) => (
            <tr key={defect ?? ''}>
              <th scope="row">{defect ?? inspectWords.good}</th>
              <td>{inspectWords.foundOf(count(defective), count(all))}</td>
              <td className={styles.number}>{all === 0 ? '–' : percent(defective / all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
