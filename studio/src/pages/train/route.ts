import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { trainWords } from '../../words/train.ts';
import { readSearch } from './core/search.ts';

/** The form that starts a training. `from` is the id of a run to duplicate; other pages set some options. */
export const trainRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/train',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./train-page.tsx')),
  staticData: { page: { name: trainWords.name, icon: 'train', group: 'make', key: 't', isInBar: true } },
});
