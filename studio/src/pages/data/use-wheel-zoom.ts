// The wheel zooms a map where the pointer is. React's own handler can't keep the page from scrolling.
import { useEffect, useRef, type RefObject } from 'react';
import { zoomedAt, type MapSize, type MapView } from './core/map-view.ts';

interface Zoomed {
  readonly view: MapView;
  readonly size: MapSize;
  readonly setView: (view: MapView) => void;
}

export function useWheelZoom(place: RefObject<HTMLElement | null>, zoomed: Zoomed): void {
  const newest = useRef(zoomed);
  newest.current = zoomed;
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const { view, size, setView } = newest.current;
      const { left, top } = current.getBoundingClientRect();
      const factor = 2 ** (-event.deltaY / 300);
      setView(zoomedAt(view, size, factor, [event.clientX - left, event.clientY - top]));
    };
    current.addEventListener('wheel', turn, { passive: false });
    return () => current.removeEventListener('wheel', turn);
  }, [place]);
}
