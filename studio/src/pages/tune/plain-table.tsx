// A table that scrolls to the side where the page is narrow, also by keys.
import type { ReactNode } from 'react';
import styles from './tune.module.css';

interface PlainTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  /** The rows of its body. */
  readonly children: ReactNode;
}

export const PlainTable = ({ label, columns, children }: PlainTableProps) => (
  <div className={styles.scroller} tabIndex={0} role="region" aria-label={label}>
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);
