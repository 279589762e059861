// The history of a run as CSV: what is written can be read again, and invalid text is refused.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import type { EpochResult } from './progress.ts';
import { historyTable, imagesTrained, parseHistory } from './history-table.ts';

const first: EpochResult = {
  ...{ epoch: 1, learningRate: 4e-3, loss: 0.51234567891, accuracy: 0.81, seconds: 6.5 },
  ...{ validationLoss: 1e-7, validationAccuracy: 0.88 },
};
const second = { ...first, epoch: 1.5, loss: 0.4 };

it('has a row for each epoch, with its speed', () => {
  const rows = historyTable([first, second], 55_000).trimEnd().split('\n');
  expect(rows[0]).toBe(
    'epoch,learningRate,loss,accuracy,validationLoss,validationAccuracy,seconds,imagesPerSecond',
  );
  expect(rows[1]).toBe('1,0.004,0.51234567891,0.81,1e-7,0.88,6.5,8462');
  expect(rows[2]!.endsWith(',4231')).toBe(true);
});

it('has further columns if any epoch measured them', () => {
  const rows = historyTable([first, { ...second, trainingAccuracy: 0.9, gradientNorm: 2.5 }], 10)
    .trimEnd()
    .split('\n');
  expect(rows[0]!.split(',').slice(8)).toEqual(['trainingAccuracy', 'gradientNorm']);
  expect(rows.slice(1).map((row) => row.split(',').slice(7))).toEqual([
    ['2', '', ''],
    ['1', '0.9', '2.5'],
  ]);
});

it('counts whole pictures since the previous epoch', () => {
  expect(imagesTrained(first, undefined, 7)).toBe(7);
  expect(imagesTrained(second, first, 7)).toBe(4);
  expect(imagesTrained({ ...first, epoch: 3 }, second, 100)).toBe(150);
});

describe('parseHistory', () => {
  it('reads what was written', () => {
    expect(parseHistory(historyTable([first, second], 55_000), 'it')).toMatchObject([first, second]);
    const measured = [first, { ...second, trainingAccuracy: 0.9, gradientNorm: 2.5 }];
    expect(parseHistory(historyTable(measured, 55_000), 'it')).toMatchObject(measured);
  });

  it.each([
    ['', /^it: expected a column epoch$/],
    ['epoch,loss\n1,2\n', /^it: expected a column learningRate$/],
    [
      historyTable([first], 10).replace('0.88', 'high'),
      /^it, line 2: validationAccuracy: expected a number, got 'high'$/,
    ],
    [
      historyTable([first], 10).replace('0.88', ''),
      /^it, line 2: validationAccuracy: expected a number, got ''$/,
    ],
  ])('refuses %j', (text, message) => {
    expect(() => parseHistory(text, 'it')).toThrow(InputError);
    expect(() => parseHistory(text, 'it')).toThrow(message);
  });
});
