// A sheet of small pictures as a figure. Its pixels stay sharp squares at any size.
import type { Figure, FigureHead } from './figure.ts';
import { escape } from './svg.ts';

interface SheetOptions extends FigureHead {
  /** A data address of the picture. */
  readonly address: string;
  /** The size of the drawing, in pixels. */
  readonly width: number;
  readonly height: number;
}

const left = 20;
/** Leaves room for the line below the title. */
const leastWidth = 860;

export const sheetFigure = ({ name, title, about, address, width, height }: SheetOptions): Figure => ({
  ...{ name, title, about, height: height + left },
  width: Math.max(leastWidth, width + 2 * left),
  parts: [
    `<image href="${escape(address)}" x="${left}" width="${width}" height="${height}" preserveAspectRatio="none" style="image-rendering: pixelated"/>`,
  ],
});
