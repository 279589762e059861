import { expect, it } from 'vitest';
import type { HistoryRow } from '../../../../../src/server/studio/contract/runs.ts';
import { differencesOf } from './differences.ts';
import { overlayFigure } from './overlay.ts';
import { readCompareSearch } from './search.ts';

const row = (epoch: number, seconds: number, validationAccuracy: number): HistoryRow => ({
  ...{ epoch, seconds, validationAccuracy, learningRate: 1, loss: 1, accuracy: 1, validationLoss: 1 },
});

const words = { title: 'Accuracy', about: '', x: 'x' };

it('only settings that differ are listed, missing ones as null, never names', () => {
  const configs = [
    { seed: 1, name: 'a', rate: 0.1, augment: 'flip' },
    { seed: 1, name: 'b', rate: 0.2 },
  ];
  expect(differencesOf(configs)).toEqual([
    { name: 'augment', values: ['flip', null] },
    { name: 'rate', values: [0.1, 0.2] },
  ]);
});

it('curves over time add up the seconds of the epochs', () => {
  const runs = [{ name: 'a', history: [row(1, 10, 0.8), row(2, 12, 0.9)] }];
  const figure = overlayFigure({ runs, figure: 'validationAccuracy', x: 'seconds', width: 600, words })!;
  expect(figure.plot.curves[0]!.points).toEqual([
    [10, 0.8],
    [22, 0.9],
  ]);
  expect(figure.plot.axes.x.highest).toBe(22);
});

it('runs that did not measure a figure have no curve', () => {
  const runs = [{ name: 'old', history: [row(1, 10, 0.8)] }];
  expect(overlayFigure({ runs, figure: 'gradientNorm', x: 'epoch', width: 600, words })).toBeUndefined();
});

it('runs without epochs give no figure', () => {
  expect(
    overlayFigure({ runs: [{ name: 'a', history: [] }], figure: 'loss', x: 'epoch', width: 600, words }),
  ).toBeUndefined();
});

it('the address keeps what is valid', () => {
  expect(readCompareSearch({ runs: 'a,b', figure: 'loss', x: 'weeks', picture: -1 })).toEqual({
    runs: 'a,b',
    figure: 'loss',
  });
});
