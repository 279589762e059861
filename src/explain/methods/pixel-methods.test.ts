// Saliency, SmoothGrad, integrated gradients and occlusion in closed form: for linear functions, squares, and
// a kink at a known place.
import { describe, expect, it } from 'vitest';
import { flatten, gemm, relu, sub } from '../../engine/graph/operators/index.ts';
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { constantLike, linear, squares, toyExplainer } from '../testing/toy-models.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { occlusion } from './occlusion.ts';
import { saliency } from './saliency.ts';
import { smoothGrad } from './smooth-grad.ts';

const weights = [0.5, -1, 2, 0.25, 3, -0.125];
const size = [1, 2, 3] as const;
const pictures = Float32Array.of(10, 20, 30, 40, 50, 60, 0, 1, 2, 3, 4, 5);
const targets = [0, 1];

/** Expects maps near to numbers; float32 is exact to seven digits. */
const expectMaps = (maps: Float32Array, expected: readonly number[]) => {
  expect(maps).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(maps[i]).toBeCloseTo(value, 3));
};

describe('of a linear function', () => {
  const explainer = toyExplainer(size, linear(weights));
  const magnitudes = weights.map(Math.abs);

  it('saliency is the magnitudes of the weights of each class', async () => {
    const { maps, isSigned } = await saliency(explainer, pictures, { targets });
    expectMaps(maps, [...magnitudes, ...magnitudes]);
    expect(isSigned).toBe(false);
  });

  it('SmoothGrad equals saliency, because the gradient is constant', async () => {
    const { maps, isSigned } = await smoothGrad(explainer, pictures, { targets, samples: 7 });
    expect(isSigned).toBe(false);
    expectMaps(maps, [...magnitudes, ...magnitudes]);
  });

  it('integrated gradients are weight times pixel, and complete in any number of steps', async () => {
    const found = await integratedGradients(explainer, pictures, { targets, steps: 3 });
    const { maps, completeness, isSigned } = found;
    expect(isSigned).toBe(true);
    expectMaps(
      maps,
      [...pictures].map((pixel, i) => pixel * weights[i % 6]! * (i < 6 ? 1 : -1)),
    );
    for (const { gap, steps } of completeness) {
      expect(gap).toBeLessThan(1e-6);
      expect(steps).toBe(3);
    }
    expect(completeness[0]!.difference).toBeCloseTo(5 - 20 + 60 + 10 + 150 - 7.5, 3);
  });

  it('integrated gradients start from the given baseline', async () => {
    const { maps } = await integratedGradients(explainer, pictures, { targets, baseline: 10 });
    expectMaps(
      maps,
      [...pictures].map((pixel, i) => (pixel - 10) * weights[i % 6]! * (i < 6 ? 1 : -1)),
    );
  });

  it('occlusion is the mean over squares, here of one pixel', async () => {
    const { maps, isSigned } = await occlusion(explainer, pictures, { targets, patch: 1, stride: 1 });
    expectMaps(
      maps,
      [...pictures].map((pixel, i) => pixel * weights[i % 6]! * (i < 6 ? 1 : -1)),
    );
    expect(isSigned).toBe(true);
  });

  it('occlusion of overlapping squares shares the middle column', async () => {
    const { maps } = await occlusion(explainer, pictures.subarray(0, 6), { targets: 0, patch: 2, stride: 1 });
    const [left, right] = [5 - 20 + 10 + 150, -20 + 60 + 150 - 7.5];
    const middle = (left + right) / 2;
    expectMaps(maps, [left, middle, right, left, middle, right]);
  });

  it('occlusion has a last square at the border if squares do not fill the picture', async () => {
    // Of 3×4 pixels of 1 to 12, each counting once; squares begin in rows 0 and 1, in columns 0 and 2.
    const [top, right, bottom, corner] = [1 + 2 + 5 + 6, 3 + 4 + 7 + 8, 5 + 6 + 9 + 10, 7 + 8 + 11 + 12];
    const [left, middle] = [(top + bottom) / 2, (right + corner) / 2];
    const counted = toyExplainer([1, 3, 4], linear(new Array<number>(12).fill(1)));
    const picture = Float32Array.from({ length: 12 }, (_, i) => i + 1);
    const { maps } = await occlusion(counted, picture, { targets: 0, patch: 2, stride: 2 });
    // prettier-ignore
    expectMaps(maps, [
      top, top, right, right,
      left, left, middle, middle,
      bottom, bottom, corner, corner,
    ]);
  });

  it('explains the predicted class by default', async () => {
    const found = await saliency(explainer, pictures);
    expect(found.targets).toEqual(Int32Array.of(0, 0)); // 197.5 and 2·2 - 1 + 0.75 + 12 - 0.625 are above zero
  });

  it.each([
    [{ targets: 2 }, 'targets: expected classes from 0 to 1, got 2'],
    [{ targets: [0] }, 'targets: expected one for each of 2 pictures, got 1'],
  ])('refuses %j', async (options, complaint) => {
    await expect(saliency(explainer, pictures, options)).rejects.toThrow(new InputError(complaint));
  });

  it.each([
    [{ patch: 3 }, 'patch: expected 1 to 2 pixels, got 3'],
    [{ patch: 2, stride: 3 }, 'stride: expected 1 to 2 pixels, got 3'],
  ])('occlusion refuses %j', async (options, complaint) => {
    await expect(occlusion(explainer, pictures, options)).rejects.toThrow(new InputError(complaint));
  });

  it.each([saliency, smoothGrad, integratedGradients, occlusion])(
    'no pictures give no maps (%#)',
    async (method) => {
      expect((await method(explainer, [])).maps).toHaveLength(0);
    },
  );

  it('refuses half a picture', async () => {
    await expect(saliency(explainer, pictures.subarray(0, 9))).rejects.toThrow(
      'toy: expected a multiple of 6 numbers (one picture of 3×2 with 1 channel), got 9',
    );
  });
});

describe('of half the sum of squares', () => {
  const explainer = toyExplainer(size, squares);

  it('saliency is the pixels themselves', async () => {
    expectMaps((await saliency(explainer, pictures, { targets: 0 })).maps, [...pictures]);
  });

  it('SmoothGrad is the pixels and the mean of the noise, whose deviation is a share of the range', async () => {
    const large = toyExplainer([1, 20, 20], squares);
    const picture = Float32Array.from({ length: 400 }, (_, i) => 100 + (i % 51)); // 100 to 150
    const { maps } = await smoothGrad(large, picture, { targets: 0, samples: 4, noise: 0.1 });
    const errors = [...maps].map((value, i) => value - picture[i]!);
    const mean = errors.reduce((sum, error) => sum + error, 0) / 400;
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / 400);
    // A tenth of 50 is 5, and of the mean of four draws 2.5. Both figures within three of their own
    // deviations.
    expect(Math.abs(mean)).toBeLessThan((3 * 2.5) / Math.sqrt(400));
    expect(Math.abs(deviation - 2.5)).toBeLessThan((3 * 2.5) / Math.sqrt(800));
  });

  it('SmoothGrad adds no noise to a flat picture', async () => {
    const { maps } = await smoothGrad(explainer, new Float32Array(6).fill(50), { targets: 0, samples: 4 });
    expect([...maps]).toEqual(new Array(6).fill(50));
  });

  it('integrated gradients are half the squares: the midpoint rule is exact on straight lines', async () => {
    const { maps } = await integratedGradients(explainer, pictures, { targets: 0, steps: 2 });
    expectMaps(maps, [...pictures].map((pixel) => pixel ** 2 / 2)); // prettier-ignore
  });
});

describe('of a kink', () => {
  // relu(x - 30) at x = 40: the slope is 1 on the last quarter of the way, so that the integral is 40/4 = 10.
  const explainer = toyExplainer([1, 1, 1], (x) =>
    gemm(flatten(relu(sub(x, 30))), constantLike(x, [1, 0], [1, 2])),
  );
  const picture = Float32Array.of(40);

  it('integrated gradients find it at the end of a step', async () => {
    const { maps, completeness } = await integratedGradients(explainer, picture, { targets: 0, steps: 4 });
    expectMaps(maps, [10]);
    expect(completeness).toEqual([{ difference: 10, sum: 10, gap: 0, steps: 4 }]);
  });

  it('integrated gradients double their steps until the gap is small', async () => {
    // One step has its midpoint below the kink: nothing. Two have the second at 30, on the kink. Four are
    // exact.
    const options = { targets: 0, steps: 1, largestGap: 0.01 };
    const { completeness } = await integratedGradients(explainer, picture, options);
    expect(completeness).toEqual([{ difference: 10, sum: 10, gap: 0, steps: 4 }]);
  });

  it('integrated gradients report a gap if they may not double', async () => {
    const options = { targets: 0, steps: 1, mostSteps: 1 };
    const { completeness } = await integratedGradients(explainer, picture, options);
    expect(completeness).toEqual([{ difference: 10, sum: 0, gap: 1, steps: 1 }]);
  });
});

it('channels are reduced to one number per pixel', async () => {
  const colour = toyExplainer([3, 1, 2], linear([1, -2, -4, 3, 2, 0.5]));
  const picture = Float32Array.of(1, 1, 1, 1, 1, 1);
  expectMaps((await saliency(colour, picture, { targets: 0 })).maps, [4, 3]);
  expectMaps((await integratedGradients(colour, picture, { targets: 0 })).maps, [-1, 1.5]);
  expectMaps((await occlusion(colour, picture, { targets: 0 })).maps, [-1, 1.5]);
});

it('many pictures give the maps that each gives alone', async () => {
  const explainer = toyExplainer(size, squares);
  const random = new Random(3, 'pictures');
  const many = Float32Array.from({ length: 6 * 75 }, () => random.integer(256));
  const { maps } = await saliency(explainer, many, { targets: 0 });
  expectMaps(maps, [...many]);
});
