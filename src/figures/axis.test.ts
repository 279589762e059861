// The ticks of axes, and the position of values.
import { describe, expect, it } from 'vitest';
import { axisAround, axisBetween, axisOfWholes, axisUpTo, logarithmicAxis, placing } from './axis.ts';

const valuesOf = ({ ticks }: { ticks: readonly { value: number }[] }) => ticks.map(({ value }) => value);
const wordsOf = ({ ticks }: { ticks: readonly { words: string }[] }) => ticks.map(({ words }) => words);

describe('ticks', () => {
  it.each([
    [0.4, ['0.0', '0.1', '0.2', '0.3', '0.4']],
    [1, ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [10, ['0', '2', '4', '6', '8', '10']],
    [7.3, ['0', '2', '4', '6']],
    [3000, ['0', '500', '1,000', '1,500', '2,000', '2,500', '3,000']],
  ])('up to %d', (highest, words) => {
    expect(wordsOf(axisUpTo(highest))).toEqual(words);
  });

  it('between values are round ones within them, in the requested format', () => {
    const axis = axisBetween(0.873, 0.951, (share) => `${(100 * share).toFixed(0)} %`);
    expect(wordsOf(axis)).toEqual(['88 %', '90 %', '92 %', '94 %']);
    expect([axis.lowest, axis.highest]).toEqual([0.873, 0.951]);
  });

  it('of epochs are whole numbers, even for few epochs', () => {
    expect(valuesOf(axisOfWholes(1))).toEqual([0, 1]);
    expect(valuesOf(axisOfWholes(3))).toEqual([0, 1, 2, 3]);
    expect(valuesOf(axisOfWholes(0.5))).toEqual([0]);
    expect(valuesOf(axisOfWholes(60))).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]);
  });

  it('of a logarithmic axis are the powers of ten', () => {
    const axis = logarithmicAxis(2e-6, 10);
    expect(wordsOf(axis)).toEqual(['0.00001', '0.0001', '0.001', '0.01', '0.1', '1', '10']);
  });
});

it('shares have a margin, within 0 to 1', () => {
  const { lowest, highest } = axisAround([0.9, 0.95, 0.999]);
  expect(lowest).toBeCloseTo(0.9 - 0.08 * 0.099, 9);
  expect(highest).toBe(1);
  expect(axisAround([0, 0]).lowest).toBe(0);
  expect(axisAround([0.5, 0.5])).toMatchObject({ lowest: 0.496, highest: 0.504 });
});

describe('a value is placed', () => {
  it('linearly', () => {
    const toX = placing({ lowest: 10, highest: 20, ticks: [] }, 100, 200);
    expect([10, 12, 20].map((value) => toX(value))).toEqual([100, 120, 200]);
  });

  it('by its logarithm on a logarithmic axis, upwards too', () => {
    const toY = placing(logarithmicAxis(0.01, 1), 300, 100);
    expect([0.01, 0.1, 1].map((value) => Math.round(toY(value)))).toEqual([300, 200, 100]);
  });
});
