import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { readEvaluateSearch } from './core/search.ts';

/** How good a model is, and on which pictures it is not. */
export const evaluateRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/evaluate',
  validateSearch: readEvaluateSearch,
  component: lazyRouteComponent(() => import('./evaluate-page.tsx')),
  staticData: { page: { name: evaluateWords.name, icon: 'evaluate', group: 'see', key: 'e' } },
});
