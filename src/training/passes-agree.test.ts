// The passes are rewrites: a training step gives the same with all of them, with none, and without each.
import { describe, expect, it } from 'vitest';
import {
  lenet5,
  mobilenetSmall,
  paperCnn,
  resnet20,
  resnet32,
  resnet56,
  vggSmall,
  wideResnet,
  wrn16x4,
} from '../architectures/index.ts';
import * as operators from '../engine/graph/operators/index.ts';
import { sizeOf } from '../engine/graph/tensor-type.ts';
import { passNames, type PassName } from '../engine/passes/names.ts';
import { finish } from '../engine/passes/passes.ts';
import type { Initializer } from '../nn/initializer.ts';
import type { Layer } from '../nn/layer.ts';
import { activation, conv2d, dense, dropout, flatten, maxPooling2d, residual } from '../nn/layers/index.ts';
import { sequential, type Model } from '../nn/model.ts';
import { adam } from '../optimizers/adam.ts';
import { groupParameters } from './parameter-groups.ts';
import { everyLayer } from './testing/every-layer.ts';
import { normalizedConv } from './testing/normalized-conv.ts';
import { batchSize, configOf, expectSameSteps, noise } from './testing/same-steps.ts';
import { TrainStep } from './train-step.ts';
import { buildTrainStep } from './train-step-graph.ts';

const expectSame = (model: Model, some: readonly PassName[], others: readonly PassName[], size = 28) =>
  expectSameSteps(model, size, { threads: 1, withoutPasses: some }, { threads: 1, withoutPasses: others });

describe('all passes or none', () => {
  it.each([
    ['paper-cnn', paperCnn(10), 28],
    ['lenet5', lenet5(10), 28],
    ['resnet20', resnet20(10), 28],
    ['wrn-16-4', wrn16x4(10), 8],
    ['vgg-small', vggSmall(10), 28],
    ['mobilenet-small', mobilenetSmall(10), 28],
    ['resnet32', resnet32(10), 8],
    ['resnet56', resnet56(10), 8],
    ['a wide network with dropout', wideResnet(10, { depth: 10, width: 2, dropout: 0.3 }), 16],
    ['every layer', everyLayer(), 16],
  ])('%s', async (_, model, size) => {
    await expectSame(model, [], passNames, size);
  });
});

const drawn: Initializer = (shape, random) =>
  Float32Array.from({ length: sizeOf(shape) }, () => random.between(-0.5, 0.5));

/** A convolution as other programs export it: padded by a node of its own, normalised by given statistics. */
const foreignConvolution: Layer = {
  type: 'foreignConvolution',
  toJSON: () => ({ type: 'foreignConvolution' }),
  apply: (context, x) => {
    const channels = x.shape[1] as number;
    const [scale, shift] = ['scale', 'shift'].map((name) => context.parameter(name, [channels], drawn));
    const moments = x.graph.constant(new Float32Array(channels).fill(0.5), [channels], 'float32');
    const kernel = context.parameter('kernel', [channels, channels, 3, 3], drawn);
    const y = operators.conv(operators.pad(x, [0, 0, 0, 0, 0, 0, 1, 1]), kernel, undefined, {
      strides: [2, 2],
    });
    return operators.batchNormalization(y, scale!, shift!, moments, moments);
  },
};

/** A dense layer for each place of a picture, as transformers have it. */
const denseAtPlaces: Layer = {
  type: 'denseAtPlaces',
  toJSON: () => ({ type: 'denseAtPlaces' }),
  apply: (context, x) => {
    const [batch, channels, height, width] = x.shape as number[];
    const kernel = context.parameter('kernel', [channels!, channels!], drawn);
    const places = operators.transpose(
      operators.reshape(x, [batch!, channels!, height! * width!]),
      [0, 2, 1],
    );
    const products = operators.matMul(places, kernel);
    return operators.reshape(operators.transpose(products, [0, 2, 1]), [batch!, channels!, height!, width!]);
  },
};

/** Something for every pass. */
const small = sequential([
  conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
  maxPooling2d(2),
  ...normalizedConv(16),
  activation('relu'),
  residual({ layers: [...normalizedConv(16), activation('relu'), ...normalizedConv(16)] }),
  activation('relu'),
  residual({
    layers: [...normalizedConv(32, 2), activation('relu'), ...normalizedConv(32)],
    shortcut: [conv2d({ filters: 32, kernelSize: 1, strides: 2, useBias: false })],
  }),
  activation('relu'),
  foreignConvolution,
  denseAtPlaces,
  maxPooling2d(2),
  flatten(),
  dropout(0.5),
  dense({ units: 10 }),
]);

/** The types of a step's nodes, in their order. */
function nodesWithout(withoutPasses: readonly PassName[]): string[] {
  const groups = groupParameters(small.weightSpecs([1, 28, 28]), !withoutPasses.includes('group-updates'));
  const { graph } = buildTrainStep(configOf(small), groups, batchSize, { withoutPasses });
  return finish(graph, { device: 'cpu', blockSize: 16, withoutPasses }).nodes.map(
    ({ operator }) => operator.type,
  );
}

describe('each pass left out', () => {
  it.each(passNames)('%s', async (name) => {
    expect(nodesWithout([name])).not.toEqual(nodesWithout([]));
    await expectSame(small, [name], []);
  });
});

it('resnet20 gives the same bits for the same seed, on two threads', async () => {
  const train = async () => {
    const step = new TrainStep({ ...configOf(resnet20(10)), optimizer: adam() }, { threads: 2 });
    const losses: number[] = [];
    for (const i of [1, 2]) {
      const { images, labels } = noise(i);
      losses.push((await step.run({ images, labels }, { step: i, learningRate: 1e-3 })).loss);
    }
    const weights = Object.entries(step.weights);
    await step.dispose();
    return { losses, weights };
  };
  const [once, twice] = [await train(), await train()];
  expect(twice.losses).toEqual(once.losses);
  const again = new Map(twice.weights);
  const others = once.weights.filter(
    ([name, data]) => !data.every((value, i) => value === again.get(name)![i]),
  );
  expect(others.map(([name]) => name)).toEqual([]);
});
