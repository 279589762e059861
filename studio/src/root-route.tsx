// The route above all pages.
import { createRootRoute } from '@tanstack/react-router';
import { Failure } from './ui/panel.tsx';
import { NotFound } from './shell/not-found.tsx';
import { Shell } from './shell/shell.tsx';
import './shell/page-info.ts';

export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
});
