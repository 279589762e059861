// Resizing against libvips itself, and by properties.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import type { Raster } from './raster.ts';
import { resizeRaster } from './resize.ts';

/** A disc with waves on it, on a light ground, with edges between two pixels. */
function disc(width: number, height: number, channels: 1 | 3): Raster {
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)];
    const distance = Math.hypot(x - 0.45 * width, y - 0.55 * height) / Math.min(width, height);
    const inside = 110 + 50 * Math.sin((9 * x) / width + (i % channels)) + 30 * Math.cos((7 * y) / height);
    return inside + (235 - inside) * Math.max(0, Math.min(1, 12 * (distance - 0.3)));
  });
  return { width, height, channels, data };
}

async function byLibvips(raster: Raster, width: number, height: number): Promise<Uint8Array> {
  const { data } = await sharp(raster.data, { raw: { ...raster, channels: raster.channels as 1 | 3 } })
    .resize(width, height, { fit: 'fill' })
    .toColourspace(raster.channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data;
}

const whole = ({ width, height }: Raster) => ({ left: 0, top: 0, width, height });

describe('the levels are those of libvips', () => {
  it.each([
    ['in whole steps', 280, 280, 28, 28, 1],
    ['in steps and a rest', 1000, 700, 224, 157, 3],
    ['a little', 113, 97, 100, 90, 3],
    ['by less than two', 90, 60, 64, 43, 1],
    ['to a larger picture', 50, 40, 112, 90, 3],
    ['to one that is wider and lower', 40, 50, 56, 28, 1],
    ['along one side', 40, 100, 40, 28, 1],
  ] as const)('%s', async (_, width, height, newWidth, newHeight, channels) => {
    const raster = disc(width, height, channels);
    const expected = await byLibvips(raster, newWidth, newHeight);
    const { data } = resizeRaster(raster, whole(raster), newWidth, newHeight);
    const differences = Array.from(data, (level, i) => Math.abs(level - expected[i]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(2);
    expect(differences.reduce((a, b) => a + b, 0) / differences.length).toBeLessThan(0.35);
  });
});

it('a part of a picture is resized like that part alone', () => {
  const raster = disc(60, 50, 3);
  const box = { left: 7, top: 5, width: 31, height: 40 };
  const rows = Array.from({ length: box.height }, (_, y) => {
    const start = ((box.top + y) * raster.width + box.left) * 3;
    return [...raster.data.subarray(start, start + box.width * 3)];
  });
  const alone = { ...whole({ ...raster, ...box }), channels: 3, data: Uint8Array.from(rows.flat()) };
  expect(resizeRaster(raster, box, 13, 17)).toEqual(resizeRaster(alone, whole(alone), 13, 17));
});

it('a picture of one level stays one, and the same size changes nothing', () => {
  const level = { width: 37, height: 23, channels: 3, data: new Uint8Array(37 * 23 * 3).fill(201) };
  for (const [width, height] of [
    [5, 4],
    [80, 60],
    [9, 70],
  ] as const)
    // prettier-ignore
    expect(new Set(resizeRaster(level, whole(level), width, height).data)).toEqual(new Set([201]));
  const random = new Random(4);
  const noise = { ...level, data: level.data.map(() => random.integer(256)) };
  expect(resizeRaster(noise, whole(noise), 37, 23)).toEqual(noise);
});
