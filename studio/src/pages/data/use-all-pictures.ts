// The classes and files of the pictures of all splits.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DataDetail, DataPlace } from '../../../../src/server/studio/contract/data.ts';
import { picturesQuery } from './queries.ts';

/** Looks up a picture; undefined until all splits are here. */
export function useAllPictures(
  detail: DataDetail,
): ((place: DataPlace) => { readonly label: number; readonly file?: string | undefined }) | undefined {
  const found = useQueries({
    queries: detail.splits.map(({ split }) => picturesQuery(detail.id, split)),
    combine: (results) => results.map(({ data }) => data),
  });
  return useMemo(() => {
    if (found.some((pictures) => !pictures)) return undefined;
    const bySplit = new Map(detail.splits.map(({ split }, i) => [split, found[i]!]));
    return ({ split, index }) => {
      const pictures = bySplit.get(split);
      return { label: pictures?.labels[index] ?? 0, file: pictures?.files?.[index] };
    };
  }, [detail, ...found]);
}
