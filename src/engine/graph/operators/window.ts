// The geometry that convolution and pooling share: kernel, strides, dilations and padding of the spatial
// axes.
import { GraphError, ints, readAttributes, string, type Attributes } from '../operator.ts';
import { formatShape, type Dimension, type Shape } from '../tensor-type.ts';

/**
 * A sliding window. Each list has one entry for each spatial axis; pads has all beginnings, then all ends.
 */
export interface Window {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

/** The attributes of all sliding windows. */
export interface WindowAttributes {
  /** How far the window moves along each spatial axis; 1 by default. */
  strides?: readonly number[];
  /** The distance between neighbouring elements of the kernel along each spatial axis; 1 by default. */
  dilations?: readonly number[];
  /** The beginnings of all spatial axes, then the ends: `[top, left, bottom, right]`. */
  pads?: readonly number[];
}

/** Lists have no defaults here, because those depend on the number of axes; `windowOf` fills them in. */
export const windowAttributes = {
  auto_pad: string('NOTSET'),
  kernel_shape: ints([]),
  strides: ints(),
  dilations: ints(),
  pads: ints(),
};

/** The window of a node, with ONNX's defaults filled in. */
export function windowOf(node: { attributes: Attributes }, kernel: readonly number[]): Window {
  const ones = kernel.map(() => 1);
  const { auto_pad: autoPad, strides, dilations, pads } = readAttributes(windowAttributes, node);
  if (autoPad !== 'NOTSET' && autoPad !== 'VALID')
    throw new GraphError(`auto_pad ${autoPad} is not supported`);
  return {
    kernel,
    strides: strides ?? ones,
    dilations: dilations ?? ones,
    pads: pads ?? [...kernel, ...kernel].map(() => 0),
  };
}

/** The window of a pooling node, whose kernel is an attribute. */
export function poolingWindow(node: { attributes: Attributes }): Window {
  const kernel = kernelShapeOf(node);
  if (kernel.length === 0) throw new GraphError('kernel_shape is missing');
  return windowOf(node, kernel);
}

/** The kernel shape among a node's attributes; empty if there is none. */
export const kernelShapeOf = (node: { attributes: Attributes }): readonly number[] =>
  readAttributes(windowAttributes, node).kernel_shape;

/** The extent of the dilated window along an axis. */
export const reach = ({ kernel, dilations }: Window, axis: number): number =>
  (kernel[axis]! - 1) * dilations[axis]! + 1;

/** The spatial sizes of the result of sliding a window over the given sizes. */
export function slide(spatial: Shape, window: Window, ceil = false): Dimension[] {
  const { kernel, pads, strides, dilations } = window;
  if (spatial.length !== kernel.length || pads.length !== 2 * kernel.length) {
    throw new GraphError(
      `a window of ${kernel.length} axes does not fit a picture of ${formatShape(spatial)}`,
    );
  }
  const perAxis = [...kernel, ...strides, ...dilations];
  if (perAxis.length !== 3 * kernel.length || perAxis.some((size) => !(size > 0))) {
    throw new GraphError('expected a positive size, stride and dilation for each axis of the kernel');
  }
  return spatial.map((size, axis) => {
    if (typeof size === 'string') throw new GraphError('spatial sizes must be fixed');
    const room = size + pads[axis]! + pads[axis + kernel.length]! - reach(window, axis);
    if (room < 0) throw new GraphError(`the kernel is larger than the picture, ${formatShape(spatial)}`);
    if (!ceil) return Math.floor(room / strides[axis]!) + 1;
    const steps = Math.ceil(room / strides[axis]!);
    // A window that would begin in the padding at the end is left out.
    return steps * strides[axis]! >= size + pads[axis]! ? steps : steps + 1;
  });
}

/** How many rows and columns at the end of a padded picture no window reaches, because of the strides. */
export const unreached = (spatial: readonly number[], steps: readonly number[], window: Window): number[] =>
  spatial.map((size, axis) => {
    const covered = (steps[axis]! - 1) * window.strides[axis]! + reach(window, axis);
    return size + window.pads[axis]! + window.pads[axis + spatial.length]! - covered;
  });

/** The pads of all axes of a picture `[batch, channels, ...spatial]`, as the Pad operator takes them. */
export function padsOfAllAxes({ kernel, pads }: Window): number[] {
  const rank = kernel.length;
  return [0, 0, ...pads.slice(0, rank), 0, 0, ...pads.slice(rank)];
}

/** Whether the windows tile the picture: each element is in at most one window. */
export const isTiling = ({ kernel, strides, dilations, pads }: Window): boolean =>
  kernel.every((size, axis) => strides[axis] === size && dilations[axis] === 1) &&
  pads.every((size) => size === 0);
