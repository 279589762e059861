// The form of every figure: a name, a title, a line on how to read it, and SVG elements without a frame. It
// can be part of a page that switches between light and dark, or a file of its own.
import { figureStyles, type FigureStyles } from './style.ts';
import { escape, rect, text } from './svg.ts';

/** A place in a figure that stands for something, so that a page can open it: a cell, a bar, a dot. */
export interface Spot {
  /** What it stands for, in the terms of the figure. */
  readonly id: string;
  /** What it shows, for a person. */
  readonly words: string;
  /** In pixels of the figure. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The spot of a dot. */
export const dotSpot = (id: string, words: string, x: number, y: number, radius = 6): Spot => ({
  ...{ id, words, x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius },
});

/** A figure without its frame. */
export interface Figure {
  /** The name of its file without the extension. */
  readonly name: string;
  readonly title: string;
  /** One line on how to read it. */
  readonly about: string;
  /** In pixels, without the title. */
  readonly width: number;
  readonly height: number;
  /** SVG elements as text, with the classes of `figureStyles`. */
  readonly parts: readonly string[];
  readonly spots?: readonly Spot[];
}

/** A figure's name, title and explanation. */
export type FigureHead = Pick<Figure, 'name' | 'title' | 'about'>;

const headHeight = 64;

/** The figure with its title as an SVG document, which follows the reader's light or dark setting. */
export const figureDocument = (figure: Figure): string => documentOf(figure, figureStyles);

/** The same document in light colours only, for programs without such a setting. */
export const lightFigureDocument = (figure: Figure): string =>
  documentOf(figure, { ...figureStyles, dark: '' });

function documentOf({ title, about, width, height, parts }: Figure, styles: FigureStyles): string {
  const whole = height + headHeight;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${frame(title, width, whole)}>`,
    '<style>',
    `  ${styles.always}`,
    `  ${styles.light}`,
    '  @media (prefers-color-scheme: dark) {',
    `  ${styles.dark}`,
    '  }',
    '</style>',
    rect(0, 0, width, whole, 'ground'),
    text(20, 32, title, 'title'),
    text(20, 54, about, 'quiet'),
    `<g transform="translate(0 ${headHeight})">`,
    ...parts,
    '</g>',
    '</svg>\n',
  ].join('\n');
}

/** The figure as an element of a page; the page has the styles and shows the title. */
export const figureElement = ({ title, width, height, parts }: Figure): string =>
  [`<svg ${frame(title, width, height)}>`, ...parts, '</svg>'].join('\n');

const frame = (title: string, width: number, height: number): string =>
  `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}"`;
