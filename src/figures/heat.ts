// The colours of a matrix's cells, in ten steps from the background: blue for correct predictions, orange for
// mistakes. Each step changes the brightness too, so that the steps are distinct in grey.
import { scaleLinear } from 'd3-scale';
import { dark, light } from './colours.ts';

export const heatSteps = 10;

/** The class of a cell: `hit3`, `miss7`. The square root makes differences between small shares visible. */
export const heatClass = (kind: 'hit' | 'miss', share: number): string =>
  `${kind}${Math.min(heatSteps - 1, Math.floor(Math.sqrt(share) * heatSteps))}`;

/** Mixes two colours: `from` at share 0, `to` at share 1. Returns `rgb(r, g, b)`. */
export const blend = (from: string, to: string, share: number): string =>
  scaleLinear<string>([0, 1], [from, to])(share);

/** The relative luminance, from 0 to 1, of a colour `rgb(r, g, b)` (WCAG 2.2). */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = Array.from(colour.matchAll(/\d+/g), ([value]) => {
    const share = Number(value) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const white = 'rgb(255, 255, 255)';
const black = 'rgb(0, 0, 0)'; // one of the two always has a contrast of at least 4.58, the root of 21

/** Black or white, whichever has more contrast with a background (WCAG 2.2). */
const inkOn = (ground: string): string => {
  const contrast = (ink: string) => {
    const [low, high] = [luminance(ink), luminance(ground)].sort((a, b) => a - b) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };
  return contrast(white) > contrast(black) ? white : black;
};

function stepsTo(kind: string, ground: string, colour: string): string {
  return Array.from({ length: heatSteps }, (_, i) => {
    const shade = blend(ground, colour, i === 0 ? 0.03 : 0.1 + (0.9 * i) / (heatSteps - 1));
    return `.${kind}${i} { fill: ${shade} } .on-${kind}${i} { fill: ${inkOn(shade)} }`;
  }).join(' ');
}

export const heatStyles = {
  light: `${stepsTo('hit', light.ground, '#005b96')} ${stepsTo('miss', light.ground, '#c24a00')}`,
  dark: `${stepsTo('hit', dark.ground, '#6cb8f5')} ${stepsTo('miss', dark.ground, '#ff9a5c')}`,
};
