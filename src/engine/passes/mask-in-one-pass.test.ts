// Masks in one pass: the same gradients to the bit for float32 numbers and for ties, and what does not
// change.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import { findBlockSize } from '../runtime/block-size.ts';
import { blockedLayout } from './blocked/blocked-layout.ts';
import { maskInOnePass } from './mask-in-one-pass.ts';
import { countOf, graphOf, run, typesOf, withGradients } from './testing/graphs.ts';

const blockSize = await findBlockSize({ threads: 1 });

const numbers = [1, -1, 0, -0, 1e-37, -1e-37, 1.2e-38, -1.2e-38, 3e38, -3e38, 0.1];
const x = Float32Array.from(numbers);

describe('maskInOnePass', () => {
  it('keeps the mask of ReLU', async () => {
    // The gradient of Σ relu(x)² hides the mask where x is 0, that of Σ (relu(x) + 1)² does not.
    const make = () => withGradients(graphOf({ x: [x.length] }, (inputs) => op.add(op.relu(inputs.x), 1)));
    const masked = maskInOnePass(make());
    expect(typesOf(masked)).toContain('HardSigmoid');
    expect(typesOf(masked)).not.toContain('Greater');
    expect(typesOf(masked)).not.toContain('Cast');
    const [{ dx }, found] = [await run(make(), { x }), await run(masked, { x })];
    expect(found['dx']).toEqual(dx);
    expect(Array.from(dx!, Boolean)).toEqual(numbers.map((value) => value > 0));
  });

  it('keeps the mask of operands that reach a maximum, alone or together', async () => {
    const small = x.filter((value) => Math.abs(value) <= 1);
    const shapes = { a: [small.length], b: [small.length], c: [small.length] };
    const make = () => withGradients(graphOf(shapes, ({ a, b, c }) => op.add(op.max(a, b, c), 1)));
    const masked = maskInOnePass(make());
    expect(typesOf(masked).filter((type) => type === 'HardSigmoid')).toHaveLength(3);
    expect(typesOf(masked)).not.toContain('Equal');
    // The nearest that differ by a number of full precision.
    const near = small.map((value) => value * (Math.abs(value) > 1e-30 ? 1 + 2 ** -23 : 2));
    for (const [a, b, c] of [
      [small, small, small],
      [small, small, near],
      [near, small, small.toReversed()],
    ] as const) {
      expect(await run(masked, { a, b, c })).toEqual(await run(make(), { a, b, c }));
    }
  });

  const blocked: [name: string, build: (a: Value, b: Value, w: Value) => Value, masks: number][] = [
    ['a maximum', (a, b, w) => op.max(op.conv(a, w), op.conv(b, w)), 2],
    ['max pooling', (a, _, w) => op.maxPool(op.conv(a, w), { kernel_shape: [2, 2], strides: [2, 2] }), 1],
  ];
  it.skipIf(!blockSize).each(blocked)(
    'keeps the mask of %s in blocks to the bit, and writes no difference',
    async (_, build, masks) => {
      const shapes = { a: [16, 16, 4, 4], b: [16, 16, 4, 4], w: [16, 16, 1, 1] };
      const plain = withGradients(graphOf(shapes, ({ a, b, w }) => build(a, b, w)));
      const graph = blockedLayout(plain, blockSize ?? 16);
      const masked = maskInOnePass(graph);
      expect(countOf(graph, 'Equal')).toBe(masks);
      for (const type of ['Equal', 'Sub']) expect(countOf(masked, type), type).toBe(0);
      // Small whole numbers, so that sums are exact and many maxima are reached more than once.
      const whole = (seed: number, size: number) =>
        Float32Array.from({ length: size }, (_, i) => ((i * 7 + seed) % 3) - 1);
      const feeds = { a: whole(0, 4096), b: whole(1, 4096), w: whole(2, 256) };
      expect(await run(masked, feeds)).toEqual(await run(graph, feeds));
    },
  );

  it('keeps other comparisons', () => {
    const graph = new Graph();
    const [a, b] = ['a', 'b'].map((name) => graph.input(name, 'float32', [3])) as [never, never];
    graph.output('above one', op.cast(op.greater(a, 1), 'float32'));
    graph.output('to whole numbers', op.cast(op.greater(a, 0), 'int32'));
    graph.output('equal', op.cast(op.equal(a, b), 'float32'));
    graph.output('a maximum of others', op.cast(op.equal(a, op.max(b, op.exp(a))), 'float32'));
    graph.output('whole numbers', op.cast(op.greater(graph.input('i', 'int32', [3]), 0), 'float32'));
    expect(typesOf(maskInOnePass(graph))).toEqual(typesOf(graph));
  });
});
