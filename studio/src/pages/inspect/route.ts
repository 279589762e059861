import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { readInspectSearch } from './core/search.ts';

/** Quality control. */
export const inspectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inspect',
  validateSearch: readInspectSearch,
  component: lazyRouteComponent(() => import('./inspect-page.tsx')),
  staticData: { page: { name: inspectWords.name, icon: 'inspect', group: 'shop', key: 'i' } },
});
