// A row that is wider than the screen shows its chosen part.
import { useEffect, useRef, type RefObject } from 'react';

const chosenPart = '[aria-current], [aria-selected=true]';

/** Returns a reference for the row. It scrolls to its chosen part when `chosen` or its own width changes. */
export function useChosenInView<Row extends HTMLElement>(chosen: unknown): RefObject<Row | null> {
  const row = useRef<Row>(null);
  useEffect(() => {
    const element = row.current;
    if (!element) return;
    // The observer also calls at once.
    const observer = new ResizeObserver(() =>
      element.querySelector(chosenPart)?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [chosen]);
  return row;
}
