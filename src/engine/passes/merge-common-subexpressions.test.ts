// Common subexpressions: what is merged, what only looks the same, and results that are the same to the bit.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import { mergeCommonSubexpressions } from './merge-common-subexpressions.ts';
import { countOf, graphOf, run, typesOf, withGradients } from './testing/graphs.ts';
import { writeOutNormalization } from './write-out-normalization.ts';

type Build = (x: Value) => Value;
const graphWith = (build: Build): Graph => graphOf({ x: [2, 3, 4, 4] }, ({ x }) => build(x));
const constant = (x: Value, ...values: number[]): Value =>
  x.graph.constant(Float32Array.from(values), [values.length], 'float32');
const tile = { kernel_shape: [2, 2], strides: [2, 2] };

const cases: [name: string, build: Build, types: string[]][] = [
  ['a node', (x) => op.add(op.exp(x), op.exp(x)), ['Exp', 'Add']],
  ['chains', (x) => op.add(op.neg(op.exp(x)), op.neg(op.exp(x))), ['Exp', 'Neg', 'Add']],
  [
    'attributes in another order',
    (x) => op.add(op.maxPool(x, tile), op.maxPool(x, { strides: [2, 2], kernel_shape: [2, 2] })),
    ['MaxPool', 'Add'],
  ],
  [
    'other attributes, which stay apart',
    (x) => op.add(op.leakyRelu(x, { alpha: 0.1 }), op.leakyRelu(x, { alpha: 0.2 })),
    ['LeakyRelu', 'LeakyRelu', 'Add'],
  ],
  [
    'other operands, which stay apart',
    (x) => op.add(op.sub(x, op.exp(x)), op.sub(op.exp(x), x)),
    ['Exp', 'Sub', 'Sub', 'Add'],
  ],
  [
    'equal constants, NaN among them',
    (x) => op.add(op.mul(x, constant(x, 1, NaN, 2, 3)), op.mul(x, constant(x, 1, NaN, 2, 3))),
    ['Mul', 'Add'],
  ],
  [
    '0 and -0, which stay apart',
    (x) => op.add(op.div(x, constant(x, 0)), op.div(x, constant(x, -0))),
    ['Div', 'Div', 'Add'],
  ],
  [
    'constants of another type, which stay apart',
    (x) => {
      const whole = op.cast(x.graph.constant(Int32Array.of(1), [1], 'int32'), 'float32');
      return op.add(op.mul(x, whole), op.mul(x, op.cast(constant(x, 1), 'float32')));
    },
    ['Cast', 'Mul', 'Cast', 'Mul', 'Add'],
  ],
];

describe('mergeCommonSubexpressions', () => {
  it.each(cases)('%s', async (_, build, types) => {
    const merged = mergeCommonSubexpressions(graphWith(build));
    expect(typesOf(merged, 'y')).toEqual(types);
    expect(await run(merged)).toEqual(await run(graphWith(build)));
  });

  it('compares small constants by their elements, large ones by identity', () => {
    const shifted = (size: number, isShared: boolean) =>
      graphOf({ x: [size] }, ({ x }) => {
        const make = () => x.graph.constant(new Float32Array(size).fill(3), [size], 'float32');
        const first = make();
        return op.mul(op.add(x, first), op.add(x, isShared ? first : make()));
      });
    const sums = (size: number, isShared: boolean) =>
      typesOf(mergeCommonSubexpressions(shifted(size, isShared)), 'y').length - 1;
    expect([sums(64, false), sums(65, false), sums(65, true)]).toEqual([1, 2, 1]);
  });

  it('does not merge a node with an equal one that has more outputs', async () => {
    for (const pooledFirst of [true, false]) {
      const graph = new Graph();
      const x = graph.input('x', 'float32', [1, 1, 2, 2]);
      const plain = () => graph.output('y', op.maxPool(x, tile));
      if (pooledFirst) plain();
      const [values, indices] = op.maxPoolWithIndices(x, tile);
      graph.output('values', values!);
      graph.output('indices', indices!);
      if (!pooledFirst) plain();
      const merged = mergeCommonSubexpressions(graph);
      expect(countOf(merged, 'MaxPool')).toBe(2);
      expect(await run(merged, { x: Float32Array.of(1, 4, 3, 2) })).toEqual({
        y: Float32Array.of(4),
        values: Float32Array.of(4),
        indices: BigInt64Array.of(1n),
      });
    }
  });

  it('does not merge dropouts, which draw separately', () => {
    const graph = graphWith((x) => op.add(op.dropout(x, 0.5, 1)[0], op.dropout(x, 0.5, 1)[0]));
    expect(countOf(mergeCommonSubexpressions(graph), 'Dropout')).toBe(2);
  });

  it('keeps outputs separate that became one value', async () => {
    const graph = graphWith((x) => op.exp(x));
    graph.output('again', op.exp(graph.inputs[0]!));
    const merged = mergeCommonSubexpressions(graph);
    expect(countOf(merged, 'Exp')).toBe(1);
    const { y, again } = await run(merged);
    expect(again).toEqual(y);
  });

  it('shares the statistics of a normalisation between forward pass and gradient', () => {
    const graph = new Graph();
    const [scale, bias, mean, variance] = ['scale', 'bias', 'mean', 'variance'].map((name) =>
      graph.input(name, 'float32', [3]),
    ) as [Value, Value, Value, Value];
    const x = graph.input('x', 'float32', [2, 3, 4, 4]);
    const [y] = op.batchNormalizationTraining(x, scale, bias, mean, variance);
    graph.output('y', y);
    graph.output('loss', op.reduceSum(op.mul(y, y), { keepDims: false }));
    // Of the loss, the mean, the variance, and the gradients by bias and scale.
    const written = writeOutNormalization(withGradients(graph));
    expect([written, mergeCommonSubexpressions(written)].map((g) => countOf(g, 'ReduceSum'))).toEqual([7, 5]);
  });
});
