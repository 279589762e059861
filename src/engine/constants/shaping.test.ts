// Operators that move, join or create constants agree with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import type { TensorProto } from '../onnx/messages.ts';
import {
  expectComputed,
  expectSame,
  foreignFile,
  int,
  ints,
  node,
  tensor,
  text,
  weights,
  whole,
} from '../testing/foreign-models.ts';
import type { Elements } from './elements.ts';
import { evaluate } from './evaluate.ts';

type Attributes = NonNullable<Parameters<typeof node>[3]>;

const c = weights('c', [2, 3, 4]);

/** An operator on c and initialisers, and on whole numbers of the same shape. */
async function computed(
  type: string,
  attributes: Attributes,
  ...rest: readonly TensorProto[]
): Promise<void> {
  const w = whole(
    'w',
    Array.from({ length: 24 }, (_, i) => (i * 5) % 17),
    [2, 3, 4],
  );
  const names = rest.map(({ name = '' }) => name);
  const nodes = ['c', 'w'].map((name) => node(type, [name, ...names], `y ${name}`, attributes));
  await expectComputed({ opset: 21, initializers: [c, w, ...rest], nodes, outputs: ['y c', 'y w'] });
}

it('Reshape', async () => {
  for (const sizes of [[6, 4], [-1], [0, -1], [4, 3, 2], [2, -1, 2]])
    await computed('Reshape', [], whole('to', sizes));
});

it('Squeeze, Unsqueeze, Flatten and Identity', async () => {
  await computed('Unsqueeze', [], whole('axes', [0, -1]));
  await computed('Identity', []);
  for (const axis of [0, 1, 2, 3, -1]) await computed('Flatten', [int('axis', axis)]);
  await computed('Flatten', []);
  const nodes = [node('Squeeze', ['c', 'axes'], 'a'), node('Squeeze', ['c'], 'b')];
  const initializers = [weights('c', [1, 3, 1, 2]), whole('axes', [-2])];
  await expectComputed({ opset: 13, initializers, nodes, outputs: ['a', 'b'] });
});

it('Transpose', async () => {
  await computed('Transpose', []);
  for (const perm of [
    [0, 2, 1],
    [2, 0, 1],
    [1, 2, 0],
  ])
    await computed('Transpose', [ints('perm', perm)]);
});

it('Concat along each axis', async () => {
  for (const axis of [0, 1, 2, -1]) {
    const shape = [2, 3, 4].with(axis, 5);
    const nodes = [node('Concat', ['c', 'd', 'c'], 'y', [int('axis', axis)])];
    await expectComputed({ opset: 13, initializers: [c, weights('d', shape)], nodes });
  }
});

it('Gather with one index, a list and a table', async () => {
  for (const [list, shape] of [
    [[1], []],
    [[0, -1, 0], [3]],
    [
      [1, 0, -2, 1],
      [2, 2],
    ],
  ] as const)
    for (const axis of [0, 1, -1]) await computed('Gather', [int('axis', axis)], whole('at', list, shape));
});

describe('Slice', () => {
  const far = Number.MAX_SAFE_INTEGER;
  it.each([
    [[0], [1], [0], [1]],
    [
      [1, -3],
      [far, -1],
      [1, 2],
      [1, 1],
    ],
    [[-1], [-far], [2], [-1]],
    [
      [3, 5],
      [0, -9],
      [2, 1],
      [-2, -1],
    ],
    [
      [0, 0, 0],
      [2, 3, 4],
      [0, 1, 2],
      [1, 2, 3],
    ],
    [[2], [1], [2], [1]],
  ])('from %j to %j along %j by %j', async (from, to, axes, steps) => {
    const lists = [whole('from', from), whole('to', to), whole('axes', axes), whole('steps', steps)];
    await computed('Slice', [], ...lists);
  });

  it('of the first axes', async () => {
    await computed('Slice', [], whole('from', [0, 1]), whole('to', [1, 3]));
  });
});

describe('Split', () => {
  const parts = (initializers: readonly TensorProto[], attributes: Attributes) => {
    const names = initializers.map(({ name = '' }) => name);
    const nodes = [node('Split', names, ['p', 'q', 'r'], attributes)];
    return expectComputed({ opset: 18, initializers, nodes, outputs: ['p', 'q', 'r'] });
  };

  it('into sizes', async () => {
    await parts([c, whole('sizes', [1, 2, 1])], [int('axis', -1)]);
  });

  it('into a number of parts', async () => {
    await parts([c], [int('axis', 1), int('num_outputs', 3)]);
    await parts([weights('c', [2, 8])], [int('axis', 1), int('num_outputs', 3)]);
  });
});

it('Tile', async () => {
  await computed('Tile', [], whole('repeats', [2, 1, 3]));
  const initializers = [weights('d', [3, 1]), whole('ones', [1, 1])];
  await expectComputed({ opset: 13, initializers, nodes: [node('Tile', ['d', 'ones'], 'y')] });
});

describe('Expand', () => {
  const w = whole('w', [5, 7, 6]);
  const targets = [whole('to', [2, 1, 3]), whole('ones', [1, 1]), whole('one', [1])];
  const nodes = (name: string) => targets.map((to) => node('Expand', [name, to.name!], `y ${to.name!}`));
  const outputs = targets.map(({ name }) => `y ${name!}`);

  it('of whole numbers is computed', async () => {
    await expectComputed({ opset: 13, initializers: [w, ...targets], nodes: nodes('w'), outputs });
  });

  it('of a weight is left to the runtime, so that it stays one weight', async () => {
    const initializers = [weights('d', [3, 1]), ...targets];
    const graph = await expectSame(foreignFile({ opset: 13, initializers, nodes: nodes('d'), outputs }));
    expect([...graph.outputs.values()].map(({ data }) => data)).toEqual([undefined, undefined, undefined]);
  });
});

describe('Pad', () => {
  it('by a constant', async () => {
    await computed('Pad', [], whole('pads', [0, 1, 2, 0, 0, 1]));
    await computed('Pad', [], whole('pads', [0, -1, 2, 0, 0, -1]));
    const nodes = [node('Pad', ['c', 'pads', 'value', 'axes'], 'y', [text('mode', 'constant')])];
    const initializers = [c, whole('pads', [1, 2, 3, 0]), tensor('value', [7], []), whole('axes', [-1, 0])];
    await expectComputed({ opset: 18, initializers, nodes });
  });
});

it('Range', async () => {
  for (const bounds of [
    [0, 5, 1],
    [7, -2, -3],
    [2, 2, 1],
    [5, 2, 1],
  ]) {
    const initializers = ['from', 'to', 'by'].map((name, i) => whole(name, [bounds[i]!], []));
    await expectComputed({ opset: 11, initializers, nodes: [node('Range', ['from', 'to', 'by'], 'y')] });
  }
});

it('Trilu', async () => {
  for (const upper of [0, 1]) {
    for (const shift of [-2, 0, 1]) await computed('Trilu', [int('upper', upper)], whole('k', [shift], []));
    await computed('Trilu', [int('upper', upper)]);
  }
  await computed('Trilu', []);
});

it('Cast between types', async () => {
  const real = tensor('real', [-1.7, -0.2, 0, 0.5, 3.9]);
  const nodes = [1, 6, 7, 9, 11].map((to) => node('Cast', ['real'], `to ${to}`, [int('to', to)]));
  const back = node('Cast', ['to 9'], 'truths', [int('to', 1)]);
  const outputs = ['to 1', 'to 6', 'to 7', 'truths'];
  await expectComputed({ opset: 13, initializers: [real], nodes: [...nodes, back], outputs });
});

describe('sizes known only at run time', () => {
  const list = (...data: (number | string)[]): Elements => ({ dtype: 'int64', shape: [data.length], data });
  const result = (type: string, inputs: readonly Elements[], attributes = {}) =>
    evaluate(type, inputs, attributes, 1)?.map(({ data }) => Array.from(data));

  it('are moved like numbers', () => {
    expect(result('Gather', [list('n', 3), list(0)])).toEqual([['n']]);
    expect(result('Slice', [list('n', 3, 8), list(0), list(2)])).toEqual([['n', 3]]);
    expect(result('Concat', [list('n'), list(-1)], { axis: 0 })).toEqual([['n', -1]]);
    expect(result('Unsqueeze', [list('n'), list(0)])).toEqual([['n']]);
    expect(result('Cast', [list('n')], { to: 6 })).toEqual([['n']]);
    expect(result('ScatterND', [list('n', 3), { ...list(1), shape: [1, 1] }, list('m')])).toEqual([
      ['n', 'm'],
    ]);
  });

  it('are neither places nor lengths', () => {
    const x = list(1, 2, 3);
    for (const type of ['Gather', 'Reshape', 'Expand', 'Tile', 'Unsqueeze', 'Pad'])
      expect(result(type, [x, list('n')]), type).toBeUndefined();
    expect(result('Slice', [x, list(0), list('n')])).toBeUndefined();
    expect(result('Range', [list(0), list('n'), list(1)])).toBeUndefined();
  });
});

describe('what is invalid', () => {
  const x: Elements = { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
  const list = (...data: number[]): Elements => ({ dtype: 'int64', shape: [data.length], data });

  it.each([
    ['Gather', list(5)],
    ['Reshape', list(4, 2)],
    ['Reshape', list(-1, 4)],
  ])('%s has no result', (type, other) => {
    expect(evaluate(type, [x, other], {}, 1)).toBeUndefined();
  });

  it('is refused if it would be too large', () => {
    const message = `a constant of ${6 * 2 ** 40} elements is too large`;
    expect(() => evaluate('Expand', [x, list(2 ** 40, 2, 3)], {}, 1)).toThrow(message);
    expect(() => evaluate('Tile', [x, list(2 ** 20, 2 ** 20)], {}, 1)).toThrow(message);
    expect(() => evaluate('Range', [list(0), list(2 ** 27), list(1)], {}, 1)).toThrow('too large');
    expect(() => evaluate('Pad', [x, list(2 ** 40, 0, 0, 0)], {}, 1)).toThrow('too large');
  });
});
