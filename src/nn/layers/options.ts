// Options that several layers share.
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { activationNames } from '../activations.ts';
import { initializerNames } from '../initializers.ts';

export const positiveInteger = z.int().positive();
/** The probability of setting something to zero. */
export const rateOption = z.number().min(0).lt(1);

/** One number for both axes, or `[height, width]`. */
export const pair = (number: z.ZodType<number, number>) =>
  z.union([number.transform((both): [number, number] => [both, both]), z.tuple([number, number])], {
    error: 'expected a positive integer or [height, width]',
  });

export const padding = z.enum(['valid', 'same']);
export type Padding = z.infer<typeof padding>;
export const activationOption = z.enum(activationNames).default('linear');
export const initializerOption = z.enum(initializerNames).default('glorotUniform');

/**
 * ONNX's pads, `[top, left, bottom, right]`. `same` gives ⌈size / stride⌉ positions, with an odd row or
 * column of padding at the end, as in TensorFlow. Throws an InputError that starts with the owner if an
 * unpadded window does not fit.
 */
export function padsFor(
  owner: string,
  padding: Padding,
  sizes: readonly [number, number],
  kernel: readonly [number, number],
  strides: readonly [number, number],
): [number, number, number, number] {
  if (padding === 'valid') {
    if (kernel[0] <= sizes[0] && kernel[1] <= sizes[1]) return [0, 0, 0, 0];
    throw new InputError(
      `${owner}: a window of ${kernel.join('×')} does not fit a picture of ${sizes.join('×')}`,
    );
  }
  const [rows, columns] = [0, 1].map((axis) => {
    const places = Math.ceil(sizes[axis]! / strides[axis]!);
    return Math.max(0, (places - 1) * strides[axis]! + kernel[axis]! - sizes[axis]!);
  }) as [number, number];
  const [top, left] = [rows >> 1, columns >> 1];
  return [top, left, rows - top, columns - left];
}
