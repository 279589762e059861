// The probabilities of the classes as a figure, the likeliest first.
import { barFigure } from '../../../../../src/figures/bars.ts';
import type { Figure } from '../../../../../src/figures/figure.ts';
import type { RankedClass } from './answer.ts';

/** More bars would not be read. */
const most = 20;

interface Words {
  readonly title: string;
  readonly about: string;
  readonly unit: string;
  readonly percent: (share: number) => string;
}

export const probabilityFigure = (
  ranked: readonly RankedClass[],
  { title, about, unit, percent }: Words,
): Figure =>
  barFigure({
    ...{ name: 'probabilities', title, about, unit },
    panels: [
      {
        title: '',
        bars: ranked.slice(0, most).map(({ name, probability }) => ({
          label: name,
          parts: [{ length: probability, entry: 0 }],
          words: percent(probability),
        })),
      },
    ],
  });
