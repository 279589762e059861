// A figure as wide as its place whose cells, bars or dots can be opened, by the pointer or by arrow keys and
// Enter.
import { useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import type { Figure as FigureData, Spot } from '../../../src/figures/figure.ts';
import { nextSpot, spotAt } from '../core/spots.ts';
import { commonWords } from '../words/common.ts';
import { Figure } from './figure.tsx';
import { useWidth } from './use-width.ts';
import styles from './spot-figure.module.css';

interface SpotFigureProps {
  /** Draws it at a width in pixels. */
  readonly draw: (width: number) => FigureData | undefined;
  /** Below this width it scrolls. */
  readonly leastWidth?: number;
  /** Opens a spot; left out, the figure only tells what its spots are. */
  readonly onOpen?: (id: string) => void;
  /** The ids of spots that are outlined. */
  readonly marked?: readonly string[];
  /** The values, for CSV. */
  readonly csv: () => string;
}

/** Figures keep so much room at their left, which the panel has already. */
const bleed = 20;

export function SpotFigure({ draw, leastWidth = 0, onOpen, marked = [], csv }: SpotFigureProps) {
  const [place, width] = useWidth<HTMLDivElement>();
  const figure = useMemo(
    () => (width > 0 ? draw(Math.max(leastWidth, width + bleed)) : undefined),
    [draw, leastWidth, width],
  );
  return (
    <div ref={place} className={styles.place}>
      {figure && (
        <Figure isWide figure={figure} csv={csv}>
          {figure.spots && (
            <Spots figure={figure} spots={figure.spots} marked={marked} {...(onOpen && { onOpen })} />
          )}
        </Figure>
      )}
    </div>
  );
}

interface SpotsProps extends Pick<SpotFigureProps, 'onOpen'> {
  readonly figure: FigureData;
  readonly spots: readonly Spot[];
  readonly marked: readonly string[];
}

function Spots({ figure, spots, marked, onOpen }: SpotsProps) {
  const [id, setId] = useState<string>();
  const current = spots.find((spot) => spot.id === id);
  const under = ({ clientX, clientY, currentTarget }: MouseEvent) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return spotAt(spots, clientX - left, clientY - top);
  };
  const press = (event: KeyboardEvent) => {
    const next = nextSpot(spots, current, event.key);
    if (!next) return;
    event.preventDefault();
    setId(next.id);
  };
  const click = (event: MouseEvent) => {
    // Enter and the space bar click too, without a place.
    const spot = event.detail === 0 ? current : under(event);
    if (spot) onOpen?.(spot.id);
  };
  return (
    <>
      <button
        type="button"
        className={`${styles.reader} ${current && onOpen ? styles.canOpen : ''}`}
        style={{ width: figure.width, height: figure.height }}
        aria-label={commonWords.openAt(figure.title)}
        onPointerMove={(event) => setId(under(event)?.id)}
        onPointerLeave={() => setId(undefined)}
        onBlur={() => setId(undefined)}
        onKeyDown={press}
        onClick={click}
      />
      {spots
        .filter((spot) => marked.includes(spot.id))
        .map((spot, i) => (
          <Outline key={i} spot={spot} isMarked />
        ))}
      {current && <Outline spot={current} />}
      {current && <Words spot={current} width={figure.width} />}
      <span className={styles.spoken} role="status">
        {current?.words}
      </span>
    </>
  );
}

const Outline = ({
  spot: { x, y, width, height },
  isMarked = false,
}: {
  readonly spot: Spot;
  readonly isMarked?: boolean;
}) => (
  <span
    className={`${styles.outline} ${isMarked ? styles.marked : ''}`}
    style={{ left: x, top: y, width, height }}
    aria-hidden="true"
  />
);

/** What a spot says: beside it, or below one that leaves no room there. */
function Words({ spot, width }: { readonly spot: Spot; readonly width: number }) {
  return (
    <span className={styles.words} style={placeOfWords(spot, width)} aria-hidden="true">
      {spot.words}
    </span>
  );
}

function placeOfWords({ x, y, width, height }: Spot, whole: number) {
  if (width > whole / 2) return { right: whole - x - width, top: y + height + 4 };
  return x > whole / 2 ? { right: `calc(100% - ${x - 8}px)`, top: y } : { left: x + width + 8, top: y };
}
