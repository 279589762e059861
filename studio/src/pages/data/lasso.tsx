// Draws a line around points of a figure: with a pointer, or as a circle by keys.
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Figure } from '../../../../src/figures/figure.ts';
import { dataWords } from '../../words/data.ts';
import { circleLine, thinned, type Point } from './core/lasso.ts';
import styles from './data.module.css';

interface LassoProps {
  readonly figure: Figure;
  readonly line: readonly Point[] | undefined;
  readonly onLine: (line: readonly Point[]) => void;
}

/** By how much an arrow key moves the circle, and the circle's first radius, in the figure's pixels. */
const step = 15;
const firstRadius = 45;

export function Lasso({ figure: { width, height }, line, onLine }: LassoProps) {
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<readonly Point[]>();
  const [circle, setCircle] = useState({ x: width / 2, y: height / 2, radius: firstRadius });
  const [hasFocus, setFocus] = useState(false);
  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const box = place.current!.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * width, ((clientY - box.top) / box.height) * height];
  };
  const end = () => {
    if (drawn && drawn.length > 4) onLine(thinned(drawn));
    setDrawn(undefined);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onLine(circleLine([circle.x, circle.y], circle.radius));
    else if (event.key in moves) setCircle(moves[event.key]!);
    else return;
    event.preventDefault();
  };
  const shown = drawn ?? line;
  return (
    <div
      ref={place}
      className={styles.lasso}
      role="application"
      aria-label={dataWords.lasso}
      tabIndex={0}
      onKeyDown={press}
      onFocus={(event) => setFocus(event.target.matches(':focus-visible'))}
      onBlur={() => setFocus(false)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrawn([pointOf(event)]);
      }}
      onPointerMove={(event) => drawn && setDrawn([...drawn, pointOf(event)])}
      onPointerUp={end}
      onPointerCancel={() => setDrawn(undefined)}
    >
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {shown && <polygon points={shown.map((point) => point.join(',')).join(' ')} />}
        {hasFocus && <circle cx={circle.x} cy={circle.y} r={circle.radius} />}
      </svg>
    </div>
  );
}

type Circle = { readonly x: number; readonly y: number; readonly radius: number };

const moves: Readonly<Record<string, (circle: Circle) => Circle>> = {
  ArrowLeft: ({ x, ...rest }) => ({ ...rest, x: x - step }),
  ArrowRight: ({ x, ...rest }) => ({ ...rest, x: x + step }),
  ArrowUp: ({ y, ...rest }) => ({ ...rest, y: y - step }),
  ArrowDown: ({ y, ...rest }) => ({ ...rest, y: y + step }),
  '+': ({ radius, ...rest }) => ({ ...rest, radius: radius * 1.25 }),
  '-': ({ radius, ...rest }) => ({ ...rest, radius: Math.max(step, radius / 1.25) }),
};

/** Where the marks of a map are, by the index that each has. */
export function marksOf({ parts }: Figure): { readonly index: number; readonly point: Point }[] {
  return parts.flatMap((part) => {
    const [, index] = /data-index="(\d+)"/.exec(part) ?? [];
    const [, x, y] = /c?x="([\d.-]+)" c?y="([\d.-]+)"/.exec(part) ?? [];
    return index === undefined ? [] : [{ index: Number(index), point: [Number(x), Number(y)] as Point }];
  });
}
