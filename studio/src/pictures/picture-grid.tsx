// A grid of pictures, thousands if need be: one canvas that paints what is in sight. For the keyboard and for
// screen readers it is a list in which one picture is active. All pages show pictures of data sets in it.
import { useId, type KeyboardEvent, type MouseEvent } from 'react';
import { count } from '../words/numbers.ts';
import { pictureWords } from '../words/pictures.ts';
import { cellAt, movedBy } from './core/grid-layout.ts';
import type { PixelSource } from './core/pixel-source.ts';
import type { GridContent } from './paint-grid.ts';
import { GridFailure } from './grid-failure.tsx';
import { usePaintedGrid } from './use-painted-grid.ts';
import styles from './picture-grid.module.css';

interface PictureGridProps {
  /** What is shown. Keep the same object until something in it changes (`useMemo`). */
  readonly content: GridContent;
  readonly source: PixelSource;
  /** The side of a picture in pixels, at least. */
  readonly side: number;
  /** What the pictures are, for a screen reader. */
  readonly label: string;
  /** What a picture is, for a screen reader: its class, its number. */
  readonly nameOf: (index: number) => string;
  /** Another picture became the active one. */
  readonly onActive: (index: number) => void;
  /** A picture was clicked, or Enter pressed. */
  readonly onOpen?: (index: number) => void;
}

export function PictureGrid({ content, source, side, label, nameOf, onActive, onOpen }: PictureGridProps) {
  const { scroller, canvas, layout, paint, show } = usePaintedGrid(content, source, side);
  const id = useId();
  const { active, pictures } = content;
  const goTo = (index: number) => {
    onActive(index);
    show(index);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = movedBy(layout, active, event.key, scroller.current?.clientHeight ?? 0);
    if (to !== undefined) goTo(to);
    else if (event.key === 'Enter' && active < pictures.length) onOpen?.(active);
    else return;
    event.preventDefault();
  };
  const click = ({ clientX, clientY }: MouseEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const index = cellAt(layout, clientX - box.left, clientY - box.top + scroller.current!.scrollTop);
    if (index === undefined) return;
    onActive(index);
    onOpen?.(index);
  };
  return (
    <div className={styles.grid}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={id}
        onScroll={paint}
        onKeyDown={press}
        onClick={click}
      >
        <div role="presentation" style={{ height: layout.height }}>
          <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
          {active < pictures.length && (
            <span
              id={id}
              role="option"
              className={styles.option}
              aria-selected="true"
              aria-setsize={pictures.length}
              aria-posinset={active + 1}
            >
              {pictureWords.position(nameOf(active), count(active + 1), count(pictures.length))}
            </span>
          )}
        </div>
      </div>
      <GridFailure source={source} />
    </div>
  );
}
