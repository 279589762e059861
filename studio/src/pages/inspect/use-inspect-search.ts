// What the address says, and how to change it.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { changed, type InspectChange } from './core/search.ts';

const route = getRouteApi('/inspect');

export function useInspectSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /** `replace` for what one moves through, so that going back leads to what was before it. */
  const change = useCallback(
    (part: InspectChange, { replace = false } = {}) =>
      void navigate({ search: (old) => changed(old, part), replace }),
    [navigate],
  );
  return { search, change };
}
