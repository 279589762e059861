// What the address says, and how to change it.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useIsLeaving } from '../../ui/use-is-leaving.ts';
import { changed, type SearchChange } from './core/search.ts';

const route = getRouteApi('/catalogue');

export function useCatalogueSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** `replace` for what one moves through, so that going back leads to what was before it. */
  const isLeaving = useIsLeaving('/catalogue');
  const change = useCallback(
    (part: SearchChange, { replace = false } = {}) => {
      if (!isLeaving()) void navigate({ search: (old) => changed(old, part), replace });
    },
    [navigate, isLeaving],
  );
  return { search, change };
}
