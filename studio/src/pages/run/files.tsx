// The files of a run, to download.
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { csvOf, type Columns } from '../../core/csv.ts';
import { runFileAddress } from '../../core/run-file.ts';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { Time } from '../../ui/time.tsx';
import { bytes } from '../../words/numbers.ts';
import { runPageWords } from '../../words/run.ts';
import styles from './run.module.css';

/** The same, for CSV. */
const columns: Columns<RunDetail['files'][number]> = {
  file: (file) => file.name,
  bytes: (file) => file.bytes,
  changed: (file) => new Date(file.modified).toISOString(),
};

export const Files = ({ run }: { readonly run: RunDetail }) =>
  run.files.length === 0 ? (
    <p className={styles.quiet}>{runPageWords.noFiles}</p>
  ) : (
    <>
      <table className={styles.table} aria-label={runPageWords.files}>
        <thead>
          <tr>
            <th scope="col">{runPageWords.file}</th>
            <th scope="col">{runPageWords.size}</th>
            <th scope="col">{runPageWords.facts.changed}</th>
          </tr>
        </thead>
        <tbody>
          {run.files.map(({ name, bytes: size, modified }) => (
            <tr key={name}>
              <th scope="row">
                <a href={runFileAddress(run.id, name)} download={`${run.id}-${name}`}>
                  {name}
                </a>
              </th>
              <td>{bytes(size)}</td>
              <td>
                <Time at={modified} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <SaveCsv isBelow name={`${run.id}-files`} csv={() => csvOf(run.files, columns)} />
    </>
  );
