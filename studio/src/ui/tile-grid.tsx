// Tiles in rows, thousands of them: only those in sight are in the document. The arrow keys move among them.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { focusWhenThere } from '../core/focus.ts';
import { movedPlace } from '../core/grid-moves.ts';
import { useWidth } from './use-width.ts';
import styles from './tile-grid.module.css';

/** What a tile needs to know of its place. */
export interface TilePlace {
  readonly place: number;
  /** The width of the tile on the page, in pixels. */
  readonly edge: number;
  /** Whether Tab leads to it. */
  readonly isTabbed: boolean;
}

interface TileGridProps {
  /** What it contains, for screen readers. */
  readonly label: string;
  readonly total: number;
  /** The least width of a tile, and the height of what stands below its square, in pixels. */
  readonly least: number;
  readonly caption: number;
  /** Draws a tile: a button with `data-place`, and with `tabIndex` 0 only if Tab leads to it. */
  readonly tile: (place: TilePlace) => ReactNode;
  /** Told which places are in sight. */
  readonly onSight?: (first: number, last: number) => void;
  /** Told when the keys have moved to a place. */
  readonly onMove?: (place: number) => void;
}

const [padding, gap] = [24, 12];

export function TileGrid({ label, total, least, caption, tile, onSight, onMove }: TileGridProps) {
  const [scroller, width] = useWidth<HTMLDivElement>();
  const [focused, setFocused] = useState(0);
  const room = width - 2 * padding;
  const columns = Math.max(2, Math.floor((room + gap) / (least + gap)));
  const edge = Math.max(0, Math.floor((room - gap * (columns - 1)) / columns));
  const virtual = useVirtualizer({
    ...{ count: Math.ceil(total / columns), estimateSize: () => edge + caption + gap, overscan: 2 },
    ...{ paddingStart: padding, paddingEnd: padding, getScrollElement: () => scroller.current },
  });
  useEffect(() => virtual.measure(), [virtual, edge, caption]);
  const rows = virtual.getVirtualItems();
  const first = (rows[0]?.index ?? 0) * columns;
  const last = Math.min(total, ((rows.at(-1)?.index ?? 0) + 1) * columns) - 1;
  useEffect(() => onSight?.(first, last), [onSight, first, last]);
  const tabbed = focused >= first && focused <= last ? focused : first;
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const next = movedPlace(event.key, tabbed, { columns, total });
    if (next === undefined) return;
    event.preventDefault();
    setFocused(next);
    virtual.scrollToIndex(Math.floor(next / columns));
    const element = event.currentTarget;
    focusWhenThere(() => element.querySelector<HTMLElement>(`[data-place="${next}"]`));
    onMove?.(next);
  };
  const positionOf = (place: number) => {
    const left = padding + (place % columns) * (edge + gap);
    const top = padding + Math.floor(place / columns) * (edge + caption + gap);
    return `translate(${left}px, ${top}px)`;
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      {width > 0 && (
        <ul
          className={styles.grid}
          style={{ height: virtual.getTotalSize() }}
          aria-label={label}
          onKeyDown={press}
          onFocus={({ target }) =>
            setFocused(Number(target.closest<HTMLElement>('[data-place]')?.dataset['place'] ?? tabbed))
          }
        >
          {Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).map((place) => (
            <li
              key={place}
              aria-setsize={total}
              aria-posinset={place + 1}
              style={{ width: edge, height: edge + caption, transform: positionOf(place) }}
            >
              {tile({ place, edge, isTabbed: place === tabbed })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
