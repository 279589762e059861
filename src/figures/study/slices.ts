// The objective over each parameter, in a plot for each.
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { objectivesOf, parametersOf, rankedTrials } from '../../tuning/results.ts';
import type { Parameter } from '../../tuning/space.ts';
import { settingWords, valueWords } from '../../tuning/words.ts';
import { numbersWidth, placing } from '../axis.ts';
import { dotSpot, type Figure, type Spot } from '../figure.ts';
import { panelGrid, usualPanelWidth } from '../panel-grid.ts';
import { drawPlot, type Box } from '../plot.ts';
import { circle, text } from '../svg.ts';
import {
  objectiveScale,
  parameterAxis,
  placeOn,
  type ObjectiveScale,
  type StudyFigureOptions,
} from './scales.ts';

/** Draws the first objective; undefined if no trial is complete. Each dot is the spot of its trial. */
export function sliceFigure(
  study: JournalStudy,
  { width = usualPanelWidth, isLogarithmic }: StudyFigureOptions = {},
): Figure | undefined {
  const parameters = parametersOf(study);
  const ranked = rankedTrials(study);
  if (ranked.length === 0 || parameters.length === 0) return undefined;
  const scale = objectiveScale(
    objectivesOf(study)[0]!,
    ranked.map(({ values }) => values![0]!),
    isLogarithmic === undefined ? {} : { isLogarithmic },
  );
  const { boxes, end } = panelGrid(parameters.length, {
    ...{ width, numbers: numbersWidth(scale.axis), above: 34, below: 34 },
  });
  const slices = parameters.map((parameter, i) => drawSlice(ranked, parameter, scale, boxes[i]!));
  return {
    ...{ name: 'slices', title: 'The objective over each parameter' },
    about: `each complete trial; the best one in red${scale.note}`,
    ...{ width, height: end + 34 },
    parts: [
      ...slices.flatMap(({ parts }) => parts),
      text(width / 2, end + 18, `vertical: ${scale.label}`, 'quiet middle'),
    ],
    spots: slices.flatMap(({ spots }) => spots),
  };
}

/** @param ranked the complete trials from good to bad */
function drawSlice(
  ranked: readonly JournalTrial[],
  { name, distribution }: Parameter,
  { name: objective, axis, clip }: ObjectiveScale,
  box: Box,
): { readonly parts: readonly string[]; readonly spots: readonly Spot[] } {
  const axes = { x: parameterAxis(distribution), y: axis };
  const toX = placing(axes.x, box.left, box.right);
  const toY = placing(axis, box.bottom, box.top);
  const dots = ranked.toReversed().flatMap((trial) => {
    const value = trial.params[name];
    if (value === undefined) return [];
    // Trials with the same choice stand beside each other.
    const aside = distribution.kind === 'categorical' ? spread(trial.number) : 0;
    const [x, y] = [toX(placeOn(distribution, value) + aside), toY(clip(trial.values![0]!))];
    const isBest = trial === ranked[0];
    const words = `trial ${trial.number}: ${name} ${settingWords(value)}, ${valueWords(objective, trial.values![0]!)}`;
    return [
      {
        part: circle(x, y, isBest ? 4.5 : 3, isBest ? 'fill4' : 'fill0 bar'),
        spot: dotSpot(String(trial.number), words, x, y),
      },
    ];
  });
  return {
    parts: [
      text(box.left, box.top - 12, name, 'strong'),
      drawPlot(box, axes),
      ...dots.map(({ part }) => part),
    ],
    spots: dots.map(({ spot }) => spot),
  };
}

/** A place from -0.3 to 0.3, which spreads numbers in a row evenly (the golden ratio's fractions). */
const spread = (number: number): number => (((number + 1) * 0.618034) % 1) * 0.6 - 0.3;
