// The objective over each parameter, in a plot for each.
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { objectivesOf, parametersOf, rankedTrials } from '../../tuning/results.ts';
import type { Parameter } from '../../tuning/space.ts';
import { numbersWidth, placing } from '../axis.ts';
import type { Figure } from '../figure.ts';
import { drawPlot, type Box } from '../plot.ts';
import { circle, text } from '../svg.ts';
import { objectiveScale, parameterAxis, placeOn, type ObjectiveScale } from './scales.ts';

const width = 860;
const margin = 20;
const right = width - 28;
const gap = 34;
const plotHeight = 150;
const plotTop = 34;
const rowHeight = plotTop + plotHeight + 34;

/** Draws the first objective; undefined if no trial is complete. */
export function sliceFigure(study: JournalStudy): Figure | undefined {
  const parameters = parametersOf(study);
  const ranked = rankedTrials(study);
  if (ranked.length === 0 || parameters.length === 0) return undefined;
  const scale = objectiveScale(
    objectivesOf(study)[0]!,
    ranked.map(({ values }) => values![0]!),
  );
  const across = (right - margin - gap) / 2;
  const numbers = numbersWidth(scale.axis);
  return {
    ...{ name: 'slices', title: 'The objective over each parameter' },
    about: `each complete trial; the best one in red${scale.note}`,
    ...{ width, height: Math.ceil(parameters.length / 2) * rowHeight + 34 },
    parts: [
      ...parameters.flatMap((parameter, i) => {
        const side = margin + (i % 2) * (across + gap);
        const top = Math.floor(i / 2) * rowHeight + plotTop;
        return drawSlice(ranked, parameter, scale, {
          ...{ left: side + numbers, right: side + across, top, bottom: top + plotHeight },
        });
      }),
      text(
        width / 2,
        Math.ceil(parameters.length / 2) * rowHeight + 18,
        `vertical: ${scale.label}`,
        'quiet middle',
      ),
    ],
  };
}

/** @param ranked the complete trials from good to bad */
function drawSlice(
  ranked: readonly JournalTrial[],
  { name, distribution }: Parameter,
  { axis, clip }: ObjectiveScale,
  box: Box,
): string[] {
  const axes = { x: parameterAxis(distribution), y: axis };
  const toX = placing(axes.x, box.left, box.right);
  const toY = placing(axis, box.bottom, box.top);
  const dots = ranked.toReversed().flatMap((trial) => {
    const value = trial.params[name];
    if (value === undefined) return [];
    // Trials with the same choice stand beside each other.
    const aside = distribution.kind === 'categorical' ? spread(trial.number) : 0;
    const x = toX(placeOn(distribution, value) + aside);
    const isBest = trial === ranked[0];
    return [circle(x, toY(clip(trial.values![0]!)), isBest ? 4.5 : 3, isBest ? 'fill4' : 'fill0 bar')];
  });
  return [text(box.left, box.top - 12, name, 'strong'), drawPlot(box, axes), ...dots];
}

/** A place from -0.3 to 0.3, which spreads numbers in a row evenly (the golden ratio's fractions). */
const spread = (number: number): number => (((number + 1) * 0.618034) % 1) * 0.6 - 0.3;
