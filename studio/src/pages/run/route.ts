import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';

export const runTabs = ['curves', 'settings', 'files', 'report', 'log'] as const;
export type RunTab = (typeof runTabs)[number];

/** One run. */
export const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$id',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: RunTab } => {
    const known = runTabs.find((name) => name === tab);
    return known && known !== 'curves' ? { tab: known } : {};
  },
  component: lazyRouteComponent(() => import('./run-page.tsx'), 'RunPage'),
});
