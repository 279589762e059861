// The table: TanStack's model, and only the rows in sight in the document.
import {
  createSortedRowModel,
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { RunSummary } from '../../../../src/server/studio/contract/runs.ts';
import { runsWords } from '../../words/runs.ts';
import { compareValues, readSort, usualSort } from './core/columns.ts';
import { HeaderRow } from './header-row.tsx';
import { RunRow } from './run-row.tsx';
import { moveAmongRows } from './move-among-rows.ts';
import type { RunsView } from './use-runs-view.ts';
import styles from './runs.module.css';

const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});
const rowHeight = 38;

export function RunsTable({ view }: { readonly view: RunsView }) {
  const { search, shown, columns, visible } = view;
  const sort = search.sort ?? usualSort;
  const { id, isDescending } = readSort(sort);
  const definitions = useMemo(
    () =>
      columns.map(({ id, value }): ColumnDef<typeof features, RunSummary> => ({
        ...{ id, accessorFn: value },
        // The table turns the order around for a descending sort, so missing values are turned beforehand.
        sortFn: (a, b) =>
          (isDescending ? -1 : 1) * compareValues(value(a.original), value(b.original), isDescending),
      })),
    [columns, isDescending],
  );
  const table = useTable({
    ...{ features, columns: definitions, data: shown, getRowId: (run: RunSummary) => run.id },
    state: {
      sorting: [{ id, desc: isDescending }],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, visible.includes(id)])),
    },
  });
  const rows = table.getRowModel().rows;
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    ...{ count: rows.length, estimateSize: () => rowHeight, overscan: 12 },
    getScrollElement: () => place.current,
  });
  const inSight = virtual.getVirtualItems();
  const above = inSight[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  const ids = table.getVisibleLeafColumns().map((column) => column.id);
  return (
    <div
      ref={place}
      className={styles.scroller}
      onKeyDown={(event) => moveAmongRows(event, virtual.scrollToIndex)}
    >
      <table className={styles.table} aria-label={runsWords.table} aria-rowcount={rows.length + 1}>
        <HeaderRow ids={ids} view={view} sort={sort} />
        <tbody>
          {above > 0 && <Space height={above} span={ids.length + 1} />}
          {inSight.map(({ index }) => (
            <RunRow key={rows[index]!.id} index={index} run={rows[index]!.original} ids={ids} view={view} />
          ))}
          {below > 0 && <Space height={below} span={ids.length + 1} />}
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows out of sight. */
const Space = ({ height, span }: { readonly height: number; readonly span: number }) => (
  <tr aria-hidden="true" className={styles.space}>
    <td colSpan={span} style={{ height }} />
  </tr>
);
