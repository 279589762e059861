// The values of an attribute with their numbers of items, now and before.
import type { Inventory } from '../../../../src/server/studio/contract/catalogue.ts';
import { toCsv } from '../../core/csv.ts';
import { Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count } from '../../words/numbers.ts';
import page from '../../ui/full-page.module.css';
import styles from './inventory.module.css';

interface CountsTableProps {
  readonly attribute: Inventory['attributes'][number];
  readonly earlier: readonly number[];
}

export function CountsTable({ attribute: { name, values }, earlier }: CountsTableProps) {
  const most = Math.max(1, ...values.map(({ items }) => items));
  const csv = () =>
    toCsv(
      [name, ...earlier.map((time) => new Date(time).toISOString()), 'now'],
      values.map((value) => [value.value, ...value.earlier, value.items]),
    );
  return (
    <Panel title={catalogueWords.counts} actions={<SaveCsv name={`counts-of-${name}`} csv={csv} />}>
      <table className={`${page.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{name}</th>
            <th scope="col" className={styles.number}>
              {catalogueWords.now}
            </th>
            {earlier.length > 0 && (
              <th scope="col" className={styles.number}>
                {catalogueWords.before}
              </th>
            )}
            <th scope="col" className={styles.wide}>
              {catalogueWords.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ value, items, earlier: before }) => (
            <tr key={value}>
              <th scope="row">{value}</th>
              <td className={styles.number}>{count(items)}</td>
              {earlier.length > 0 && <td className={styles.number}>{count(before.at(-1) ?? 0)}</td>}
              <td>
                <span className={styles.meter} style={{ width: `${(100 * items) / most}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
