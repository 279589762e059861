// Networks small enough to work out by hand, saved without a description like other people's models. Their
// input is float32 pixels of 0..255, so that gradients are those of the numbers in the code.
import { Graph, type Value } from '../../engine/graph/graph.ts';
import { conv, flatten, gemm, globalAveragePool, mul, relu } from '../../engine/graph/operators/index.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { openExplainer, type Explainer } from '../explainer.ts';

type Size = readonly [channels: number, height: number, width: number];

/**
 * Opens the network that a function builds on pixels `[batch, channels, height, width]` and that returns
 * logits.
 */
export function toyExplainer(size: Size, build: (pixels: Value) => Value): Explainer {
  return openExplainer(toyModel(size, build), 'toy', { threads: 1, pixels: 'bytes' });
}

/** The bytes of such a network. */
export function toyModel(
  size: Size,
  build: (pixels: Value) => Value,
  dtype: 'float32' | 'uint8' = 'float32',
) {
  const graph = new Graph();
  graph.output('scores', build(graph.input('x', dtype, ['batch', ...size])));
  return encodeModel(graph);
}

/** A float32 constant in the graph of a value. */
export const constantLike = ({ graph }: Value, data: readonly number[], shape: readonly number[]): Value =>
  graph.constant(Float32Array.from(data), shape, 'float32');

/** Two logits: the weighted sum of the pixels, and its negative. */
export const linear =
  (weights: readonly number[]) =>
  (pixels: Value): Value => {
    const kernel = weights.flatMap((weight) => [weight, -weight]);
    return gemm(flatten(pixels), constantLike(pixels, kernel, [weights.length, 2]));
  };

/**
 * A feature map with a ReLU for each 1×1 kernel and bias; then global average pooling and a dense layer.
 *
 * @param dense `[maps][classes]`
 */
export const pooledHead =
  (kernels: readonly number[], biases: readonly number[], dense: readonly (readonly number[])[]) =>
  (pixels: Value): Value => {
    const kernel = constantLike(pixels, kernels, [kernels.length, 1, 1, 1]);
    const maps = pixels.graph.within('conv', () =>
      relu(conv(pixels, kernel, constantLike(pixels, biases, [biases.length]))),
    );
    const shape = [dense.length, dense[0]!.length];
    return gemm(flatten(globalAveragePool(maps)), constantLike(pixels, dense.flat(), shape));
  };

/** Two logits: half the sum of all squares, and zero. */
export const squares = (pixels: Value): Value => {
  const matrix = flatten(pixels);
  const width = matrix.shape[1] as number;
  const kernel = constantLike(pixels, Array.from({ length: width }, () => [0.5, 0]).flat(), [width, 2]);
  return gemm(mul(matrix, matrix), kernel);
};
