// The defaults of the methods, and the bounds of their options.
import { describe, expect, it } from 'vitest';
import { cast, flatten, gemm, greater, relu, sub } from '../../engine/graph/operators/index.ts';
import { InputError } from '../../errors.ts';
import { faithfulness } from '../faithfulness.ts';
import { constantLike, linear, squares, toyExplainer } from '../testing/toy-models.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { occlusion } from './occlusion.ts';
import { saliency } from './saliency.ts';
import { smoothGrad } from './smooth-grad.ts';

const ramp = (count: number) => Float32Array.from({ length: count }, (_, i) => i + 1);

describe('SmoothGrad', () => {
  it('takes 50 copies with noise of 15 % from seed 1', async () => {
    const explainer = toyExplainer([1, 2, 2], squares);
    const maps = async (options: object) =>
      (await smoothGrad(explainer, ramp(4), { targets: 0, ...options })).maps;
    const plain = await maps({});
    expect(await maps({ samples: 50, noise: 0.15, seed: 1 })).toEqual(plain);
    for (const other of [{ samples: 49 }, { noise: 0.1 }, { seed: 2 }])
      expect(await maps(other)).not.toEqual(plain);
  });

  it('has different noise for each picture', async () => {
    const explainer = toyExplainer([1, 1, 2], squares);
    const images = Float32Array.of(10, 90, 10, 90);
    const { maps } = await smoothGrad(explainer, images, { targets: 0, samples: 2 });
    expect(maps.slice(0, 2)).not.toEqual(maps.slice(2));
  });
});

describe('integrated gradients', () => {
  /** 1 above 30, else 0: no gradient anywhere, so that they are never complete. */
  const step = toyExplainer([1, 1, 1], (x) =>
    gemm(flatten(cast(greater(x, 30), 'float32')), constantLike(x, [1, 0], [1, 2])),
  );

  it('take 128 steps, which suffice for a linear function', async () => {
    const explainer = toyExplainer([1, 1, 2], linear([1, 2]));
    const { completeness } = await integratedGradients(explainer, ramp(2), { targets: 0 });
    expect(completeness).toEqual([{ difference: 5, sum: 5, gap: 0, steps: 128 }]);
  });

  it('double the steps up to 2048', async () => {
    const { completeness } = await integratedGradients(step, [40], { targets: 0 });
    expect(completeness).toEqual([{ difference: 1, sum: 0, gap: 1, steps: 2048 }]);
  });

  it.each([
    [{ steps: 3, mostSteps: 11 }, 6],
    [{ steps: 3, mostSteps: 12 }, 12],
    [{ steps: 3, largestGap: 1 }, 3],
    [{ steps: 3, largestGap: 0.999, mostSteps: 24 }, 24],
  ])('with %o take %d', async (options, steps) => {
    const { completeness } = await integratedGradients(step, [40], { targets: 0, ...options });
    expect(completeness[0]!.steps).toBe(steps);
  });

  it('leave no gap if there is nothing to explain', async () => {
    const { completeness } = await integratedGradients(step, [0], { targets: 0 });
    expect(completeness).toEqual([{ difference: 0, sum: 0, gap: 0, steps: 128 }]);
  });

  it('are exact over more points than one batch holds', async () => {
    // relu(x - 30) at 40: the slope is 1 on the last quarter of the way. 300 steps have 75 there.
    const kink = toyExplainer([1, 1, 1], (x) =>
      gemm(flatten(relu(sub(x, 30))), constantLike(x, [1, 0], [1, 2])),
    );
    const { completeness } = await integratedGradients(kink, [40], { targets: 0, steps: 300 });
    expect(completeness[0]!.sum).toBeCloseTo(10, 9);
    expect(completeness[0]!.steps).toBe(300);
  });
});

describe('occlusion', () => {
  it.each([
    [3, 3, 1, 1],
    [6, 9, 2, 1],
    [8, 12, 2, 1],
    [17, 16, 4, 2],
  ])('of %d×%d pixels covers %d, in steps of %d, with black', async (height, width, patch, stride) => {
    const weights = Array.from({ length: height * width }, (_, i) => 1 + (i % 5));
    const explainer = toyExplainer([1, height, width], linear(weights));
    const image = ramp(height * width);
    const { maps } = await occlusion(explainer, image, { targets: 0 });
    const told = await occlusion(explainer, image, { targets: 0, patch, stride, fill: 0 });
    expect(maps).toEqual(told.maps);
    const others = [
      { patch: patch + 1 },
      { stride: stride + 1, patch: Math.max(patch, stride + 1) },
      { fill: 1 },
    ];
    for (const other of others) {
      const found = await occlusion(explainer, image, { targets: 0, patch, stride, ...other });
      expect(found.maps).not.toEqual(maps);
    }
  });

  it('covers with the given level, in all channels', async () => {
    const explainer = toyExplainer([2, 1, 2], linear([1, 2, 3, 4]));
    const { maps } = await occlusion(explainer, [10, 20, 30, 40], { targets: 0, patch: 1, fill: 5 });
    expect([...maps]).toEqual([1 * 5 + 3 * 25, 2 * 15 + 4 * 35]);
  });

  const explainer = toyExplainer([1, 3, 4], linear(new Array<number>(12).fill(1)));
  it.each([
    [{ patch: 0 }, 'patch: expected 1 to 3 pixels, got 0'],
    [{ patch: 4 }, 'patch: expected 1 to 3 pixels, got 4'],
    [{ patch: NaN }, 'patch: expected 1 to 3 pixels, got NaN'],
    [{ patch: 3, stride: 0 }, 'stride: expected 1 to 3 pixels, got 0'],
    [{ patch: 3, stride: 4 }, 'stride: expected 1 to 3 pixels, got 4'],
  ])('refuses %o', async (options, message) => {
    await expect(occlusion(explainer, ramp(12), options)).rejects.toThrow(new InputError(message));
  });

  it('accepts a square as high as the picture', async () => {
    const { maps } = await occlusion(explainer, ramp(12), { targets: 0, patch: 3, stride: 3 });
    // Columns 0 to 2 and 1 to 3: all but the last column, 78 - 24, and all but the first, 78 - 15.
    expect([...maps.subarray(0, 4)]).toEqual([54, 58.5, 58.5, 63]);
    expect([...maps.subarray(8)]).toEqual([54, 58.5, 58.5, 63]);
  });
});

describe('targets', () => {
  const explainer = toyExplainer([1, 1, 1], linear([1]));
  it.each([
    [-1, 'targets: expected classes from 0 to 1, got -1'],
    [2, 'targets: expected classes from 0 to 1, got 2'],
    [[0, 1, 2], 'targets: expected classes from 0 to 1, got 2'],
    [[0, 1, 1], 'targets: expected one for each of 2 pictures, got 3'],
    [[], 'targets: expected one for each of 2 pictures, got 0'],
  ])('refuses %j', async (targets, message) => {
    await expect(saliency(explainer, [1, 2], { targets })).rejects.toThrow(new InputError(message));
  });

  it('may be one for all, or one for each', async () => {
    expect((await saliency(explainer, [1, 2], { targets: 1 })).targets).toEqual(Int32Array.of(1, 1));
    expect((await saliency(explainer, [1, 2], { targets: [1, 0] })).targets).toEqual(Int32Array.of(1, 0));
  });
});

it('faithfulness takes 28 steps, and a blur of an eighth of the smaller side', async () => {
  const explainer = toyExplainer([1, 8, 12], linear(Array.from({ length: 96 }, (_, i) => i / 1e6)));
  const image = ramp(96).map((value) => 2 * value);
  const explanation = { maps: ramp(96), targets: Int32Array.of(0) };
  const plain = await faithfulness(explainer, image, explanation);
  expect(plain.shares).toHaveLength(29);
  expect(plain.shares[1]).toBe(1 / 28);
  expect(await faithfulness(explainer, image, explanation, { steps: 28, blur: 1 })).toEqual(plain);
  const other = await faithfulness(explainer, image, explanation, { blur: 1.5 });
  expect(other.insertion.probabilities[0]).not.toBe(plain.insertion.probabilities[0]);
});
