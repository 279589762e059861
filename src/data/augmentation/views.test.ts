// Views of pictures, pixel by pixel.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { viewsOf, type ViewName } from './views.ts';

const shapes = [
  { channels: 1, height: 5, width: 8 },
  { channels: 3, height: 6, width: 7 },
] as const;
type Shape = (typeof shapes)[number];
const count = 3;

const pictures = ({ channels, height, width }: Shape): Uint8Array => {
  const random = new Random(2, 'pictures');
  return Uint8Array.from({ length: count * channels * height * width }, () => random.integer(256));
};

/**
 * Pictures whose pixels come from elsewhere; from outside comes black in grey pictures, in others the nearest
 * pixel.
 */
function expected(
  images: Uint8Array,
  { channels, height, width }: Shape,
  source: (x: number, y: number) => readonly [number, number],
): Uint8Array {
  return images.map((_, i) => {
    const plane = Math.floor(i / (height * width));
    const [x, y] = source(i % width, Math.floor(i / width) % height);
    const isInside = x >= 0 && x < width && y >= 0 && y < height;
    if (!isInside && channels === 1) return 0;
    const nearest = (place: number, size: number) => Math.min(Math.max(place, 0), size - 1);
    return images[(plane * height + nearest(y, height)) * width + nearest(x, width)]!;
  });
}

describe.each(shapes)('pictures of $channels × $height × $width', (shape) => {
  const images = pictures(shape);
  const make = (...names: ViewName[]) => viewsOf(names, shape).map((view) => view(images));

  it('are mirrored', () => {
    const [original, mirrored, ...more] = make('flip');
    expect(more).toEqual([]);
    expect(original).toEqual(images);
    expect(mirrored).toEqual(expected(images, shape, (x, y) => [shape.width - 1 - x, y]));
  });

  it('are moved by a pixel in four directions', () => {
    expect(make('shift')).toEqual([
      images,
      expected(images, shape, (x, y) => [x - 1, y]),
      expected(images, shape, (x, y) => [x + 1, y]),
      expected(images, shape, (x, y) => [x, y - 1]),
      expected(images, shape, (x, y) => [x, y + 1]),
    ]);
  });

  it('are combined, one after the other', () => {
    expect(make('flip', 'shift')).toEqual([...make('flip'), ...make('shift').slice(1)]);
  });
});

it.each<[string[], string]>([
  [[], 'got none'],
  [['flop'], "got 'flop'"],
  [['flip', 'flip'], 'got flip twice'],
])('refuses %j', (names, complaint) => {
  expect(() => viewsOf(names as ViewName[], shapes[0])).toThrow(
    new InputError(`views: expected one or more of flip, shift, ${complaint}`),
  );
});
