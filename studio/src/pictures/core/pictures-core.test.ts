import { describe, expect, it, vi } from 'vitest';
import { colourPixels } from './colour-pixels.ts';
import { cellAt, cornerOf, gridLayout, inSight, movedBy, scrolledTo } from './grid-layout.ts';
import { PixelSource, type FetchPixels } from './pixel-source.ts';

describe('the layout', () => {
  // 10 columns of 40 pixels with 9 gaps of 3 are 427 wide: 430 leave nothing to hand out.
  const layout = gridLayout({ count: 95, width: 430, side: 40, caption: 0 });

  it('has as many columns as fit and rows for all', () => {
    expect(layout).toMatchObject({ columns: 10, rows: 10, side: 40, height: 430 });
    expect(gridLayout({ count: 5, width: 20, side: 40, caption: 0 })).toMatchObject({ columns: 1, rows: 5 });
    expect(gridLayout({ count: 0, width: 430, side: 40, caption: 18 }).height).toBe(0);
  });

  it('finds the cell at each corner', () => {
    for (let index = 0; index < 95; index++) {
      const { x, y } = cornerOf(layout, index);
      expect(cellAt(layout, x + 1, y + 1)).toBe(index);
    }
    expect(cellAt(layout, 429, 429)).toBeUndefined(); // the last row has five pictures
    expect(cellAt(layout, -1, 5)).toBeUndefined();
  });

  it('knows what is in sight', () => {
    expect(inSight(layout, 0, 86)).toEqual([0, 20]);
    expect(inSight(layout, 42, 86)).toEqual([0, 30]);
    expect(inSight(layout, 400, 200)).toEqual([90, 95]);
  });

  it.each([
    ['ArrowRight', 94, 94],
    ['ArrowLeft', 10, 9],
    ['ArrowDown', 84, 94],
    ['ArrowDown', 90, 90],
    ['ArrowUp', 5, 5],
    ['PageDown', 3, 23],
    ['PageDown', 90, 94],
    ['End', 3, 94],
    ['Home', 93, 0],
    ['k', 3, undefined],
  ])('%s leads from %i to %s', (key, from, to) => {
    expect(movedBy(layout, from, key, 100)).toBe(to);
  });

  it('scrolls no further than it must', () => {
    expect(scrolledTo(layout, 25, 80, 100)).toBe(80); // from 86 to 129: in sight
    expect(scrolledTo(layout, 5, 80, 100)).toBe(0);
    expect(scrolledTo(layout, 45, 80, 100)).toBe(115); // its row ends at 215
  });
});

it('turns grey and coloured pictures into those of a canvas', () => {
  expect([...colourPixels(Uint8Array.of(7, 9), { channels: 1, height: 1, width: 2 })]).toEqual([
    ...[7, 7, 7, 255, 9, 9, 9, 255],
  ]);
  expect([...colourPixels(Uint8Array.of(1, 2, 3, 4, 5, 6), { channels: 3, height: 2, width: 1 })]).toEqual([
    ...[1, 3, 5, 255, 2, 4, 6, 255],
  ]);
});

describe('the source of pixels', () => {
  const shape = { channels: 1, height: 1, width: 1 };
  const places = (...indices: number[]) => indices.map((index) => ({ split: 'train', index }));
  const open = (fetchPixels: FetchPixels, limits = {}) => {
    const fetched = vi.fn(fetchPixels);
    return { fetched, source: new PixelSource(shape, fetched, limits) };
  };
  const pixel: FetchPixels = (_, indices) => Promise.resolve(Uint8Array.from(indices));

  it('fetches what is wanted, once, and in requests of limited size', async () => {
    const { fetched, source } = open(pixel, { perRequest: 2 });
    source.want(places(1, 2, 3));
    source.want(places(1, 2, 3));
    await vi.waitFor(() => expect(source.get(places(3)[0]!)).toEqual(Uint8Array.of(3)));
    expect(fetched.mock.calls.map(([, indices]) => indices)).toEqual([[1, 2], [3]]);
    source.want(places(2, 3));
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('forgets what is not wanted any more while all requests are busy', async () => {
    const answers: (() => void)[] = [];
    const { fetched, source } = open(
      (split, indices) => new Promise((done) => answers.push(() => done(Uint8Array.from(indices)))),
      { perRequest: 1, requests: 1 },
    );
    source.want(places(1, 2, 3));
    source.want(places(9));
    answers[0]!();
    await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(2));
    expect(fetched.mock.calls.map(([, indices]) => indices)).toEqual([[1], [9]]);
  });

  it('keeps the newest pictures up to its limit', async () => {
    const { source } = open(pixel, { bytes: 2 });
    for (const index of [1, 2]) {
      source.want(places(index));
      await vi.waitFor(() => expect(source.get(places(index)[0]!)).toBeDefined());
    }
    source.want(places(1)); // used again, so 2 is the oldest
    source.want(places(3));
    await vi.waitFor(() => expect(source.get(places(3)[0]!)).toBeDefined());
    expect([1, 2, 3].map((index) => source.get(places(index)[0]!) !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('stops after a failure until it is told to try again', async () => {
    let fails = true;
    const { fetched, source } = open((split, indices) =>
      fails ? Promise.reject(new Error('no answer')) : pixel(split, indices),
    );
    source.want(places(1));
    await vi.waitFor(() => expect(source.error).toBe('no answer'));
    source.want(places(1));
    expect(fetched).toHaveBeenCalledTimes(1);
    fails = false;
    source.retry();
    await vi.waitFor(() => expect(source.get(places(1)[0]!)).toEqual(Uint8Array.of(1)));
  });
});
