// Whether the reader is on the way to another page, whose code may still load. A timer that then changed the
// address of this page would take them back.
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** @param path the path of this page: `/learn` */
export function useIsLeaving(path: string): () => boolean {
  const router = useRouter();
  return useCallback(() => router.latestLocation.pathname !== path, [router, path]);
}
