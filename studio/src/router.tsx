// All pages. A new page adds one line here; their order is that of the rail.
import { createRouter } from '@tanstack/react-router';
import { catalogueRoute } from './pages/catalogue/route.ts';
import { compareRoute } from './pages/compare/route.ts';
import { homeRoute } from './pages/home/route.ts';
import { inspectRoute } from './pages/inspect/route.ts';
import { runRoute } from './pages/run/route.ts';
import { runsRoute } from './pages/runs/route.ts';
import { trainRoute } from './pages/train/route.ts';
import { rootRoute } from './root-route.tsx';
import { Loading } from './ui/loading.tsx';

const routeTree = rootRoute.addChildren([
  homeRoute,
  trainRoute,
  runsRoute,
  runRoute,
  compareRoute,
  catalogueRoute,
  inspectRoute,
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
