// Results and the settings that differ, a column for each run.
import { Link } from '@tanstack/react-router';
import type { RunDetail } from '../../../../src/server/studio/contract/runs.ts';
import { Status } from '../../runs/status.tsx';
import { curveColour } from '../../ui/curve-colour.ts';
import { compareWords } from '../../words/compare.ts';
import { duration, number, percent, short } from '../../words/numbers.ts';
import { differencesOf } from './core/differences.ts';
import styles from './compare.module.css';

interface Row {
  readonly name: string;
  readonly value: (run: RunDetail) => number | undefined;
  readonly write: (value: number | undefined) => string;
  readonly best?: 'highest' | 'lowest';
}

const { rows: names } = compareWords;
const rows: readonly Row[] = [
  {
    name: names.accuracy,
    value: (run) => run.bestAccuracy,
    write: (value) => percent(value, 2),
    best: 'highest',
  },
  { name: names.loss, value: (run) => run.bestLoss, write: number, best: 'lowest' },
  { name: names.epoch, value: (run) => run.bestEpoch, write: number },
  {
    name: names.time,
    value: (run) => run.seconds,
    write: (value) => (value === undefined ? '–' : duration(value)),
  },
  {
    name: names.parameters,
    value: (run) => run.parameters,
    write: (value) => (value === undefined ? '–' : short(value)),
  },
];

export function Results({ runs }: { readonly runs: readonly RunDetail[] }) {
  const differences = differencesOf(runs.map(({ config }) => config));
  return (
    <div className={styles.scroller} tabIndex={0} role="group" aria-label={compareWords.results}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{compareWords.measure}</th>
            {runs.map((run, i) => (
              <th key={run.id} scope="col">
                <span className={styles.swatch} style={{ background: curveColour(i) }} aria-hidden="true" />
                <Link to="/runs/$id" params={{ id: run.id }}>
                  {run.name}
                </Link>
                <div className={styles.status}>
                  <Status status={run.status} />
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ResultRow key={row.name} row={row} runs={runs} />
          ))}
        </tbody>
        <tbody>
          <tr>
            <th scope="rowgroup" colSpan={runs.length + 1} className={styles.group}>
              {differences.length > 0 ? compareWords.settings : compareWords.same}
            </th>
          </tr>
          {differences.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, i) => (
                <td key={runs[i]!.id}>{String(value ?? '–')}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ResultRow({
  row: { name, value, write, best },
  runs,
}: {
  readonly row: Row;
  readonly runs: readonly RunDetail[];
}) {
  const values = runs.map(value);
  const known = values.filter((one) => one !== undefined);
  const top = best === 'highest' ? Math.max(...known) : best === 'lowest' ? Math.min(...known) : undefined;
  return (
    <tr>
      <th scope="row">{name}</th>
      {values.map((one, i) => (
        <td
          key={runs[i]!.id}
          className={one !== undefined && one === top && runs.length > 1 ? styles.best : undefined}
        >
          {write(one)}
        </td>
      ))}
    </tr>
  );
}
