// A table that scrolls to the side where the page is narrow, also by keys, and can be saved.
import type { ReactNode } from 'react';
import { downloadCsv } from '../../core/download.ts';
import { IconButton } from '../../ui/button.tsx';
import { tuneWords } from '../../words/tune.ts';
import { Scroller } from '../../ui/scroller.tsx';
import styles from './tune.module.css';

interface PlainTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  /** The name of its file, and what that says. */
  readonly file: string;
  readonly csv: () => string;
  /** The rows of its body. */
  readonly children: ReactNode;
}

export const PlainTable = ({ label, columns, file, csv, children }: PlainTableProps) => (
  <div>
    <p className={styles.between}>
      <IconButton icon="save" label={tuneWords.saveTable(label)} onPress={() => downloadCsv(file, csv())} />
    </p>
    <Scroller label={label}>
      <table aria-label={label} className={styles.table}>
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
    </Scroller>
  </div>
);
