// The confirmed trials, each beside what the search saw of it.
import { pValue, percent, points } from '../../words/numbers.ts';
import { tuneWords } from '../../words/tune.ts';
import { confirmationCsv, type ConfirmedRow } from './core/confirmation.ts';
import { PlainTable } from './plain-table.tsx';
import { useStudyView } from './use-study-view.ts';
import styles from './tune.module.css';

const words = tuneWords.confirm;
const { columns } = words;

export const ConfirmTable = ({ rows }: { readonly rows: readonly ConfirmedRow[] }) => (
  <PlainTable
    label={words.results}
    file="confirmed-trials"
    csv={() => confirmationCsv(rows)}
    columns={[
      columns.trial,
      columns.searched,
      columns.accuracy,
      columns.interval,
      columns.difference,
      columns.verdict,
    ]}
  >
    {rows.map((row) => (
      <Row key={row.trial ?? 'base'} {...row} />
    ))}
  </PlainTable>
);

function Row({ trial, searched, accuracy, interval, comparison, verdict }: ConfirmedRow) {
  const { openTrial } = useStudyView();
  return (
    <tr>
      <th scope="row">
        {trial === undefined ? (
          words.base
        ) : (
          <button type="button" className={styles.link} onClick={() => openTrial(String(trial))}>
            {tuneWords.trial(String(trial))}
          </button>
        )}
      </th>
      <td>{percent(searched, 2)}</td>
      <td>{percent(accuracy, 2)}</td>
      <td>{interval ? words.between(percent(interval[0], 2), percent(interval[1], 2)) : '–'}</td>
      <td>
        {comparison
          ? `${points(comparison.difference)} (${words.between(points(comparison.low), points(comparison.high))}), ${pValue(comparison.p)}`
          : '–'}
      </td>
      <td>{verdict ? words.verdicts[verdict] : '–'}</td>
    </tr>
  );
}
