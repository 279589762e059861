// A map as a figure of its own, for saving.
import type { Figure } from '../../../../../src/figures/figure.ts';
import { learnWords, decimal } from '../../../words/learn.ts';
import { largest, type Plane } from './arithmetic.ts';
import { signedColour } from './colours.ts';

const side = 16;
const margin = 20;

/** The map as squares in the colours of the page's light theme. */
export function mapFigure({ values, height, width }: Plane, stage: string, map: number): Figure {
  const scale = largest(values);
  const square = (value: number, i: number) =>
    `<rect x="${margin + (i % width) * side}" y="${Math.floor(i / width) * side}" width="${side}" height="${side}" fill="${signedColour(value / scale, 'light')}"/>`;
  return {
    name: `${stage.replaceAll('/', '-')}-map-${map + 1}`,
    title: learnWords.figureTitle(stage, map),
    about: learnWords.figureAbout(decimal(Math.min(...values)), decimal(Math.max(...values))),
    width: Math.max(360, width * side + 2 * margin),
    height: height * side + margin,
    parts: Array.from(values, square),
  };
}
