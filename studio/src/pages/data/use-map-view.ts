// What one sees of a map. The address has it when it has rested for a moment.
import { useEffect, useState } from 'react';
import { readView, writeView, type MapView } from './core/map-view.ts';
import type { DataSetView } from './use-data-view.ts';

const restMs = 300;

export function useMapView({ search, change }: DataSetView): [MapView, (view: MapView) => void] {
  const [seen, setSeen] = useState(() => readView(search.zoom));
  const written = writeView(seen);
  useEffect(() => {
    if (written === search.zoom) return;
    const timer = setTimeout(() => change({ zoom: written }), restMs);
    return () => clearTimeout(timer);
  }, [written, search.zoom, change]);
  return [seen, setSeen];
}
