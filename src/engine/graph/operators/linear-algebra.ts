// Matrix products.
import { apply, type Value } from '../graph.ts';
import { defineOperator, float, GraphError, input, int, sharedDType } from '../operator.ts';
import { formatShape, sameShape, type Dimension } from '../tensor-type.ts';
import { broadcastShapes } from './broadcast.ts';

/** `[..., m, k]` times `[..., k, n]`. The leading axes broadcast. */
export const MatMul = defineOperator('MatMul', {
  inputs: 2,
  infer: (call) => {
    const [a, b] = [input(call, 0).shape, input(call, 1).shape];
    if (a.length < 2 || b.length < 2) throw new GraphError('expected operands of two or more axes');
    if (a.at(-1) !== b.at(-2)) {
      throw new GraphError(`inner dimensions differ: ${formatShape(a)} times ${formatShape(b)}`);
    }
    const batch = broadcastShapes(a.slice(0, -2), b.slice(0, -2));
    return [{ dtype: sharedDType(call), shape: [...batch, a.at(-2)!, b.at(-1)!] }];
  },
});

/** `alpha · op(a) · op(b) + beta · c`, with `op` the identity or the transpose. */
export const Gemm = defineOperator('Gemm', {
  inputs: [2, 3],
  attributes: { alpha: float(1), beta: float(1), transA: int(0), transB: int(0) },
  infer: (call, { transA, transB }) => {
    const turned = (position: number, isTurned: number): Dimension[] => {
      const { shape } = input(call, position);
      if (shape.length !== 2) throw new GraphError(`input ${position} must be a matrix`);
      return isTurned ? [shape[1]!, shape[0]!] : [...shape];
    };
    const [a, b] = [turned(0, transA), turned(1, transB)];
    if (a[1] !== b[0])
      throw new GraphError(`inner dimensions differ: ${formatShape(a)} times ${formatShape(b)}`);
    const shape = [a[0]!, b[1]!];
    if (call.inputs[2] && !sameShape(broadcastShapes(shape, call.inputs[2].shape), shape)) {
      throw new GraphError(`c does not broadcast to ${formatShape(shape)}`);
    }
    return [{ dtype: sharedDType(call), shape }];
  },
});

/** The matrix product of `[..., m, k]` and `[..., k, n]`; the leading axes broadcast. */
export const matMul = (a: Value, b: Value): Value => apply(MatMul, [a, b]);

/** The attributes of `gemm`. */
export interface GemmAttributes {
  /** The factor of the product; 1 by default. */
  alpha?: number;
  /** The factor of `c`; 1 by default. */
  beta?: number;
  /** 1 to transpose `a`. */
  transA?: 0 | 1;
  /** 1 to transpose `b`. */
  transB?: 0 | 1;
}
/** `alpha · a · b + beta · c`. The matrices `a` and `b` may be transposed; `c` broadcasts to the result. */
export const gemm = (a: Value, b: Value, c?: Value, attributes: GemmAttributes = {}): Value =>
  apply(Gemm, c ? [a, b, c] : [a, b], { ...attributes });
