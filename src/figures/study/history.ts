// The value of each trial in the order of the study, with the best so far.
import { finalValues, type FinalValue } from './final-values.ts';
import type { JournalStudy } from '../../tuning/journal/replay.ts';
import { baseTrial, type Objective } from '../../tuning/results.ts';
import { axisOfWholes, numbersWidth, placing } from '../axis.ts';
import { dotSpot, type Figure } from '../figure.ts';
import { drawPlot } from '../plot.ts';
import { circle, text, type Points } from '../svg.ts';
import { objectiveScale, type StudyFigureOptions } from './scales.ts';
import { valueWords } from '../../tuning/words.ts';

const usualWidth = 860;
const margin = 20;
const plotHeight = 300;
const top = 34;

/** Draws one objective; undefined if no trial has a value. Each trial is a spot, by its number. */
export function historyFigure(
  study: JournalStudy,
  objective: Objective,
  position: number,
  { width = usualWidth, ...scale }: StudyFigureOptions = {},
): Figure | undefined {
  const values = finalValues(study, position);
  if (values.length === 0) return undefined;
  const { axis, label, clip, note } = objectiveScale(
    objective,
    values.map(({ value }) => value),
    scale,
  );
  const axes = { x: axisOfWholes(Math.max(1, study.trials.at(-1)!.number)), y: axis };
  const box = { left: margin + numbersWidth(axis), right: width - 28, top, bottom: top + plotHeight };
  const toX = placing(axes.x, box.left, box.right);
  const toY = placing(axis, box.bottom, box.top);
  const base = baseTrial(study)?.number;
  const dots = values.map(({ number, value, isComplete }) => {
    const [x, y] = [toX(number), toY(clip(value))];
    const dot = circle(x, y, 3.4, isComplete ? 'fill0' : 'fill7');
    return number === base ? dot + circle(x, y, 6.5, 'missed') : dot;
  });
  return {
    name: position === 0 ? 'history' : `history-${position + 1}`,
    title: `History: ${label}`,
    about: `each trial in the order of the study${note}`,
    ...{ width, height: box.bottom + 74 },
    parts: [
      text(margin, top - 14, label, 'quiet'),
      drawPlot(
        box,
        axes,
        [bestSoFar(values, objective).map(([x, y]) => [x, clip(y)] as const)],
        ['curve curve1'],
      ),
      ...dots,
      text((box.left + box.right) / 2, box.bottom + 40, 'trial', 'quiet middle'),
      text(
        margin,
        box.bottom + 64,
        'blue: complete; grey: pruned, at its last epoch; ring: the base; line: the best so far',
        'quiet',
      ),
    ],
    spots: values.map(({ number, value }) =>
      dotSpot(
        String(number),
        `trial ${number}: ${valueWords(objective.name, value)}`,
        toX(number),
        toY(clip(value)),
      ),
    ),
  };
}

/** A step line through the best complete values. */
function bestSoFar(values: readonly FinalValue[], { direction }: Objective): Points {
  const points: (readonly [number, number])[] = [];
  let best: number | undefined;
  for (const { number, value, isComplete } of values) {
    const isBetter = best === undefined || (direction === 'maximize' ? value > best : value < best);
    if (best !== undefined) points.push([number, best]);
    if (isComplete && isBetter) {
      best = value;
      points.push([number, value]);
    }
  }
  return points;
}
