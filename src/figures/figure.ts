// What every figure is: a name, a title, a line on how to read it, and SVG elements without a frame. So it
// can stand in a page that switches between light and dark, or by itself as a file.
import { figureStyles, type FigureStyles } from './style.ts';
import { escape, rect, text } from './svg.ts';

/**
 * A figure without its frame; the parts are SVG elements as text, which use the classes of `figureStyles`.
 */
export interface Figure {
  /** What its file is called, without an extension. */
  readonly name: string;
  readonly title: string;
  /** One line on how it is to be read. */
  readonly about: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly parts: readonly string[];
}

/** What a figure is called. */
export type FigureHead = Pick<Figure, 'name' | 'title' | 'about'>;

const headHeight = 64;

/**
 * The figure by itself, under its title, as an SVG document that follows the reader's light or dark setting.
 */
export const figureDocument = (figure: Figure): string => documentOf(figure, figureStyles);

/** The same for light ground alone, for what knows no settings. */
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

/** The figure as it stands in a page, which has the styles and the title. */
export const figureElement = ({ title, width, height, parts }: Figure): string =>
  [`<svg ${frame(title, width, height)}>`, ...parts, '</svg>'].join('\n');

const frame = (title: string, width: number, height: number): string =>
  `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}"`;
