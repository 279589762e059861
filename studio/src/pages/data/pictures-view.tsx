// All pictures of a split, with a filter by class, words and decisions.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure } from '../../ui/panel.tsx';
import { dataWords } from '../../words/data.ts';
import { ClassList } from './class-list.tsx';
import { picturesOf } from './core/items.ts';
import { picturesQuery } from './queries.ts';
import { Toolbar } from './toolbar.tsx';
import { Workbench } from './workbench.tsx';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

export function PicturesView({ view }: { readonly view: DataSetView }) {
  const { detail, search, split, change, store } = view;
  const { data, error, refetch } = useQuery(picturesQuery(detail.id, split));
  const { class: label, find, show } = search;
  // Decisions only filter if they are asked for: otherwise the list stays as it is while one decides.
  const decisions = show ? store.decisions : undefined;
  const items = useMemo(
    () =>
      data &&
      picturesOf(split, data, detail.classNames, { class: label, find, show }, decisions ?? new Map()),
    [data, split, detail, label, find, show, decisions],
  );
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <>
      <Toolbar view={view} shown={items?.length} />
      <div className={styles.columns}>
        <ClassList view={view} />
        {!items ? (
          <Loading />
        ) : items.length > 0 ? (
          <Workbench view={view} items={items} label={dataWords.grid} />
        ) : (
          <EmptyState icon="search" title={dataWords.none} hint={dataWords.noneHint}>
            <Button onPress={() => change({ class: undefined, find: undefined, show: undefined })}>
              {dataWords.clear}
            </Button>
          </EmptyState>
        )}
      </div>
    </>
  );
}
