// The pictures of a class, the newest first. Only those in sight are read, however many there are.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { focusWhenThere } from '../../core/focus.ts';
import { movedPlace } from '../../core/grid-moves.ts';
import { useWidth } from '../../ui/use-width.ts';
import { teachWords } from '../../words/teach.ts';
import { removePictures } from './change-lesson.ts';
import type { LessonPicture } from './core/lesson.ts';
import type { TeachStore } from './core/teach-store.ts';
import { Thumbnail } from './thumbnail.tsx';
import styles from './teach.module.css';

interface PictureGridProps {
  readonly store: TeachStore;
  /** Of the class. */
  readonly name: string;
  readonly pictures: readonly LessonPicture[];
  readonly unreadable: ReadonlySet<number>;
}

/** The least side of a picture, and the gap after it, in pixels. */
const [leastSide, gap] = [56, 4];

export function PictureGrid({ store, name, pictures, unreadable }: PictureGridProps) {
  const [place, width] = useWidth<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const columns = Math.max(1, Math.floor((width + gap) / (leastSide + gap)));
  const side = width > 0 ? (width + gap) / columns : leastSide;
  const newest = pictures.toReversed();
  const rows = useVirtualizer({
    count: Math.ceil(newest.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => side,
    overscan: 2,
  });
  useEffect(() => rows.measure(), [rows, side]);
  const shown = rows.getVirtualItems();
  const first = (shown[0]?.index ?? 0) * columns;
  const isShown = active >= first && active < ((shown.at(-1)?.index ?? 0) + 1) * columns;
  const stop = isShown ? Math.min(active, newest.length - 1) : first;

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') void removePictures(store, [newest[stop]!]);
    const next = movedPlace(event.key, stop, { columns, total: newest.length });
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    rows.scrollToIndex(Math.floor(next / columns));
    focusWhenThere(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`));
  };
  return (
    <div ref={place}>
      <div
        ref={scroller}
        className={styles.grid}
        role="group"
        aria-label={teachWords.picturesOf(name)}
        onKeyDown={press}
      >
        <div style={{ position: 'relative', height: rows.getTotalSize() }}>
          {shown.map((row) =>
            newest
              .slice(row.index * columns, (row.index + 1) * columns)
              .map((picture, column) => (
                <Thumbnail
                  key={picture.id}
                  {...{ store, picture, index: row.index * columns + column }}
                  isUnreadable={unreadable.has(picture.id)}
                  isStop={row.index * columns + column === stop}
                  onRemove={() => void removePictures(store, [picture])}
                  style={{ left: column * side, top: row.start, width: side - gap }}
                />
              )),
          )}
        </div>
      </div>
    </div>
  );
}
