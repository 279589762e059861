// A model as a sequence of layers: names and counts of its weights, its two graphs, and JSON.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../engine/graph/operator.ts';
import { Graph } from '../engine/graph/graph.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { InputError } from '../errors.ts';
import { batchNormalization, conv2d, dense, dropout, flatten, residual } from './layers/index.ts';
import { BuildContext, initialWeights, Model, sequential } from './model.ts';
import { drawnInput, randomFeeds, runGraph } from './testing/layer-programs.ts';

const input = [1, 4, 4] as const;
const model = sequential(
  [
    conv2d({ filters: 2, kernelSize: 3 }),
    batchNormalization(),
    flatten(),
    dropout(0.5),
    residual({ layers: [dropout(0.5), dense({ units: 8 }), dense({ units: 8 })] }),
    residual({ layers: [dense({ units: 8 })] }),
    dense({ units: 5 }),
    dense({ units: 3 }),
  ],
  'small',
);
const specs = model.weightSpecs(input);

it('names weights after their layers, numbered as in Keras', () => {
  expect(specs.map(({ name }) => name)).toEqual([
    'conv2d/kernel',
    'conv2d/bias',
    'batchNormalization/gamma',
    'batchNormalization/beta',
    'batchNormalization/movingMean',
    'batchNormalization/movingVariance',
    'residual/dense/kernel',
    'residual/dense/bias',
    'residual/dense_1/kernel',
    'residual/dense_1/bias',
    'residual_1/dense/kernel',
    'residual_1/dense/bias',
    'dense/kernel',
    'dense/bias',
    'dense_1/kernel',
    'dense_1/bias',
  ]);
});

it('counts trainable numbers only', () => {
  expect(model.countParameters(input)).toBe(9 * 2 + 2 + 4 + 3 * (64 + 8) + (40 + 5) + (15 + 3));
});

it('survives JSON', () => {
  const again = Model.fromJSON(JSON.parse(JSON.stringify(model)) as ReturnType<Model['toJSON']>);
  expect(again.toJSON()).toEqual(model.toJSON());
  expect(again.name).toBe('small');
  expect(initialWeights(again.weightSpecs(input), 1)).toEqual(initialWeights(specs, 1));
});

it('requires at least one layer', () => {
  expect(() => sequential([])).toThrow(InputError);
});

describe('its graphs', () => {
  const weights = initialWeights(specs, 1);
  const x = drawnInput([2, ...input]);

  async function run(options: { training: boolean; constant: boolean }) {
    const graph = new Graph();
    const context = new BuildContext(graph, {
      training: options.training,
      ...(options.constant && { weights }),
    });
    graph.output('y', model.apply(context, graph.input('x', 'float32', [2, ...input])));
    const { y } = await runGraph(graph, { x, ...weights, ...randomFeeds(context) });
    return { y: y!, context };
  }

  it('agree with weights as inputs and as constants', async () => {
    const [fed, constant] = [
      await run({ training: false, constant: false }),
      await run({ training: false, constant: true }),
    ];
    expect(fed.context.graph.inputs).toHaveLength(1 + specs.length);
    expect(constant.context.graph.inputs).toHaveLength(1);
    expectClose(constant.y, fed.y, 1e-5);
  });

  it('ask for random numbers and declare updates in training only', async () => {
    const { context: training } = await run({ training: true, constant: false });
    expect(training.randoms.map(({ name, shape }) => [name, shape])).toEqual([
      ['random/0', [2, 8]],
      ['random/1', [2, 8]],
    ]);
    expect([...training.updates.keys()]).toEqual([
      'batchNormalization/movingMean',
      'batchNormalization/movingVariance',
    ]);
    const { context: inference } = await run({ training: false, constant: false });
    expect([inference.randoms, inference.updates.size]).toEqual([[], 0]);
  });

  it('name a missing weight', () => {
    const graph = new Graph();
    const context = new BuildContext(graph, { training: false, weights: {} });
    const x = graph.input('x', 'float32', [2, ...input]);
    expect(() => model.apply(context, x)).toThrow(GraphError);
    expect(() => model.apply(context, x)).toThrow(/^weight conv2d\S* is missing$/);
  });
});

describe('a shape that does not fit', () => {
  const build = (layers: Parameters<typeof sequential>[0]) => () => sequential(layers).weightSpecs(input);
  const inGroups = conv2d({ filters: 4, kernelSize: 1, groups: 4 });

  it('is reported with its place in the model', () => {
    const plain = conv2d({ filters: 6, kernelSize: 3 });
    const block = residual({ layers: [conv2d({ filters: 6, kernelSize: 1 }), inGroups] });
    expect(build([plain, residual({ layers: [batchNormalization()] }), block])).toThrow(
      /^residual_1\/conv2d_1: groups: expected a divisor of 6 channels and 4 filters, got 4$/,
    );
    expect(build([plain, flatten(), dense({ units: 2 }), conv2d({ filters: 1, kernelSize: 1 })])).toThrow(
      /^conv2d_1: expected \[batch, channels, height, width\], got \[1, 2\]$/,
    );
  });

  it('is bad input', () => {
    expect(build([conv2d({ filters: 4, kernelSize: 5 })])).toThrow(InputError);
    expect(build([inGroups])).toThrow(InputError);
  });
});
