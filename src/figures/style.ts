// The style of all figures, in CSS, for a reader's light or dark setting. It has no CSS variables, because
// some programs that draw SVG do not support them.
import { dark, light, palette } from './colours.ts';
import { blend, heatStyles } from './heat.ts';

/** CSS for both settings, for light and for dark. */
export interface FigureStyles {
  readonly always: string;
  readonly light: string;
  readonly dark: string;
}

/** The number of colours; higher positions start again at the first colour. */
export const colourCount = palette.light.length;

/** The classes of the curve at a position; from the ninth on, curves are dashed. */
export const curveClass = (index: number): string =>
  `curve curve${index % colourCount}${index < colourCount ? '' : ' dashed'}`;

/** The class of an area in the colour of the curve at a position. */
export const fillClass = (index: number): string => `fill${index % colourCount}`;

/** The class of a box or solid that is tinted in the colour of the curve at a position. */
export const tintClass = (index: number): string => `tint${index % colourCount}`;

/** A box has a fill and a border. A solid's top is filled like a box; its front and side are stronger. */
const tints = (ground: string, colours: readonly string[]): string =>
  colours
    .map((colour, i) => {
      const [top, front, side] = [0.2, 0.42, 0.6].map((share) => blend(ground, colour, share));
      return `.tint${i} { fill: ${top}; stroke: ${colour} } .tint${i} .front { fill: ${front} } .tint${i} .side { fill: ${side} }`;
    })
    .join(' ');

const onGround = ({ ground, ink, quiet, grid }: typeof light, colours: readonly string[]): string =>
  [
    `text { fill: ${ink} } .quiet { fill: ${quiet} } .ground { fill: ${ground} } .grid { stroke: ${grid} }`,
    colours.map((colour, i) => `.curve${i} { stroke: ${colour} }`).join(' '),
    colours.map((colour, i) => `.fill${i} { fill: ${colour} }`).join(' '),
    `.rest, .diagonal { stroke: ${quiet} } .missed, .whisker, .floor { stroke: ${ink} } .halo, .ring { stroke: ${ground} }`,
    `.flow { stroke: ${quiet} } .tip { fill: ${quiet} } .chip { fill: ${ground}; stroke: ${quiet} } .panel { fill: ${blend(ground, grid, 0.35)}; stroke: ${grid} }`,
    tints(ground, colours),
  ].join('\n  ');

/** The complete style, for a document or a page. */
export const figureStyles: FigureStyles = {
  always: `text { font: 13px system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif }
  .title { font-size: 18px; font-weight: 600 } .end { text-anchor: end } .middle { text-anchor: middle }
  .strong { font-weight: 600 } .small { font-size: 11px }
  .curve { fill: none; stroke-width: 2.25; stroke-linejoin: round; stroke-linecap: round } .dashed { stroke-dasharray: 7 5 }
  .rest { fill: none; stroke-width: 1; opacity: 0.55 } .diagonal { fill: none; stroke-dasharray: 5 5 }
  .halo { stroke-width: 4; paint-order: stroke; font-weight: 600 } .missed { fill: none; stroke-width: 1.1 }
  .whisker { stroke-width: 1.6 } .bar { opacity: 0.85 } .floor { stroke-width: 2.5 } .seam { stroke-width: 5 }
  .flow { fill: none; stroke-width: 1.6 } .solid { stroke-linejoin: round }
  .edge { fill: none; opacity: 0.75 } .aside { opacity: 0.45; stroke-dasharray: 4 3 }
  .own { stroke-width: 1.6; stroke-dasharray: 5 3 } .heavy { stroke-width: 2.6 }`,
  light: `${onGround(light, palette.light)}\n  ${heatStyles.light}`,
  dark: `${onGround(dark, palette.dark)}\n  ${heatStyles.dark}`,
};
