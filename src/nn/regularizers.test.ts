// Penalties against their equation and its derivative in float64, and that they count in training only.
import { describe, expect, it } from 'vitest';
import { gradients } from '../engine/gradients/gradients.ts';
import { Graph } from '../engine/graph/graph.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { InputError } from '../errors.ts';
import type { Layer } from './layer.ts';
import { conv2d, dense, depthwiseConv2d, residual, separableConv2d } from './layers/index.ts';
import { penalty, type Regularizer } from './regularizers.ts';
import { buildLayer, drawnInput, drawnWeights, runGraph } from './testing/layer-programs.ts';

const weights = drawnInput([3, 4]);

const sumOf = (values: ArrayLike<number>, f: (value: number) => number): number =>
  Array.from(values, f).reduce((a, b) => a + b, 0);

const penaltyOf = (values: ArrayLike<number>, { l1, l2 }: Regularizer): number =>
  l1 * sumOf(values, Math.abs) + l2 * sumOf(values, (value) => value ** 2);

describe.each<Regularizer>([
  { l1: 0.3, l2: 0 },
  { l1: 0, l2: 0.7 },
  { l1: 0.1, l2: 0.2 },
])('$l1 · Σ|w| + $l2 · Σw²', (regularizer) => {
  it('is a scalar with the right gradient', async () => {
    const graph = new Graph();
    const w = graph.input('w', 'float32', [3, 4]);
    const loss = penalty(w, regularizer)!;
    graph.output('loss', loss);
    graph.output('dw', gradients(loss, [w])[0]!);
    expect(loss.shape).toEqual([]);
    const results = await runGraph(graph, { w: weights });
    expectClose(results['loss']!, [penaltyOf(weights, regularizer)], 1e-6);
    const { l1, l2 } = regularizer;
    expectClose(
      results['dw']!,
      Array.from(weights, (value) => l1 * Math.sign(value) + 2 * l2 * value),
      1e-6,
    );
  });

  const kernelRegularizer = regularizer;
  it.each<[string, Layer, number[], string[]]>([
    ['dense', dense({ units: 3, kernelRegularizer }), [2, 5], ['dense/kernel']],
    ['conv2d', conv2d({ filters: 2, kernelSize: 2, kernelRegularizer }), [2, 3, 4, 4], ['conv2d/kernel']],
    [
      'depthwiseConv2d',
      depthwiseConv2d({ kernelSize: 2, kernelRegularizer }),
      [2, 3, 4, 4],
      ['depthwiseConv2d/kernel'],
    ],
    [
      'separableConv2d',
      separableConv2d({ filters: 2, kernelSize: 2, kernelRegularizer }),
      [2, 3, 4, 4],
      ['separableConv2d/depthwiseKernel', 'separableConv2d/pointwiseKernel'],
    ],
    [
      'a layer inside another',
      residual({ layers: [dense({ units: 5, kernelRegularizer })] }),
      [2, 5],
      ['residual/dense/kernel'],
    ],
  ])('is added for the kernels of %s, not for biases', async (_, layer, shape, kernels) => {
    const { graph, context } = buildLayer(layer, shape, { training: true });
    context.losses.forEach((loss, i) => graph.output(`loss/${i}`, loss));
    const drawn = drawnWeights(layer, shape);
    const results = await runGraph(graph, { x: drawnInput(shape), ...drawn });
    const found = context.losses.map((_, i) => results[`loss/${i}`]![0]!);
    expectClose(
      found,
      kernels.map((name) => penaltyOf(drawn[name]!, regularizer)),
      1e-5,
    );
  });
});

it('is absent in inference, without the option, and if both factors are 0', () => {
  const penalised = dense({ units: 2, kernelRegularizer: { l2: 1 } });
  expect(buildLayer(penalised, [2, 3]).context.losses).toEqual([]);
  expect(buildLayer(penalised, [2, 3], { training: true }).context.losses).toHaveLength(1);
  for (const layer of [dense({ units: 2 }), dense({ units: 2, kernelRegularizer: {} })]) {
    expect(buildLayer(layer, [2, 3], { training: true }).context.losses).toEqual([]);
  }
});

it('is saved with the layer', () => {
  const { kernelRegularizer } = dense({ units: 2, kernelRegularizer: { l1: 0.5 } }).toJSON();
  expect(kernelRegularizer).toEqual({ l1: 0.5, l2: 0 });
  expect(dense({ units: 2 }).toJSON()).not.toHaveProperty('kernelRegularizer');
});

it('refuses negative factors by name', () => {
  const make = () => dense({ units: 2, kernelRegularizer: { l1: -0.1 } });
  expect(make).toThrow(InputError);
  expect(make).toThrow(/^dense: kernelRegularizer: l1: /);
});
