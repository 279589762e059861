// The scale of samples, and their bytes.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { fullScale, samplesToBytes, type ScaleOptions, type Samples } from './samples.ts';

describe('the scale of samples', () => {
  it.each<[what: string, samples: Samples, full: number, options?: ScaleOptions]>([
    ['bytes', Uint8Array.of(0, 3), 255],
    ['opacities that are all 0 or 1', Uint8Array.of(0, 1), 1, { reachesEnd: true }],
    ['8 bits in 16', Uint16Array.of(0, 200), 255],
    ['10 bits in 16', Uint16Array.of(0, 256, 1023), 1023],
    ['12 bits in 16', Uint16Array.of(1024), 4095],
    ['14 bits in 16', Uint16Array.of(16_383), 16_383],
    ['16 bits', Uint16Array.of(16_384), 65_535],
    ['16 bits of 8, however dark', Uint16Array.of(0, 257, 30 * 257), 65_535],
    ['12 bits, as the file says', Uint16Array.of(700), 4095, { bits: 12 }],
    ['more than the file says', Uint16Array.of(5000), 16_383, { bits: 12 }],
    ['15 bits with a sign', Int16Array.of(20_000), 32_767, { isSigned: true }],
    ['12 bits in 32', Uint32Array.of(4000), 4095],
    ['32 bits', Uint32Array.of(2 ** 31), 2 ** 32 - 1],
    ['floats to 1', Float32Array.of(0, 0.5, 1), 1],
    ['floats a little beyond', Float32Array.of(-0.05, 1.05), 1],
    ['floats to 255', Float32Array.of(0, 0.5, 254.5), 255],
    ['floats of 12 bits', Float64Array.of(4095), 4095],
    ['nothing but black', Float32Array.of(0, 0), 1],
  ])('%s', (_, samples, full, options) => expect(fullScale(samples, options)).toBe(full));

  it.each<[what: string, samples: Samples, message: RegExp]>([
    ['negative whole numbers', Int16Array.of(-1, 900), /expected samples from 0, got -1$/],
    ['negative floats', Float32Array.of(-0.5, 1), /expected samples from 0, got -0\.5$/],
    [
      'what is no number',
      Float32Array.of(0, NaN),
      /expected finite numbers as samples, got infinite or invalid ones$/,
    ],
    [
      'infinity',
      Float32Array.of(0, Infinity),
      /expected finite numbers as samples, got infinite or invalid ones$/,
    ],
    [
      'floats to 5',
      Float32Array.of(0, 5),
      /from 0 to 1, from 0 to 255, or of 10, 12, 14, 16 or 32 bits, got samples up to 5$/,
    ],
    ['numbers of regions', Uint16Array.of(0, 1, 2, 3), /got samples up to 3$/],
    ['20 bits in 32', Uint32Array.of(2 ** 20), /got samples up to 1048580$/],
  ])('%s are refused', (_, samples, message) => {
    expect(() => fullScale(samples)).toThrow(InputError);
    expect(() => fullScale(samples)).toThrow(message);
  });
});

it('converts samples to bytes by their scale, clipped', () => {
  expect([...samplesToBytes(Uint16Array.of(0, 1365, 2730, 4095))]).toEqual([0, 85, 170, 255]);
  expect([...samplesToBytes(Float32Array.of(-0.05, 0.5, 1.05))]).toEqual([0, 128, 255]);
});
