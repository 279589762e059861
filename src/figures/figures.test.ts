// The other figures: marks are where their numbers say.
import { describe, expect, it } from 'vitest';
import { evaluationReport } from '../metrics/evaluation-report.ts';
import { figureElement, type Figure } from './figure.ts';
import { predictions } from '../report/testing/small-report.ts';
import { axisAround, unitAxis } from './axis.ts';
import { chart } from './chart.ts';
import { precisionRecallFigure, rocFigure } from './class-curves.ts';
import { dotPlot } from './dot-plot.ts';
import { embeddingFigure } from './embedding-map.ts';
import { learningFigures } from './learning-curves.ts';
import { reliabilityFigure } from './reliability.ts';
import { robustnessFigure } from './robustness.ts';

const circles = (figure: Figure, className: string): number[][] =>
  [
    ...figureElement(figure).matchAll(
      new RegExp(`<circle class="${className}"[^>]*cx="([\\d.-]+)" cy="([\\d.-]+)"`, 'g'),
    ),
  ].map(([, x, y]) => [Number(x), Number(y)]);

describe('a chart', () => {
  const frame = { name: 'x', title: 'x', about: '', labels: { x: 'x', y: 'y' } };
  const axes = { x: unitAxis, y: unitAxis };

  it('marks the points of short curves, also a single point', () => {
    const figure = chart({ ...frame, axes, curves: [{ label: 'one', points: [[1, 1]] }] });
    const [corner] = circles(figure, 'fill0');
    const grid = [
      ...figureElement(figure).matchAll(/class="grid" d="M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)"/g),
    ];
    const top = Math.min(...grid.map(([, , y]) => Number(y)));
    const right = Math.max(...grid.map(([, , , x]) => Number(x)));
    expect(corner).toEqual([right, top]);
  });

  it('has axes around its values, within 0 to 1', () => {
    const { lowest, highest, ticks } = axisAround([0.9, 0.95, 0.999]);
    expect(lowest).toBeCloseTo(0.9 - 0.08 * 0.099, 9);
    expect(highest).toBe(1);
    expect(ticks.every(({ value }) => value >= lowest && value <= highest)).toBe(true);
    expect(ticks.length).toBeGreaterThan(2);
  });
});

describe('curves of classes', () => {
  const report = evaluationReport(predictions, { resamples: 20 });

  it('name the mean and the classes, without classes that have no pictures', () => {
    for (const figure of [rocFigure(report)!, precisionRecallFigure(report)!]) {
      expect(figureElement(figure)).toContain('mean of classes');
      expect(figureElement(figure)).toContain('hat');
      expect(figureElement(figure)).not.toContain('glove');
    }
  });

  it('have the areas of the report', () => {
    expect(figureElement(rocFigure(report)!)).toContain(`hat ${report.perClass[0]!.rocAuc!.toFixed(4)}`);
  });
});

it('calibration has a bar for each bin, with the height of its accuracy', () => {
  const bins = [
    { low: 0, high: 0.5, count: 10, confidence: 0.4, accuracy: 0.5 },
    { low: 0.5, high: 1, count: 40, confidence: 0.9, accuracy: 0.75 },
  ];
  const svg = figureElement(reliabilityFigure({ expectedCalibrationError: 0.14, bins }));
  const heights = [...svg.matchAll(/class="fill0 bar"[^>]*height="([\d.]+)"/g)].map(([, height]) =>
    Number(height),
  );
  const counts = [...svg.matchAll(/class="fill7 bar"[^>]*height="([\d.]+)"/g)].map(([, height]) =>
    Number(height),
  );
  expect(heights).toEqual([170, 255]);
  expect(counts[0]! / counts[1]!).toBeCloseTo(1 / 4, 6);
});

it('learning curves have the columns of the history', () => {
  const epochs = [1, 2, 3].map((epoch) => ({
    ...{ epoch, seconds: 1, learningRate: 0.1 / epoch, loss: 1 / epoch, accuracy: 0.7 + 0.05 * epoch },
    ...{ validationLoss: 2 / epoch, validationAccuracy: 0.6 + 0.1 * epoch },
  }));
  const figures = learningFigures(epochs);
  expect(figures.map(({ name }) => name)).toEqual(['loss', 'accuracy', 'learning-rate']);
  expect(circles(figures[0]!, 'fill0')).toHaveLength(3);
  expect(circles(figures[0]!, 'fill1')).toHaveLength(3);
  const rates = circles(figures[2]!, 'fill0').map(([, y]) => y!);
  expect(rates[0]).toBeLessThan(rates[1]!);
  expect(learningFigures([])).toEqual([]);
});

it('learning curves show a range of epochs, fitted to its values, with dashed lines at breaks', () => {
  const epochs = [1, 2, 3, 4].map((epoch) => ({ epoch, loss: 8 / epoch, gradientNorm: epoch }));
  const [loss, norm, ...others] = learningFigures(epochs, { shown: [2, 4], breaks: [1, 2.5] });
  expect([loss!.name, norm!.name, others.length]).toEqual(['loss', 'gradient-norm', 0]);
  expect(loss!.plot.axes).toMatchObject({ x: { lowest: 2, highest: 4 }, y: { lowest: 0, highest: 4 } });
  expect(loss!.plot.curves[0]!.points.map(([epoch]) => epoch)).toEqual([2, 3, 4]);
  expect(figureElement(loss!).match(/class="diagonal"/g)).toHaveLength(1);
  expect(loss!.about).toContain('dashed: training was stopped there');
});

it('an epoch in training has the values that are known', () => {
  const [loss] = learningFigures([
    { epoch: 1, loss: 1, validationLoss: 2 },
    { epoch: 1.5, loss: 0.5 },
  ]);
  expect(loss!.plot.curves.map(({ points }) => points.length)).toEqual([2, 1]);
});

describe('a map', () => {
  const figure = embeddingFigure({
    ...{ name: 'map', title: 'map', about: '', predictions, indices: [0, 2, 3, 4] },
    places: Float32Array.of(0, 0, 1, 0, 0, 2, 1, 2),
  });

  it('has both axes at one scale, y upwards', () => {
    const [a, b] = [circles(figure, 'fill0'), circles(figure, 'fill1')];
    const [right, up] = [a[1]![0]! - a[0]![0]!, a[0]![1]! - b[0]![1]!];
    expect(up / right).toBeCloseTo(2, 2);
  });

  it('has a ring around mistakes, and the names of the classes', () => {
    expect(circles(figure, 'missed').sort()).toEqual(
      [circles(figure, 'fill0')[1]!, circles(figure, 'fill1')[1]!].sort(),
    );
    expect(figureElement(figure)).toContain('>hat<');
    expect(figureElement(figure)).not.toContain('glove');
  });
});

it('a map stacks the names of classes in the same place', () => {
  const figure = embeddingFigure({
    ...{ name: 'map', title: 'map', about: '', predictions, indices: [0, 3, 1, 4] },
    places: Float32Array.of(0, 0, 0, 0, 5, 5, 0, 0),
  });
  const names = [...figureElement(figure).matchAll(/<text x="([\d.]+)" y="([\d.]+)" class="halo middle">/g)];
  const [[, x, y], [, otherX, otherY]] = names as unknown as [string[], string[]];
  expect(names).toHaveLength(2);
  expect(otherX).toBe(x);
  expect(Number(otherY) - Number(y)).toBeGreaterThanOrEqual(16);
});

it('a dot plot has the best on top', () => {
  const rows = [0.7, 0.9, 0.8].map((value, i) => ({ label: `row ${i}`, value, colour: 0 }));
  const svg = figureElement(dotPlot({ name: 'dots', title: 'dots', about: '', rows, label: 'accuracy' }));
  expect([...svg.matchAll(/>(row \d)</g)].map(([, label]) => label)).toEqual(['row 1', 'row 2', 'row 0']);
});

it('robustness begins with the unchanged pictures', () => {
  const points = [1, 2, 3, 4, 5].map((strength) => ({ strength, accuracy: 0.8 - 0.1 * strength }));
  const curve = { corruption: 'blur' as const, unit: 'pixels', points, mean: 0.5 };
  const figure = robustnessFigure({ count: 9, seed: 1, clean: 0.8, curves: [curve], mean: 0.5 });
  const marks = circles(figure, 'fill0');
  expect(marks).toHaveLength(6);
  const steps = marks.slice(1).map(([x, y], i) => [x! - marks[i]![0]!, y! - marks[i]![1]!]);
  for (const [across, down] of steps) {
    expect(across).toBeCloseTo(steps[0]![0]!, 0);
    expect(down).toBeCloseTo(steps[0]![1]!, 0);
  }
});
