// The table of an experiment, from figures worked by hand.
import { describe, expect, it } from 'vitest';
import { experimentTable } from './report.ts';
import type { ExperimentResult } from './run.ts';

const result: ExperimentResult = {
  name: 'dropout',
  question: 'Does dropout help?',
  data: 'fashion-mnist',
  split: 'validation',
  seeds: [1, 2],
  count: 5000,
  variants: [
    {
      ...{ variant: 'without', parameters: 225_034, seconds: 20.4, trainingAccuracy: 0.98 },
      ...{ accuracies: [0.9, 0.91], accuracy: 0.905, standardDeviation: 0.00707, interval: [0.84, 0.97] },
    },
    {
      ...{ variant: 'with <0.5>', parameters: 225_034, seconds: 21.6, trainingAccuracy: 0.94 },
      ...{ accuracies: [0.91, 0.92], accuracy: 0.915, standardDeviation: 0.00707, interval: [0.85, 0.98] },
      comparison: { difference: 0.01, low: 0.002, high: 0.018, p: 0.0004 },
    },
  ],
};

describe('the table', () => {
  const lines = experimentTable(result).split('\n');

  it('states the data, seeds and epochs', () => {
    expect(lines[0]).toBe(
      'Does dropout help? fashion-mnist, seeds 1, 2, 5,000 pictures of the validation split.',
    );
  });

  it('has a row for each variant, in percent, with the gap and the difference', () => {
    const cells = (row: string) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
    const rows = lines.filter((row) => row.startsWith('|')).map(cells);
    expect(rows).toHaveLength(4);
    expect(rows[2]).toEqual(['without', '225,034', '90.50 ± 0.71', '84.00 to 97.00', '7.50', '', '20']);
    expect(rows[3]!.slice(4)).toEqual(['2.50', '+1.00 (+0.20 to +1.80), p < 0.001', '22']);
  });
});
