// Maps of a trained model change when its weights are shuffled. The model is trained here, on sketches.
import { beforeAll, describe, expect, it } from 'vitest';
import { sketches } from '../data/sketches.ts';
import { conv2d, dense, flatten, maxPooling2d } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { adam } from '../optimizers/adam.ts';
import { fit } from '../training/fit.ts';
import { assessMethods } from './assess-methods.ts';
import { openExplainer, type Explainer } from './explainer.ts';
import { gradCam } from './methods/grad-cam.ts';
import { methodsFor } from './methods/index.ts';
import { integratedGradients } from './methods/integrated-gradients.ts';
import { saliency } from './methods/saliency.ts';
import { layersWithKernels, randomizeKernels } from './randomize-weights.ts';
import { sanityCheck } from './sanity-check.ts';

const data = sketches({ train: 1000, test: 100 });
const pictures = data.test.images;
const few = pictures.subarray(0, 8 * 784);
let explainer: Explainer;

beforeAll(async () => {
  const model = sequential([
    conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
    maxPooling2d(2),
    conv2d({ filters: 24, kernelSize: 3, activation: 'relu' }),
    maxPooling2d(2),
    flatten(),
    dense({ units: 10 }),
  ]);
  const options = { epochs: 2, optimizer: adam({ learningRate: 3e-3 }), batchSize: 32 };
  const run = await fit(model, { data: data.train, ...options });
  explainer = openExplainer(run.best, 'trained');
}, 120_000);

it('integrated gradients are complete to 1 % of the difference on each of 100 pictures, by default', async () => {
  const { completeness, maps } = await integratedGradients(explainer, pictures);
  expect(completeness).toHaveLength(100);
  completeness.forEach(({ gap, difference, sum }, i) => {
    expect(gap, `picture ${i}`).toBeLessThanOrEqual(0.01);
    expect(Math.abs(sum - difference)).toBeLessThanOrEqual(0.01 * Math.abs(difference));
    const own = maps.subarray(i * 784, (i + 1) * 784).reduce((a, b) => a + b, 0);
    expect(Math.abs(own - sum)).toBeLessThan(1e-3 * (1 + Math.abs(sum)));
  });
});

describe('a model with shuffled kernels', () => {
  it('keeps the numbers of each kernel, and all other weights', () => {
    const { graph } = explainer.model;
    const layers = layersWithKernels(graph);
    expect(layers).toEqual(['dense', 'conv2d_1', 'conv2d']);
    const shuffled = randomizeKernels(graph, ['dense']);
    const kernelOf = (of: typeof graph, name: string) =>
      of.nodes.find((node) => node.name.startsWith(`${name}/`) && node.inputs[1]?.data)!.inputs[1]!
        .data as Float32Array;
    const [before, after] = [kernelOf(graph, 'dense'), kernelOf(shuffled, 'dense')];
    expect(after).not.toEqual(before);
    expect(after.toSorted()).toEqual(before.toSorted());
    for (const name of ['conv2d', 'conv2d_1'])
      expect(kernelOf(shuffled, name)).toEqual(kernelOf(graph, name));
    expect(kernelOf(randomizeKernels(graph, ['dense']), 'dense')).toEqual(after);
  });

  it.each([
    ['saliency', saliency],
    ['grad-cam', gradCam],
  ])('has different maps by %s, from the logits down', async (_, method) => {
    const steps = await sanityCheck(explainer, method, few);
    expect(steps.map(({ layer }) => layer)).toEqual(['dense', 'conv2d_1', 'conv2d']);
    for (const { rankCorrelation, similarity } of steps) {
      expect(rankCorrelation).toBeLessThan(0.75);
      expect(similarity).toBeLessThan(0.75);
    }
  });

  it('detects a method that only looks at the picture', async () => {
    const looksAtPicture: typeof saliency = (_, images) =>
      Promise.resolve({
        ...{ maps: Float32Array.from(images), isSigned: false },
        targets: new Int32Array(images.length / 784),
      });
    const [all] = await sanityCheck(explainer, looksAtPicture, few, { cascading: false });
    expect(all).toMatchObject({ layer: 'conv2d' });
    expect(all!.rankCorrelation).toBeCloseTo(1, 9);
    expect(all!.similarity).toBeCloseTo(1, 5);
  });
});

it('compares methods with a random order, which occlusion beats in deletion', async () => {
  const names = methodsFor(explainer).filter((name) => name !== 'integrated-gradients');
  const asked: string[] = [];
  const {
    methods,
    random,
    pictures: count,
  } = await assessMethods(explainer, names, few, {
    ...{ cascading: false, sanityPictures: 2 },
    onMethod: (name) => asked.push(name),
  });
  expect(count).toBe(8);
  expect(asked).toEqual(names);
  for (const { sanity } of methods) expect(sanity).toHaveLength(1);
  const { deletion } = methods.find(({ method }) => method === 'occlusion')!;
  expect(deletion.area).toBeLessThan(random.deletion.area);
});
