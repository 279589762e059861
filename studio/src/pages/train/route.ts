import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { trainWords } from '../../words/train.ts';

/** The form that starts a training. `from` is the id of a run to duplicate. */
export const trainRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/train',
  validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
    typeof from === 'string' && from !== '' ? { from } : {},
  component: lazyRouteComponent(() => import('./train-page.tsx')),
  staticData: { page: { name: trainWords.name, icon: 'train', group: 'make', key: 't', isInBar: true } },
});
