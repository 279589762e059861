// The headings: each is a button that sorts.
import { Icon } from '../../ui/icon.tsx';
import { runsWords } from '../../words/runs.ts';
import { columnName } from './column-name.ts';
import { isNumeric } from './cell.tsx';
import { nextSort } from './core/search.ts';
import type { RunsView } from './use-runs-view.ts';
import styles from './runs.module.css';

interface HeaderRowProps {
  readonly ids: readonly string[];
  readonly view: RunsView;
  readonly sort: string;
}

export const HeaderRow = ({ ids, view, sort }: HeaderRowProps) => (
  <thead>
    <tr aria-rowindex={1}>
      <th className={styles.check} scope="col">
        <span className={styles.hidden}>{runsWords.selected('')}</span>
      </th>
      {ids.map((id) => (
        <Heading key={id} id={id} view={view} sort={sort} />
      ))}
    </tr>
  </thead>
);

function Heading({
  id,
  view,
  sort,
}: {
  readonly id: string;
  readonly view: RunsView;
  readonly sort: string;
}) {
  const direction = sort === id ? 'ascending' : sort === `-${id}` ? 'descending' : undefined;
  const isNumber = isNumeric(id);
  return (
    <th
      scope="col"
      aria-sort={direction ?? 'none'}
      className={`${styles[id] ?? ''} ${isNumber ? styles.number : ''}`}
    >
      <button type="button" onClick={() => view.change({ sort: nextSort(view.search.sort, id, isNumber) })}>
        {columnName(id)}
        {direction && <Icon name={direction === 'ascending' ? 'up' : 'down'} size={12} />}
      </button>
    </th>
  );
}
