// Changes of colour beside their formulas in floating point, and beside values known by hand.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { brighten, greyOut, saturate, stretchContrast, turnHue, type Colouring } from './colour.ts';
import { jitter } from './jitter.ts';
import { sharpen } from './sharpen.ts';
import { randomBytes, sizeOf } from './testing/pictures.ts';

type Colour = readonly [red: number, green: number, blue: number];
const shape = { channels: 3, height: 13, width: 17 };
const plane = 13 * 17;
const picture = randomBytes(sizeOf(shape), 3);

/** Changes a copy of the picture that lies within a longer array, whose other bytes must stay. */
function changed(change: Colouring, amount: number, from = picture, of = shape): Uint8Array {
  const among = new Uint8Array(from.length + 12).fill(99);
  among.set(from, 5);
  change(among, 5, amount, of);
  expect([...among.slice(0, 5), ...among.slice(from.length + 5)]).toEqual(Array(12).fill(99));
  return among.slice(5, from.length + 5);
}

const coloursOf = (images: Uint8Array): Colour[] =>
  Array.from({ length: images.length / 3 }, (_, i) => {
    const size = images.length / 3;
    return [images[i]!, images[size + i]!, images[2 * size + i]!];
  });

/** Expects bytes to be these numbers, clamped and rounded. Halfway, either neighbour is right. */
function expectRounded(actual: Uint8Array, expected: readonly Colour[]): void {
  coloursOf(actual).forEach((colour, i) =>
    colour.forEach((byte, channel) => {
      const value = Math.min(255, Math.max(0, expected[i]![channel]!));
      expect(Math.abs(byte - value)).toBeLessThan(0.51);
    }),
  );
}

const grey = ([red, green, blue]: Colour): number => Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
const blendOf = (factor: number, plainer: (colour: Colour) => number): Colour[] =>
  coloursOf(picture).map((colour) => {
    const from = plainer(colour);
    return colour.map((byte) => from + factor * (byte - from)) as unknown as Colour;
  });

describe.each([0, 0.4, 0.99, 1, 1.3, 1.99])('by the factor %d', (factor) => {
  it('brightness blends with black', () => {
    expectRounded(
      changed(brighten, factor),
      blendOf(factor, () => 0),
    );
  });

  it('contrast blends with the mean grey', () => {
    const mean = Math.round(coloursOf(picture).reduce((sum, colour) => sum + grey(colour), 0) / plane);
    expectRounded(
      changed(stretchContrast, factor),
      blendOf(factor, () => mean),
    );
  });

  it('saturation blends with the grey of each colour, to within a 512th of the distance', () => {
    // Factors are 256ths: 0.4 is 102.4 of them.
    expectRounded(changed(saturate, factor), blendOf(Math.round(256 * factor) / 256, grey));
  });

  it('sharpness blends with a smoothed picture, except at the edge', () => {
    const kernel = [1, 1, 1, 1, 5, 1, 1, 1, 1];
    const expected = Array.from(picture, (byte, i) => {
      const [y, x] = [Math.floor(i / 17) % 13, i % 17];
      if (y === 0 || x === 0 || y === 12 || x === 16) return byte;
      const sum = kernel.reduce(
        (total, weight, k) => total + weight * picture[i + 17 * (Math.floor(k / 3) - 1) + (k % 3) - 1]!,
        0,
      );
      const smooth = Math.round(sum / 13);
      return smooth + factor * (byte - smooth);
    });
    changed(sharpen, factor).forEach((byte, i) =>
      expect(Math.abs(byte - Math.min(255, Math.max(0, expected[i]!)))).toBeLessThan(0.51),
    );
  });
});

/** Turns the hue by the textbook's conversion to hue, saturation and value and back (Smith, 1978). */
function turned([red, green, blue]: Colour, share: number): Colour {
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  if (high === low) return [red, green, blue];
  const range = high - low;
  const sixth =
    high === red
      ? (green - blue) / range
      : high === green
        ? 2 + (blue - red) / range
        : 4 + (red - green) / range;
  const hue = (((sixth / 6 + share) % 1) + 1) % 1;
  const [i, saturation] = [Math.floor(hue * 6), range / high];
  const f = hue * 6 - i;
  const p = high * (1 - saturation);
  const q = high * (1 - saturation * f);
  const t = high * (1 - saturation * (1 - f));
  return (
    [
      [high, t, p],
      [q, high, p],
      [p, high, t],
      [p, q, high],
      [t, p, high],
      [high, p, q],
    ] as const
  )[i % 6]!;
}

describe('hue', () => {
  it.each([-0.5, -0.21, -0.001, 0, 0.1, 1 / 3, 0.49, 0.5])(
    'turned by %d agrees with the conversion',
    (share) => {
      expectRounded(
        changed(turnHue, share),
        coloursOf(picture).map((colour) => turned(colour, share)),
      );
    },
  );

  it('turns red by thirds to green and blue, and leaves grey alone', () => {
    const of = { channels: 3, height: 1, width: 2 };
    const redAndGrey = Uint8Array.of(200, 70, 10, 70, 10, 70);
    expect(changed(turnHue, 1 / 3, redAndGrey, of)).toEqual(Uint8Array.of(10, 70, 200, 70, 10, 70));
    expect(changed(turnHue, -1 / 3, redAndGrey, of)).toEqual(Uint8Array.of(10, 70, 10, 70, 200, 70));
    expect(changed(turnHue, 0.5, redAndGrey, of)).toEqual(Uint8Array.of(10, 70, 200, 70, 200, 70));
  });
});

it("greyOut gives PIL's greys", () => {
  const of = { channels: 3, height: 1, width: 4 };
  const colours = Uint8Array.of(255, 0, 0, 250, 0, 255, 0, 200, 0, 0, 255, 17);
  const out = changed((images, offset) => greyOut(images, offset, of), 0, colours, of);
  // 0.299, 0.587 and 0.114 of 255, and 74.75 + 117.4 + 1.938.
  expect([...out]).toEqual([76, 150, 29, 194, 76, 150, 29, 194, 76, 150, 29, 194]);
});

describe('pictures of one channel', () => {
  const one = { channels: 1, height: 13, width: 17 };
  const only = picture.slice(0, plane);

  it('keep their saturation and hue', () => {
    expect(changed(saturate, 0.3, only, one)).toEqual(only);
    expect(changed(turnHue, 0.3, only, one)).toEqual(only);
  });

  it('have the contrast of their own mean', () => {
    const mean = Math.round(only.reduce((sum, byte) => sum + byte, 0) / plane);
    changed(stretchContrast, 0.5, only, one).forEach((byte, i) =>
      expect(Math.abs(byte - (mean + only[i]!) / 2)).toBeLessThan(0.51),
    );
  });
});

describe('jitter', () => {
  it('applies all four, in every order equally often', () => {
    // Each order of the four steps changes a colour to another one, so results tell the orders apart.
    const of = { channels: 3, height: 1, width: 2 };
    const start = Uint8Array.of(220, 90, 120, 40, 30, 160);
    const steps = [brighten, stretchContrast, saturate, turnHue];
    const counts = new Map<string, number>();
    const trials = 6000;
    for (let i = 0; i < trials; i++) {
      const random = new Random(2, 'test', i);
      const out = start.slice();
      jitter.change(out, 0, 0.8, random, of);
      const draws = new Random(2, 'test', i);
      const amounts = [1, 2, 3].map(() => draws.between(0.2, 1.8)).concat(draws.between(-0.2, 0.2));
      const orders = permutations([0, 1, 2, 3]).filter((order) => {
        const by = start.slice();
        for (const step of order) steps[step]!(by, 0, amounts[step]!, of);
        return by.every((byte, at) => byte === out[at]);
      });
      expect(orders.length).toBeGreaterThan(0);
      if (orders.length === 1) counts.set(String(orders[0]), (counts.get(String(orders[0])) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
  });
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
