// How much of the differences between trials each parameter explains alone.
import type { Importance } from '../../tuning/importance/fanova.ts';
import { dotPlot } from '../dot-plot.ts';
import type { Figure } from '../figure.ts';
import type { StudyFigureOptions } from './scales.ts';

/** Draws the shares with their spread over the trees; undefined if there are too few trials. */
export const importanceFigure = (
  found: readonly Importance[],
  { width }: StudyFigureOptions = {},
): Figure | undefined =>
  found.length === 0
    ? undefined
    : dotPlot({
        ...{ name: 'importance', title: 'Importance of the parameters' },
        about:
          'share of the differences that a parameter explains alone (fANOVA), ± its spread over the trees',
        label: 'share of the variance',
        ...(width !== undefined && { width }),
        rows: found.map(({ name, share, deviation }) => ({
          ...{ label: name, value: share, colour: 0 },
          interval: [Math.max(0, share - deviation), Math.min(1, share + deviation)] as const,
        })),
      });
