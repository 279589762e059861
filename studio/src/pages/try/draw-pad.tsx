// Paper to draw on, with the pointer or the keyboard. Each move is shown to the model at once.
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { rasterOfCanvas } from '../../inference/picture.ts';
import { tryWords } from '../../words/try.ts';
import { Drawing, paintStroke, paperSide, readStrokes, writeStrokes, type Tool } from '../../core/drawing.ts';
import { keep, kept } from '../../core/kept.ts';
import { DrawTools } from './draw-tools.tsx';
import { tryStore } from './use-try.ts';
import styles from './try.module.css';

const place = 'try-drawing';
/** Stays while the tab is open, also over a reload. */
const drawing = new Drawing(readStrokes(kept(place)));
const keepDrawing = () => keep(place, writeStrokes(drawing.strokes));
/** How far an arrow key moves the pen, in pixels of the paper. */
const step = 8;

export function DrawPad({ invitation }: { readonly invitation: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [tool, setTool] = useState<Tool>('pen');
  const [width, setWidth] = useState(24);
  const [pen, setPen] = useState({ x: paperSide / 2, y: paperSide / 2, isDown: false });
  const [, redraw] = useState(0);
  const context = () => canvas.current!.getContext('2d', { willReadFrequently: true })!;

  const show = (at: number, isMoving: boolean) => {
    if (drawing.strokes.length === 0) tryStore().clear();
    else tryStore().show({ raster: rasterOfCanvas(context()), isMoving, at });
  };
  const repaint = (at: number) => {
    drawing.paint(context());
    show(at, false);
    keepDrawing();
    redraw((n) => n + 1);
  };
  useLayoutEffect(() => repaint(performance.now()), []);

  const placeOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }) => {
    const box = canvas.current!.getBoundingClientRect();
    const scale = paperSide / box.width;
    return [(clientX - box.left) * scale, (clientY - box.top) * scale] as const;
  };
  const begin = (x: number, y: number, at: number) => {
    drawing.begin(tool, width, x, y);
    paintStroke(context(), drawing.strokes.at(-1)!);
    show(at, true);
    redraw((n) => n + 1);
  };
  const extend = (places: readonly (readonly [number, number])[], at: number) => {
    const stroke = drawing.strokes.at(-1)!;
    const from = stroke.points.length;
    for (const [x, y] of places) drawing.extend(x, y);
    if (stroke.points.length === from) return;
    if (tool === 'fill') drawing.paint(context());
    else paintStroke(context(), stroke, from);
    show(at, true);
  };
  const end = (at: number) => {
    drawing.end();
    show(at, false);
    keepDrawing();
  };

  const onPointerMove = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    const events = event.nativeEvent.getCoalescedEvents();
    extend((events.length > 0 ? events : [event]).map(placeOf), event.timeStamp);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const move = (moves as Partial<Record<string, number[]>>)[event.key];
    if (!move && event.key !== ' ') return;
    event.preventDefault();
    if (!move) {
      if (pen.isDown) end(event.timeStamp);
      else begin(pen.x, pen.y, event.timeStamp);
      setPen({ ...pen, isDown: !pen.isDown });
      return;
    }
    const inside = (value: number) => Math.max(0, Math.min(paperSide, value));
    const [x, y] = [inside(pen.x + move[0]!), inside(pen.y + move[1]!)];
    if (pen.isDown) extend([[x, y]], event.timeStamp);
    setPen({ ...pen, x, y });
  };

  return (
    <>
      <div className={styles.paper}>
        <canvas
          ref={canvas}
          width={paperSide}
          height={paperSide}
          tabIndex={0}
          role="application"
          aria-label={tryWords.drawing.paper}
          className={styles.canvas}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            begin(...placeOf(event), event.timeStamp);
          }}
          onPointerMove={onPointerMove}
          onPointerUp={(event) => end(event.timeStamp)}
          onPointerCancel={(event) => end(event.timeStamp)}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            if (pen.isDown) end(event.timeStamp);
            setPen({ ...pen, isDown: false });
          }}
        />
        {drawing.strokes.length === 0 && <p className={styles.invitation}>{invitation}</p>}
        <span
          className={styles.pen}
          data-down={pen.isDown}
          style={{ left: `${(100 * pen.x) / paperSide}%`, top: `${(100 * pen.y) / paperSide}%` }}
        />
      </div>
      <DrawTools
        {...{ drawing, tool, width, onTool: setTool, onWidth: setWidth }}
        onChange={() => repaint(performance.now())}
      />
    </>
  );
}
