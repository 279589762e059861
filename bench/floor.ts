// The floor under a step's time: what its convolutions and dense layers would take if every multiply-add ran as fast
// as in a large matrix product on this machine. Nothing else of a step is counted, so no framework can reach it.
import { architectures } from '../src/architectures/index.ts';
import { Graph, type Node } from '../src/engine/graph/graph.ts';
import { matMul } from '../src/engine/graph/operators/index.ts';
import { sizeOf } from '../src/engine/graph/tensor-type.ts';
import { compile } from '../src/engine/runtime/compile.ts';
import { BuildContext } from '../src/nn/model.ts';
import type { Architecture, Work } from './protocol.ts';
import { median } from './statistics.ts';

/** Multiply-adds for one 28×28 grey picture. */
export interface MultiplyAdds {
  /** Of all convolutions and dense layers in the forward pass. */
  forward: number;
  /** Of the convolution that reads the pictures: training needs no gradient of its input. */
  firstConvolution: number;
}

/** Counts the multiply-adds of an architecture's forward graph. */
export function multiplyAdds(architecture: Architecture): MultiplyAdds {
  const context = new BuildContext(new Graph(), { training: false });
  const images = context.graph.input('images', 'float32', [1, 1, 28, 28]);
  architectures[architecture](10).apply(context, images);
  const { nodes } = context.graph;
  return {
    forward: sum(nodes.map(multiplyAddsOf)),
    firstConvolution: sum(nodes.filter(({ inputs }) => inputs[0] === images).map(multiplyAddsOf)),
  };
}

function multiplyAddsOf({ operator, inputs, outputs }: Node): number {
  const weights = inputs[1]?.shape;
  switch (operator.type) {
    case 'Conv': // weights [filters, channels, height, width]: a filter for each number that comes out
      return sizeOf(outputs[0]!.shape) * sizeOf(weights!.slice(1));
    case 'Gemm':
    case 'MatMul': // weights [features, units], and one picture
      return sizeOf(weights!);
    default:
      return 0;
  }
}

/**
 * Floating-point operations of a step for each of its pictures: two per multiply-add; when training three products
 * for each forward one (itself, the gradients of weights and of input), less the gradient of the pictures.
 */
export function flopsPerImage(command: Work['command'], architecture: Architecture): number {
  const { forward, firstConvolution } = multiplyAdds(architecture);
  return 2 * (command === 'inference' ? forward : 3 * forward - firstConvolution);
}

/** How many pictures a second would be the floor's, with the measured peak of matrix products in GFLOP/s. */
export function idealImagesPerSecond(
  command: Work['command'],
  architecture: Architecture,
  peakGflops: number,
) {
  return (peakGflops * 1e9) / flopsPerImage(command, architecture);
}

/** GFLOP/s of a float32 product of two square matrices: the median of several runs. Needs a quiet machine. */
export async function measurePeakGflops(threads: number, size = 2048, runs = 9): Promise<number> {
  const program = await squareProduct(size, threads);
  const matrix = Float32Array.from({ length: size * size }, (_, index) => (index % 7) - 3);
  const speeds: number[] = [];
  for (let run = -2; run < runs; run++) {
    const start = performance.now();
    await program.run({ a: matrix, b: matrix });
    const seconds = (performance.now() - start) / 1000;
    if (run >= 0) speeds.push((2 * size ** 3) / seconds / 1e9); // the first two warm up
  }
  await program.dispose();
  return median(speeds);
}

function squareProduct(size: number, threads: number) {
  const graph = new Graph();
  const [a, b] = ['a', 'b'].map((name) => graph.input(name, 'float32', [size, size]));
  graph.output('product', matMul(a!, b!));
  return compile(graph, { threads });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
