import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { teachWords } from '../../words/teach.ts';
import { readSearch } from './core/search.ts';

/** Classes from the camera or from files, learnt in the page. */
export const teachRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/teach',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./teach-page.tsx')),
  staticData: { page: { name: teachWords.name, icon: 'teach', group: 'make', key: 'a' } },
});
