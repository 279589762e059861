// Reductions, running sums and similar operators on constants agree with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { expectComputed, int, node, tensor, weights, whole } from '../testing/foreign-models.ts';
import type { TensorProto } from '../onnx/messages.ts';
import { evaluate } from './evaluate.ts';

const counts = (name: string, shape: readonly number[]): TensorProto =>
  whole(
    name,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => ((i * 7) % 11) - 4),
    shape,
  );

describe('reductions', () => {
  it.each(['ReduceSum', 'ReduceMean', 'ReduceProd', 'ReduceMax', 'ReduceMin'])('%s', async (type) => {
    const axes: [string, number[]][] = [
      ['last', [-1]],
      ['two', [0, 2]],
      ['none', []],
    ];
    const nodes = axes.flatMap(([name]) => [
      node(type, ['c', name], `${name} kept`),
      node(type, ['c', name], `${name} dropped`, [int('keepdims', 0)]),
      node(type, ['c', name], `${name} same`, [int('noop_with_empty_axes', 1)]),
      node(type, ['w', name], `${name} whole`),
    ]);
    const all = [...nodes, node(type, ['c'], 'all'), node(type, ['scalar'], 'of a scalar')];
    await expectComputed({
      ...{ opset: 18, nodes: all, outputs: all.map(({ output }) => output![0]!) },
      initializers: [
        ...[weights('c', [2, 3, 4]), counts('w', [2, 3, 4]), tensor('scalar', [2.5], [])],
        ...axes.map(([name, list]) => whole(name, list)),
      ],
    });
  });

  it('of sizes known only at run time', () => {
    const sizes = { dtype: 'int64', shape: [3], data: ['n', 4, 3] } as const;
    const axes = { dtype: 'int64', shape: [1], data: [0] } as const;
    expect(evaluate('ReduceProd', [sizes, axes], { keepdims: 0 }, 1)).toEqual([
      { dtype: 'int64', shape: [], data: ['12*n'] },
    ]);
    for (const type of ['ReduceSum', 'ReduceMax', 'ReduceMin', 'ReduceMean'])
      expect(evaluate(type, [sizes, axes], {}, 1), type).toBeUndefined();
  });
});

it('CumSum along each axis', async () => {
  const nodes = [0, 1, -1].map((axis, i) => node('CumSum', ['c', `axis${axis}`], `y${i}`));
  await expectComputed({
    ...{ opset: 14, nodes, outputs: ['y0', 'y1', 'y2'] },
    initializers: [weights('c', [2, 3, 4]), ...[0, 1, -1].map((axis) => whole(`axis${axis}`, [axis], []))],
  });
});

it('NonZero', async () => {
  const initializers = [tensor('c', [0, 1, -2, 0, 0, 3], [2, 3]), tensor('t', [1, 0, 1], [3], 'bool')];
  const nodes = [node('NonZero', ['c'], 'a'), node('NonZero', ['t'], 'b')];
  await expectComputed({ opset: 13, initializers, nodes, outputs: ['a', 'b'] });
});

describe('ScatterND', () => {
  const scattered = (shape: readonly number[], at: TensorProto, updates: readonly number[]) =>
    expectComputed({
      ...{ opset: 16, initializers: [weights('c', shape), at, weights('u', updates)] },
      nodes: [node('ScatterND', ['c', 'at', 'u'], 'y')],
    });

  it('of elements', async () => {
    await scattered([3, 4], whole('at', [0, 1, -1, 2], [2, 2]), [2]);
  });

  it('of slices', async () => {
    await scattered([3, 4], whole('at', [2, 0], [2, 1]), [2, 4]);
    await scattered([4, 2, 3], whole('at', [1, -1], [2, 1, 1]), [2, 1, 2, 3]);
  });

  it('beyond the end, or with addition, is not known', () => {
    const x = { dtype: 'int64', shape: [3], data: [1, 2, 3] } as const;
    const at = { dtype: 'int64', shape: [1, 1], data: [3] } as const;
    const updates = { dtype: 'int64', shape: [1], data: [7] } as const;
    expect(evaluate('ScatterND', [x, at, updates], {}, 1)).toBeUndefined();
    expect(
      evaluate('ScatterND', [x, { ...at, data: [1] }, updates], { reduction: 'add' }, 1),
    ).toBeUndefined();
  });
});

describe('DequantizeLinear', () => {
  const codes = tensor('c', [-128, -3, 0, 5, 100, 127], [2, 3], 'int8');
  const dequantized = (initializers: readonly TensorProto[], axis?: number, opset = 13) =>
    expectComputed({
      ...{ opset, initializers },
      nodes: [
        node(
          'DequantizeLinear',
          initializers.map(({ name = '' }) => name),
          'y',
          axis === undefined ? [] : [int('axis', axis)],
        ),
      ],
    });

  it('by one scale', async () => {
    await dequantized([codes, tensor('s', [0.25], [])], undefined, 10);
    await dequantized([codes, tensor('s', [0.25], []), tensor('z', [3], [], 'int8')]);
    await dequantized([{ ...codes, dataType: 2 }, tensor('s', [0.25], []), tensor('z', [128], [], 'uint8')]);
  });

  it('by a scale for each row or column', async () => {
    const [rows, columns] = [tensor('s', [0.5, 2]), tensor('s', [0.5, 2, 3])];
    await dequantized([codes, rows], 0);
    await dequantized([codes, columns]);
    await dequantized([codes, columns, tensor('z', [1, -2, 3], [3], 'int8')], -1);
  });

  it('of biases in int32', async () => {
    await dequantized([tensor('c', [-70000, 12, 99], [3], 'int32'), tensor('s', [1e-3], [])]);
  });

  it('by a scale for each block is not known', () => {
    const [x, scale] = [
      { dtype: 'int8', shape: [2, 4], data: [1, 2, 3, 4, 5, 6, 7, 8] },
      { dtype: 'float32', shape: [2, 2], data: [1, 2, 3, 4] },
    ] as const;
    expect(evaluate('DequantizeLinear', [x, scale], { axis: 1, block_size: 2 }, 1)).toBeUndefined();
  });
});

it('nothing is known of other operators', () => {
  const x = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } as const;
  expect(evaluate('Gelu', [x], {}, 1)).toBeUndefined();
  expect(
    evaluate('CumSum', [x, { dtype: 'int64', shape: [], data: [0] }], { reverse: 1 }, 1),
  ).toBeUndefined();
});
