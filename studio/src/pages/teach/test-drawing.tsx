// A drawing to try, with the pointer or the keys. The model looks at it while one draws.
import { useEffect, useReducer, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Raster } from '../../../../src/data/fitting/raster.ts';
import { rasterOfCanvas } from '../../inference/picture.ts';
import { Button } from '../../ui/button.tsx';
import { teachWords } from '../../words/teach.ts';
import { Drawing, paperSide, readStrokes, writeStrokes } from '../../core/drawing.ts';
import { keep, kept } from '../../core/kept.ts';
import { movesOfPen } from './core/pen-keys.ts';
import styles from './teach.module.css';

/** The width of the pen, in pixels of the paper. */
const penWidth = 16;

const place = 'teach-drawing';
/** Stays while the tab is open, also over a reload. */
const drawing = new Drawing(readStrokes(kept(place)));
const keepDrawing = () => keep(place, writeStrokes(drawing.strokes));

export function TestDrawing({ look }: { readonly look: (picture: Raster) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pen = useRef({ x: paperSide / 2, y: paperSide / 2, isDown: false });
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const paint = () => {
    const context = canvas.current!.getContext('2d', { willReadFrequently: true })!;
    drawing.paint(context);
    if (drawing.strokes.length > 0) look(rasterOfCanvas(context));
    redraw();
  };
  useEffect(paint, []); // only the first time: later each stroke paints

  const draw = (isBeginning: boolean, x: number, y: number) => {
    if (isBeginning) drawing.begin('pen', penWidth, x, y);
    else drawing.extend(x, y);
    paint();
  };
  const drawAt = (isBeginning: boolean, { clientX, clientY, currentTarget }: PointerEvent) => {
    const { left, top, width } = currentTarget.getBoundingClientRect();
    draw(isBeginning, ((clientX - left) * paperSide) / width, ((clientY - top) * paperSide) / width);
  };
  const press = (event: KeyboardEvent) => {
    const next = movesOfPen(event.key, pen.current);
    if (!next) return;
    event.preventDefault();
    const isBeginning = next.isDown && !pen.current.isDown;
    pen.current = next;
    if (next.isDown) draw(isBeginning, next.x, next.y);
    else redraw();
    keepDrawing();
  };
  const clear = () => {
    drawing.clear();
    keepDrawing();
    paint();
  };
  const { x, y, isDown } = pen.current;
  return (
    <div className={styles.drawing}>
      <div className={styles.paper}>
        <canvas
          ref={canvas}
          width={paperSide}
          height={paperSide}
          tabIndex={0}
          role="application"
          aria-label={teachWords.paper}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drawAt(true, event);
          }}
          onPointerUp={keepDrawing}
          onPointerMove={(event) => event.buttons > 0 && drawAt(false, event)}
          onKeyDown={press}
        />
        {drawing.strokes.length === 0 && <p className={styles.invitation}>{teachWords.invitation}</p>}
        <span
          className={styles.pen}
          data-down={isDown}
          style={{ left: `${(100 * x) / paperSide}%`, top: `${(100 * y) / paperSide}%` }}
        />
      </div>
      <Button onPress={clear}>{teachWords.clearPaper}</Button>
    </div>
  );
}
