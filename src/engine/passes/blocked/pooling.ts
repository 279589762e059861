// Pooling in the blocked layout, and the operators that its gradients consist of.
import type { Value } from '../../graph/graph.ts';
import {
  BlockedAveragePool,
  BlockedMaxPool,
  blockedUpsample,
  fromBlocked,
  toBlocked,
} from '../../graph/operators/blocked.ts';
import { cast, div, equal, mul, reshape } from '../../graph/operators/index.ts';
import { isTiling, poolingWindow } from '../../graph/operators/window.ts';
import { type Shape, sizeOf, staticShape } from '../../graph/tensor-type.ts';
import type { Layouts, Rewritten, Rule } from './layouts.ts';
import { overlappingGradient } from './overlapping-pooling.ts';

const pooling =
  (operator: typeof BlockedMaxPool): Rule =>
  (node, layouts) => {
    const [x] = node.inputs as readonly [Value];
    if (node.outputs.length > 1) return undefined;
    const pool = (blocked: Value) =>
      layouts.graph.add(operator, [blocked], node.attributes, 1, node.name)[0]!;
    if (layouts.isBlocked(x)) return { blocked: pool(layouts.blocked(x)) };
    return ofPlanes(x, node.outputs[0]!.shape, pool, layouts);
  };

/**
 * Pools plain pictures whose channels do not fill a block. Each channel of each picture is a picture of its
 * own, so all of them can be the channels of one: the blocked kernels are several times as fast, even with
 * both conversions.
 */
function ofPlanes(x: Value, shape: Shape, pool: (blocked: Value) => Value, layouts: Layouts): Rewritten {
  const [pictures, channels, ...sizes] = x.shape;
  const isPicture = x.dtype === 'float32' && sizes.length === 2;
  if (!isPicture || typeof pictures !== 'number' || typeof channels !== 'number') return undefined;
  const planes = pictures * channels;
  if (!layouts.fits(planes)) return undefined;
  const pooled = pool(toBlocked(reshape(layouts.plain(x), [1, planes, ...staticShape(sizes)])));
  return { plain: reshape(fromBlocked(pooled), staticShape(shape)) };
}

export const maxPooling = pooling(BlockedMaxPool);
export const averagePooling = pooling(BlockedAveragePool);

export const enlarging: Rule = (node, layouts) => {
  const [x] = node.inputs;
  if (!layouts.isBlocked(x)) return undefined;
  const factors = staticShape(node.outputs[0]!.shape).map((size, axis) => size / (x!.shape[axis] as number));
  return { blocked: blockedUpsample(layouts.blocked(x!), factors.slice(2)) };
};

/** For windows that tile the whole picture, the method of the plain lowering. */
export const maxPoolingGradient: Rule = (node, layouts) => {
  const [x, y, dy] = node.inputs;
  const window = poolingWindow(node);
  const { kernel } = window;
  const divides = kernel.every((size, axis) => x!.shape[axis + 2] === size * (y!.shape[axis + 2] as number));
  if (!layouts.isBlocked(x)) return undefined;
  if (!isTiling(window)) {
    const operands = [layouts.blocked(x!), layouts.blocked(y!), layouts.blocked(dy!)] as const;
    const gradient = overlappingGradient(node, operands, layouts.blockSize);
    return gradient && { blocked: gradient };
  }
  if (!divides) return undefined;
  const reached = cast(equal(layouts.blocked(x!), blockedUpsample(layouts.blocked(y!), kernel)), 'float32');
  const attributes = { kernel_shape: kernel, strides: kernel };
  const share = layouts.graph.add(BlockedAveragePool, [reached], attributes)[0]!;
  const shared = div(layouts.blocked(dy!), mul(share, sizeOf(kernel)));
  return { blocked: mul(reached, blockedUpsample(shared, kernel)) };
};
