// The figures of a study: marks are where the trials say, and a study with too few trials has fewer figures.
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../tuning/distribution.ts';
import type { JournalStudy, JournalTrial } from '../../tuning/journal/replay.ts';
import type { Direction } from '../../tuning/trial.ts';
import { figureElement, type Figure } from '../figure.ts';
import { allStudyFigures } from '../../report/study/page.ts';
import { historyFigure } from './history.ts';
import { paretoFigures } from './pareto.ts';
import { objectiveScale, parameterAxis } from './scales.ts';
import { trialCurvesFigure } from './trial-curves.ts';

const rate: Distribution = { kind: 'float', low: 0.001, high: 0.1, log: true };
const optimizer: Distribution = { kind: 'categorical', choices: ['adam', 'sgd'] };

function trial(number: number, values: readonly number[], changes: Partial<JournalTrial> = {}): JournalTrial {
  return {
    ...{ id: number, studyId: 0, number, state: 'complete', values, worker: 'w', changed: number },
    params: { rate: 0.01, optimizer: number % 2 === 0 ? 'adam' : 'sgd' },
    distributions: { rate, optimizer },
    ...{ intermediate: [[1, values[0]!]], userAttributes: {}, systemAttributes: {} },
    ...changes,
  };
}

const study = (
  trials: JournalTrial[],
  directions: Direction[] = ['maximize'],
  names = ['validationAccuracy'],
): JournalStudy => ({
  ...{ id: 0, name: 'small', directions, trials, userAttributes: {} },
  systemAttributes: { 'study:metric_names': names },
});

const circles = (figure: Figure, className: string): { x: number; y: number }[] =>
  [
    ...figureElement(figure).matchAll(
      new RegExp(`<circle class="${className}" cx="([\\d.-]+)" cy="([\\d.-]+)"`, 'g'),
    ),
  ].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

const points = (figure: Figure, className: string): number[][] => {
  const [, commands = ''] = new RegExp(`class="${className}" d="M([^"]*)"`).exec(figureElement(figure)) ?? [];
  return commands.split('L').map((pair) => pair.split(',').map(Number));
};

describe('the history', () => {
  const trials = [
    trial(0, [0.8], { userAttributes: { why: 'base' } }),
    trial(1, [0.7]),
    trial(2, [0.9]),
    trial(3, [0.85], { state: 'pruned', intermediate: [[1, 0.75]] }),
    trial(4, [0.95], { state: 'fail', intermediate: [] }),
  ];
  const figure = historyFigure(study(trials), { name: 'validationAccuracy', direction: 'maximize' }, 0)!;

  it('has complete trials in blue, pruned ones in grey at their last epoch, and a ring around the base', () => {
    const complete = circles(figure, 'fill0');
    const [pruned] = circles(figure, 'fill7');
    expect(complete).toHaveLength(3);
    expect(circles(figure, 'missed')).toEqual([complete[0]]);
    // 0.75 is in the middle between 0.8 and 0.7.
    expect(pruned!.y).toBeCloseTo((complete[0]!.y + complete[1]!.y) / 2, 0);
    expect(pruned!.x).toBeCloseTo(2 * complete[2]!.x - complete[1]!.x, 0);
  });

  it('has a line that only rises with complete trials', () => {
    const [first, , third] = circles(figure, 'fill0');
    const heights = points(figure, 'curve curve1').map(([, y]) => y);
    expect(new Set(heights)).toEqual(new Set([first!.y, third!.y]));
  });
});

it('the axis of an objective leaves out a few very bad values, and says so', () => {
  const values = [...Array.from({ length: 19 }, (_, i) => 0.9 + i / 1000), 0.1];
  const { axis, clip, note } = objectiveScale({ name: 'validationAccuracy', direction: 'maximize' }, values);
  expect(axis.lowest).toBeGreaterThan(0.89);
  expect(axis.lowest).toBeLessThan(0.9021);
  expect(clip(0.1)).toBe(axis.lowest);
  expect(clip(0.91)).toBe(0.91);
  expect(note).toContain('edge');
  expect(objectiveScale({ name: 'validationLoss', direction: 'minimize' }, [0.2, 0.3, 0.4]).note).toBe('');
});

it('a range within a power of ten has ticks, and so have choices and a single value', () => {
  const words = (distribution: Distribution) => parameterAxis(distribution).ticks.map((tick) => tick.words);
  expect(words({ kind: 'int', low: 16, high: 64, log: true, step: 1 }).length).toBeGreaterThan(1);
  expect(words(rate)).toEqual(['0.001', '0.01', '0.1']);
  expect(words(optimizer)).toEqual(['adam', 'sgd']);
  expect(words({ kind: 'int', low: 3, high: 3, log: false, step: 1 })).toContain('3');
});

it('the Pareto front joins the trials that no other beats', () => {
  const trials = [trial(0, [0.9, 500]), trial(1, [0.8, 100]), trial(2, [0.7, 300]), trial(3, [0.95, 900])];
  const both = study(trials, ['maximize', 'minimize'], ['validationAccuracy', 'parameters']);
  const [figure] = paretoFigures(both);
  expect(circles(figure!, 'fill1')).toHaveLength(3);
  expect(figureElement(figure!)).toContain('>3</text>');
  expect(figureElement(figure!)).not.toContain('>2</text>');
  const corners = points(figure!, 'curve curve1');
  expect(corners.map(([x]) => x)).toEqual(corners.map(([x]) => x!).sort((a, b) => a - b));
});

it('learning curves name the best and the base, and show a trial that had a single epoch', () => {
  const trials = [
    trial(0, [0.8], { intermediate: [[1, 0.6], [2, 0.8]], userAttributes: { why: 'base' } }), // prettier-ignore
    trial(1, [0.9], { intermediate: [[1, 0.7], [2, 0.9]] }), // prettier-ignore
    trial(2, [0.5], { state: 'pruned', intermediate: [[1, 0.5]] }),
  ];
  const figure = trialCurvesFigure(study(trials))!;
  expect(figureElement(figure)).toContain('the best, trial 1');
  expect(figureElement(figure)).toContain('the base');
  expect(circles(figure, 'fill7')).toHaveLength(1);
});

it('a study has the figures for which its trials are enough', () => {
  const names = (trials: JournalTrial[]) => allStudyFigures(study(trials)).map(({ name }) => name);
  const [running] = [trial(0, [], { state: 'running', intermediate: [] })];
  expect(names([])).toEqual([]);
  expect(names([running])).toEqual([]);
  expect(names([trial(0, [0.8])])).toEqual(['history', 'trial-curves', 'slices']);
  const many = Array.from({ length: 8 }, (_, i) =>
    trial(i, [0.8 + i / 100], { params: { rate: 0.001 * (i + 1), optimizer: i % 2 === 0 ? 'adam' : 'sgd' } }),
  );
  expect(names(many)).toEqual([
    ...['history', 'trial-curves', 'importance', 'slices', 'parallel-coordinates', 'contour'],
  ]);
});
