// Pictures of items in rows; only those in sight are in the document. The arrow keys move among them.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useWidth } from '../../ui/use-width.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { movedPlace } from './core/moves.ts';
import { ItemTile } from './item-tile.tsx';
import type { ItemList } from './use-item-list.ts';
import styles from './grid.module.css';

interface ItemGridProps {
  readonly catalogue: string;
  readonly list: ItemList;
  readonly total: number;
  /** The key of the open item. */
  readonly open: string | undefined;
  readonly onOpen: (key: string) => void;
}

const [padding, gap, leastTile, caption] = [24, 12, 132, 44];

export function ItemGrid({ catalogue, list, total, open, onOpen }: ItemGridProps) {
  const [scroller, width] = useWidth<HTMLDivElement>();
  const [focused, setFocused] = useState(0);
  const room = width - 2 * padding;
  const columns = Math.max(2, Math.floor((room + gap) / (leastTile + gap)));
  const tile = Math.max(0, Math.floor((room - gap * (columns - 1)) / columns));
  const virtual = useVirtualizer({
    ...{ count: Math.ceil(total / columns), estimateSize: () => tile + caption + gap, overscan: 2 },
    ...{ paddingStart: padding, paddingEnd: padding, getScrollElement: () => scroller.current },
  });
  useEffect(() => virtual.measure(), [virtual, tile]);
  const rows = virtual.getVirtualItems();
  const first = (rows[0]?.index ?? 0) * columns;
  const last = Math.min(total, ((rows.at(-1)?.index ?? 0) + 1) * columns) - 1;
  const { need, itemAt } = list;
  useEffect(() => need(first, last), [need, first, last]);
  const tabbed = focused >= first && focused <= last ? focused : first;
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const next = movedPlace(event.key, tabbed, { columns, total });
    if (next === undefined) return;
    event.preventDefault();
    setFocused(next);
    virtual.scrollToIndex(Math.floor(next / columns));
    const element = event.currentTarget;
    requestAnimationFrame(() => element.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus());
    const item = itemAt(next);
    if (open !== undefined && item) onOpen(item.key);
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      {width > 0 && (
        <ul
          className={styles.grid}
          style={{ height: virtual.getTotalSize() }}
          aria-label={catalogueWords.gridLabel}
          onKeyDown={press}
        >
          {places(first, last).map((place) => (
            <li
              key={place}
              aria-setsize={total}
              aria-posinset={place + 1}
              style={{
                ...{ width: tile, height: tile + caption },
                transform: `translate(${padding + (place % columns) * (tile + gap)}px, ${padding + Math.floor(place / columns) * (tile + caption + gap)}px)`,
              }}
            >
              <ItemTile
                {...{ catalogue, place, item: itemAt(place), edge: tile, isTabbed: place === tabbed }}
                isOpen={open !== undefined && itemAt(place)?.key === open}
                onOpen={(key) => {
                  setFocused(place);
                  onOpen(key);
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const places = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
