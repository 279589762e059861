// The lower bound of a step's time: what its convolutions and dense layers would take if every multiply-add
// ran as fast as in a large matrix product on this machine. Nothing else counts, so no framework can reach
// it.
import { architectures } from '../src/architectures/index.ts';
import { Graph } from '../src/engine/graph/graph.ts';
import { multiplyAddsOf } from '../src/engine/graph/multiply-adds.ts';
import { BuildContext } from '../src/nn/model.ts';
import type { Architecture, Work } from './protocol.ts';

export { measurePeakGflops } from '../src/node/profile/machine-floor.ts';

/** Multiply-adds for one grey picture of 28×28. */
export interface MultiplyAdds {
  /** Those of all convolutions and dense layers in the forward pass. */
  forward: number;
  /** Those of the convolution that reads the pictures; training needs no gradient of its input. */
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
 * Floating-point operations of a step for each picture: two for each multiply-add. Training needs three
 * products for each forward one (itself, and the gradients of weights and input), minus the gradient of the
 * pictures.
 */
export function flopsPerImage(command: Work['command'], architecture: Architecture): number {
  const { forward, firstConvolution } = multiplyAdds(architecture);
  return 2 * (command === 'inference' ? forward : 3 * forward - firstConvolution);
}

/** The pictures per second at the floor, for the measured peak of matrix products in GFLOP/s. */
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
