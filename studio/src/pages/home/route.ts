import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../root-route.tsx';
import { homeWords } from '../../words/home.ts';

/** What is here, and what to do next. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./home-page.tsx')),
  staticData: { page: { name: homeWords.name, icon: 'home', group: 'home', key: 'h', isInBar: true } },
});
