import { describe, expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.ts';
import * as op from '../../engine/graph/operators/index.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { recognizePreprocessing } from './preprocessing.ts';
import { readForeign } from './read-foreign.ts';
import { foreignFile } from './testing/foreign-files.ts';
import { weightUses } from './weights.ts';

describe('a classifier of any origin', () => {
  it('is read with its layout, size and classes', () => {
    const { layout, input, classes, output } = readForeign(foreignFile({ classes: 7 }));
    expect({ layout, input, classes, output }).toEqual({
      layout: 'nchw',
      input: { channels: 3, height: 6, width: 6 },
      classes: 7,
      output: { name: 'scores', softmax: 'none' },
    });
  });

  it('may have its channels last', () => {
    const { layout, input } = readForeign(foreignFile({ channelsLast: true, shape: ['N', 6, 8, 3] }));
    expect({ layout, input }).toEqual({ layout: 'nhwc', input: { channels: 3, height: 6, width: 8 } });
  });

  it.each(['softmax', 'log-softmax'] as const)('gives the values before its %s', (end) => {
    const { graph, output } = readForeign(foreignFile({ end }));
    expect(output).toEqual({ name: 'scores', softmax: end });
    expect(graph.outputs.get('logits')!.producer!.operator.type).toBe('Gemm');
  });

  it('has an open batch, even if the file has a fixed one', () => {
    const { graph } = readForeign(foreignFile({ shape: [1, 3, 6, 6] }));
    expect(graph.outputs.get('logits')!.shape).toEqual(['batch', 4]);
  });

  it('takes pictures of the given size, if any size is allowed', () => {
    const bytes = foreignFile({ opensSize: true });
    expect(readForeign(bytes, { size: { height: 9, width: 7 } }).input).toEqual({
      channels: 3,
      height: 9,
      width: 7,
    });
    expect(() => readForeign(bytes)).toThrow(
      'input pixels: the model takes pictures of any size; name one with atelier import --size',
    );
  });
});

/** A model of one input and some outputs. */
function withOutputs(outputs: (x: ReturnType<Graph['input']>) => Record<string, ReturnType<Graph['input']>>) {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N', 3, 4, 4]);
  for (const [name, value] of Object.entries(outputs(x))) graph.output(name, value);
  return encodeModel(graph);
}

describe('models that are not classifiers are refused', () => {
  it.each([
    [
      'another size than the file’s',
      foreignFile(),
      { size: { height: 7, width: 6 } },
      'input pixels: expected pictures of 6×6, got 7×6',
    ],
    [
      'boxes in place of scores',
      withOutputs((x) => ({ boxes: op.identity(x) })),
      {},
      'not a classifier: expected an output [batch, classes], got boxes float32[batch, 3, 4, 4]',
    ],
    [
      'several outputs with scores',
      withOutputs((x) => {
        const features = op.flatten(x);
        return { a: features, b: op.relu(features) };
      }),
      {},
      'the model has several outputs; name one with atelier import --output: a, b',
    ],
    [
      'an output that there is not',
      foreignFile(),
      { output: 'score' },
      "--output: expected one of scores, got 'score'",
    ],
    [
      'a sigmoid for each class',
      foreignFile({ end: 'sigmoid' }),
      {},
      'output scores: each class has a separate sigmoid; only a softmax over classes is supported',
    ],
  ])('%s', (_, bytes, options, message) => {
    expect(() => readForeign(bytes, options)).toThrow(message);
  });
});

describe('preprocessing', () => {
  it.each([
    ['resnet18.onnx', 'imagenet'],
    ['efficientnet-lite0.onnx', 'lite'],
    ['vit_tiny.onnx', 'minus-one-one'],
    ['net.onnx', undefined],
  ])('of %s is %s', (file, name) => {
    expect(recognizePreprocessing(readForeign(foreignFile()), [file])?.name).toBe(name);
  });

  it('is left to a model that scales bytes', () => {
    const model = readForeign(foreignFile({ scalesBytes: true }));
    expect(recognizePreprocessing(model, ['resnet18.onnx'])?.name).toBe('bytes');
  });
});

describe('weights', () => {
  it('are those of layers, without a normalisation’s statistics and the scaling of pixels', () => {
    const { graph } = readForeign(foreignFile({ scalesBytes: true }));
    expect(weightUses(graph.nodes).map(({ value }) => value.name)).toEqual([
      'stem.weight',
      'stem.bias',
      'norm.weight',
      'norm.bias',
      'head.weight',
      'head.bias',
    ]);
  });

  it('are listed once for each use, without masks', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['N', 2]);
    const shared = graph.constant(Float32Array.of(1, 2), [2], 'float32', 'shared');
    const mask = graph.constant(Float32Array.of(0, -100), [2], 'float32', 'mask');
    const square = graph.constant(Float32Array.of(1, 2, 3, 4), [2, 2], 'float32', 'square');
    graph.output('y', op.add(op.add(op.mul(op.matMul(x, square), shared), shared), mask));
    expect(weightUses(graph.nodes).map(({ value, position }) => [value.name, position])).toEqual([
      ['square', 1],
      ['shared', 1],
      ['shared', 1],
    ]);
  });
});
