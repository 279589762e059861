// Actions in React: what a component adds while it is there, and all that are there.
import { useEffect, useSyncExternalStore } from 'react';
import { actions, type Action } from '../core/actions.ts';

/** Adds actions while the component is there. Give the same array until they change (`useMemo`). */
export const useActions = (added: readonly Action[]): void => useEffect(() => actions.add(added), [added]);

/** All actions that are there. */
export const useAllActions = (): readonly Action[] => useSyncExternalStore(actions.subscribe, actions.list);
