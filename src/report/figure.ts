// What all figures of a report have in common: a name, a title, one line about them, and one set of styles, so that they can stand
// in a page that switches between light and dark, or by themselves as files. Colours are Okabe & Ito's (2008).
import { curveColours, curveStyles } from '../node/figure/plot.ts';
import { svgDocument, text, escape, withSharedStyles, type FigureStyles } from '../node/figure/svg.ts';
import { heatStyles } from './figures/heat.ts';

/** A figure without its frame; the parts are SVG elements as text. */
export interface ReportFigure {
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

const filled = (colours: readonly string[]): string =>
  colours.map((colour, i) => `.fill${i} { fill: ${colour} }`).join(' ');

const own: FigureStyles = {
  always: [
    curveStyles.always,
    '.rest { fill: none; stroke-width: 1; opacity: 0.55 } .diagonal { fill: none; stroke-dasharray: 5 5 }',
    '.strong { font-weight: 600 } .small { font-size: 11px } .halo { stroke-width: 4; paint-order: stroke; font-weight: 600 }',
    '.missed { fill: none; stroke-width: 1.1 } .whisker { stroke-width: 1.6 } .bar { opacity: 0.85 }',
  ].join('\n  '),
  light: [
    curveStyles.light,
    filled(curveColours.light),
    '.rest { stroke: #59636e } .diagonal { stroke: #59636e } .missed, .whisker { stroke: #1b1f24 } .halo { stroke: #fff }',
    heatStyles.light,
  ].join('\n  '),
  dark: [
    curveStyles.dark,
    filled(curveColours.dark),
    '.rest { stroke: #9198a1 } .diagonal { stroke: #9198a1 } .missed, .whisker { stroke: #e6edf3 } .halo { stroke: #0d1117 }',
    heatStyles.dark,
  ].join('\n  '),
};

/** All that a page needs for the figures in it. */
export const reportStyles: FigureStyles = withSharedStyles(own);

const headHeight = 64;

/** The figure by itself, under its title, as an SVG document that follows the reader's light or dark setting. */
export const figureDocument = (figure: ReportFigure): string => documentIn(figure, own);

/** The same for light ground alone, for what knows no settings. */
export const lightFigureDocument = (figure: ReportFigure): string => documentIn(figure, { ...own, dark: '' });

function documentIn({ title, about, width, height, parts }: ReportFigure, styles: FigureStyles): string {
  return svgDocument({ width, height: height + headHeight, title, styles }, [
    text(20, 32, title, 'title'),
    text(20, 54, about, 'quiet'),
    `<g transform="translate(0 ${headHeight})">`,
    ...parts,
    '</g>',
  ]);
}

/** The figure as it stands in a page, which has the styles and the title. */
export const figureElement = ({ title, width, height, parts }: ReportFigure): string =>
  [
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">`,
    ...parts,
    '</svg>',
  ].join('\n');
