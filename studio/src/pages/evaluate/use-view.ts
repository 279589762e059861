// The address of this page, and how it changes.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { pickText, readPick, type Pick } from './core/picks.ts';
import { useIsLeaving } from '../../ui/use-is-leaving.ts';
import { readEvaluateSearch, type EvaluateSearch } from './core/search.ts';

const route = getRouteApi('/evaluate');

type Change = { readonly [Name in keyof EvaluateSearch]: EvaluateSearch[Name] | undefined };

export function useEvaluateView() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const pick = useMemo(() => readPick(search.pick), [search.pick]);
  const change = (part: Change) =>
    void navigate({
      search: (old) =>
        Object.fromEntries(
          Object.entries({ ...old, ...part }).filter(([, value]) => value !== undefined),
        ) as EvaluateSearch,
      replace: true,
    });
  const open = (next: Pick | undefined) => change({ pick: next && pickText(next), picture: undefined });
  const isLeaving = useIsLeaving('/evaluate');
  const showPicture = useCallback(
    (picture: number | undefined) => {
      if (!isLeaving()) void navigate({ search: (old) => withPicture(old, picture), replace: true });
    },
    [navigate, isLeaving],
  );
  return { search, change, pick, open, showPicture };
}

const withPicture = (search: EvaluateSearch, picture: number | undefined): EvaluateSearch =>
  readEvaluateSearch({ ...search, picture });
