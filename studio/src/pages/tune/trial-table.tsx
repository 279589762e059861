// Trials in a table that sorts by any column; only the rows in sight are there.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { downloadCsv } from '../../core/download.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/button.tsx';
import { tuneWords } from '../../words/tune.ts';
import type { OpenStudy } from './core/trial-rows.ts';
import { sortedTrials, trialColumns, trialsCsv } from './core/trials-table.ts';
import { TrialRow } from './trial-row.tsx';
import { useStudyView } from './use-study-view.ts';
import scroller from '../../ui/scroller.module.css';
import { useEdges } from '../../ui/use-edges.ts';
import styles from './tune.module.css';

interface TrialTableProps {
  readonly study: OpenStudy;
  /** The trials to show. */
  readonly numbers: readonly { readonly number: number }[];
}

const rowHeight = 32;
const names = tuneWords.trialColumns as Readonly<Record<string, string>>;

export function TrialTable({ study, numbers }: TrialTableProps) {
  const { search, change } = useStudyView();
  const sort =
    search.sort ?? (study.objectives[0]!.direction === 'maximize' ? '-' : '') + study.objectives[0]!.name;
  const columns = useMemo(() => trialColumns(study), [study]);
  const rows = useMemo(() => {
    const kept = new Set(numbers.map(({ number }) => number));
    return sortedTrials(
      study.trials.filter(({ number }) => kept.has(number)),
      columns,
      sort,
    );
  }, [study, numbers, columns, sort]);
  const place = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    ...{ count: rows.length, estimateSize: () => rowHeight, overscan: 10 },
    getScrollElement: () => place.current,
  });
  useEdges(place);
  const inSight = virtual.getVirtualItems();
  const above = inSight[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  return (
    <>
      <p className={styles.between}>
        <IconButton
          icon="save"
          label={tuneWords.saveTrials}
          onPress={() => downloadCsv(`${study.name}-trials`, trialsCsv(rows, columns))}
        />
      </p>
      <div
        ref={place}
        className={`${styles.rows} ${scroller.fading}`}
        tabIndex={0}
        role="region"
        aria-label={tuneWords.tabs.trials}
      >
        <table className={styles.table} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              {columns.map(({ id }) => (
                <Heading key={id} id={id} sort={sort} onSort={(next) => change({ sort: next })} />
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Space height={above} span={columns.length} />}
            {inSight.map(({ index }) => (
              <TrialRow key={rows[index]!.number} index={index} trial={rows[index]!} columns={columns} />
            ))}
            {below > 0 && <Space height={below} span={columns.length} />}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface HeadingProps {
  readonly id: string;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
}

function Heading({ id, sort, onSort }: HeadingProps) {
  const name = names[id] ?? id;
  const isSorted = sort.replace(/^-/, '') === id;
  const isDescending = isSorted && sort.startsWith('-');
  return (
    <th scope="col" aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        title={tuneWords.sortBy(name)}
        onClick={() => onSort(isDescending ? id : `-${id}`)}
      >
        {name}
        {isSorted && <Icon name={isDescending ? 'down' : 'up'} size={12} />}
      </button>
    </th>
  );
}

/** Stands for the rows out of sight. */
const Space = ({ height, span }: { readonly height: number; readonly span: number }) => (
  <tr aria-hidden="true">
    <td colSpan={span} style={{ height, padding: 0, border: 0 }} />
  </tr>
);
