// The walk over the graph: what it adds up, what it leaves out, and what it refuses.
import { describe, expect, it } from 'vitest';
import { applyAll, Graph, type Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import { cpu } from '../testing/devices.ts';
import { runOnce } from '../testing/evaluate.ts';
import { GradientError, gradients } from './gradients.ts';

interface Vector {
  readonly graph: Graph;
  readonly x: Value;
}

function vector(length = 3): Vector {
  const graph = new Graph();
  return { graph, x: graph.input('x', 'float32', [length]) };
}

/** The gradients of a loss at x, as plain numbers. */
async function evaluate(graph: Graph, found: readonly Value[], x: readonly number[]): Promise<number[][]> {
  found.forEach((value, i) => graph.output(`g${i}`, value));
  const results = await runOnce(graph, cpu, { x: Float32Array.from(x) });
  return found.map((_, i) => Array.from(results[`g${i}`] as Float32Array));
}

describe('gradients', () => {
  it('follows the chain rule: d Σ (2x + 1)² = 4(2x + 1)', async () => {
    const { graph, x } = vector();
    const loss = op.reduceSum(op.pow(op.add(op.mul(x, 2), 1), 2));
    expect(await evaluate(graph, gradients(loss, [x]), [0, 1, -2])).toEqual([[4, 12, -12]]);
  });

  it('adds up the gradients of a value that is used more than once', async () => {
    const { graph, x } = vector(2);
    const loss = op.reduceSum(op.add(op.mul(x, x), op.mul(x, 3)));
    expect(await evaluate(graph, gradients(loss, [x]), [1, -2])).toEqual([[5, -1]]);
  });

  it('adds up the gradients if one node takes the value twice', async () => {
    const { graph, x } = vector(2);
    expect(await evaluate(graph, gradients(op.reduceSum(op.add(x, x)), [x]), [1, 2])).toEqual([[2, 2]]);
  });

  it('differentiates by intermediate values, and by several at once', async () => {
    const { graph, x } = vector(2);
    const y = op.mul(x, x);
    const loss = op.reduceSum(op.mul(y, y));
    // d/dy = 2x², d/dx = 4x³, d/dloss = 1.
    const found = gradients(loss, [y, x, loss]);
    expect(await evaluate(graph, found, [1, -3])).toEqual([[2, 18], [4, -108], [1]]);
  });

  it('gives zeros of the value’s shape if the loss does not depend on it', async () => {
    const { graph, x } = vector(2);
    const unused = graph.input('unused', 'float32', [2, 2]);
    const beside = op.mul(x, 2);
    const found = gradients(op.reduceSum(x), [unused, beside]);
    expect(found.map(({ shape }) => shape)).toEqual([[2, 2], [2]]);
    found.forEach((value, i) => graph.output(`g${i}`, value));
    const results = await runOnce(graph, cpu, { x: new Float32Array(2), unused: new Float32Array(4) });
    expect(results).toEqual({ g0: new Float32Array(4), g1: new Float32Array(2) });
  });

  it('stops at a path that is not continuous, and follows the others', async () => {
    const { graph, x } = vector(2);
    const whole = op.cast(op.cast(x, 'int32'), 'float32');
    const mask = op.cast(op.greater(x, 0), 'float32');
    const loss = op.reduceSum(op.add(op.mul(x, mask), op.mul(whole, 5)));
    expect(await evaluate(graph, gradients(loss, [x]), [1.5, -1.5])).toEqual([[1, 0]]);
  });

  it.each([[[]], [[1]], [[1, 1]]])('accepts a loss of shape %j', async (shape) => {
    const { graph, x } = vector(2);
    const loss = op.reshape(op.reduceSum(op.mul(x, x)), shape);
    expect(await evaluate(graph, gradients(loss, [x]), [3, 4])).toEqual([[6, 8]]);
  });

  it('keeps the element type', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float64', [1]);
    const [dx] = gradients(op.reduceSum(op.pow(x, 3)), [x]);
    expect(dx!.dtype).toBe('float64');
    graph.output('dx', dx!);
    expect(await runOnce(graph, cpu, { x: Float64Array.of(0.1) })).toEqual({
      dx: Float64Array.of(3 * 0.1 ** 2),
    });
  });

  it('can be differentiated again: d² x⁴ = 12x²', async () => {
    const { graph, x } = vector(2);
    const [first] = gradients(op.reduceSum(op.mul(op.mul(x, x), op.mul(x, x))), [x]);
    expect(await evaluate(graph, gradients(op.reduceSum(first!), [x]), [2, -1])).toEqual([[48, 12]]);
  });
});

describe('gradients refuses', () => {
  it('a loss of more than one number', () => {
    const { x } = vector();
    expect(() => gradients(x, [x])).toThrow(
      new GradientError('loss x: expected one floating-point number, got float32[3]'),
    );
  });

  it('a loss of whole numbers', () => {
    const { x } = vector(1);
    expect(() => gradients(op.cast(x, 'int64'), [x])).toThrow(
      /loss Cast: expected one floating-point number, got int64\[1\]/,
    );
  });

  it('an operator without a rule, naming it and the node', () => {
    const { x } = vector();
    const summed = op.cumSum(x, 0);
    expect(() => gradients(op.reduceSum(summed), [x])).toThrow(
      new GradientError('CumSum CumSum: this operator has no gradient rule'),
    );
  });

  it('a loss through an output other than the first', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2, 3]);
    const one = graph.constant(Float32Array.of(1, 1, 1), [3], 'float32');
    const [, mean] = op.batchNormalizationTraining(x, one, one, one, one);
    expect(() => gradients(op.reduceSum(mean), [x])).toThrow(
      'BatchNormalization BatchNormalization: only the first output can be differentiated',
    );
  });

  it('an operator without a rule only if the gradient would pass through it', async () => {
    const { graph, x } = vector(2);
    const constant = op.cumSum(graph.constant(Float32Array.of(2, 3), [2], 'float32'), 0);
    const loss = op.reduceSum(op.mul(x, constant));
    expect(await evaluate(graph, gradients(loss, [x]), [0, 0])).toEqual([[2, 5]]);
  });

  it('dropout in training whose mask was not kept', () => {
    const { graph, x } = vector();
    const training = graph.constant(Uint8Array.of(1), [], 'bool');
    const [y] = applyAll(op.Dropout, [x, graph.scalar(0.5), training], {}, 1);
    expect(() => gradients(op.reduceSum(y!), [x])).toThrow(
      /Dropout Dropout: its gradient needs the mask output/,
    );
  });
});
