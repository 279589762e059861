import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { runsWords } from '../../words/runs.ts';
import { readRunsSearch } from './core/search.ts';

/** The table of runs. */
export const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import('./runs-page.tsx')),
  staticData: { page: { name: runsWords.name, icon: 'runs', group: 'make', key: 'r', isInBar: true } },
});
