// Parameters in lists: kernels separate from vectors, each in its place, and weight decay for kernels only.
import { describe, expect, it } from 'vitest';
import type { CompileOptions } from '../engine/runtime/compile.ts';
import { mul, sub } from '../engine/graph/operators/index.ts';
import { batchNormalization, conv2d, dense, flatten } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { groupParameters, membersOf } from './parameter-groups.ts';
import { TrainStep } from './train-step.ts';

const input = [1, 4, 4] as const;
const model = sequential([
  conv2d({ filters: 2, kernelSize: 3, useBias: false }),
  batchNormalization(),
  flatten(),
  dense({ units: 3 }),
]);
const specs = model.weightSpecs(input);
const kernels = ['conv2d/kernel', 'dense/kernel'];
const vectors = ['batchNormalization/gamma', 'batchNormalization/beta', 'dense/bias'];

describe('groupParameters', () => {
  it('makes one list of kernels and one of vectors, without untrained weights', () => {
    const groups = groupParameters(specs, true).map(({ name, members, shape, decays }) => ({
      ...{ name, shape, decays, members: members.map((member) => member.name) },
    }));
    expect(groups).toEqual([
      { name: 'parameters/kernels', shape: [2 * 9 + 8 * 3], decays: true, members: kernels },
      { name: 'parameters/vectors', shape: [2 + 2 + 3], decays: false, members: vectors },
    ]);
  });

  it('or keeps each separate, in its own shape', () => {
    const groups = groupParameters(specs, false);
    expect(groups.map(({ name }) => name).sort()).toEqual([...kernels, ...vectors].sort());
    expect(groups.filter(({ decays }) => decays).map(({ name }) => name)).toEqual(kernels);
    for (const { shape, members } of groups) expect([shape]).toEqual(members.map((member) => member.shape));
  });

  it('keeps kernels separate if the optimiser works on matrices', () => {
    const groups = groupParameters(specs, true, { isElementwise: false });
    expect(groups.map(({ name }) => name)).toEqual([...kernels, 'parameters/vectors']);
    expect(groups.map(({ shape }) => shape)).toEqual([[2, 1, 3, 3], [8, 3], [7]]);
    expect(groups.map(({ decays }) => decays)).toEqual([true, true, false]);
  });

  it('makes no empty list', () => {
    const trainable = specs.filter(({ name }) => name === 'dense/bias');
    expect(groupParameters(trainable, true).map(({ name }) => name)).toEqual(['parameters/vectors']);
    expect(groupParameters([], true)).toEqual([]);
  });

  it('shows each member its part of the list', () => {
    const group = groupParameters(specs, true)[1]!;
    const data = Float32Array.of(1, 2, 3, 4, 5, 6, 7);
    expect(Object.fromEntries(membersOf(group, data))).toEqual({
      'batchNormalization/gamma': Float32Array.of(1, 2),
      'batchNormalization/beta': Float32Array.of(3, 4),
      'dense/bias': Float32Array.of(5, 6, 7),
    });
    membersOf(group, data)[2]![1].fill(0);
    expect(data).toEqual(Float32Array.of(1, 2, 3, 4, 0, 0, 0));
  });
});

/** Halves what decays, and leaves the rest as it is. */
const decay: Optimizer = {
  ...{ type: 'decay', config: {}, learningRate: 1, slots: [], isElementwise: true },
  toJSON: () => ({ type: 'decay' }),
  scalars: (_, rate) => ({ rate }),
  update: ({ parameter, gradient, scalars, decays }) => {
    const still = sub(parameter, mul(gradient, mul(scalars['rate']!, 0)));
    return { parameter: decays ? mul(still, 0.5) : still, slots: {} };
  },
};

describe.each<[what: string, options: CompileOptions]>([
  ['in lists', {}],
  ['each by itself', { withoutPasses: ['group-updates'] }],
])('a step %s', (_, options) => {
  it('decays kernels only', async () => {
    const normalization = { mean: [0.4], std: [0.3] };
    const config = { model, input, classes: 3, normalization, optimizer: decay, seed: 1 };
    const step = new TrainStep(config, { threads: 1, ...options });
    const before = Object.entries(step.weights).map(([name, data]) => [name, data.slice()] as const);
    const images = Uint8Array.from({ length: 2 * 16 }, (_, i) => (i * 37) % 256);
    await step.run({ images, labels: Int32Array.of(0, 2) }, { step: 1, learningRate: 1 });
    const start = Object.fromEntries(before);
    for (const name of kernels) expect(step.weights[name]).toEqual(start[name]!.map((value) => value / 2));
    for (const name of vectors) expect(step.weights[name]).toEqual(start[name]);
    await step.dispose();
  });
});
