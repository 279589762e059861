// What each augmentation of single pictures draws: bounds and moments over many streams, and the effect on
// pixels.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { AffineMap } from './affine-map.ts';
import { geometric, pixelwise } from './augmentation.ts';
import { erasedShare } from './erase.ts';
import { randomBytes } from './testing/pictures.ts';

const size = 20_000;
const shape = { channels: 1, height: 20, width: 30 };

/** Something of the map that one augmentation makes, over many streams. */
function drawMaps(name: keyof typeof geometric, amount: number, read: (map: AffineMap) => number): number[] {
  const map = new AffineMap();
  return Array.from({ length: size }, (_, i) => {
    map.reset();
    geometric[name].move(map, amount, new Random(4, 'test', name, i), shape);
    return read(map);
  });
}

/** Expects numbers to be spread evenly between two bounds: the bounds, the mean and the variance of that. */
function expectUniform(numbers: readonly number[], low: number, high: number): void {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / size;
  const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / size;
  const expected = (high - low) ** 2 / 12;
  expect(Math.min(...numbers)).toBeGreaterThan(low - 1e-9);
  expect(Math.max(...numbers)).toBeLessThan(high + 1e-9);
  // Four standard errors: those of the mean, and of the variance, whose fourth moment is 9/5 of its square.
  expect(Math.abs(mean - (low + high) / 2)).toBeLessThan(4 * Math.sqrt(expected / size));
  expect(Math.abs(variance - expected)).toBeLessThan(4 * expected * Math.sqrt(0.8 / size));
}

describe('moves', () => {
  const degrees = (radians: number) => (radians * 180) / Math.PI;

  it('rotation: uniform between the angles', () => {
    expectUniform(
      drawMaps('rotation', 25, ({ xx, yx }) => degrees(Math.atan2(yx, xx))),
      -25,
      25,
    );
  });

  it('shear: uniform between the angles; rows stay level', () => {
    expectUniform(
      drawMaps('shear', 15, ({ xy }) => degrees(Math.atan(-xy))),
      -15,
      15,
    );
    expect(new Set(drawMaps('shear', 15, ({ xx, yx, yy }) => xx + 10 * yx + 100 * yy))).toEqual(
      new Set([101]),
    );
  });

  it('zoom: uniform between the factors, equal along both axes', () => {
    expectUniform(
      drawMaps('zoom', 0.2, ({ xx }) => 1 / xx),
      0.8,
      1.2,
    );
    expect(new Set(drawMaps('zoom', 0.2, ({ xx, yy }) => xx - yy))).toEqual(new Set([0]));
  });

  it('resizedCrop: uniform areas and ratios between their bounds, inside the picture, in whole pixels', () => {
    const large = { channels: 1, height: 300, width: 300 };
    const map = new AffineMap();
    const parts = Array.from({ length: size }, (_, i) => {
      map.reset();
      geometric.resizedCrop.move(map, 0.1, new Random(4, 'test', i), large);
      const { xx, yy, x0, y0 } = map;
      const [width, height] = [xx * 300, yy * 300];
      return { width, height, left: 150 + x0 - width / 2, top: 150 + y0 - height / 2 };
    });
    for (const part of parts)
      for (const value of Object.values(part)) expect(Math.abs(value - Math.round(value))).toBeLessThan(1e-9);
    for (const { left, top, width, height } of parts)
      expect(Math.min(left, top, 300 - left - width, 300 - top - height)).toBeGreaterThan(-1e-9);
    // Large parts of an extreme ratio do not fit and are drawn again: up to 3/4 of the area all fit.
    const share = ({ width, height }: { width: number; height: number }) => (width * height) / 90_000;
    const fitting = parts.filter((part) => share(part) < 0.7);
    const shares = fitting.map(share);
    const ratios = fitting.map(({ width, height }) => Math.log(width / height) / Math.log(4 / 3));
    const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(mean(shares)).toBeCloseTo(0.4, 2);
    expect(mean(ratios)).toBeCloseTo(0, 1);
    expect(mean(ratios.map((x) => x ** 2))).toBeCloseTo(1 / 3, 1);
    expect(Math.max(...ratios.map(Math.abs))).toBeLessThan(1.1); // sides are rounded to whole pixels
    expect(Math.max(...parts.map(share))).toBeGreaterThan(0.97);
  });

  it('resizedCrop: the largest centred part if none of ten fits', () => {
    const narrow = { channels: 1, height: 90, width: 6 };
    const map = new AffineMap();
    geometric.resizedCrop.move(map, 1, new Random(4, 'test'), narrow);
    const { xx, xy, x0, yx, yy, y0 } = map;
    expect([xx, xy, x0, yx, yy * 90, y0]).toEqual([1, 0, 0, 0, 8, 0]);
  });

  it('translation: uniform shares of width and height, independently', () => {
    const [right, down] = [
      drawMaps('translation', 0.1, ({ x0 }) => -x0),
      drawMaps('translation', 0.1, ({ y0 }) => -y0),
    ];
    expectUniform(right, -3, 3);
    expectUniform(down, -2, 2);
    const correlation = right.reduce((sum, x, i) => sum + x * down[i]!, 0) / size / 2;
    expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(size));
  });

  it('crop: every whole number of pixels equally often', () => {
    const counts = new Map<number, number>();
    for (const x of drawMaps('crop', 2, ({ x0 }) => x0)) counts.set(x, (counts.get(x) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    for (const count of counts.values())
      expect(Math.abs(count - size / 5)).toBeLessThan(4 * Math.sqrt(size * 0.16));
  });

  it.each([0.5, 0.1])('flip: as often as its probability (%d)', (probability) => {
    const flipped = drawMaps('flip', probability, ({ xx }) => xx).filter((xx) => xx === -1).length / size;
    expect(Math.abs(flipped - probability)).toBeLessThan(
      4 * Math.sqrt((probability * (1 - probability)) / size),
    );
  });
});

/** One augmentation of a picture, in place. */
function change(
  name: keyof typeof pixelwise,
  amount: number,
  picture: Uint8Array,
  stream: number,
  of = shape,
) {
  pixelwise[name].change(picture, 0, amount, new Random(6, 'test', name, stream), of);
  return picture;
}

describe('bytes', () => {
  it('brightness: one uniform amount for all pixels, clamped', () => {
    const added = Array.from({ length: size }, (_, i) => {
      const picture = change('brightness', 0.2, Uint8Array.of(100, 120), i, {
        channels: 1,
        height: 1,
        width: 2,
      });
      expect(picture[1]! - picture[0]!).toBe(20);
      return picture[0]! - 100;
    });
    // A fifth of 255 either way, in whole bytes.
    expect(Math.min(...added)).toBe(-51);
    expect(Math.max(...added)).toBe(51);
    const mean = added.reduce((sum, x) => sum + x, 0) / size;
    expect(Math.abs(mean)).toBeLessThan((4 * 51) / Math.sqrt(3 * size));
    const clamped = change('brightness', 1, Uint8Array.of(0, 0, 255, 255), 3, {
      channels: 1,
      height: 1,
      width: 4,
    });
    expect(clamped[0] === 0 || clamped[2] === 255).toBe(true);
  });

  it('contrast: one uniform factor for the distances from the mean of each channel', () => {
    const factors = Array.from({ length: size }, (_, i) => {
      const two = { channels: 2, height: 1, width: 2 };
      const picture = change('contrast', 0.5, Uint8Array.of(80, 160, 20, 60), i, two);
      expect(Math.abs(picture[0]! + picture[1]! - 240)).toBeLessThanOrEqual(1); // the means stay
      expect(Math.abs(picture[2]! + picture[3]! - 80)).toBeLessThanOrEqual(1);
      expect(Math.abs((picture[1]! - picture[0]!) / 80 - (picture[3]! - picture[2]!) / 40)).toBeLessThan(
        0.04,
      );
      return (picture[1]! - picture[0]!) / 80;
    });
    expect(Math.min(...factors)).toBeGreaterThan(0.48);
    expect(Math.max(...factors)).toBeLessThan(1.52);
    const mean = factors.reduce((sum, x) => sum + x, 0) / size;
    expect(Math.abs(mean - 1)).toBeLessThan((4 * 0.3) / Math.sqrt(size));
  });

  it('noise: normal with the given deviation, independent for each pixel', () => {
    const [height, width] = [300, 400];
    const count = height * width;
    const grey = new Uint8Array(count).fill(128);
    const deltas = [...change('noise', 0.1, grey, 0, { channels: 1, height, width })].map(
      (byte) => byte - 128,
    );
    const moment = (power: number) => deltas.reduce((sum, x) => sum + (x / 25.5) ** power, 0) / count;
    // Rounding to bytes adds a twelfth of a byte squared to the variance: 0.00013 here.
    [0, 1, 0, 3].forEach((expected, i) => {
      const error = Math.sqrt([1, 2, 15, 96][i]! / count);
      expect(Math.abs(moment(i + 1) - expected)).toBeLessThan(4 * error + 0.005 * expected);
    });
    for (const shift of [1, width]) {
      const product = deltas.slice(shift).reduce((sum, x, i) => sum + x * deltas[i]!, 0) / count / 25.5 ** 2;
      expect(Math.abs(product)).toBeLessThan(4 / Math.sqrt(count));
    }
    const within = deltas.filter((x) => Math.abs(x) < 25.5).length / count;
    expect(within).toBeCloseTo(0.6827, 2);
  });

  /** Rows and columns from the first to the last changed pixel, and how many pixels changed. */
  function changedRectangle(before: Uint8Array, after: Uint8Array, { height, width } = shape) {
    const changed = [...after.keys()].filter((i) => after[i] !== before[i]);
    const [rows, columns] = [
      changed.map((i) => Math.floor(i / width) % height),
      changed.map((i) => i % width),
    ];
    const span = (numbers: number[]) => Math.max(...numbers) - Math.min(...numbers) + 1;
    return { count: changed.length, height: span(rows), width: span(columns), rows, columns };
  }

  it('erase: a random rectangle of 2 to 40 % of the picture, as often as its probability', () => {
    const large = { channels: 1, height: 40, width: 60 };
    const area = large.height * large.width;
    const picture = randomBytes(area, 8);
    const shares: number[] = [];
    let erased = 0;
    const trials = 2000;
    for (let i = 0; i < trials; i++) {
      const after = change('erase', 0.7, picture.slice(), i, large);
      const { count, height, width } = changedRectangle(picture, after, large);
      if (count === 0) continue;
      erased++;
      const rectangle = height * width;
      expect(count / rectangle).toBeGreaterThan(0.9); // all but those of 256 that come out as they were
      // With sides rounded to whole pixels, to within half a row and half a column.
      const slack = (height + width) / 2 + 1;
      expect(rectangle).toBeGreaterThan(erasedShare.low * area - slack);
      expect(rectangle).toBeLessThan(erasedShare.high * area + slack);
      shares.push(rectangle / area);
    }
    expect(Math.abs(erased / trials - 0.7)).toBeLessThan(4 * Math.sqrt((0.7 * 0.3) / trials));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(Math.abs(mean - (erasedShare.low + erasedShare.high) / 2)).toBeLessThan(0.012);
  });

  it('erase: anywhere, filled with uniform bytes', () => {
    const hit = new Float64Array(600);
    let [sum, count] = [0, 0];
    for (let i = 0; i < 3000; i++) {
      const after = change('erase', 1, new Uint8Array(600), i);
      after.forEach((byte, at) => {
        if (byte === 0) return;
        hit[at]! += 1;
        sum += byte;
        count++;
      });
    }
    expect(Math.min(...hit)).toBeGreaterThan(0);
    expect(sum / count).toBeGreaterThan(127);
    expect(sum / count).toBeLessThan(129);
  });

  it('cutout: a square of the mean, clipped at the border, centred on every pixel equally often', () => {
    const picture = Uint8Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? 10 : 31)); // mean 20.5
    const counts = new Map<number, number>();
    for (let i = 0; i < size; i++) {
      const after = change('cutout', 5, picture.slice(), i);
      const { count, height, width, rows } = changedRectangle(picture, after);
      expect(count).toBe(height * width);
      expect(height <= 5 && width <= 5 && height >= 3 && width >= 3).toBe(true);
      expect(after[after.findIndex((byte, at) => byte !== picture[at])]).toBe(21);
      const centre = Math.min(...rows) === 0 ? height - 3 : Math.min(...rows) + 2;
      counts.set(centre, (counts.get(centre) ?? 0) + 1);
    }
    expect(counts.size).toBe(20);
    for (const count of counts.values())
      expect(Math.abs(count - size / 20)).toBeLessThan(4 * Math.sqrt((size / 20) * 0.95));
  });
});
