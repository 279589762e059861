// The state of the walk in React: the store's numbers, and the address's place.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useIsLeaving } from '../../ui/use-is-leaving.ts';
import { ownFiles } from './core/own-files.ts';
import { firstSample, labelFor, sampleFor, samples } from './core/pictures.ts';
import { placeOf, type Place } from './core/place.ts';
import { readLearnSearch, type LearnSearch, type SearchChange } from './core/search.ts';
import { usualPlace } from './core/usual-place.ts';
import type { WalkState, WalkStore } from './core/walk-store.ts';
import type { Learn } from './learn-context.ts';
import { told } from './told.ts';

const route = getRouteApi('/learn');

export function useLearnState(store: WalkStore): Learn {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isLeaving = useIsLeaving('/learn');
  const go = useCallback(
    (change: SearchChange, replace = false) => {
      if (isLeaving()) return;
      void navigate({
        search: (before) => readLearnSearch({ ...before, ...change }),
        replace,
        resetScroll: false,
      });
    },
    [navigate, isLeaving],
  );
  const [at, setAt] = useRestingAt(search.at, go);
  useChosenPicture(store, search);
  const place = usePlace(store, state, search, at);
  const point = useCallback(([row, column]: readonly [number, number]) => setAt(`${row},${column}`), [setAt]);
  const showOwn = useCallback(
    (pixels: Uint8Array) => {
      ownFiles.setPicture(store.walk.card.input, pixels);
      told(store.ask({ pixels }));
      go({ picture: 'own' }, true);
    },
    [store, go],
  );
  return { ...state, store, place, go, point, showOwn };
}

/** The place of the address; what it leaves out is where there is most to see. */
function usePlace(
  store: WalkStore,
  { question: { pixels } }: WalkState,
  search: LearnSearch,
  at: string | undefined,
): Place {
  const { stages } = store.walk;
  const { chapter, stage, map } = search;
  // It stays where it is while weights change.
  const usual = useMemo(
    () =>
      usualPlace(readLearnSearch({ chapter, stage, map }), stages, {
        reading: store.get().reading,
        weights: store.get().question.weights,
      }),
    [chapter, stage, map, stages, pixels],
  );
  return useMemo(
    () => placeOf({ ...usual, ...search, ...(at !== undefined && { at }) }, stages),
    [usual, search, at, stages],
  );
}

/** The cell under the pointer; the address follows when it rests. */
function useRestingAt(
  given: string | undefined,
  go: Learn['go'],
): [string | undefined, (at: string) => void] {
  const [at, setAt] = useState(given);
  useEffect(() => setAt(given), [given]);
  useEffect(() => {
    if (at === undefined || at === given) return;
    const rest = setTimeout(() => go({ at }, true), 400);
    return () => clearTimeout(rest);
  }, [at, given, go]);
  return [at, setAt];
}

/** Shows the picture and the true class that the address names. */
function useChosenPicture(store: WalkStore, { picture = String(firstSample), label }: LearnSearch): void {
  useEffect(() => {
    const { input, classNames } = store.walk.card;
    const shown = store.get().question;
    const sample = samples()[Number(picture)];
    const own = picture === 'own' ? ownFiles.picture(input) : undefined;
    const pixels = own ?? (sample ? sampleFor(sample, input) : shown.pixels);
    const known = sample && picture !== 'own' ? labelFor(sample, classNames) : undefined;
    const wanted = Math.min(label ?? known ?? shown.label, classNames.length - 1);
    const isSame = wanted === shown.label && pixels.every((level, i) => level === shown.pixels[i]);
    if (!isSame) told(store.ask({ pixels, label: wanted }));
  }, [store, picture, label]);
}
