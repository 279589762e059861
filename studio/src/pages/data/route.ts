import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { dataWords } from '../../words/data.ts';
import { readDataSearch } from './core/search.ts';

/** The data sets that the studio knows. */
export const dataRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data',
  component: lazyRouteComponent(() => import('./data-list-page.tsx')),
  staticData: { page: { name: dataWords.name, icon: 'data', group: 'see', key: 'd' } },
});

/** One data set. */
export const dataSetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/data/$id',
  validateSearch: readDataSearch,
  component: lazyRouteComponent(() => import('./data-set-page.tsx')),
});
