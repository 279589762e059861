// The page's store in React. There is one for as long as the tab is open, so the drawing and the model are
// still there when a person comes back from another page.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useSyncExternalStore } from 'react';
import { manyThreads, openInference } from '../../inference/inference.ts';
import type { TrySearch } from './core/search.ts';
import { TryStore, type TryState } from './core/try-store.ts';

let store: TryStore | undefined;

/** The store; its workers start with the first call. */
export const tryStore = (): TryStore =>
  (store ??= new TryStore(openInference(), openInference(manyThreads())));

/**
 * A part of what the store knows. Components that ask for little are drawn again seldom, so that answers come
 * quickly while one draws.
 *
 * @param select returns the same value until that part changes
 */
export function useTry<Part>(select: (state: TryState) => Part): Part {
  const { subscribe, get } = tryStore();
  return useSyncExternalStore(subscribe, () => select(get()));
}

const route = getRouteApi('/try');

/** What the address holds, and a function that changes a part of it. */
export function useTrySearch(): readonly [TrySearch, (change: Partial<Changes>) => void] {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (part: Partial<Changes>) =>
      void navigate({ search: (old) => ({ ...old, ...part }) as TrySearch, replace: true }),
    [navigate],
  );
  return [search, change];
}

/** `undefined` takes a value out of the address. */
type Changes = { readonly [Key in keyof TrySearch]: TrySearch[Key] | undefined };
