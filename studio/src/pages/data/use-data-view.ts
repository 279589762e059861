// What all views of a data set share: the address, the pixels, the decisions.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { DataDetail, DataSplit } from '../../../../src/server/studio/contract/data.ts';
import type { PixelSource } from '../../pictures/core/pixel-source.ts';
import { useIsLeaving } from '../../ui/use-is-leaving.ts';
import type { DataSearch } from './core/search.ts';
import { useDecisions, type DecisionStore } from './use-decisions.ts';

const route = getRouteApi('/data/$id');

export interface DataSetView {
  readonly detail: DataDetail;
  readonly source: PixelSource;
  readonly search: DataSearch;
  /** Changes the address; undefined leaves a part of it out. */
  readonly change: (next: { readonly [Key in keyof DataSearch]?: DataSearch[Key] | undefined }) => void;
  readonly split: DataSplit;
  /** The pictures of all splits. */
  readonly total: number;
  readonly store: DecisionStore;
  /** The side of a picture in the grid, in pixels. */
  readonly side: number;
  readonly setSide: (side: number) => void;
}

const sideKey = 'atelier-picture-side';

export function useDataView(detail: DataDetail, source: PixelSource): DataSetView {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isLeaving = useIsLeaving(route.useMatch().pathname);
  const change = useCallback<DataSetView['change']>(
    (next) => {
      if (isLeaving()) return;
      void navigate({
        search: (old) =>
          Object.fromEntries(Object.entries({ ...old, ...next }).filter(([, value]) => value !== undefined)),
        replace: true,
      });
    },
    [navigate, isLeaving],
  );
  const store = useDecisions(detail.id);
  const [side, setSide] = useState(() => Number(localStorage.getItem(sideKey)) || 48);
  const known = detail.splits.find(({ split }) => split === search.split) ?? detail.splits[0];
  return {
    ...{ detail, source, search, change, store, side },
    split: known?.split ?? 'train',
    total: useMemo(() => detail.splits.reduce((sum, one) => sum + one.count, 0), [detail]),
    setSide: useCallback((next: number) => {
      localStorage.setItem(sideKey, String(next));
      setSide(next);
    }, []),
  };
}
