// The pictures of a map, in the order of its points.
import { useMemo } from 'react';
import { spreadIndices } from '../../../../src/data/spread-indices.ts';
import type { Item } from './core/items.ts';
import { useAllPictures } from './use-all-pictures.ts';
import type { DataSetView } from './use-data-view.ts';

/** @param shown how many of the split's pictures the map has; undefined until their classes are known */
export function useMapPictures({ detail, split }: DataSetView, shown: number): readonly Item[] | undefined {
  const labelOf = useAllPictures(detail);
  return useMemo(() => {
    const { count = 0 } = detail.splits.find((one) => one.split === split) ?? {};
    return (
      labelOf &&
      Array.from(spreadIndices(count, shown), (index) => ({ split, index, ...labelOf({ split, index }) }))
    );
  }, [detail, split, shown, labelOf]);
}
