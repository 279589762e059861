// What the address says, and how to change it.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { changed, type InspectChange, type InspectSearch } from './core/search.ts';

const route = getRouteApi('/inspect');

export function useInspectSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  /**
   * A function gets what the address says by then, after presses that the page has not shown yet. `replace`
   * is for what one moves through, so that going back leads to what was before it.
   */
  const change = useCallback(
    (part: InspectChange | ((now: InspectSearch) => InspectChange), { replace = false } = {}) =>
      void navigate({
        search: (now) => changed(now, typeof part === 'function' ? part(now) : part),
        replace,
      }),
    [navigate],
  );
  return { search, change };
}
