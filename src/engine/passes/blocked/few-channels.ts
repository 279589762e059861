// The gradient of a convolution's weights, as a convolution, for an input with fewer channels than a block.
// Such an input is plain, so its pictures can be put into blocks at once. Its channels are too few, or too
// odd, to lie side by side. Filters that do not fill a block are filled up.
import type { Node, Value } from '../../graph/graph.ts';
import { fromBlocked, toBlocked } from '../../graph/operators/blocked.ts';
import { pad, transpose } from '../../graph/operators/index.ts';
import { kernelShapeOf, type Window } from '../../graph/operators/window.ts';
import { filledUp, missingFilters } from './filling.ts';
import type { Layouts, Rewritten } from './layouts.ts';
import { convolveWithGradient, isPoint, picturesAsChannels, swapped } from './swapped-roles.ts';

type Shape4 = [number, number, number, number];

export function gradientOfFewChannels(node: Node, layouts: Layouts): Rewritten {
  const [x, dy] = node.inputs as readonly [Value, Value];
  const { blockSize } = layouts;
  const [pictures, channels] = x.shape;
  const filters = dy.shape[1] as number;
  if (!layouts.fits(pictures!) || (channels as number) >= blockSize || isPoint(kernelShapeOf(node)))
    return undefined;
  const window = swapped(node, x, dy);
  const missing = missingFilters(filters, blockSize);
  if (!window || missing === undefined) return undefined;
  const kernel = missing > 0 ? toBlocked(filledUp(layouts.plain(dy), 1, missing)) : layouts.blocked(dy);
  const { pads } = window;
  const gradient = convolveWithGradient(
    picturesAsChannels(padded(layouts.plain(x), window), channels as number, blockSize),
    kernel,
    { ...window, pads: [pads[0]!, 0, pads[2]!, 0] },
    blockSize,
  );
  return { plain: transpose(fromBlocked(gradient, false, filters), [1, 0, 2, 3]) };
}

/** The input with the padding at its left and right written out. */
function padded(x: Value, { pads }: Window): Value {
  const [, left, , right] = pads as Shape4;
  return left + right > 0 ? pad(x, [0, 0, 0, left, 0, 0, 0, right]) : x;
}
