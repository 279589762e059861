// A sheet of small pictures as a figure: its pixels stay squares, however large it is drawn.
import type { Figure, FigureHead } from './figure.ts';
import { escape } from './svg.ts';

interface SheetOptions extends FigureHead {
  /** A data address of the picture. */
  readonly address: string;
  /** As it is drawn, in pixels. */
  readonly width: number;
  readonly height: number;
}

const left = 20;
/** So that the line about it has room. */
const leastWidth = 860;

export const sheetFigure = ({ name, title, about, address, width, height }: SheetOptions): Figure => ({
  ...{ name, title, about, height: height + left },
  width: Math.max(leastWidth, width + 2 * left),
  parts: [
    `<image href="${escape(address)}" x="${left}" width="${width}" height="${height}" preserveAspectRatio="none" style="image-rendering: pixelated"/>`,
  ],
});
