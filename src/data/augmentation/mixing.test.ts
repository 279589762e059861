// Mixing: pixels and shares agree for any draw.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { batchMixer } from './mix-batch.ts';
import { randomBytes, shapes, sizeOf } from './testing/pictures.ts';

const count = 300;

function mix(augmentation: { mixup?: number; cutmix?: number }, shape = shapes[1]!, stream = 0) {
  const from = randomBytes(count * sizeOf(shape), 9);
  const to = new Uint8Array(from.length);
  const [partners, shares] = [new Int32Array(count), new Float32Array(count)];
  batchMixer(augmentation, shape)!(from, to, partners, shares, new Random(1, 'test', 'mixing', stream));
  const size = sizeOf(shape);
  const pictures = Array.from(partners, (partner, i) => ({
    share: shares[i]!,
    own: from.subarray(i * size, (i + 1) * size),
    other: from.subarray(partner * size, (partner + 1) * size),
    mixed: to.subarray(i * size, (i + 1) * size),
  }));
  return { partners, shares, pictures };
}

describe.each(shapes)('$channels × $height × $width', (shape) => {
  it('mixup: every pixel is the weighted mean, rounded', () => {
    for (const { share, own, other, mixed } of mix({ mixup: 0.5 }, shape).pictures) {
      const distances = Array.from(mixed, (byte, i) =>
        Math.abs(byte - ((1 - share) * own[i]! + share * other[i]!)),
      );
      expect(Math.max(...distances)).toBeLessThanOrEqual(0.5);
    }
  });

  it('cutmix: a rectangle of the partner that covers exactly the share', () => {
    const { height, width } = shape;
    for (const { share, own, other, mixed } of mix({ cutmix: 1 }, shape).pictures) {
      const isPasted = (i: number) => mixed[i] === other[i] && mixed[i] !== own[i];
      expect(mixed.every((byte, i) => byte === own[i] || byte === other[i])).toBe(true);
      const pasted = [...mixed.keys()].filter(isPasted);
      const columns = pasted.map((i) => i % width);
      const rows = pasted.map((i) => Math.floor(i / width) % height);
      const span = (numbers: number[]) =>
        numbers.length === 0 ? 0 : Math.max(...numbers) - Math.min(...numbers) + 1;
      // Where own and partner have equal bytes at the rectangle's rim, it looks smaller than it is.
      const area = span(rows) * span(columns);
      expect(area / (height * width)).toBeLessThanOrEqual(share + 1e-6);
      if (area > 40) expect(pasted.length / (area * shape.channels)).toBeGreaterThan(0.9);
    }
  });
});

describe('cutmix', () => {
  it('pastes exactly the pixels of its share, for pictures without a common byte', () => {
    const shape = { channels: 1, height: 10, width: 10 };
    const from = Uint8Array.from({ length: 200 * 100 }, (_, i) => Math.floor(i / 100));
    const to = new Uint8Array(from.length);
    const [partners, shares] = [new Int32Array(200), new Float32Array(200)];
    batchMixer({ cutmix: 1 }, shape)!(from, to, partners, shares, new Random(2, 'test'));
    partners.forEach((partner, i) => {
      const pasted = to.subarray(i * 100, (i + 1) * 100).filter((byte) => byte === partner).length;
      expect(pasted).toBe(partner === i ? 100 : Math.round(100 * shares[i]!));
    });
  });

  it('covers the share that Beta(1, 1) draws, before clipping at the border', () => {
    // Of a side s with its centre anywhere, s - s²/4 is left in the mean; of (s - s²/4)² for uniform s², 1/2
    // - 1/5 + 1/48.
    const shape = { channels: 1, height: 100, width: 100 };
    const shares = new Float32Array(2000);
    const bytes = new Uint8Array(2000 * 10_000);
    batchMixer({ cutmix: 1 }, shape)!(bytes, bytes, new Int32Array(2000), shares, new Random(3, 'test'));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(Math.abs(mean - (1 / 2 - 1 / 5 + 1 / 48))).toBeLessThan((4 * 0.3) / Math.sqrt(2000));
  });
});

describe('mixup', () => {
  it('gives partners the smaller share, exact in float32', () => {
    const { shares } = mix({ mixup: 1 });
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.5);
    expect(shares.every((share) => Number.isInteger(share * 256))).toBe(true);
    // The smaller of x and 1 - x, for uniform x: 1/4 in the mean, with a deviation of 1/√48.
    const mean = shares.reduce((sum, share) => sum + share, 0) / count;
    expect(Math.abs(mean - 0.25)).toBeLessThan(4 / Math.sqrt(48 * count));
  });
});

describe('batchMixer', () => {
  it('gives each picture to exactly one other', () => {
    expect([...mix({ mixup: 0.2 }).partners].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
    expect(mix({ mixup: 0.2 }).partners).not.toEqual(mix({ mixup: 0.2 }, shapes[1], 1).partners);
  });

  it('picks one of two ways for a batch, each about equally often', () => {
    const shape = { channels: 1, height: 3, width: 3 };
    let cut = 0;
    for (let stream = 0; stream < 400; stream++) {
      // Of nine pixels: only a share of cutmix is always a ninth.
      const shares = new Float32Array(8);
      const arrays = [new Uint8Array(72), new Uint8Array(72)] as const;
      batchMixer({ mixup: 1, cutmix: 1 }, shape)!(
        ...arrays,
        new Int32Array(8),
        shares,
        new Random(4, 'test', stream),
      );
      if (shares.every((share) => Math.abs(share * 9 - Math.round(share * 9)) < 1e-5)) cut++;
    }
    expect(Math.abs(cut / 400 - 0.5)).toBeLessThan(0.1);
  });

  it('is left out if nothing is mixed', () => {
    expect(batchMixer({}, shapes[0]!)).toBeUndefined();
    expect(batchMixer({ rotation: 10, mixup: 0 }, shapes[0]!)).toBeUndefined();
  });
});
