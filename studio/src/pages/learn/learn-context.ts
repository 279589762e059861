// What every part of the walk needs: the engine's numbers, the place, and how to go elsewhere.
import { createContext, use } from 'react';
import type { Place } from './core/place.ts';
import type { SearchChange } from './core/search.ts';
import type { WalkState, WalkStore } from './core/walk-store.ts';

export interface Learn extends WalkState {
  readonly store: WalkStore;
  readonly place: Place;
  /** Goes to another place; `replace` leaves no step for the way back. */
  readonly go: (change: SearchChange, replace?: boolean) => void;
  /** Looks at another cell. The address follows when the pointer rests. */
  readonly point: (cell: readonly [number, number]) => void;
  /** Shows a picture of the reader's own. */
  readonly showOwn: (pixels: Uint8Array) => void;
}

export const LearnContext = createContext<Learn | undefined>(undefined);

export function useLearn(): Learn {
  const learn = use(LearnContext);
  if (!learn) throw new Error('this part belongs into the walk');
  return learn;
}
