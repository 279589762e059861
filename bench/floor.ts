// The floor under a step's time: what its convolutions and dense layers would take if every multiply-add ran
// as fast as in a large matrix product on this machine. Nothing else of a step is counted, so no framework
// can reach it.
import { architectures } from '../src/architectures/index.ts';
import { Graph } from '../src/engine/graph/graph.ts';
import { multiplyAddsOf } from '../src/engine/graph/multiply-adds.ts';
import { BuildContext } from '../src/nn/model.ts';
import type { Architecture, Work } from './protocol.ts';

export { measurePeakGflops } from '../src/node/profile/machine-floor.ts';

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

/**
 * Floating-point operations of a step for each of its pictures: two per multiply-add; when training three
 * products for each forward one (itself, the gradients of weights and of input), less the gradient of the
 * pictures.
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
