import { expect, test } from 'vitest';
import { flopsPerImage, idealImagesPerSecond, measurePeakGflops, multiplyAdds } from './floor.ts';

/** Numbers that come out, times multiply-adds for each. */
const conv = (side: number, filters: number, kernel: number, channels: number): number =>
  side * side * filters * kernel * kernel * channels;

test('the multiply-adds of paper-cnn, by hand', () => {
  const first = conv(26, 32, 3, 1);
  const forward = first + conv(11, 64, 3, 32) + 1600 * 128 + 128 * 10;
  expect(forward).toBe(2_631_040);
  expect(multiplyAdds('paper-cnn')).toEqual({ forward, firstConvolution: first });
});

test('the multiply-adds of lenet5, by hand', () => {
  const first = conv(28, 6, 5, 1);
  const forward = first + conv(10, 16, 5, 6) + 400 * 120 + 120 * 84 + 84 * 10;
  expect(forward).toBe(416_520);
  expect(multiplyAdds('lenet5')).toEqual({ forward, firstConvolution: first });
});

// What PyTorch's FlopCounterMode counts for the same networks in bench/peers/pytorch_networks.py.
test.each([
  ['resnet20', 31_021_952],
  ['wrn-16-4', 300_368_640],
] as const)('the multiply-adds of %s, shortcuts included, are those that PyTorch counts', (name, forward) => {
  expect(multiplyAdds(name)).toEqual({ forward, firstConvolution: conv(28, 16, 3, 1) });
});

test('a training step has three products for each forward product, except the gradient of the pictures', () => {
  expect(flopsPerImage('inference', 'lenet5')).toBe(2 * 416_520);
  expect(flopsPerImage('train-step', 'lenet5')).toBe(2 * (3 * 416_520 - 28 * 28 * 6 * 25));
});

test('the ideal speed is the peak divided by the operations of a picture', () => {
  expect(idealImagesPerSecond('inference', 'lenet5', 1)).toBeCloseTo(1e9 / 833_040, 6);
});

test('the peak is a speed', async () => {
  const peak = await measurePeakGflops(1, 64, 3);
  expect(peak).toBeGreaterThan(0);
  expect(Number.isFinite(peak)).toBe(true);
});
