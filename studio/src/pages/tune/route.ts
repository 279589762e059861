import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { tuneWords } from '../../words/tune.ts';
import { readStudySearch, readTuneSearch } from './core/search.ts';

/** The studies, or the form that starts one. */
export const tuneRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tune',
  validateSearch: readTuneSearch,
  component: lazyRouteComponent(() => import('./tune-page.tsx')),
  staticData: { page: { name: tuneWords.name, icon: 'tune', group: 'make', key: 'u' } },
});

/** One study. */
export const studyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tune/$id',
  validateSearch: readStudySearch,
  component: lazyRouteComponent(() => import('./study-page.tsx')),
});
