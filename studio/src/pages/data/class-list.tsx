// The classes with their counts. One of them can be chosen; on a small screen the toolbar has the choice.
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

export function ClassList({ view: { detail, split, search, change } }: { readonly view: DataSetView }) {
  const { counts = [], count: all = 0 } = detail.splits.find((one) => one.split === split) ?? {};
  const most = Math.max(1, ...counts);
  const row = (name: string, value: number, label: number | undefined, share: number) => (
    <li key={label ?? 'all'}>
      <button
        type="button"
        aria-pressed={search.class === label}
        onClick={() => change({ class: label, at: undefined })}
        className={styles.class}
      >
        <span className={styles.className}>{name}</span>
        <span className={styles.classCount}>{count(value)}</span>
        <span className={styles.bar} style={{ width: `${100 * share}%` }} aria-hidden="true" />
      </button>
    </li>
  );
  return (
    <ul className={styles.classes} aria-label={dataWords.classes}>
      {row(dataWords.allClasses, all, undefined, 0)}
      {detail.classNames.map((name, label) =>
        row(name, counts[label] ?? 0, label, (counts[label] ?? 0) / most),
      )}
    </ul>
  );
}
