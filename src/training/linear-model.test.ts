// Linear models on data for which the minimum is known.
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { fitLinear, predictLinear } from './linear-model.ts';

describe('fitLinear', () => {
  const random = new Random(1, 'points');
  const count = 5000; // more than a part
  const labels = Int32Array.from({ length: count }, () => random.integer(2)); // drawn, so that parts differ
  const features = {
    ...{ count, dimensions: 1 },
    values: Float32Array.from(labels, (label) => (label === 1 ? 1 : -1) + random.normal()),
  };

  it('logistic regression finds the log-odds of two normal distributions', async () => {
    // Of means -1 and 1 with deviation 1 they are 2x, here shared by two opposite weights.
    const options = { loss: 'logistic', l2: 0, tolerance: 1e-10, threads: 1 } as const;
    const { weights, bias } = await fitLinear(features, labels, 2, options);
    // Of 5000 pictures both differences have a deviation of about 0.05.
    expect(Math.abs(weights[1]! - weights[0]! - 2)).toBeLessThan(0.2);
    expect(Math.abs(bias[1]! - bias[0]!)).toBeLessThan(0.2);
    // At the minimum the mean residual is 0, exactly, and so is its product with the feature.
    const residual = (i: number) => {
      const odds = (weights[1]! - weights[0]!) * features.values[i]! + bias[1]! - bias[0]!;
      return labels[i]! - 1 / (1 + Math.exp(-odds));
    };
    const mean = (of: (i: number) => number) => labels.reduce((sum, _, i) => sum + of(i), 0) / count;
    expect(mean(residual)).toBeCloseTo(0, 4);
    expect(mean((i) => residual(i) * features.values[i]!)).toBeCloseTo(0, 4);
  });

  it('the squared hinge has its minimum where its derivative, written out, is 0', async () => {
    const l2 = 0.1;
    const options = { loss: 'squaredHinge', l2, tolerance: 1e-10, threads: 1 } as const;
    const { weights, bias } = await fitLinear(features, labels, 2, options);
    let [byWeight, byBias] = [l2 * weights[1]!, 0];
    labels.forEach((label, i) => {
      const sign = 2 * label - 1;
      const within = Math.max(0, 1 - sign * (weights[1]! * features.values[i]! + bias[1]!));
      byWeight -= (2 * sign * within * features.values[i]!) / count;
      byBias -= (2 * sign * within) / count;
    });
    expect(byWeight).toBeCloseTo(0, 3);
    expect(byBias).toBeCloseTo(0, 3);
    const predicted = await predictLinear({ weights, bias }, features, { threads: 1 });
    const right = predicted.filter((label, i) => label === labels[i]).length / count;
    // The normal distribution's share below 1 is 0.841, within four deviations of √(0.841 · 0.159 / 5000).
    expect(Math.abs(right - 0.841)).toBeLessThan(0.021);
  });
});
