// Convolution weights, `[filters, channels, ...kernel]`, in the order of the blocked kernels:
// `[filters / block, channels / block, ...kernel, channel, filter]`. Channels are in blocks only if the input
// is blocked.
import type { Value } from '../../graph/graph.ts';
import { fromBlocked, toBlocked } from '../../graph/operators/blocked.ts';
import { reshape } from '../../graph/operators/index.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import { reorderRows } from './rows.ts';

/** The weights of a convolution. The nominal shape stays. */
export function forwardWeights(weights: Value, block: number, isInputBlocked: boolean): Value {
  const [filters, channels, ...kernel] = staticShape(weights.shape) as [number, number, number, number];
  const places = sizeOf(kernel);
  // A picture with filters as channels: `[filters / block, channels, ...kernel, filter]`.
  const byFilter = toBlocked(reshape(weights, [1, filters, channels, places]));
  if (!isInputBlocked || places === 1) return reshape(byFilter, [filters, channels, ...kernel]);
  const blocks = reshape(byFilter, [(filters / block) * (channels / block), block * block, places, 1]);
  return reshape(fromBlocked(blocks, true), [filters, channels, ...kernel]);
}

/**
 * The weights of the convolution over the output's gradient that gives the input's gradient. Filters and
 * channels swap roles; `places` lists the kernel elements to use, in order.
 */
export function backwardWeights(
  weights: Value,
  block: number,
  places: readonly number[],
  kernel: readonly number[],
): Value {
  const [filters, channels, ...whole] = staticShape(weights.shape) as [number, number, number, number];
  if (channels === 1) return backwardByChannel(weights, block, places, kernel);
  const size = sizeOf(whole);
  // `[filters, channels / block, ...kernel, channel]`
  const byChannel = toBlocked(reshape(weights, [filters, channels, size, 1]));
  const order: number[] = [];
  for (let channelBlock = 0; channelBlock < channels / block; channelBlock++) {
    for (let firstFilter = 0; firstFilter < filters; firstFilter += block) {
      for (const place of places) {
        for (let filter = firstFilter; filter < firstFilter + block; filter++) {
          order.push((filter * (channels / block) + channelBlock) * size + place);
        }
      }
    }
  }
  return reshape(reorderRows(byChannel, block, Int32Array.from(order)), [channels, filters, ...kernel]);
}

/** The weights for a depthwise convolution, `[channels, 1, ...kernel]`, whose filters are the channels. */
function backwardByChannel(
  weights: Value,
  block: number,
  places: readonly number[],
  kernel: readonly number[],
): Value {
  const [channels, , ...whole] = staticShape(weights.shape) as [number, number, number, number];
  const size = sizeOf(whole);
  // `[channels / block, ...kernel, channel]`
  const byChannel = toBlocked(reshape(weights, [1, channels, size, 1]));
  const order = Array.from({ length: channels / block }, (_, i) => places.map((place) => i * size + place));
  return reshape(reorderRows(byChannel, block, Int32Array.from(order.flat())), [channels, 1, ...kernel]);
}
