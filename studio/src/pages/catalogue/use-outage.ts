// Follows whether a catalogue answers, and asks again while it does not.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useEffect, useSyncExternalStore } from 'react';
import { isAway, lookAgain } from './core/outage.ts';

/** How often it is asked again, in milliseconds. */
const pause = 3000;

/** Whether the catalogue of the page does not answer now. */
export const Outage = createContext(false);

export function useOutage(id: string): boolean {
  const cache = useQueryClient();
  const subscribe = useCallback((tell: () => void) => cache.getQueryCache().subscribe(tell), [cache]);
  const away = useSyncExternalStore(subscribe, () => isAway(cache, id));
  useEffect(() => {
    if (!away) return undefined;
    const timer = setInterval(() => void lookAgain(cache, id), pause);
    return () => clearInterval(timer);
  }, [away, cache, id]);
  return away;
}
