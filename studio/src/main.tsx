// The studio's page starts here.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './core/api.ts';
import { followTheme } from './core/theme.ts';
import { router } from './router.tsx';
import './styles/tokens.css';
import './styles/base.css';

followTheme();

// The server's events keep answers fresh, so they do not age by themselves.
const cache = new QueryClient({
  defaultOptions: {
    queries: {
      ...{ staleTime: Infinity, refetchOnWindowFocus: false, networkMode: 'always' },
      retry: (failures, error) => error instanceof ApiError && error.status === 0 && failures < 2,
    },
    mutations: { networkMode: 'always' },
  },
});

createRoot(document.getElementById('studio')!).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
