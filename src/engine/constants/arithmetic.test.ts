// Arithmetic on constants agrees with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import type { DType } from '../graph/tensor-type.ts';
import { expectComputed, int, node, tensor } from '../testing/foreign-models.ts';
import type { TensorProto } from '../onnx/messages.ts';
import { evaluate } from './evaluate.ts';

const real = [-2.5, -1.5, -0.5, 0.25, 0.5, 1.5, 2.5, 3];
const whole = [-7, -3, -1, 1, 2, 3, 5, 8];

/** An operator on initialisers. */
const computed = (type: string, ...operands: readonly TensorProto[]) =>
  expectComputed({
    ...{ opset: 21, initializers: operands.map((operand, i) => ({ ...operand, name: `c${i}` })) },
    nodes: [
      node(
        type,
        operands.map((_, i) => `c${i}`),
        'y',
      ),
    ],
  });

const of = (dtype: DType, shape: readonly number[], shift = 0): TensorProto => {
  const values = dtype.startsWith('float') ? real : whole;
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    '',
    Array.from({ length: size }, (_, i) => values[(i + shift) % values.length]!),
    shape,
    dtype,
  );
};
const ofBool = (shape: readonly number[], every: number) =>
  tensor(
    '',
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Number(i % every === 0)),
    shape,
    'bool',
  );

describe('of two operands', () => {
  it.each([
    'Add',
    'Sub',
    'Mul',
    'Div',
    'Min',
    'Max',
    'Equal',
    'Greater',
    'GreaterOrEqual',
    'Less',
    'LessOrEqual',
  ])('%s of each type, broadcast', async (type) => {
    for (const dtype of ['float32', 'int64', 'int32'] as const) {
      await computed(type, of(dtype, [2, 4]), of(dtype, [2, 4], 3));
      await computed(type, of(dtype, [2, 4]), of(dtype, [4], 1));
      await computed(type, of(dtype, [3, 1]), of(dtype, [2, 1, 4], 1));
      await computed(type, of(dtype, []), of(dtype, [1, 2], 2));
    }
  });

  it.each(['And', 'Or', 'Xor', 'Equal'])('%s of booleans', async (type) => {
    await computed(type, ofBool([2, 6], 2), ofBool([6], 3));
  });

  it('Pow', async () => {
    await computed('Pow', tensor('', [0.5, 1, 2, 3]), tensor('', [2, 3, 0.5, -1]));
    await computed('Pow', tensor('', [2, 3, -2], [3], 'int64'), tensor('', [3, 2, 3], [3], 'int64'));
  });

  it('Mod has the sign of the divisor', async () => {
    await computed('Mod', tensor('', [7, -7, 7, -7], [4], 'int64'), tensor('', [3, 3, -3, -3], [4], 'int64'));
  });

  it('Mod has the sign of the dividend with fmod', async () => {
    for (const dtype of ['int64', 'float32'] as const) {
      await expectComputed({
        ...{
          opset: 13,
          initializers: [tensor('a', [7, -7, 7, -7], [4], dtype), tensor('b', [3, 3, -3, -3], [4], dtype)],
        },
        nodes: [node('Mod', ['a', 'b'], 'y', [int('fmod', 1)])],
      });
    }
  });

  it.each(['Min', 'Max', 'Sum'])('%s of one and of three', async (type) => {
    await computed(type, of('float32', [2, 4]));
    await computed(type, of('float32', [2, 4]), of('float32', [4], 3), of('float32', [2, 1], 5));
  });
});

describe('of one operand', () => {
  it.each(['Neg', 'Abs', 'Sign', 'Exp', 'Floor', 'Ceil', 'Round', 'Sin', 'Cos', 'Tanh', 'Sigmoid', 'Relu'])(
    '%s',
    async (type) => {
      await computed(type, of('float32', [2, 4]));
    },
  );

  it.each(['Log', 'Sqrt', 'Reciprocal'])('%s of numbers above 0', async (type) => {
    await computed(type, tensor('', [0.25, 0.5, 1, 3, 100]));
  });

  it.each(['Neg', 'Abs', 'Sign'])('%s of whole numbers', async (type) => {
    for (const dtype of ['int64', 'int32'] as const) await computed(type, of(dtype, [2, 4]));
  });

  it('Not', async () => {
    await computed('Not', ofBool([5], 2));
  });
});

it('Where', async () => {
  await computed('Where', ofBool([3, 1], 2), of('float32', [1, 4]), of('float32', [], 5));
  await computed('Where', ofBool([4], 2), of('int64', [2, 4]), of('int64', [1], 5));
});

describe('names of sizes', () => {
  const list = (...data: (number | string)[]) => ({ dtype: 'int64', shape: [data.length], data }) as const;
  const result = (type: string, ...lists: ReturnType<typeof list>[]) => {
    const [found] = evaluate(type, lists, {}, 1) ?? [];
    return found && Array.from(found.data);
  };

  it.each([
    ['Add', list('n', 2), list(0, 3), ['n', 5]],
    ['Add', list('2*n', 2), list('n', 3), ['3*n', 5]],
    ['Sub', list('n', '3*n'), list('n', 'n'), [0, '2*n']],
    ['Mul', list('n', 4, 'n'), list(8, 4, 0), ['8*n', 16, 0]],
    ['Div', list('64*n', 'n', '6*n'), list(16, 1, '3*n'), ['4*n', 'n', 2]],
    ['Mod', list('64*n', 7), list(16, 4), [0, 3]],
    ['Max', list('n', 1, 'n'), list(1, 'n', 'n'), ['n', 'n', 'n']],
    ['Equal', list('n', -1, 'n', 0), list(-1, 'n', 'n', 0), [0, 0, 1, 1]],
  ] as const)('%s of %j and %j', (type, a, b, expected) => {
    expect(result(type, a, b)).toEqual(expected);
  });

  it.each([
    ['Add', list('n'), list(1)],
    ['Add', list('n'), list('m')],
    ['Sub', list('n'), list('2*n')],
    ['Mul', list('n'), list('n')],
    ['Mul', list('n'), list(-1)],
    ['Div', list('n'), list(2)],
    ['Div', list(6), list('n')],
    ['Mod', list('n'), list(2)],
    ['Min', list('n'), list(1)],
    ['Max', list('n'), list(2)],
    ['Equal', list('n'), list(4)],
    ['Equal', list('n'), list('m')],
    ['Greater', list('n'), list(0)],
  ] as const)('%s of %j and %j is not known', (type, a, b) => {
    expect(result(type, a, b)).toBeUndefined();
  });

  it('stay as they are if whole numbers do', () => {
    for (const type of ['Floor', 'Ceil', 'Round', 'Abs', 'Relu'])
      expect(result(type, list('n', 3))).toEqual(['n', 3]);
    for (const type of ['Neg', 'Sqrt', 'Exp']) expect(result(type, list('n'))).toBeUndefined();
  });
});
