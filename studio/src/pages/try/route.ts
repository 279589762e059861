import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { tryWords } from '../../words/try.ts';
import { readSearch } from './core/search.ts';

/** One picture and one model: what it says, and why. */
export const tryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/try',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./try-page.tsx')),
  staticData: { page: { name: tryWords.name, icon: 'try', group: 'see', key: 'y', isInBar: true } },
});
