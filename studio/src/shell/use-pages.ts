// The pages of the rail, in the order of the routes.
import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { PageInfo } from './page-info.ts';

export interface PageLink extends PageInfo {
  readonly path: string;
}

export function usePages(): readonly PageLink[] {
  const router = useRouter();
  return useMemo(
    () =>
      Object.values<{ fullPath: string; options: { staticData?: { page?: PageInfo } } }>(
        router.routesById,
      ).flatMap(({ fullPath, options }) => {
        const page = options.staticData?.page;
        return page ? [{ ...page, path: fullPath }] : [];
      }),
    [router],
  );
}
