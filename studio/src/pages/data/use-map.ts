// The map of a split: what the server knows of its pictures, and their places, which a worker computes.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import {
  componentMap,
  type MapSource,
  type MapStep,
} from '../../../../src/explain/embedding/landmark-map.ts';
import type { MapState } from '../../../../src/server/studio/contract/maps.ts';
import { api, apiBytes, apiPath } from '../../core/api.ts';
import { readMapSource } from './core/map-source.ts';
import type { Projection } from './core/search.ts';

/** How far the server is with a map, and what it found. */
export function useMapSource(
  id: string,
  split: string,
  by: string | undefined,
): { readonly state: UseQueryResult<MapState>; readonly source: UseQueryResult<MapSource> } {
  const path = apiPath('data', id, 'map', split);
  const parameters = by === undefined ? '' : `?by=${encodeURIComponent(by)}`;
  const state = useQuery({
    queryKey: ['data', id, 'map', split, by],
    queryFn: ({ signal }) => api<MapState>(`${path}${parameters}`, { signal }),
    retry: false,
  });
  const ready = state.data?.isReady ? state.data : undefined;
  const source = useQuery({
    queryKey: ['data', id, 'map-points', split, by],
    queryFn: async ({ signal }) =>
      readMapSource(
        ready!,
        (await apiBytes(`${path}/points${parameters}`, { signal })).buffer as ArrayBuffer,
      ),
    enabled: ready !== undefined,
  });
  return { state, source };
}

/** Finished maps, as long as their sources are there. */
const finished = new WeakMap<MapSource, MapStep>();

/** The places of the pictures as far as they are: the principal components, then UMAP step by step. */
export function useMapSteps(source: MapSource, projection: Projection): MapStep {
  const [step, setStep] = useState<{ readonly of: MapSource; readonly step: MapStep }>();
  const isPlaced = projection === 'pca' || finished.has(source);
  useEffect(() => {
    if (isPlaced) return;
    const worker = new Worker(new URL('./core/map-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<MapStep>) => {
      if (data.share === 1) finished.set(source, data);
      setStep({ of: source, step: data });
    });
    worker.postMessage(source);
    return () => worker.terminate();
    // It starts again only with other pictures: what it finishes itself does not stop it.
  }, [source, isPlaced]);
  const first = useMemo(() => componentMap(source), [source]);
  if (projection === 'pca') return { places: first, share: 1 };
  return finished.get(source) ?? (step?.of === source ? step.step : { places: first, share: 0 });
}
