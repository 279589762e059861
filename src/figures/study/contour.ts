// The objective over the two most important parameters, as a forest predicts it, with the trials on top.
import { range } from 'd3-array';
import type { Distribution } from '../../tuning/distribution.ts';
import { growForest } from '../../tuning/importance/forest.ts';
import { pairMarginal } from '../../tuning/importance/marginal.ts';
import type { Importance } from '../../tuning/importance/fanova.ts';
import type { JournalStudy } from '../../tuning/journal/replay.ts';
import { commonParameters, completeTrials, objectivesOf, rankedTrials } from '../../tuning/results.ts';
import { losses } from '../../tuning/trial.ts';
import { valueWords } from '../../tuning/words.ts';
import { numbersWidth, placing } from '../axis.ts';
import type { Figure } from '../figure.ts';
import { heatSteps } from '../heat.ts';
import { drawPlot } from '../plot.ts';
import { circle, rect, text } from '../svg.ts';
import { parameterAxis, placeOn } from './scales.ts';

const width = 860;
const margin = 20;
const [top, bottom] = [34, 394];
/** The cells along an axis of numbers. */
const cells = 32;

/** Draws the two; undefined if there are not two, or too few trials. */
export function contourFigure(study: JournalStudy, importance: readonly Importance[]): Figure | undefined {
  const parameters = commonParameters(study);
  const pair = importance.slice(0, 2).map(({ name }) => parameters.findIndex((one) => one.name === name));
  const forest = growForest(
    parameters,
    completeTrials(study).map((trial) => ({
      params: trial.params,
      loss: losses(trial, study.directions)[0]!,
    })),
  );
  if (!forest || pair.length < 2) return undefined;
  const [x, y] = pair.map((i) => parameters[i]!) as [(typeof parameters)[0], (typeof parameters)[0]];
  const axes = { x: parameterAxis(x.distribution), y: parameterAxis(y.distribution) };
  const box = { left: margin + numbersWidth(axes.y), right: width - 28, top, bottom };
  const [columns, rows] = [stripesOf(x.distribution), stripesOf(y.distribution)];
  const grid = pairMarginal(forest, pair as [number, number], [columns, rows]);
  const all = grid.flat();
  const [best, worst] = [Math.min(...all), Math.max(...all)];
  const [wide, high] = [(box.right - box.left) / columns.length, (bottom - top) / rows.length];
  const heat = grid.flatMap((column, i) =>
    column.map((loss, k) => {
      const step = worst > best ? Math.round(((worst - loss) / (worst - best)) * (heatSteps - 1)) : 0;
      return rect(box.left + i * wide, bottom - (k + 1) * high, wide + 0.4, high + 0.4, `hit${step}`);
    }),
  );
  const toX = placing(axes.x, box.left, box.right);
  const toY = placing(axes.y, bottom, top);
  const dots = rankedTrials(study)
    .map(({ params }, rank) => {
      const at = [
        toX(placeOn(x.distribution, params[x.name]!)),
        toY(placeOn(y.distribution, params[y.name]!)),
      ];
      return circle(at[0]!, at[1]!, rank === 0 ? 5 : 3, rank === 0 ? 'fill4 ring' : 'fill7 ring');
    })
    .reverse();
  const { name, direction } = objectivesOf(study)[0]!;
  const words = (loss: number) => valueWords(name, direction === 'minimize' ? loss : -loss);
  return {
    ...{ name: 'contour', title: `${x.name} and ${y.name}` },
    about: `the mean over the other parameters, by a forest: from ${words(worst)} (pale) to ${words(best)} (dark)`,
    ...{ width, height: bottom + 54 },
    parts: [
      text(margin, top - 14, y.name, 'quiet'),
      ...heat,
      drawPlot(box, axes),
      ...dots,
      text((box.left + box.right) / 2, bottom + 40, x.name, 'quiet middle'),
    ],
  };
}

/** The middles of the cells along an axis, in the units of a forest. */
const stripesOf = (distribution: Distribution): number[] =>
  distribution.kind === 'categorical'
    ? range(distribution.choices.length)
    : range(cells).map((i) => (i + 0.5) / cells);
