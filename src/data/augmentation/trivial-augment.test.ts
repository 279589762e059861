// TrivialAugment: the operations of the paper's table at their weakest and strongest, and how they are drawn.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { AffineMap } from './affine-map.ts';
import { brighten, saturate, stretchContrast } from './colour.ts';
import { pictureAugmenter } from './augment-picture.ts';
import { sharpen } from './sharpen.ts';
import { randomBytes, sizeOf } from './testing/pictures.ts';
import { autocontrast, equalize, posterize, solarize } from './tone-table.ts';
import { operations, trivialAugment } from './trivial-augment.ts';

const shape = { channels: 3, height: 24, width: 20 };
const plane = 480;
const picture = randomBytes(sizeOf(shape), 6).map((byte) => 40 + byte / 2);
const names = Object.keys(operations);

/** Random numbers from a list, in place of a stream. */
const scripted = (...numbers: number[]) =>
  ({ uniform: () => numbers.shift()!, integer: () => numbers.shift()! }) as unknown as Random;

/** The map of a move at its strongest; `sign` 0 for the positive one. */
function strongest(name: string, sign: number): AffineMap {
  const map = new AffineMap();
  operations[name]!(1, scripted(sign)).move!(map);
  return map;
}

it('has the fourteen operations of the paper', () => {
  expect(names).toHaveLength(14);
});

describe('moves at their strongest', () => {
  it.each(['shearX', 'shearY', 'translateX', 'translateY', 'rotate'])('%s, in both directions', (name) => {
    const { xx, xy, x0, yx, yy, y0 } = strongest(name, 0);
    const angle = (135 * Math.PI) / 180;
    const expected: Record<string, number[]> = {
      shearX: [1, -0.99, 0, 0, 1, 0],
      shearY: [1, 0, 0, -0.99, 1, 0],
      translateX: [1, 0, -32, 0, 1, 0],
      translateY: [1, 0, 0, 0, 1, -32],
      rotate: [Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0],
    };
    [xx, xy, x0, yx, yy, y0].forEach((value, i) => expect(value).toBeCloseTo(expected[name]![i]!, 12));
    const back = strongest(name, 1);
    expect([back.xy, back.x0, back.yx, back.y0].map((x) => -x + 0)).toEqual(
      [xy, x0, yx, y0].map((x) => x + 0),
    );
  });
});

describe('changes', () => {
  /** The picture after an operation of a strength. */
  function after(name: string, strength: number, sign = 0): Uint8Array {
    const images = picture.slice();
    operations[name]!(strength, scripted(sign)).change!(images, 0, shape);
    return images;
  }
  const by = (change: (images: Uint8Array) => void): Uint8Array => {
    const images = picture.slice();
    change(images);
    return images;
  };
  const toned = (change: (images: Uint8Array, start: number, end: number) => void) =>
    by((images) => {
      for (let start = 0; start < 3 * plane; start += plane) change(images, start, start + plane);
    });

  it.each([
    ['brightness', brighten],
    ['color', saturate],
    ['contrast', stretchContrast],
    ['sharpness', sharpen],
  ])('%s: by factors from 0.01 to 1.99', (name, change) => {
    expect(after(name, 0)).toEqual(picture);
    expect(after(name, 1, 0)).toEqual(by((images) => change(images, 0, 1.99, shape)));
    expect(after(name, 1, 1)).toEqual(by((images) => change(images, 0, 1 - 0.99, shape)));
  });

  it('posterize: from 8 bits to 2, solarize: from a threshold of 255 to 0', () => {
    expect(after('posterize', 0)).toEqual(picture);
    expect(after('posterize', 0.5)).toEqual(toned((...range) => posterize(...range, 5)));
    expect(after('posterize', 1)).toEqual(toned((...range) => posterize(...range, 2)));
    expect(after('solarize', 0)).toEqual(picture); // which has no 255
    expect(after('solarize', 0.5)).toEqual(toned((...range) => solarize(...range, 127.5)));
    expect(after('solarize', 1)).toEqual(picture.map((byte) => 255 - byte));
  });

  it('autoContrast and equalize: each channel, at any strength', () => {
    for (const strength of [0, 1]) {
      expect(after('autoContrast', strength)).toEqual(toned(autocontrast));
      expect(after('equalize', strength)).toEqual(toned(equalize));
    }
  });
});

describe('the draw', () => {
  it('is of all operations and 31 strengths', () => {
    const drawn = new Map<number, number[]>();
    for (let i = 0; i < 3000; i++) {
      const bounds: number[] = [];
      const random = new Random(5, 'test', i);
      const integer = random.integer.bind(random);
      random.integer = (bound) => {
        bounds.push(bound);
        return integer(bound);
      };
      trivialAugment.choose(1, random);
      bounds.forEach((bound, at) => drawn.set(at, [...(drawn.get(at) ?? []), bound]));
    }
    expect([0, 1, 2].map((at) => [...new Set(drawn.get(at))])).toEqual([[14], [31], [2]]);
    // Nine of the fourteen operations have a sign.
    expect(drawn.get(2)!.length / 3000).toBeCloseTo(9 / 14, 1);
  });

  it('leaves a picture as it is as often as its probability says', () => {
    const augment = pictureAugmenter({ trivialAugment: 0.25 }, shape)!;
    const to = new Uint8Array(picture.length);
    let same = 0;
    for (let i = 0; i < 2000; i++) {
      augment(picture, 0, to, 0, new Random(7, 'test', i));
      if (Buffer.compare(to, picture) === 0) same++;
    }
    // Three quarters, and of the rest one in fourteen and some at strength zero.
    expect(same / 2000).toBeGreaterThan(0.75);
    expect(same / 2000).toBeLessThan(0.81);
  });
});
