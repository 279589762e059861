// How many multiply-adds a node takes, from shapes alone: those of convolutions and matrix products, which is
// how the literature measures what a network costs. All else that operators compute (sums, activations,
// pooling, normalisation) counts nothing.
import type { Node } from './graph.ts';
import { sizeOf, type Shape } from './tensor-type.ts';

/** A node reduced to what its cost depends on. */
export interface Operation {
  /** ONNX's type of operator, or the runtime's, e.g. `FusedConv`. */
  readonly operator: string;
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
}

/**
 * One for each product that is added up, 0 for operators that are no sums of products. The padding of a
 * convolution counts like the picture; its bias does not.
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

/** Over how many numbers each product sums, whether the left matrix is transposed or not. */
const innerSize = (left: readonly number[], result: readonly number[]): number =>
  left.length < 2 ? (left[0] ?? 0) : sizeOf(left.slice(-2)) / (result.at(-2) || 1);

/** The multiply-adds of a node of a graph, for one picture where the size of the batch is open. */
export const multiplyAddsOf = ({ operator, inputs, outputs }: Node): number =>
  countMultiplyAdds({
    operator: operator.type,
    inputs: inputs.map((value) => forOnePicture(value?.shape ?? [])),
    outputs: outputs.map(({ shape }) => forOnePicture(shape)),
  });

const forOnePicture = (shape: Shape): number[] =>
  shape.map((dimension) => (typeof dimension === 'number' ? dimension : 1));
