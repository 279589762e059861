// Each corruption on pictures whose corrupted form is known.
import { describe, expect, it } from 'vitest';
import { randomBytes, shapes, sizeOf } from '../data/augmentation/testing/pictures.ts';
import type { PictureShape } from '../data/augmentation/kinds.ts';
import { Random } from '../random.ts';
import { gaussianWeights } from '../data/augmentation/gaussian-blur.ts';
import { corruptionNames, corruptions, type CorruptionName } from './corruptions.ts';

const shape = { channels: 1, height: 28, width: 28 };
const dot = (y: number, x: number): Uint8Array =>
  new Uint8Array(784).map((_, i) => (i === 28 * y + x ? 255 : 0));

function spoil(
  name: CorruptionName,
  picture: Uint8Array,
  strength: number,
  seed = 1,
  of: PictureShape = shape,
): Uint8Array {
  const to = new Uint8Array(picture.length);
  corruptions[name].prepare(of, strength)(picture, 0, to, 0, new Random(seed, 'test'));
  return to;
}

describe.each(corruptionNames)('%s', (name) => {
  const { strengths } = corruptions[name];

  it('has five strengths, mildest first', () => {
    expect(strengths).toHaveLength(5);
    expect([...strengths].sort((a, b) => a - b)).toEqual(strengths);
  });

  it.each(shapes)('gives the same bytes for the same seed at any offset, and only reads: %o', (of) => {
    const size = sizeOf(of);
    const source = randomBytes(3 * size, 5);
    const kept = source.slice();
    const to = new Uint8Array(4 * size).fill(7);
    corruptions[name].prepare(of, strengths[2])(source, size, to, 2 * size, new Random(1, 'test'));
    expect(to.slice(2 * size, 3 * size)).toEqual(
      spoil(name, source.slice(size, 2 * size), strengths[2], 1, of),
    );
    expect(to.slice(0, 2 * size).every((byte) => byte === 7)).toBe(true);
    expect(to.slice(3 * size).every((byte) => byte === 7)).toBe(true);
    expect(source).toEqual(kept);
  });
});

it('rotation turns a dot about the centre, in both directions', () => {
  // 10 pixels to the right of the centre, at 30 degrees: 10 cos 30° to the right, 10 sin 30° up or down.
  const line = new Uint8Array(784);
  for (const y of [13, 14]) for (const x of [23, 24]) line[28 * y + x] = 200;
  const ups = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
    const turned = spoil('rotation', line, 30, seed);
    const [right, down] = centreOfMass(turned);
    expect(right).toBeCloseTo(10 * Math.cos(Math.PI / 6), 1);
    expect(Math.abs(down)).toBeCloseTo(5, 1);
    return down < 0;
  });
  expect(new Set(ups).size).toBe(2);
});

/** From the picture's centre, in pixels. */
function centreOfMass(picture: Uint8Array): [right: number, down: number] {
  const total = picture.reduce((sum, value) => sum + value, 0);
  const moment = (place: (i: number) => number) =>
    picture.reduce((sum, value, i) => sum + value * (place(i) - 13.5), 0) / total;
  return [moment((i) => i % 28), moment((i) => Math.floor(i / 28))];
}

it('shift moves by 1 to 5 whole pixels of 28, in the four directions', () => {
  corruptions.shift.strengths.forEach((strength, i) => {
    const places = new Set<number>();
    for (let seed = 0; seed < 40; seed++)
      places.add(spoil('shift', dot(14, 10), strength, seed).indexOf(255));
    const at = 28 * 14 + 10;
    const pixels = i + 1;
    expect(places).toEqual(new Set([at - pixels, at + pixels, at - 28 * pixels, at + 28 * pixels]));
  });
});

it('noise has the requested deviation', () => {
  const flat = new Uint8Array(784).fill(128);
  const noisy = Array.from({ length: 20 }, (_, seed) => [...spoil('noise', flat, 0.12, seed)]).flat();
  const mean = noisy.reduce((sum, value) => sum + value, 0) / noisy.length;
  const variance = noisy.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noisy.length;
  expect(mean).toBeCloseTo(128, 0);
  expect(Math.sqrt(variance) / 255).toBeCloseTo(0.12, 2);
});

it('blur spreads a dot as a Gaussian, keeps flat areas, and preserves the sum', () => {
  const deviation = 0.04 * 28;
  const spread = spoil('blur', dot(14, 14), 0.04);
  const middle = 255 / (2 * Math.PI * deviation ** 2);
  for (const [y, x] of [
    [0, 0],
    [0, 1],
    [1, 1],
    [2, 0],
  ] as const) {
    const expected = middle * Math.exp(-(x * x + y * y) / (2 * deviation ** 2));
    expect(Math.abs(spread[28 * (14 + y) + 14 + x]! - expected)).toBeLessThan(1.5);
  }
  expect(spoil('blur', new Uint8Array(784).fill(91), 0.07)).toEqual(new Uint8Array(784).fill(91));
  const weights = gaussianWeights(1.5);
  expect(weights.reduce((sum, weight, i) => sum + (i === 0 ? weight : 2 * weight), 0)).toBe(2 ** 15);
});

it('contrast moves pixels towards the mean of their channel', () => {
  const half = new Uint8Array(784).map((_, i) => (i < 392 ? 200 : 0));
  expect(new Set(spoil('contrast', half, 0.6))).toEqual(new Set([140, 60]));
  const colour = Uint8Array.of(0, 100, 10, 20, 50, 50);
  const of = { channels: 3, height: 1, width: 2 };
  expect(spoil('contrast', colour, 0.5, 1, of)).toEqual(Uint8Array.of(25, 75, 13, 18, 50, 50));
});

it('occlusion hides a square of the requested area, within the picture, equal in all channels', () => {
  const of = { channels: 3, height: 28, width: 28 };
  const white = new Uint8Array(3 * 784).fill(255);
  for (let seed = 0; seed < 20; seed++) {
    const spoilt = spoil('occlusion', white, 0.22, seed, of);
    const hidden = [0, 1, 2].map((channel) =>
      [...spoilt.subarray(784 * channel, 784 * (channel + 1))].flatMap((value, i) =>
        value === 128 ? [i] : [],
      ),
    );
    expect(hidden[0]).toHaveLength(13 * 13); // 28 · √0.22 = 13.1
    expect(hidden[1]).toEqual(hidden[0]);
    expect(hidden[2]).toEqual(hidden[0]);
    expect(hidden[0]!.at(-1)! - hidden[0]![0]!).toBe(12 * 28 + 12);
  }
});

it('occlusion reaches every place, including the last row and column', () => {
  const of = { channels: 1, height: 8, width: 6 };
  const places = Array.from({ length: 200 }, (_, seed) =>
    spoil('occlusion', new Uint8Array(48), 0.32, seed, of).indexOf(128),
  );
  // 8 · √0.32 = 4.53, so 5 rows are hidden; 6 · √0.32 = 3.39, so 3 columns.
  expect(new Set(places.map((place) => Math.floor(place / 6)))).toEqual(new Set([0, 1, 2, 3]));
  expect(new Set(places.map((place) => place % 6))).toEqual(new Set([0, 1, 2, 3]));
});
