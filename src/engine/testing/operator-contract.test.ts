// Proof that the contract can fail: wrong values, wrong gradients, and gradients where there are none.
import { customGrad, mul, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import * as op from '../graph/operators/index.ts';
import { cpu } from './devices.ts';
import { distance } from './closeness.ts';
import { drawn, plainCase, pytorchCase, tensorflowCase } from './operator-case.ts';
import { checkFiniteDifferences, checkOperatorCase } from './operator-contract.ts';

const x = [drawn([2, 3])];

describe('the contract', () => {
  it('catches values with an error of a thousandth', async () => {
    const wrong = tensorflowCase('off', x, op.identity, (x) => mul(x, 1.001));
    await expect(checkOperatorCase(wrong, cpu)).rejects.toThrow(/outputs differ/);
  });

  it('catches gradients that differ from the oracle’s by a thousandth', async () => {
    const crooked = customGrad((x) => ({
      value: mul(x as Tensor, 1),
      gradFunc: (dy: Tensor) => mul(dy, 1.001),
    }));
    const wrong = tensorflowCase('off', x, op.identity, crooked);
    await expect(checkOperatorCase(wrong, cpu)).rejects.toThrow(/gradients of input 0 differ/);
  });

  it('catches PyTorch gradients of another case', async () => {
    const wrong = pytorchCase('gelu', (x) => op.gelu(x, { approximate: 'tanh' }));
    await expect(checkOperatorCase(wrong, cpu)).rejects.toThrow(/outputs differ/);
  });

  // At its kink Relu's slope is 0 by convention, and 1/2 by central differences.
  const kink = plainCase('at its kink', [{ shape: [3], data: [1, 0, -1] }], op.relu, (x) =>
    x.map((number) => Math.max(number, 0)),
  );

  it.each(['float32', 'float64'] as const)(
    'catches a wrong slope by finite differences in %s',
    async (dtype) => {
      await checkOperatorCase(kink, cpu);
      await expect(checkFiniteDifferences(kink, cpu, dtype)).rejects.toThrow(/gradients of input 0 differ/);
    },
  );

  it('measures NaN and arrays of other lengths as infinitely far', () => {
    expect(distance([1, NaN], [1, 2])).toBe(Infinity);
    expect(distance([1], [1, 2])).toBe(Infinity);
    expect(distance([1, 3], [1, 2])).toBeCloseTo(1 / 3);
  });
});
