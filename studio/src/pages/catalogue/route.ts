import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { readCatalogueSearch } from './core/search.ts';

/** The items of a shop. */
export const catalogueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/catalogue',
  validateSearch: readCatalogueSearch,
  component: lazyRouteComponent(() => import('./catalogue-page.tsx')),
  staticData: { page: { name: catalogueWords.name, icon: 'catalogue', group: 'shop', key: 'c' } },
});
