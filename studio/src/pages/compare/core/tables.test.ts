import { expect, it } from 'vitest';
import type { Comparison } from '../../../../../src/server/studio/contract/comparisons.ts';
import { differingCsv, measuresCsv, resultsCsv } from './tables.ts';

it('results have a column for each run, and a row for each setting that differs', () => {
  const runs = [
    {
      name: 'a',
      bestAccuracy: 0.9,
      bestLoss: 0.3,
      bestEpoch: 2,
      seconds: 10,
      config: { seed: 1, rate: 0.1 },
    },
    { name: 'b', bestAccuracy: 0.8, seconds: 12, parameters: 50, config: { seed: 1, rate: 0.2 } },
  ];
  expect(resultsCsv(runs).split('\n')).toEqual([
    ...['measure,a,b', 'best accuracy,0.9,0.8', 'its loss,0.3,', 'best epoch,2,', 'seconds,10,12'],
    ...['parameters,,50', 'rate,0.1,0.2', ''],
  ]);
});

it('measures have both models, their difference and its interval; outcomes have numbers of pictures', () => {
  const scores = (value: number) => ({
    ...{ accuracy: value, balancedAccuracy: value, macroF1: value, loss: value },
  });
  const one = { value: 0.25, interval: [0.125, 0.5] };
  const comparison = {
    ...{ a: scores(0.5), b: scores(0.75) },
    difference: { accuracy: one, balancedAccuracy: one, macroF1: one, loss: one },
    outcomes: { bothRight: 4, onlyA: 1, onlyB: 2, bothWrong: 3 },
  } as unknown as Comparison;
  const lines = measuresCsv(comparison).trim().split('\n');
  expect(lines[0]).toBe('measure,a,b,difference,low,high,pictures');
  expect(lines[1]).toBe('accuracy,0.5,0.75,0.25,0.125,0.5,');
  expect(lines.slice(5)).toEqual(['bothRight,,,,,,4', 'onlyA,,,,,,1', 'onlyB,,,,,,2', 'bothWrong,,,,,,3']);
});

it('pictures that differ are those of the sheet, then the indices of the others', () => {
  const picture = (index: number, a: number, b: number) => ({ index, label: 1, a, b, certainty: [0.6, 0.7] });
  const comparison = {
    sheet: { pictures: [picture(3, 1, 0), picture(5, 0, 1)] },
    ...{ classNames: ['hat', 'bag'], differing: { onlyA: [3, 8], onlyB: [5] } },
  } as unknown as Comparison;
  expect(differingCsv(comparison, 'a').trim().split('\n')).toEqual([
    'index,file,class,a,certainty of a,b,certainty of b',
    ...['3,,bag,bag,0.6,hat,0.7', '8,,,,,,'],
  ]);
  expect(differingCsv(comparison, 'b')).toContain('\n5,,bag,hat,0.6,bag,0.7\n');
});
