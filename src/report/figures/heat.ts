// Colours of a matrix's cells, in ten steps from the ground's colour: blue for what is right, orange for what is not. Both rise in
// darkness alone too, so that they can be read in grey.
import { dark, light } from '../../node/figure/svg.ts';

export const heatSteps = 10;

/** The class of a cell: `hit3`, `miss7`. Small shares are told apart by their square root. */
export const heatClass = (kind: 'hit' | 'miss', share: number): string =>
  `${kind}${Math.min(heatSteps - 1, Math.floor(Math.sqrt(share) * heatSteps))}`;

type Rgb = readonly [number, number, number];

const channels = (hex: string): Rgb => {
  const long = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const at = (i: number) => Number.parseInt(long.slice(2 * i, 2 * i + 2), 16);
  return [at(0), at(1), at(2)];
};

/** The colour that is so far on the way from one to another, both `#rgb` or `#rrggbb`. */
export function blend(from: string, to: string, share: number): string {
  const [start, end] = [channels(from), channels(to)];
  const mixed = start.map((value, i) => Math.round(value + (end[i]! - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** The relative luminance of a colour, 0 to 1 (WCAG 2.2). */
export function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const white = '#ffffff';
const black = '#000000'; // one of the two always has a contrast of 4.58, the root of 21, or more

/** Black or white words, whichever stand out more from a ground (WCAG 2.2's contrast). */
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
