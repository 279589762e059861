import { expect, it } from 'vitest';
import { formatGraph } from './format-graph.ts';
import { Graph } from './graph.ts';
import { add, conv, convWeightGradient, maxPoolWithIndices, mul, relu, reshape } from './operators/index.ts';

it('has a line for each input, node and output', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['batch', 3]);
  graph.output('y', add(relu(mul(x, 2)), x));
  expect(formatGraph(graph)).toBe(
    [
      'x: float32[batch, 3]',
      '%1 = Mul(x, 2): float32[batch, 3]',
      '%2 = Relu(%1): float32[batch, 3]',
      '%3 = Add(%2, x): float32[batch, 3]',
      'y <- %3',
    ].join('\n'),
  );
});

it('shows attributes, several outputs, constants short and long, and domains', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [1, 1, 4, 4]);
  const weights = graph.constant(new Float32Array(9), [1, 1, 3, 3], 'float32');
  const y = conv(x, weights, undefined, { pads: [1, 1, 1, 1] });
  graph.output('dw', convWeightGradient(x, y, { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }));
  const [pooled] = maxPoolWithIndices(y, { kernel_shape: [2, 2], strides: [2, 2] });
  graph.output('flat', reshape(pooled!, [1, -1]));
  const lines = formatGraph(graph).split('\n');
  expect(lines[1]).toBe(
    '%1 = Conv(x, <float32[1, 1, 3, 3]>, kernel_shape=[3,3], pads=[1,1,1,1]): float32[1, 1, 4, 4]',
  );
  expect(lines[2]).toContain('%2 = atelier.ConvWeightGradient(x, %1, kernel_shape=[3,3]');
  expect(lines[3]).toMatch(/^%3, %4 = MaxPool\(%1, .*\): float32\[1, 1, 2, 2\], int64\[1, 1, 2, 2\]$/);
  expect(lines[4]).toBe('%5 = Reshape(%3, [1, -1]): float32[1, 4]');
  expect(lines.slice(-2)).toEqual(['dw <- %2', 'flat <- %5']);
});

it('is the same for equal graphs, whatever the names of their values', () => {
  const made = (name: string) => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    graph.output(
      'y',
      graph.within(name, () => relu(x)),
    );
    return formatGraph(graph);
  };
  expect(made('a')).toBe(made('b'));
});
