// Pooling in the blocked layout, and the operators that its gradients consist of.
import { BlockedAveragePool, BlockedMaxPool, blockedUpsample } from '../../graph/operators/blocked.ts';
import { cast, div, equal, mul } from '../../graph/operators/index.ts';
import { isTiling, poolingWindow } from '../../graph/operators/window.ts';
import { sizeOf, staticShape } from '../../graph/tensor-type.ts';
import type { Rule } from './layouts.ts';
import { overlappingGradient } from './overlapping-pooling.ts';

const pooling =
  (operator: typeof BlockedMaxPool): Rule =>
  (node, layouts) => {
    const [x] = node.inputs;
    if (!layouts.isBlocked(x) || node.outputs.length > 1) return undefined;
    return { blocked: layouts.graph.add(operator, [layouts.blocked(x!)], node.attributes, 1, node.name)[0]! };
  };

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
