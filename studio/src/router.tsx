// All pages. A new page adds one line here; their order is that of the rail.
import { createRouter } from '@tanstack/react-router';
import { catalogueRoute } from './pages/catalogue/route.ts';
import { compareRoute } from './pages/compare/route.ts';
import { evaluateRoute } from './pages/evaluate/route.ts';
import { dataRoute, dataSetRoute } from './pages/data/route.ts';
import { homeRoute } from './pages/home/route.ts';
import { learnRoute } from './pages/learn/route.ts';
import { inspectRoute } from './pages/inspect/route.ts';
import { runRoute } from './pages/run/route.ts';
import { runsRoute } from './pages/runs/route.ts';
import { teachRoute } from './pages/teach/route.ts';
import { trainRoute } from './pages/train/route.ts';
import { tryRoute } from './pages/try/route.ts';
import { studyRoute, tuneRoute } from './pages/tune/route.ts';
import { rootRoute } from './root-route.tsx';
import { Loading } from './ui/loading.tsx';

const routeTree = rootRoute.addChildren([
  homeRoute,
  tryRoute,
  learnRoute,
  teachRoute,
  trainRoute,
  runsRoute,
  runRoute,
  compareRoute,
  evaluateRoute,
  tuneRoute,
  studyRoute,
  dataRoute,
  dataSetRoute,
  catalogueRoute,
  inspectRoute,
]);

export const router = createRouter({
  routeTree,
  search: { strict: true }, // what a page does not know is no part of its state
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
