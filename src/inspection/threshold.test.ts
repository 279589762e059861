import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { inspectionThreshold } from './threshold.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('inspectionThreshold', () => {
  it('takes the score that so many of one more piece are above', () => {
    expect(inspectionThreshold(upTo(99), 0.01).threshold).toBe(99);
    expect(inspectionThreshold(upTo(199), 0.01).threshold).toBe(198);
    expect(inspectionThreshold(upTo(9), 0.3)).toMatchObject({ threshold: 7, falseAlarms: 0.3 });
    expect(inspectionThreshold([3, 1, 2], 0.5).threshold).toBe(2);
  });

  it('takes the highest score of too few pieces, and says what that promises', () => {
    expect(inspectionThreshold(upTo(19), 0.01)).toMatchObject({ threshold: 19, falseAlarms: 0.05 });
  });

  it('knows the interval in closed form where one piece is above', () => {
    // The highest of n: P(share <= x) = 1 - (1 - x)^n.
    const { interval } = inspectionThreshold(upTo(50), 0.01);
    expect(interval[0]).toBeCloseTo(1 - 0.975 ** (1 / 50), 8);
    expect(interval[1]).toBeCloseTo(1 - 0.025 ** (1 / 50), 8);
  });

  it('keeps the rate, and the interval its coverage, whatever the distribution', () => {
    const random = new Random(5, 'scores');
    const [rate, rounds] = [0.1, 2000];
    let [mean, covered] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const scores = Array.from({ length: 60 }, () => Math.exp(3 * random.normal()));
      const { threshold, interval } = inspectionThreshold(scores, rate);
      const share = 1 - standardNormal(Math.log(threshold) / 3);
      mean += share / rounds;
      covered += share >= interval[0] && share <= interval[1] ? 1 / rounds : 0;
    }
    expect(mean).toBeCloseTo(inspectionThreshold(upTo(60), rate).falseAlarms, 2);
    expect(covered).toBeGreaterThan(0.93);
    expect(covered).toBeLessThan(0.97);
  });

  it('refuses no scores', () => {
    expect(() => inspectionThreshold([], 0.1)).toThrow(InputError);
  });
});

/** The distribution function of the standard normal distribution, by Simpson's rule. */
function standardNormal(z: number): number {
  const steps = 400;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const width = z / steps;
  let sum = density(0) + density(z);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * density(i * width);
  return 0.5 + (sum * width) / 3;
}
