// How many pieces of each true kind count as defective at the threshold that is chosen.
import { Panel } from '../../ui/panel.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { count, percent } from '../../words/numbers.ts';
import { countsByDefect } from './core/verdicts.ts';
import type { Inspection } from './use-inspection.ts';
import styles from './inspect.module.css';

export function DefectTable({ inspection: { pieces } }: { readonly inspection: Inspection }) {
  return (
    <Panel title={inspectWords.byDefect}>
      <table className={styles.table}>
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
          {countsByDefect(pieces).map(({ defect, defective, all }) => (
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
