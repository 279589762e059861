// A frame whose wide contents scroll to the side: they fade where there is more, and keys reach all of them.
import { useRef, type ReactNode } from 'react';
import { useEdges } from './use-edges.ts';
import styles from './scroller.module.css';

interface ScrollerProps {
  /** For screen readers. */
  readonly label: string;
  readonly children: ReactNode;
}

export function Scroller({ label, children }: ScrollerProps) {
  const place = useRef<HTMLDivElement>(null);
  const isScrolling = useEdges(place);
  const reach = isScrolling ? { tabIndex: 0, role: 'region', 'aria-label': label } : {};
  return (
    <div ref={place} className={styles.scroller} {...reach}>
      {children}
    </div>
  );
}
