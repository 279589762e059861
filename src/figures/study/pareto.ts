// Two objectives against each other, with the trials that no other trial beats in all objectives.
import type { JournalStudy } from '../../tuning/journal/replay.ts';
import { completeTrials, frontOf, objectivesOf } from '../../tuning/results.ts';
import { numbersWidth, placing } from '../axis.ts';
import { dotSpot, type Figure } from '../figure.ts';
import { drawPlot } from '../plot.ts';
import { circle, line, text } from '../svg.ts';
import { valueWords } from '../../tuning/words.ts';
import { objectiveScale, type StudyFigureOptions } from './scales.ts';

const usualWidth = 860;
const margin = 20;
const [top, bottom] = [34, 374];

/**
 * A figure for each objective after the first one; none for a single objective. Each trial is a spot, by its
 * number.
 */
export function paretoFigures(study: JournalStudy, options: StudyFigureOptions = {}): Figure[] {
  const complete = completeTrials(study);
  if (complete.length === 0) return [];
  return objectivesOf(study)
    .slice(1)
    .map((_, i) => paretoFigure(study, i + 1, options));
}

function paretoFigure(
  study: JournalStudy,
  other: number,
  { width = usualWidth, ...scale }: StudyFigureOptions,
): Figure {
  const objectives = objectivesOf(study);
  const complete = completeTrials(study);
  const scaleOf = (position: number) =>
    objectiveScale(
      objectives[position]!,
      complete.map(({ values }) => values![position]!),
      scale,
    );
  const [y, x] = [scaleOf(0), scaleOf(other)];
  const box = { left: margin + numbersWidth(y.axis), right: width - 28, top, bottom };
  const toX = placing(x.axis, box.left, box.right);
  const toY = placing(y.axis, bottom, top);
  const placeOf = ({ values }: (typeof complete)[0]) =>
    [toX(x.clip(values![other]!)), toY(y.clip(values![0]!))] as const;
  const front = frontOf(study).sort((a, b) => a.values![other]! - b.values![other]!);
  return {
    ...{ name: other === 1 ? 'pareto' : `pareto-${other}` },
    title: `Pareto front: ${y.label} and ${x.label}`,
    about: 'orange: no other trial is better in one objective and at least as good in all others',
    ...{ width, height: bottom + 54 },
    parts: [
      text(margin, top - 14, y.label, 'quiet'),
      drawPlot(box, { x: x.axis, y: y.axis }),
      line(front.map(placeOf), 'curve curve1'),
      ...complete.map((trial) => circle(...placeOf(trial), 3, 'fill0 bar')),
      ...front.flatMap((trial) => {
        const [atX, atY] = placeOf(trial);
        return [circle(atX, atY, 4.5, 'fill1'), text(atX + 8, atY - 6, String(trial.number), 'halo small')];
      }),
      text((box.left + box.right) / 2, bottom + 40, x.label, 'quiet middle'),
    ],
    spots: complete.map((trial) => {
      const words = [0, other].map((i) => valueWords(objectives[i]!.name, trial.values![i]!));
      return dotSpot(String(trial.number), `trial ${trial.number}: ${words.join(', ')}`, ...placeOf(trial));
    }),
  };
}
