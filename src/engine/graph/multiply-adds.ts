// Counts the multiply-adds of a node, from shapes alone. As in the literature, only convolutions and matrix
// products count; sums, activations, pooling and normalisation do not.
import type { Node } from './graph.ts';
import { sizeOf, type Shape } from './tensor-type.ts';

/** The parts of a node that determine its cost. */
export interface Operation {
  /** The type of operator in ONNX or in the runtime, e.g. `FusedConv`. */
  readonly operator: string;
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
}

/**
 * The number of products that are summed; 0 for operators that are not sums of products. The padding of a
 * convolution counts like its input; its bias does not count.
 */
export function countMultiplyAdds({ operator, inputs, outputs }: Operation): number {
  const [left, right] = inputs;
  const result = outputs[0];
  if (!left || !right || !result) return 0;
  switch (operator) {
    case 'Conv':
    case 'FusedConv': // weights [filters, channels of the group, ...kernel]
      return sizeOf(result) * sizeOf(right.slice(1));
    case 'ConvTranspose': // weights [channels, filters of the group, ...kernel]
      return sizeOf(left) * sizeOf(right.slice(1));
    case 'MatMul':
      return sizeOf(result) * (left.at(-1) ?? 0);
    case 'Gemm':
    case 'FusedGemm':
    case 'FusedMatMul':
      return sizeOf(result) * innerSize(left, result);
    default:
      return 0;
  }
}

/**
 * The number of products in each element of a matrix product, whether the left matrix is transposed or not.
 */
const innerSize = (left: readonly number[], result: readonly number[]): number =>
  left.length < 2 ? (left[0] ?? 0) : sizeOf(left.slice(-2)) / (result.at(-2) || 1);

/** The multiply-adds of a node of a graph; for one picture if the batch size is open. */
export const multiplyAddsOf = ({ operator, inputs, outputs }: Node): number =>
  countMultiplyAdds({
    operator: operator.type,
    inputs: inputs.map((value) => forOnePicture(value?.shape ?? [])),
    outputs: outputs.map(({ shape }) => forOnePicture(shape)),
  });

const forOnePicture = (shape: Shape): number[] =>
  shape.map((dimension) => (typeof dimension === 'number' ? dimension : 1));
