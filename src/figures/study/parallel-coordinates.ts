// Each trial as a line over one axis for each parameter, which ends at its value.
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import { objectivesOf, parametersOf, rankedTrials } from '../../tuning/results.ts';
import { placing, type Axis } from '../axis.ts';
import type { Figure } from '../figure.ts';
import { line, shortened, text, type Points } from '../svg.ts';
import { objectiveScale, parameterAxis, placeOn, shortName, type StudyFigureOptions } from './scales.ts';

const usualWidth = 860;
/** An axis needs at least so much width for its numbers. */
const leastStep = 64;
const [left, marginRight] = [60, 70];
const [top, bottom] = [62, 362];
/** Where the lines of trials without a value pass, below the axis. */
const without = bottom + 22;
/** The share of the trials that is drawn in colour. */
const goodShare = 0.1;
/** More lines in colour than this are thin. */
const mostStrong = 100;
/** More lines than this are one blot, and slow. */
const mostLines = 800;

/** One axis of the figure. */
export interface ParallelColumn {
  /** The parameter, or the objective. */
  readonly name: string;
  readonly label: string;
  /** In pixels. */
  readonly x: number;
  readonly axis: Axis;
  /** Where a trial is on the axis, in its units; undefined if it has no value. */
  readonly valueOf: (trial: JournalTrial) => number | undefined;
}

/** The figure with its axes, for a page on which one chooses parts of them. */
export interface ParallelFigure extends Figure {
  readonly columns: readonly ParallelColumn[];
  readonly top: number;
  readonly bottom: number;
}

/** The options of `parallelFigure`. */
export interface ParallelOptions extends StudyFigureOptions {
  /** The trials in colour, before the others in grey; by default the best tenth. */
  readonly isChosen?: (trial: JournalTrial) => boolean;
}

/**
 * Draws the complete trials; undefined if there are fewer than two. Of very many it draws the chosen and the
 * best ones, and some of the others.
 */
export function parallelFigure(
  study: JournalStudy,
  { width = usualWidth, isChosen, ...scale }: ParallelOptions = {},
): ParallelFigure | undefined {
  const ranked = rankedTrials(study);
  if (ranked.length < 2) return undefined;
  const columns = columnsOf(study, ranked, width, scale);
  const lineOf = (trial: JournalTrial): Points => columns.map((column) => [column.x, placeOf(column, trial)]);
  const good = Math.max(1, Math.round(goodShare * ranked.length));
  const colours = ranked.map((trial, rank) => {
    if (isChosen ? !isChosen(trial) : rank >= good) return 'rest';
    return rank === 0 ? 'curve curve4 heavy' : 'curve curve0';
  });
  const drawn = thinned(colours).reverse();
  const coloured = drawn.filter((i) => colours[i] !== 'rest').length;
  const classOf = (i: number) =>
    coloured > mostStrong && colours[i] === 'curve curve0' ? 'edge curve0' : colours[i]!;
  const note = drawn.length < ranked.length ? `; ${drawn.length} of ${ranked.length} trials are drawn` : '';
  return {
    ...{ name: 'parallel-coordinates', title: 'All parameters of each trial' },
    about: `red: the best trial; blue: ${isChosen ? 'those that were chosen' : 'the best tenth'}; below an axis: the parameter is not set${note}`,
    ...{ width: columns.at(-1)!.x + marginRight, height: without + 24, columns, top, bottom },
    parts: [
      ...[...drawn.filter((i) => colours[i] === 'rest'), ...drawn.filter((i) => colours[i] !== 'rest')].map(
        (i) => line(lineOf(ranked[i]!), classOf(i)),
      ),
      ...columns.flatMap(drawColumn),
    ],
  };
}

/** The ranks of the lines to draw: of those in grey and of those in colour, every so many. */
function thinned(colours: readonly string[]): number[] {
  const ranks = colours.map((_, i) => i);
  const parts = [ranks.filter((i) => colours[i] !== 'rest'), ranks.filter((i) => colours[i] === 'rest')];
  return parts
    .flatMap((part) => {
      const step = Math.ceil(part.length / (mostLines / 2));
      return part.filter((_, i) => i % step === 0);
    })
    .sort((a, b) => a - b);
}

const placeOf = ({ axis, valueOf }: ParallelColumn, trial: JournalTrial): number => {
  const value = valueOf(trial);
  return value === undefined ? without : placing(axis, bottom, top)(value);
};

function columnsOf(
  study: JournalStudy,
  ranked: readonly JournalTrial[],
  width: number,
  scale: StudyFigureOptions,
): ParallelColumn[] {
  const parameters = parametersOf({ trials: ranked });
  const objective = objectiveScale(
    objectivesOf(study)[0]!,
    ranked.map(({ values }) => values![0]!),
    scale,
  );
  const right = Math.max(width - marginRight, left + leastStep * parameters.length);
  const step = (right - left) / parameters.length;
  return [
    ...parameters.map(({ name, distribution }, i) => ({
      ...{ name, label: shortName(name), x: left + i * step, axis: parameterAxis(distribution) },
      valueOf: ({ params }: JournalTrial) =>
        params[name] === undefined ? undefined : placeOn(distribution, params[name]),
    })),
    {
      ...{ name: objective.name, label: objective.label, x: right, axis: objective.axis },
      valueOf: ({ values }: JournalTrial) => objective.clip(values![0]!),
    },
  ];
}

/** The axis with its name above it; names stand in two rows, so that long ones do not meet. */
function drawColumn({ label, x, axis }: ParallelColumn, i: number): string[] {
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
