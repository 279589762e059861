// The configuration of a run, name by name.
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { toCsv } from '../../core/csv.ts';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

export function Settings({ run }: { readonly run: RunDetail }) {
  const settings = Object.entries(run.config).sort(([a], [b]) => a.localeCompare(b));
  return (
    <>
      <table className={styles.table} aria-label={runPageWords.settings}>
        <thead>
          <tr>
            <th scope="col">{runPageWords.setting}</th>
            <th scope="col">{runPageWords.value}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{String(value ?? '–')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <SaveCsv
        isBelow
        name={`${run.id}-settings`}
        csv={() => toCsv([runPageWords.setting, runPageWords.value], settings)}
      />
    </>
  );
}
