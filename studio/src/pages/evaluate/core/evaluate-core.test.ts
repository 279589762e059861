import { expect, it } from 'vitest';
import { calibration } from '../../../../../src/metrics/calibration.ts';
import type { EvaluationDocument } from '../../../../../src/server/studio/contract/evaluations.ts';
import { classErrors } from './class-errors.ts';
import { largestConfusions } from './confusions.ts';
import { picturesOf, pickText, readPick, type Pick } from './picks.ts';
import { readPredictions } from './predictions.ts';
import { placeInSheets, planesOf } from './sheet-places.ts';
import { readEvaluateSearch } from './search.ts';
import { slicesBy, weakestSlices } from './slices.ts';
import { errorsCsv, mistakesCsv, picturesCsv, slicesCsv, summaryCsv } from './tables.ts';

const labels = [0, 0, 0, 1, 1, 1];
const probabilities = [0.9, 0.1, 0.6, 0.4, 0.2, 0.8, 0.3, 0.7, 0.55, 0.45, 0.05, 0.95];
const brightness = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
const folder = [0, 0, 1, 1, 1, 0];
const document = {
  ...{ count: 6, classNames: ['cat', 'dog'] },
  attributes: [{ name: 'brightness' }, { name: 'folder', values: ['a', 'b'] }],
} as unknown as EvaluationDocument;
const bytes = (): ArrayBuffer => {
  const all = new ArrayBuffer(4 * 6 * 5);
  new Int32Array(all, 0, 6).set(labels);
  new Float32Array(all, 24).set([...probabilities, ...brightness, ...folder]);
  return all;
};
const predictions = readPredictions(document, bytes());

it('predictions are read back from their bytes, with the likeliest class of each picture', () => {
  expect([...predictions.predicted]).toEqual([0, 0, 1, 1, 0, 1]);
  expect(predictions.confidence[2]).toBeCloseTo(0.8);
  expect([...predictions.columns[1]!.numbers]).toEqual(folder);
  expect(() => readPredictions(document, bytes().slice(4))).toThrow('damaged');
});

it('a pick survives its way through the address', () => {
  const picks: Pick[] = [
    { kind: 'cell', label: 3, prediction: 12 },
    { kind: 'bin', low: 7 / 15 },
    { kind: 'class', label: 0 },
    { kind: 'taken', label: 7 },
    { kind: 'unsure', percent: 5 },
    { kind: 'slice', attribute: 'folder', part: 'a:b' },
  ];
  for (const pick of picks) expect(readPick(pickText(pick))).toEqual(pick);
  for (const text of [undefined, '', 'cell:1', 'cell:a-b', 'bin:-1', 'other:1'])
    expect(readPick(text)).toBeUndefined();
});

it('mistakes come first, the surest of them at the front; hits follow, the least sure first', () => {
  expect(picturesOf(predictions, { kind: 'slice', attribute: 'true class', part: 'cat' })).toEqual([2, 1, 0]);
  expect(picturesOf(predictions, { kind: 'cell', label: 1, prediction: 0 })).toEqual([4]);
  expect(picturesOf(predictions, { kind: 'class', label: 0 })).toEqual([2]);
  expect(picturesOf(predictions, { kind: 'taken', label: 0 })).toEqual([4]);
  // The two of the six with the least confidence: 4 with 0.55, which is wrong, and 1 with 0.6.
  expect(picturesOf(predictions, { kind: 'unsure', percent: 30 })).toEqual([4, 1]);
});

it('a bin has as many pictures as the calibration counts', () => {
  const given = { labels, probabilities: predictions.probabilities, classNames: ['cat', 'dog'] };
  for (const { low, count } of calibration(given).bins)
    expect(picturesOf(predictions, { kind: 'bin', low })).toHaveLength(count);
});

it('slices hold each picture once, with the accuracy on theirs', () => {
  const folders = slicesBy(predictions, 'folder');
  expect(folders.map(({ part, indices, accuracy }) => [part, [...indices], accuracy])).toEqual([
    ['a', [0, 1, 5], 1],
    ['b', [2, 3, 4], 1 / 3],
  ]);
  const ranges = slicesBy(predictions, 'brightness');
  expect(ranges.flatMap(({ indices }) => indices).sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(slicesBy(predictions, 'nothing')).toEqual([]);
});

it('the weakest slices are surely below the average, and have pictures enough', () => {
  const count = 200;
  const many = {
    ...predictions,
    count,
    labels: new Int32Array(count),
    predicted: Int32Array.from({ length: count }, (_, i) => Number(i < 40)), // the first 40 are wrong
    columns: [
      {
        name: 'place',
        values: ['bad', 'good'],
        numbers: Float32Array.from({ length: count }, (_, i) => Number(i >= 50)),
      },
    ],
  };
  const [weakest] = weakestSlices(many, 0.8).filter(({ attribute }) => attribute === 'place');
  expect([weakest!.part, weakest!.accuracy]).toEqual(['bad', 0.2]);
  expect(weakestSlices(many, 0.8).some(({ part }) => part === 'good')).toBe(false);
});

it('each class has errors of two kinds, the weakest curve first', () => {
  const perClass = [0.9, null, 0.7].map((rocAuc, label) => ({ label, rocAuc }) as never);
  const confusion = [
    [9, 2, 1],
    [0, 0, 0],
    [5, 0, 9],
  ];
  expect(classErrors({ perClass, confusion })).toEqual([
    { label: 2, missed: 5, taken: 1 },
    { label: 0, missed: 3, taken: 5 },
  ]);
});

it('the largest confusions leave out the diagonal', () => {
  expect(
    largestConfusions(
      [
        [9, 2, 0],
        [5, 9, 1],
        [0, 0, 9],
      ],
      2,
    ),
  ).toEqual([
    { label: 1, prediction: 0, count: 5 },
    { label: 0, prediction: 1, count: 2 },
  ]);
});

it('pictures lie row by row in sheets', () => {
  const sheets = { perSheet: 8, columns: 4, width: 10, height: 20 };
  expect(placeInSheets(sheets, 0)).toEqual({ sheet: 0, x: 0, y: 0 });
  expect(placeInSheets(sheets, 14)).toEqual({ sheet: 1, x: 20, y: 20 });
  expect([...planesOf(Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 255))]).toEqual([1, 4, 2, 5, 3, 6]);
});

it('the address keeps what is valid', () => {
  expect(readEvaluateSearch({ model: 'a', split: 'test', tab: 'x', pick: 'cell:1-2', by: 3 })).toEqual({
    ...{ model: 'a', split: 'test', pick: 'cell:1-2', by: '3' },
  });
});

it('tables have plain names for their columns', () => {
  expect(picturesCsv(predictions, [2, 0]).split('\n').slice(0, 3)).toEqual([
    'index,file,class,predicted,confidence',
    `2,,cat,dog,${Math.fround(0.8)}`,
    `0,,cat,cat,${Math.fround(0.9)}`,
  ]);
  const slice = {
    attribute: 'folder',
    part: 'a',
    indices: [0, 1, 5],
    accuracy: 1,
    interval: [0.5, 1] as const,
  };
  expect(slicesCsv([slice])).toBe('attribute,group,pictures,accuracy,low,high\nfolder,a,3,1,0.5,1\n');
  const likeliest = [{ label: 1, probability: 0.75 }];
  const mistakes = [{ index: 2, label: 0, likeliest, picture: '', maps: [] }];
  expect(mistakesCsv({ mistakes }, predictions)).toBe(
    'index,file,class,predicted,probability\n2,,cat,dog,0.75\n',
  );
  const report = {
    ...{
      accuracy: 0.5,
      accuracyInterval: [0.25, 0.75] as [number, number],
      balancedAccuracy: 0.4,
      loss: 1.5,
      count: 6,
    },
    ...{ macro: { f1: 0.3 }, calibration: { expectedCalibrationError: 0.1 } },
  };
  expect(summaryCsv(report).split('\n')).toEqual([
    ...['figure,value,low,high', 'accuracy,0.5,0.25,0.75', 'balanced accuracy,0.4,,', 'macro F1,0.3,,'],
    ...['log loss,1.5,,', 'calibration error,0.1,,', 'pictures,6,,', ''],
  ]);
  expect(errorsCsv([{ label: 1, missed: 1, taken: 2 }], ['cat', 'dog'])).toBe(
    'class,missed,taken for it\ndog,1,2\n',
  );
});
