// Cases of matrix products.
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { gemm, matMul, type GemmAttributes } from '../../graph/operators/index.ts';
import { drawn, tensorflowCase, type OperatorCase, type OperatorCases } from '../operator-case.ts';

/** TensorFlow.js' gradient does not broadcast batches, so the operands are expanded first. */
const product = (
  name: string,
  left: readonly number[],
  right: readonly number[],
  batch: readonly number[] = left.slice(0, -2),
): OperatorCase =>
  tensorflowCase(
    name,
    [drawn(left), drawn(right, { seed: 2 })],
    (a, b) => matMul(a, b),
    (a, b) => tf.matMul(stretched(a, batch), stretched(b, batch)),
  );

const stretched = (x: Tensor, batch: readonly number[]): Tensor =>
  tf.add(x, tf.zeros([...batch, ...x.shape.slice(-2)]));

/** For different ranks, TensorFlow.js gets the missing axes. */
const unequalRanks = tensorflowCase(
  'batch by matrix',
  [drawn([3, 2, 4]), drawn([4, 5], { seed: 2 })],
  (a, b) => matMul(a, b),
  (a, b) => tf.reshape(tf.matMul(tf.reshape(a, [6, 4]), b), [3, 2, 5]),
);

function gemmCase(attributes: GemmAttributes, c?: readonly number[]): OperatorCase {
  const { alpha = 1, beta = 1, transA = 0, transB = 0 } = attributes;
  const name = [
    ...Object.entries(attributes).map((entry) => entry.join(' ')),
    c ? `c [${c.join(', ')}]` : 'no c',
  ];
  const shapes = [transA ? [4, 3] : [3, 4], transB ? [5, 4] : [4, 5], ...(c ? [c] : [])];
  return tensorflowCase(
    name.join(', '),
    shapes.map((shape, i) => drawn(shape, { seed: i + 1 })),
    (a, b, c) => gemm(a, b, c, attributes),
    (a, b, ...c) => {
      const scaled = tf.mul(tf.matMul(a, b, transA === 1, transB === 1), alpha);
      return c.reduce((sum, term) => tf.add(sum, tf.mul(term, beta)), scaled);
    },
  );
}

const flags = [0, 1] as const;

export const linearAlgebraCases: OperatorCases = {
  MatMul: [
    product('matrices', [3, 4], [4, 5]),
    product('batches', [2, 3, 4], [2, 4, 2]),
    product('batch broadcast on the left', [1, 3, 4], [2, 4, 2], [2]),
    product('batch broadcast on the right', [2, 2, 3, 4], [2, 1, 4, 2], [2, 2]),
    product('a row by a column', [1, 6], [6, 1]),
    unequalRanks,
  ],
  Gemm: [
    ...flags.flatMap((transA) =>
      flags.flatMap((transB) => [
        gemmCase({ transA, transB }),
        gemmCase({ transA, transB, alpha: 0.5, beta: 2 }, [5]),
      ]),
    ),
    gemmCase({}, [3, 5]),
    gemmCase({}, [3, 1]),
    gemmCase({ beta: 0.25 }, []),
    gemmCase({ alpha: 3 }, [1, 5]),
  ],
};
