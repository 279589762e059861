// Whether an element scrolls to the side, and at which of its edges there is more: `data-more` on the element
// says it, so that `scroller.module.css` lets the contents fade there.
import { useLayoutEffect, useState, type RefObject } from 'react';
import { moreAt } from '../core/scrolling.ts';

/** Follows the element. @returns whether there is more than fits */
export function useEdges(place: RefObject<HTMLElement | null>): boolean {
  const [isScrolling, setScrolling] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const look = () => {
      const more = moreAt(element);
      element.dataset['more'] = more;
      setScrolling(more !== 'none');
    };
    look();
    const observer = new ResizeObserver(look);
    for (const one of [element, ...element.children]) observer.observe(one);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [place]);
  return isScrolling;
}
