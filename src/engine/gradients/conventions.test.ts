// The choice of a derivative that is not unique, worked out by hand, on every device. And dropout, whose
// values no oracle can predict.
import { describe, expect, it } from 'vitest';
import { applyAll, Graph, type Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import type { DeviceOptions } from '../runtime/runtime.ts';
import { testDevices } from '../testing/devices.ts';
import { runOnce } from '../testing/evaluate.ts';
import { gradients } from './gradients.ts';

interface Operand {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The gradients of Σ y·weights by each operand, as plain numbers. */
async function gradientsAt(
  device: DeviceOptions,
  operands: readonly Operand[],
  build: (...values: Value[]) => Value,
  weights: readonly number[],
): Promise<number[][]> {
  const graph = new Graph();
  const values = operands.map(({ shape }, i) => graph.input(`x${i}`, 'float32', shape));
  const y = build(...values);
  const constant = graph.constant(Float32Array.from(weights), y.shape, 'float32');
  const found = gradients(op.reduceSum(op.mul(y, constant)), values);
  found.forEach((value, i) => graph.output(`g${i}`, value));
  const feeds = Object.fromEntries(operands.map(({ data }, i) => [`x${i}`, Float32Array.from(data)]));
  const results = await runOnce(graph, device, feeds);
  return found.map((_, i) => Array.from(results[`g${i}`] as Float32Array));
}

describe.each(testDevices)('conventions on $device', (device) => {
  it('equal maxima of a tile share the gradient equally', async () => {
    // prettier-ignore
    const x = { shape: [1, 1, 4, 4], data: [
      1, 1,  5, 2,
      1, 1,  2, 5,
      3, 0, -1, -2,
      3, 3, -3, -4,
    ] };
    const pooled = (x: Value) => op.maxPool(x, { kernel_shape: [2, 2], strides: [2, 2] });
    // prettier-ignore
    const expected = [
      1, 1, 4, 0,
      1, 1, 0, 4,
      2, 0, 5, 0,
      2, 2, 0, 0,
    ];
    expect(await gradientsAt(device, [x], pooled, [4, 8, 6, 5])).toEqual([expected]);
  });

  it('equal maxima of overlapping windows share each window’s gradient equally', async () => {
    const x = { shape: [1, 1, 1, 4], data: [2, 2, 2, 1] };
    const pooled = (x: Value) => op.maxPool(x, { kernel_shape: [1, 2] });
    // Windows (2, 2), (2, 2), (2, 1), with 1, 2 and 4 to give.
    expect(await gradientsAt(device, [x], pooled, [1, 2, 4])).toEqual([[0.5, 1.5, 5, 0]]);
  });

  it.each([-3, 0])('padding does not count in a maximum, even one of %d', async (largest) => {
    const x = { shape: [1, 1, 1, 2], data: [largest, -5] };
    const pooled = (x: Value) => op.maxPool(x, { kernel_shape: [1, 2], pads: [0, 1, 0, 1] });
    expect(await gradientsAt(device, [x], pooled, [1, 2, 4])).toEqual([[3, 4]]);
  });

  it('an average that leaves out padding divides by what a dilated window covers', async () => {
    const x = { shape: [1, 1, 1, 5], data: [1, 2, 3, 4, 5] };
    const pooled = (x: Value) =>
      op.averagePool(x, { kernel_shape: [1, 2], dilations: [1, 2], pads: [0, 1, 0, 1] });
    // Windows at -1 and 1, 0 and 2, 1 and 3, 2 and 4, 3 and 5: the first and the last have one element, of 1
    // and 3.
    expect(await gradientsAt(device, [x], pooled, [1, 1, 1, 1, 1])).toEqual([[0.5, 1.5, 1, 1.5, 0.5]]);
    expect(await gradientsAt(device, [x], pooled, [2, 4, 6, 8, 10])).toEqual([[2, 5, 6, 13, 4]]);
  });

  it('equal extremes of a reduction share the gradient equally', async () => {
    const x = { shape: [2, 3], data: [7, 7, 1, 0, 0, 0] };
    expect(await gradientsAt(device, [x], (x) => op.reduceMax(x, { axes: [1] }), [4, 6])).toEqual([
      [2, 2, 0, 2, 2, 2],
    ]);
    expect(await gradientsAt(device, [x], (x) => op.reduceMin(x, { axes: [1] }), [4, 6])).toEqual([
      [0, 0, 4, 2, 2, 2],
    ]);
  });

  it.each([op.max, op.min])('equal operands share the gradient', async (extreme) => {
    const operands = [1, 2, 3].map(() => ({ shape: [2], data: [1, 1] }));
    const thirds = [1, 2, 3].map(() => [Math.fround(3 / 3), Math.fround(4 / 3)]);
    expect(await gradientsAt(device, operands, extreme, [3, 4])).toEqual(thirds);
  });

  it('at a kink: Relu 0, LeakyRelu and PRelu the slope below, Abs 0', async () => {
    const zero = [{ shape: [1], data: [0] }];
    expect(await gradientsAt(device, zero, op.relu, [1])).toEqual([[0]]);
    expect(await gradientsAt(device, zero, (x) => op.leakyRelu(x, { alpha: 0.5 }), [1])).toEqual([[0.5]]);
    expect(await gradientsAt(device, zero, op.abs, [1])).toEqual([[0]]);
    const slope = { shape: [1], data: [0.25] };
    expect(await gradientsAt(device, [...zero, slope], op.prelu, [1])).toEqual([[0.25], [0]]);
  });

  it('on its bounds Clip passes no gradient, like ReLU and PyTorch’s ReLU6', async () => {
    const x = { shape: [5], data: [-1, 1, -2, 2, 0.5] };
    const found = await gradientsAt(device, [x], (x) => op.clip(x, -1, 1), [1, 2, 3, 4, 5]);
    expect(found).toEqual([[0, 0, 0, 0, 5]]);
  });

  it('powers of zero: x⁰ has slope 0, x¹ slope 1, x² slope 0', async () => {
    const operands = [
      { shape: [1], data: [0] },
      { shape: [3], data: [0, 1, 2] },
    ];
    expect(await gradientsAt(device, operands, op.pow, [1, 10, 100])).toEqual([[10], [0, 0, 0]]);
  });
});

describe.each(testDevices)('dropout on $device', (device) => {
  const size = 10_000;

  /**
   * One run of dropout with its mask and the gradient of its weighted sum; all in one graph, for one draw.
   */
  async function draw(ratio: number, seed: number) {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [size]);
    const [y, mask] = op.dropout(x, ratio, seed);
    const [dx] = gradients(op.reduceSum(op.mul(y, 3)), [x]);
    graph.output('y', y);
    graph.output('mask', op.cast(mask, 'float32'));
    graph.output('dx', dx!);
    const feeds = { x: Float32Array.from({ length: size }, (_, i) => i + 1) };
    const { y: values, mask: kept, dx: slopes } = await runOnce(graph, device, feeds);
    return { y: values as Float32Array, mask: kept as Float32Array, dx: slopes as Float32Array };
  }

  it('scales the kept elements, and passes the gradient only there', async () => {
    const { y, mask, dx } = await draw(0.25, 5);
    const scale = 1 / 0.75;
    for (let i = 0; i < size; i++) {
      expect(y[i]).toBeCloseTo(mask[i]! * (i + 1) * scale, 2);
      expect(dx[i]).toBeCloseTo(mask[i]! * 3 * scale, 5);
    }
    const kept = mask.reduce((sum, bit) => sum + bit, 0) / size;
    expect(Math.abs(kept - 0.75)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / size));
  });

  it('draws the same mask from the same seed, another from another', async () => {
    const masks = [await draw(0.5, 5), await draw(0.5, 5), await draw(0.5, 6)].map(({ mask }) => mask);
    expect(masks[1]).toEqual(masks[0]);
    expect(masks[2]).not.toEqual(masks[0]);
  });

  it('passes the whole gradient outside training, with and without a mask', async () => {
    const x = { shape: [2], data: [1, 2] };
    const off = (x: Value) => x.graph.constant(Uint8Array.of(0), [], 'bool');
    const withMask = (x: Value) => applyAll(op.Dropout, [x, x.graph.scalar(0.5), off(x)], {}, 2)[0]!;
    expect(await gradientsAt(device, [x], withMask, [3, 4])).toEqual([[3, 4]]);
    const plain = (x: Value) => applyAll(op.Dropout, [x], {}, 2)[0]!;
    expect(await gradientsAt(device, [x], plain, [3, 4])).toEqual([[3, 4]]);
  });
});
