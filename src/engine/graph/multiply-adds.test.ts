// Multiply-adds against loops that follow the definition of the operators and count.
import { describe, expect, it } from 'vitest';
import { Graph } from './graph.ts';
import { countMultiplyAdds, multiplyAddsOf } from './multiply-adds.ts';
import { conv, convTranspose, gemm, matMul, relu } from './operators/index.ts';

interface ConvCase {
  readonly channels: number;
  readonly size: number;
  readonly filters: number;
  readonly kernel: number;
  readonly group: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pad: number;
}

/** Every product of a convolution, one by one, padding included. */
function countByLoops({ channels, size, filters, kernel, group, stride, dilation, pad }: ConvCase): number {
  let count = 0;
  const last = size + 2 * pad - dilation * (kernel - 1) - 1;
  for (let filter = 0; filter < filters; filter++)
    for (let row = 0; row <= last; row += stride)
      for (let column = 0; column <= last; column += stride)
        for (let channel = 0; channel < channels / group; channel++) count += kernel * kernel;
  return count;
}

const plain = { channels: 4, size: 9, filters: 6, kernel: 3, group: 1, stride: 1, dilation: 1, pad: 0 };

describe('a convolution', () => {
  it.each<[string, ConvCase]>([
    ['plain', plain],
    ['strided and padded', { ...plain, stride: 2, pad: 1 }],
    ['dilated', { ...plain, dilation: 3 }],
    ['in groups', { ...plain, group: 2 }],
    ['depthwise', { ...plain, filters: 4, group: 4, pad: 1 }],
  ])('%s', (_, given) => {
    const { channels, size, filters, kernel, group, stride, dilation, pad } = given;
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['batch', channels, size, size]);
    const weights = graph.input('w', 'float32', [filters, channels / group, kernel, kernel]);
    const bias = graph.input('b', 'float32', [filters]);
    const attributes = {
      ...{ group, strides: [stride, stride], dilations: [dilation, dilation] },
      pads: [pad, pad, pad, pad],
    };
    const { producer } = conv(x, weights, bias, attributes);
    expect(multiplyAddsOf(producer!)).toBe(countByLoops(given));
  });

  it('transposed has a product for each weight and input element', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 4, 5, 5]);
    const { producer } = convTranspose(x, graph.input('w', 'float32', [4, 6, 3, 3]), undefined, {
      strides: [2, 2],
    });
    expect(multiplyAddsOf(producer!)).toBe(4 * 5 * 5 * (6 * 3 * 3));
  });
});

describe('a matrix product', () => {
  it('of one picture by weights', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['batch', 7]);
    const weights = graph.input('w', 'float32', [7, 3]);
    expect(multiplyAddsOf(gemm(x, weights, graph.input('b', 'float32', [3])).producer!)).toBe(7 * 3);
    expect(multiplyAddsOf(matMul(x, weights).producer!)).toBe(7 * 3);
  });

  it.each([
    ['MatMul', [3, 8, 5], [5, 2], [3, 8, 2], 3 * 8 * 2 * 5],
    ['MatMul', [8, 5], [5], [8], 8 * 5],
    ['MatMul', [5], [5, 2], [2], 5 * 2],
    ['Gemm', [400, 8], [400, 120], [8, 120], 8 * 120 * 400], // the left matrix transposed
  ])('%s of %j and %j', (operator, left, right, result, count) => {
    expect(countMultiplyAdds({ operator, inputs: [left, right], outputs: [result] })).toBe(count);
  });
});

it('counts nothing for elementwise work', () => {
  const graph = new Graph();
  expect(multiplyAddsOf(relu(graph.input('x', 'float32', [1, 8])).producer!)).toBe(0);
  expect(countMultiplyAdds({ operator: 'Add', inputs: [[8], [8]], outputs: [[8]] })).toBe(0);
});
