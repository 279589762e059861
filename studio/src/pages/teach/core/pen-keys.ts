// Drawing with the keyboard: arrows move the pen, Space lowers and lifts it.
import { paperSide } from '../../../core/drawing.ts';

export interface Pen {
  /** In pixels of the paper. */
  readonly x: number;
  readonly y: number;
  readonly isDown: boolean;
}

/** How far an arrow moves the pen. */
const step = 10;

const moves: Partial<Record<string, readonly [x: number, y: number]>> = {
  ...{ ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] },
};

/** The pen after a key; nothing if the key means nothing here. */
export function movesOfPen(key: string, { x, y, isDown }: Pen): Pen | undefined {
  if (key === ' ') return { x, y, isDown: !isDown };
  const move = moves[key];
  const inside = (value: number) => Math.max(0, Math.min(paperSide, value));
  return move && { x: inside(x + move[0]), y: inside(y + move[1]), isDown };
}
