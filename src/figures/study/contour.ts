// The objective over the two most important parameters, as a forest predicts it, with the trials on top.
import { range } from 'd3-array';
import type { Distribution } from '../../tuning/distribution.ts';
import type { Importance } from '../../tuning/importance/fanova.ts';
import { growForest } from '../../tuning/importance/forest.ts';
import { pairMarginal } from '../../tuning/importance/marginal.ts';
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { commonParameters, completeTrials, objectivesOf, rankedTrials } from '../../tuning/results.ts';
import type { Parameter } from '../../tuning/space.ts';
import { valueWords } from '../../tuning/words.ts';
import { numbersWidth, placing } from '../axis.ts';
import { dotSpot, type Figure } from '../figure.ts';
import { heatSteps } from '../heat.ts';
import { drawPlot, type Axes, type Box } from '../plot.ts';
import { circle, rect, text } from '../svg.ts';
import { objectiveScale, parameterAxis, placeOn, type StudyFigureOptions } from './scales.ts';

const usualWidth = 860;
const margin = 20;
const [top, bottom] = [34, 394];
/** The cells along an axis of numbers. */
const cells = 32;

/** Draws the two; undefined if there are not two, or too few trials. Each trial is a spot, by its number. */
export function contourFigure(
  study: JournalStudy,
  importance: readonly Importance[],
  { width = usualWidth }: StudyFigureOptions = {},
): Figure | undefined {
  const parameters = commonParameters(study);
  const [first, second] = importance.map(({ name }) => parameters.findIndex((one) => one.name === name));
  if (first === undefined || second === undefined) return undefined;
  const objective = objectivesOf(study)[0]!;
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const complete = completeTrials(study);
  const values = complete.map((trial) => trial.values![0]!);
  const { clip, note } = objectiveScale(objective, values);
  const forest = growForest(
    parameters,
    complete.map(({ params }, i) => ({ params, loss: sign * clip(values[i]!) })),
  );
  if (!forest) return undefined;
  const [x, y] = [parameters[first]!, parameters[second]!];
  const grid = pairMarginal(forest, [first, second], [middlesOf(x.distribution), middlesOf(y.distribution)]);
  const [best, worst] = [Math.min(...grid.flat()), Math.max(...grid.flat())];
  const words = (loss: number) => valueWords(objective.name, sign * loss);
  const axes = { x: parameterAxis(x.distribution), y: parameterAxis(y.distribution) };
  const box = { left: margin + numbersWidth(axes.y), right: width - 28, top, bottom };
  const dots = placeTrials(study, [x, y], axes, box);
  return {
    ...{ name: 'contour', title: `${x.name} and ${y.name}` },
    about: `the mean over the other parameters, by a forest: from ${words(worst)} (pale) to ${words(best)} (dark)${note && '; very bad trials count less'}`,
    ...{ width, height: bottom + 54 },
    parts: [
      text(margin, top - 14, y.name, 'quiet'),
      ...drawCells(grid, box, (loss) => (worst > best ? (worst - loss) / (worst - best) : 0)),
      drawPlot(box, axes),
      ...dots
        .map(({ at }, rank) => circle(...at, rank === 0 ? 5 : 3, rank === 0 ? 'fill4 ring' : 'fill7 ring'))
        .reverse(),
      text((box.left + box.right) / 2, bottom + 40, x.name, 'quiet middle'),
    ],
    spots: dots.map(({ trial, at }) =>
      dotSpot(
        String(trial.number),
        `trial ${trial.number}: ${valueWords(objective.name, trial.values![0]!)}`,
        ...at,
      ),
    ),
  };
}

/** The middles of the cells along an axis, in the units of a forest. */
const middlesOf = (distribution: Distribution): number[] =>
  distribution.kind === 'categorical'
    ? range(distribution.choices.length)
    : range(cells).map((i) => (i + 0.5) / cells);

/** A rectangle for each pair of values; they overlap a little, so that no seams are visible. */
function drawCells(
  grid: readonly (readonly number[])[],
  { left, right }: Box,
  goodness: (loss: number) => number,
): string[] {
  const wide = (right - left) / grid.length;
  return grid.flatMap((column, i) => {
    const high = (bottom - top) / column.length;
    return column.map((loss, k) => {
      const step = Math.round(goodness(loss) * (heatSteps - 1));
      return rect(left + i * wide, bottom - (k + 1) * high, wide + 0.4, high + 0.4, `hit${step}`);
    });
  });
}

/** Where the trials are, the best one first. */
function placeTrials(
  study: JournalStudy,
  [x, y]: readonly [Parameter, Parameter],
  axes: Axes,
  { left, right }: Box,
): { readonly trial: JournalTrial; readonly at: readonly [number, number] }[] {
  const toX = placing(axes.x, left, right);
  const toY = placing(axes.y, bottom, top);
  return rankedTrials(study).map((trial) => ({
    trial,
    at: [
      toX(placeOn(x.distribution, trial.params[x.name]!)),
      toY(placeOn(y.distribution, trial.params[y.name]!)),
    ],
  }));
}
