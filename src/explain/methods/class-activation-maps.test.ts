// Class activation maps of a network worked out by hand: two feature maps, x and max(0, 100 - x), pooled into
// a dense layer. Grad-CAM's paper proves that it then equals CAM divided by the number of cells.
import { describe, expect, it } from 'vitest';
import { flatten, gemm } from '../../engine/graph/operators/index.ts';
import { InputError } from '../../errors.ts';
import type { Explainer } from '../explainer.ts';
import { constantLike, linear, pooledHead, toyExplainer } from '../testing/toy-models.ts';
import { cam, hasCam } from './cam.ts';
import { gradCam, gradCamPlusPlus } from './grad-cam.ts';
import { methodsFor } from './index.ts';
import { scoreCam } from './score-cam.ts';

const pixels = [0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240, 250, 5, 10];
const picture = Float32Array.from(pixels);
const first = pixels;
const second = pixels.map((x) => Math.max(0, 100 - x));
const dense = [
  [0.02, -0.01],
  [-0.005, 0.03],
];
const explainer = toyExplainer([1, 4, 4], pooledHead([1, -1], [0, 100], dense));

const expectMap = (maps: Float32Array, expected: readonly number[]) => {
  expect(maps).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(maps[i]! / (Math.abs(value) || 1)).toBeCloseTo(Math.sign(value), 4));
};

/** ReLU of the weighted sum of the two maps. */
const weighted = (a: number, b: number) => first.map((x, i) => Math.max(0, a * x + b * second[i]!));

describe.each([0, 1])('for class %i', (target) => {
  const [a, b] = [dense[0]![target]!, dense[1]![target]!];

  it('CAM is the sum of the maps with the weights of the class', async () => {
    expectMap((await cam(explainer, picture, { targets: target })).maps, weighted(a, b));
  });

  it('Grad-CAM is CAM divided by the number of cells', async () => {
    const { maps } = await gradCam(explainer, picture, { targets: target });
    expectMap(maps, weighted(a / 16, b / 16)); // prettier-ignore
  });

  it('Grad-CAM++ follows the equations of its paper', async () => {
    // The gradient of a map is w/16 at each cell, so alpha = g² / (2 g² + S g³) = 1 / (2 + S g), with S the
    // map's sum; its weight is the sum over the cells of alpha · relu(g).
    const weight = (map: readonly number[], w: number) => {
      const [gradient, sum] = [w / 16, map.reduce((x, y) => x + y, 0)];
      return (16 * Math.max(0, gradient)) / (2 + sum * gradient);
    };
    const { maps } = await gradCamPlusPlus(explainer, picture, { targets: target });
    expectMap(maps, weighted(weight(first, a), weight(second, b)));
  });

  it('Score-CAM weighs by the probability of the picture behind each map', async () => {
    const stretched = (map: readonly number[]) => {
      const [low, high] = [Math.min(...map), Math.max(...map)];
      return map.map((value) => (value - low) / (high - low));
    };
    const weight = (map: readonly number[]) => {
      const seen = stretched(map).map((share, i) => share * pixels[i]!);
      const mean = (values: readonly number[]) => values.reduce((x, y) => x + y, 0) / 16;
      const means = [mean(seen), mean(seen.map((x) => Math.max(0, 100 - x)))];
      const logits = [0, 1].map((c) => means[0]! * dense[0]![c]! + means[1]! * dense[1]![c]!);
      return Math.exp(logits[target]!) / (Math.exp(logits[0]!) + Math.exp(logits[1]!));
    };
    const { maps } = await scoreCam(explainer, picture, { targets: target });
    expectMap(maps, weighted(weight(first), weight(second)));
  });
});

it('the layer may be named by its name or by its node', async () => {
  const byDefault = (await gradCam(explainer, picture, { targets: 0 })).maps;
  for (const layer of ['conv', 'conv/Relu'])
    expect((await gradCam(explainer, picture, { targets: 0, layer })).maps).toEqual(byDefault);
});

describe('if the architecture does not allow it', () => {
  const flat = toyExplainer([1, 4, 4], linear(pixels.map((x) => x / 255)));
  /** Pooled, but the maps count twice. */
  const other = toyExplainer([1, 4, 4], (x) => {
    const logits = pooledHead([1, -1], [0, 100], dense)(x);
    return gemm(flatten(logits), constantLike(x, [1, 2, 3, 4], [2, 2]));
  });
  const names = (model: Explainer) => methodsFor(model).join();

  it('the methods are left out', () => {
    expect(hasCam(explainer)).toBe(true);
    expect([flat, other].map(hasCam)).toEqual([false, false]);
    expect(names(explainer)).toBe(
      'cam,grad-cam,grad-cam++,score-cam,saliency,smoothgrad,integrated-gradients,occlusion',
    );
    expect(names(other)).toBe(
      'grad-cam,grad-cam++,score-cam,saliency,smoothgrad,integrated-gradients,occlusion',
    );
    expect(names(flat)).toBe('saliency,smoothgrad,integrated-gradients,occlusion');
  });

  it('asking for them throws an error that says why', async () => {
    await expect(cam(other, picture)).rejects.toThrow(
      new InputError(
        'cam: expected an architecture that ends in global average pooling and one dense layer; grad-cam works with any',
      ),
    );
    await expect(gradCam(flat, picture)).rejects.toThrow(/no layer with feature maps/);
    await expect(gradCam(explainer, picture, { layer: 'scores' })).rejects.toThrow(
      'layer: expected one with feature maps [channels, height, width], got scores with [2]',
    );
    await expect(gradCam(explainer, picture, { layer: 'convv' })).rejects.toThrow(
      "layer: the model has no layer 'convv': did you mean conv?; it has conv",
    );
  });
});
