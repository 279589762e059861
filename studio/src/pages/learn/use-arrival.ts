// A map grows out of its tile in the overview when it is chosen, so that one sees where it belongs.
import { useLayoutEffect, useRef, type RefObject } from 'react';

const duration = 340;

/** Animates the element from the tile of this name to its own place, when the name changes. */
export function useArrival(place: RefObject<HTMLElement | null>, tile: string | undefined): void {
  const shown = useRef<string>(undefined);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element || tile === undefined || tile === shown.current) return;
    shown.current = tile;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const from = document.querySelector(`[data-tile="${CSS.escape(tile)}"]`)?.getBoundingClientRect();
    const to = element.getBoundingClientRect();
    if (!from || to.width === 0) return;
    const move = `translate(${from.left - to.left}px, ${from.top - to.top}px) scale(${from.width / to.width})`;
    element.animate(
      [
        { transformOrigin: '0 0', transform: move, opacity: 0.6 },
        { transformOrigin: '0 0', transform: 'none', opacity: 1 },
      ],
      { duration, easing: 'cubic-bezier(0.2, 0, 0, 1)' },
    );
  }, [place, tile]);
}
