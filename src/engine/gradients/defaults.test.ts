// Rules of operators without attributes, which then have ONNX's defaults; and derivatives at the corners of
// piecewise functions.
import { describe, expect, it } from 'vitest';
import { apply, applyAll, Graph, type Value } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import * as op from '../graph/operators/index.ts';
import { cpu } from '../testing/devices.ts';
import { runOnce } from '../testing/evaluate.ts';
import { gradients } from './gradients.ts';

/** The slopes of a function at these places. */
async function slopesAt(build: (x: Value) => Value, places: readonly number[]): Promise<number[]> {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [places.length]);
  graph.output('dx', gradients(op.reduceSum(build(x)), [x])[0]!);
  const { dx } = await runOnce(graph, cpu, { x: Float32Array.from(places) });
  return Array.from(dx as Float32Array);
}

// At -ln 2 the exponential is a half.
const half = -Math.LN2;
const selu = 1.6732632423543772 * 1.0507009873554805;
const rows: [name: string, build: (x: Value) => Value, places: number[], slopes: number[]][] = [
  ['LeakyRelu: 0.01 below 0', (x) => apply(op.LeakyRelu, [x], {}), [-2, 0, 3], [0.01, 0.01, 1]],
  ['ThresholdedRelu: 1 above 1', (x) => apply(op.ThresholdedRelu, [x], {}), [0.5, 1, 1.5], [0, 0, 1]],
  ['Elu: alpha 1', (x) => apply(op.Elu, [x], {}), [half, 0, 2], [0.5, 1, 1]],
  ['Celu: alpha 1', (x) => apply(op.Celu, [x], {}), [half, 0, 2], [0.5, 1, 1]],
  ['Celu: alpha 2', (x) => apply(op.Celu, [x], { alpha: 2 }), [2 * half, 2], [0.5, 1]],
  ['Selu: its own two', (x) => apply(op.Selu, [x], {}), [half, 0, 2], [selu / 2, selu, 1.0507009873554805]],
  [
    'HardSigmoid: 0.2 within',
    (x) => apply(op.HardSigmoid, [x], {}),
    [-2.6, -2.4, 0, 2.4, 2.6],
    [0, 0.2, 0.2, 0.2, 0],
  ],
  ['HardSwish at its corners', op.hardSwish, [-4, -3, -1.5, 0, 1.5, 3, 4], [0, 0, 0, 0.5, 1, 1, 1]],
  ['Softsign', op.softsign, [-1, 0, 3], [0.25, 1, 1 / 16]],
];

describe('slopes', () => {
  it.each(rows)('of %s', async (_, build, places, slopes) => {
    (await slopesAt(build, places)).forEach((slope, i) => expect(slope).toBeCloseTo(slopes[i]!, 5));
  });
});

it('Softmax and LogSoftmax go over the last axis', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 2]);
  const weights = graph.constant(Float32Array.of(1, 0, 0, 2), [2, 2], 'float32');
  const slopesOf = (y: Value) => gradients(op.reduceSum(op.mul(y, weights)), [x])[0]!;
  graph.output('softmax', slopesOf(apply(op.Softmax, [x], {})));
  graph.output('log', slopesOf(apply(op.LogSoftmax, [x], {})));
  // Rows of probabilities 1/4 and 3/4, and of two halves.
  const { softmax, log } = await runOnce(graph, cpu, { x: Float32Array.of(0, Math.log(3), 5, 5) });
  [0.1875, -0.1875, -0.5, 0.5].forEach((slope, i) => expect(softmax![i]).toBeCloseTo(slope, 5));
  [0.75, -0.75, -1, 1].forEach((slope, i) => expect(log![i]).toBeCloseTo(slope, 5));
});

it.each([
  [{}, [3, 2, 1]],
  [{ alpha: 0.5, beta: 0.25 }, [1.5, 1, 0.25]],
])('Gemm with %o', async (attributes, slopes) => {
  const graph = new Graph();
  const values = ['a', 'b', 'c'].map((name) => graph.input(name, 'float32', [1, 1]));
  const y = apply(op.Gemm, values, attributes);
  gradients(op.reduceSum(y), values).forEach((slope, i) => graph.output(`d${i}`, slope));
  const feeds = { a: Float32Array.of(2), b: Float32Array.of(3), c: Float32Array.of(7) };
  const { d0, d1, d2 } = await runOnce(graph, cpu, feeds);
  expect([d0![0], d1![0], d2![0]]).toEqual(slopes);
});

it('Transpose reverses all axes', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 3]);
  const weights = graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2], 'float32');
  const y = apply(op.Transpose, [x], {});
  graph.output('dx', gradients(op.reduceSum(op.mul(y, weights)), [x])[0]!);
  const { dx } = await runOnce(graph, cpu, { x: new Float32Array(6) });
  expect(dx).toEqual(Float32Array.of(1, 3, 5, 2, 4, 6));
});

it('Dropout drops a half', async () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [100]);
  const training = graph.constant(Uint8Array.of(1), [], 'bool');
  const [y, mask] = applyAll(op.Dropout, [x, undefined, training], { seed: 1 }, 2);
  graph.output('mask', op.cast(mask!, 'float32'));
  graph.output('dx', gradients(op.reduceSum(y!), [x])[0]!);
  const { dx, mask: kept } = await runOnce(graph, cpu, { x: new Float32Array(100).fill(1) });
  expect(new Set(dx as Float32Array)).toEqual(new Set([0, 2]));
  expect(dx).toEqual((kept as Float32Array).map((bit) => 2 * bit));
});

describe('there is no rule', () => {
  const x = () => new Graph().input('x', 'float32', [1, 1, 5]);

  it('for the average of a window that extends beyond the input', () => {
    const of = x();
    const y = apply(op.AveragePool, [of], { kernel_shape: [2], strides: [2], ceil_mode: 1 });
    expect(() => gradients(op.reduceSum(y), [of])).toThrow(
      new GraphError('AveragePool: the gradient of ceil_mode is not supported'),
    );
  });

  it.each(['reflect', 'edge'])('for padding by %s', (mode) => {
    const of = x();
    const y = apply(op.Pad, [of, of.graph.int64([0, 0, 1, 0, 0, 1])], { mode });
    expect(() => gradients(op.reduceSum(y), [of])).toThrow(
      new GraphError('Pad: only the gradient of constant padding is supported'),
    );
  });
});

it('whole numbers get no gradient through a cast', async () => {
  const graph = new Graph();
  const [x, n] = [graph.input('x', 'float32', [1]), graph.input('n', 'int32', [1])];
  const loss = op.reduceSum(op.mul(x, op.cast(n, 'float32')));
  graph.output('dx', gradients(loss, [x])[0]!);
  const { dx } = await runOnce(graph, cpu, { x: Float32Array.of(2), n: Int32Array.of(5) });
  expect(dx).toEqual(Float32Array.of(5));
});
