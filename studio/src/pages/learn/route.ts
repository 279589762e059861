import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { readLearnSearch } from './core/search.ts';

/** The walk through one picture. */
export const learnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/learn',
  validateSearch: readLearnSearch,
  component: lazyRouteComponent(() => import('./learn-page.tsx')),
  staticData: { page: { name: 'Learn', icon: 'learn', group: 'see', key: 'l' } },
});
