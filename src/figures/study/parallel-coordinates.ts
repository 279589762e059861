// Each trial as a line over one axis for each parameter, which ends at its value.
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { objectivesOf, parametersOf, rankedTrials } from '../../tuning/results.ts';
import { placing, type Axis } from '../axis.ts';
import type { Figure } from '../figure.ts';
import { line, shortened, text, type Points } from '../svg.ts';
import { objectiveScale, parameterAxis, placeOn, shortName } from './scales.ts';

const width = 860;
const [left, right] = [60, 790];
const [top, bottom] = [62, 362];
/** Where the lines of trials without a value pass, below the axis. */
const without = bottom + 22;
/** The share of the trials that is drawn in colour. */
const goodShare = 0.1;

interface Column {
  readonly label: string;
  readonly x: number;
  readonly axis: Axis;
  /** In pixels; undefined if the trial has no value. */
  readonly place: (trial: JournalTrial) => number | undefined;
}

/** Draws the complete trials; undefined if there are fewer than two. */
export function parallelFigure(study: JournalStudy): Figure | undefined {
  const ranked = rankedTrials(study);
  if (ranked.length < 2) return undefined;
  const columns = columnsOf(study, ranked);
  const lineOf = (trial: JournalTrial): Points =>
    columns.map(({ x, place }) => [x, place(trial) ?? without] as const);
  const good = Math.max(1, Math.round(goodShare * ranked.length));
  const classOf = (rank: number) =>
    rank === 0 ? 'curve curve4 heavy' : rank < good ? 'curve curve0' : 'rest';
  return {
    ...{ name: 'parallel-coordinates', title: 'All parameters of each trial' },
    about: `red: the best trial; blue: the best tenth; below an axis: the parameter is not set`,
    ...{ width, height: without + 24 },
    parts: [
      ...ranked.map((trial, rank) => line(lineOf(trial), classOf(rank))).reverse(),
      ...columns.flatMap(drawColumn),
    ],
  };
}

function columnsOf(study: JournalStudy, ranked: readonly JournalTrial[]): Column[] {
  const parameters = parametersOf({ trials: ranked });
  const objective = objectiveScale(
    objectivesOf(study)[0]!,
    ranked.map(({ values }) => values![0]!),
  );
  const step = (right - left) / parameters.length;
  const toObjective = placing(objective.axis, bottom, top);
  return [
    ...parameters.map(({ name, distribution }, i) => {
      const axis = parameterAxis(distribution);
      const to = placing(axis, bottom, top);
      const place = ({ params }: JournalTrial) =>
        params[name] === undefined ? undefined : to(placeOn(distribution, params[name]));
      return { label: shortName(name), x: left + i * step, axis, place };
    }),
    {
      ...{ label: objective.label, x: right, axis: objective.axis },
      place: ({ values }: JournalTrial) => toObjective(objective.clip(values![0]!)),
    },
  ];
}

/** The axis with its name above it; names stand in two rows, so that long ones do not meet. */
function drawColumn({ label, x, axis }: Column, i: number): string[] {
  const to = placing(axis, bottom, top);
  return [
    line(
      [
        [x, top],
        [x, bottom],
      ],
      'whisker',
    ),
    text(x, i % 2 === 0 ? top - 34 : top - 14, shortened(label, 20), 'strong middle small'),
    ...axis.ticks.map(({ value, words }) => text(x + 5, to(value) + 4, shortened(words, 10), 'halo small')),
  ];
}
