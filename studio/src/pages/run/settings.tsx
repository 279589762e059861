// The configuration of a run, name by name.
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { toCsv } from '../../core/csv.ts';
import { downloadCsv } from '../../core/download.ts';
import { Button } from '../../ui/button.tsx';
import { commonWords } from '../../words/common.ts';
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
      <Button
        icon="save"
        onPress={() =>
          downloadCsv(`${run.id}-settings`, toCsv([runPageWords.setting, runPageWords.value], settings))
        }
      >
        {commonWords.saveAs.csv}
      </Button>
    </>
  );
}
