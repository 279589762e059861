// Resampling: exact at whole pixels, and elsewhere against bilinear interpolation in float64.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { AffineMap } from './affine-map.ts';
import type { PictureShape } from './kinds.ts';
import { defaultFill, fills, Resampler, type Fill } from './resampler.ts';
import { randomBytes, shapes, sizeOf } from './testing/pictures.ts';

const cases = shapes.flatMap((shape) => fills.map((fill) => ({ ...shape, fill })));

function resample(map: AffineMap, picture: Uint8Array, shape: PictureShape, fill: Fill): Uint8Array {
  const result = new Uint8Array(picture.length).fill(77);
  new Resampler(shape, fill).resample(map, picture, 0, result, 0);
  return result;
}

/** The pixel at whole coordinates, with what surrounds the picture. */
function pixelAt(picture: Uint8Array, shape: PictureShape, fill: Fill, c: number, y: number, x: number) {
  const { height, width } = shape;
  const isOutside = y < 0 || x < 0 || y >= height || x >= width;
  if (isOutside && fill === 'black') return 0;
  const [row, column] = [Math.min(height - 1, Math.max(0, y)), Math.min(width - 1, Math.max(0, x))];
  return picture[(c * height + row) * width + column]!;
}

/** A new picture, pixel by pixel: `at` says which value. */
const draw = ({ channels, height, width }: PictureShape, at: (c: number, y: number, x: number) => number) =>
  Array.from({ length: channels * height * width }, (_, i) =>
    at(Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width),
  );

/** Bilinear interpolation by its definition. */
function reference(map: AffineMap, picture: Uint8Array, shape: PictureShape, fill: Fill): number[] {
  const [centreX, centreY] = [(shape.width - 1) / 2, (shape.height - 1) / 2];
  return draw(shape, (c, y, x) => {
    const [right, down] = [x - centreX, y - centreY];
    const oldX = map.xx * right + map.xy * down + map.x0 + centreX;
    const oldY = map.yx * right + map.yy * down + map.y0 + centreY;
    const [left, top] = [Math.floor(oldX), Math.floor(oldY)];
    let value = 0;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const weight = (1 - Math.abs(oldX - left - dx)) * (1 - Math.abs(oldY - top - dy));
      value += weight * pixelAt(picture, shape, fill, c, top + dy, left + dx);
    }
    return value;
  });
}

describe.each(cases)('$channels × $height × $width, $fill around it', ({ fill, ...shape }) => {
  const picture = randomBytes(sizeOf(shape), 5);

  it('changes nothing without movement', () => {
    expect(resample(new AffineMap(), picture, shape, fill)).toEqual(picture);
  });

  it('moves by whole pixels exactly, even out of the picture', () => {
    for (const [right, down] of [
      [3, -2],
      [-1, 4],
      [40, 0],
      [0, -40],
    ] as const) {
      const map = new AffineMap();
      map.translate(right, down);
      const expected = draw(shape, (c, y, x) => pixelAt(picture, shape, fill, c, y - down, x - right));
      expect([...resample(map, picture, shape, fill)]).toEqual(expected);
    }
  });

  it('swaps left and right exactly', () => {
    const map = new AffineMap();
    map.flip();
    const expected = draw(shape, (c, y, x) => pixelAt(picture, shape, fill, c, y, shape.width - 1 - x));
    expect([...resample(map, picture, shape, fill)]).toEqual(expected);
  });

  it('turns by 180° exactly', () => {
    const map = new AffineMap();
    map.rotate(180);
    const { height, width } = shape;
    const expected = draw(shape, (c, y, x) =>
      pixelAt(picture, shape, fill, c, height - 1 - y, width - 1 - x),
    );
    expect([...resample(map, picture, shape, fill)]).toEqual(expected);
  });

  it.each(['any map', 'maps that neither rotate nor shear'])(
    'agrees with float64 under %s: within 1.7, and within 0.02 on average',
    (kind) => {
      const random = new Random(2, 'test', 'maps');
      let [sum, count] = [0, 0];
      for (let trial = 0; trial < 60; trial++) {
        const map = new AffineMap();
        map.scale(random.between(0.15, 1.9), random.between(0.15, 1.9));
        if (kind === 'any map') {
          map.shear(random.between(-40, 40));
          map.shearColumns(random.between(-40, 40));
          map.rotate(random.between(-180, 180));
        } else if (random.integer(2) === 0) map.flip();
        map.translate(random.between(-6, 6), random.between(-6, 6));
        const expected = reference(map, picture, shape, fill);
        resample(map, picture, shape, fill).forEach((byte, i) => {
          const error = byte - expected[i]!;
          expect(Math.abs(error)).toBeLessThan(1.7); // 0.5 of rounding; 1 of weights in 256ths; steps in 65536ths
          sum += error;
          count++;
        });
      }
      expect(Math.abs(sum / count)).toBeLessThan(0.02);
    },
  );
});

describe('Resampler', () => {
  it('turns a square by 90° exactly', () => {
    const shape = { channels: 3, height: 7, width: 7 };
    const picture = randomBytes(sizeOf(shape), 6);
    const map = new AffineMap();
    map.rotate(90);
    // Counter-clockwise: the right column, from its top, becomes the top row, from its left.
    const expected = draw(shape, (c, y, x) => pixelAt(picture, shape, 'black', c, x, 6 - y));
    expect([...resample(map, picture, shape, 'black')]).toEqual(expected);
  });

  it('keeps a flat picture flat, and its sum under a rotation within 1 %', () => {
    const shape = { channels: 1, height: 28, width: 28 };
    const even = new Uint8Array(784).fill(201);
    const map = new AffineMap();
    map.scale(1.3);
    map.rotate(33);
    expect(new Set(resample(map, even, shape, 'edge'))).toEqual(new Set([201]));
    const disc = Uint8Array.from({ length: 784 }, (_, i) =>
      Math.hypot((i % 28) - 13.5, Math.floor(i / 28) - 10) < 7 ? 250 : 0,
    );
    const sum = (picture: Uint8Array) => picture.reduce((total, byte) => total + byte, 0);
    map.reset();
    map.rotate(33);
    expect(Math.abs(sum(resample(map, disc, shape, 'black')) / sum(disc) - 1)).toBeLessThan(0.01);
  });

  it('takes wide pictures, zoomed far out', () => {
    const shape = { channels: 1, height: 2, width: 4000 };
    const picture = randomBytes(8000, 7);
    const map = new AffineMap();
    map.scale(0.1);
    const expected = reference(map, picture, shape, 'edge');
    resample(map, picture, shape, 'edge').forEach((byte, i) => {
      expect(Math.abs(byte - expected[i]!)).toBeLessThan(6); // steps in 65536ths add up over 4,000 pixels
    });
  });
});

it('surrounds grey pictures with black, and colour with its edge', () => {
  expect(defaultFill({ channels: 1, height: 28, width: 28 })).toBe('black');
  expect(defaultFill({ channels: 3, height: 28, width: 28 })).toBe('edge');
});
