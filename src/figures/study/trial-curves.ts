// The first objective over the epochs of all trials, those that were pruned included.
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { baseTrial, objectivesOf, rankedTrials } from '../../tuning/results.ts';
import { axisOfWholes } from '../axis.ts';
import { chart, type ChartFigure, type Curve } from '../chart.ts';
import type { Points } from '../svg.ts';
import { objectiveScale, type StudyFigureOptions } from './scales.ts';

/** Draws the curves; undefined if no trial has reported an epoch. */
export function trialCurvesFigure(
  study: JournalStudy,
  { width, ...scale }: StudyFigureOptions = {},
): ChartFigure | undefined {
  const shown = study.trials.filter(({ intermediate }) => intermediate.length > 0);
  if (shown.length === 0) return undefined;
  const { axis, label, clip, note } = objectiveScale(
    objectivesOf(study)[0]!,
    shown.flatMap(({ intermediate }) => intermediate.map(([, value]) => value)),
    scale,
  );
  const pointsOf = ({ intermediate }: JournalTrial): Points =>
    intermediate
      .filter(([, value]) => Number.isFinite(value))
      .map(([epoch, value]) => [epoch, clip(value)] as const);
  const [best] = rankedTrials(study);
  const base = baseTrial(study);
  const named: Curve[] = [
    ...(best ? [{ label: `the best, trial ${best.number}`, points: pointsOf(best) }] : []),
    ...(base && base !== best ? [{ label: 'the base', points: pointsOf(base) }] : []),
  ];
  const lastEpoch = Math.max(...shown.map(({ intermediate }) => intermediate.at(-1)![0]));
  return chart({
    ...{ name: 'trial-curves', title: 'Learning curves of all trials' },
    about: `a curve that ends early was pruned, is paused, or failed${note}`,
    axes: { x: axisOfWholes(lastEpoch), y: axis },
    labels: { x: 'epoch', y: label },
    ...(width !== undefined && { width }),
    curves: named,
    background: shown.filter((trial) => trial !== best && trial !== base).map(pointsOf),
  });
}
