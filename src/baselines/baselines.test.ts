// Each baseline on data with a known answer.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { Random } from '../random.ts';
import { lbfgs } from './lbfgs.ts';
import { fitLinear, predictLinear } from './linear-model.ts';
import { predictMajority, predictNearestCentroid, predictNearestNeighbours, vote } from './simple.ts';

/** Pictures of two pixels. */
function dots(points: readonly (readonly [x: number, y: number, label: number])[]): Dataset {
  return {
    ...{ name: 'dots', classNames: ['a', 'b', 'c'], count: points.length, channels: 1, height: 1, width: 2 },
    images: Uint8Array.from(points.flatMap(([x, y]) => [x, y])),
    labels: Int32Array.from(points, ([, , label]) => label),
  };
}

const train = dots([
  [0, 0, 0],
  [10, 0, 0],
  [0, 10, 0],
  [200, 200, 1],
  [220, 220, 1],
]);

describe('the simplest', () => {
  it('majority predicts the most frequent class of training', () => {
    expect([...predictMajority(train, dots([[200, 200, 1]]))]).toEqual([0]);
  });

  it('nearest centroid predicts the class with the nearest mean, never one without pictures', () => {
    // Means: (10/3, 10/3) and (210, 210): halfway is (106.7, 106.7). The third class, whose mean would be
    // black, has no pictures.
    const test = dots([
      [106, 106, 0],
      [107, 107, 1],
      [0, 0, 0],
    ]);
    expect([...predictNearestCentroid(train, test)]).toEqual([0, 1, 0]);
  });

  it('nearest neighbours vote, and the nearest decides a tie', async () => {
    expect(vote([2, 1, 1, 2, 0])).toBe(2);
    expect(vote([0, 1, 1])).toBe(1);
    expect([...(await predictNearestNeighbours(train, dots([[255, 255, 1]]), { threads: 1 }))]).toEqual([0]); // 3 to 2
    const more = dots([...[210, 215, 225].map((x) => [x, x, 1] as const), [0, 0, 0], [9, 9, 0], [5, 0, 0]]);
    expect([...(await predictNearestNeighbours(more, dots([[255, 255, 1]]), { threads: 1 }))]).toEqual([1]);
  });
});

describe('lbfgs', () => {
  it('finds the minimum of a quadratic function with unequal curvatures', async () => {
    const curvatures = [1, 10, 100, 1000];
    const least = await lbfgs(
      (x) =>
        Promise.resolve({
          value: curvatures.reduce((sum, c, i) => sum + (c / 2) * (x[i]! - i) ** 2, 0) + 1,
          gradient: Float64Array.from(curvatures, (c, i) => c * (x[i]! - i)),
        }),
      new Float64Array(4),
      { tolerance: 1e-14 },
    );
    least.forEach((value, i) => expect(value).toBeCloseTo(i, 5));
  });
});

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
