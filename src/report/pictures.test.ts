// The pictures of a page, and their sprite.
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { collectMistakes, surestMistakes } from './mistakes.ts';
import { interleaved, makeSprite, pickCellPictures, picturePng } from './pictures.ts';
import { dataset, predictions } from './testing/small-report.ts';
import { greyMap, tileSheet } from './tiles.ts';

it('picks correct ones by rising confidence, mistakes by falling confidence', () => {
  expect(pickCellPictures(predictions)).toEqual([
    { label: 0, prediction: 0, indices: [1, 0] },
    { label: 0, prediction: 1, indices: [2] },
    { label: 1, prediction: 0, indices: [4] },
    { label: 1, prediction: 1, indices: [3, 5] },
  ]);
});

it('ranks mistakes by confidence', async () => {
  expect(surestMistakes(predictions, 9)).toEqual([4, 2]);
  expect(surestMistakes(predictions, 1)).toEqual([4]);
  const [first] = await collectMistakes(predictions, dataset);
  expect(first).toMatchObject({ index: 4, label: 1 });
  expect(first!.likeliest.map(({ label }) => label)).toEqual([0, 1, 2]);
  expect(first!.likeliest[0]!.probability).toBeCloseTo(0.9, 6);
});

describe('a sprite', () => {
  it('has each picture in its place', async () => {
    const sprite = await makeSprite(dataset, [5, 1, 5, 3]);
    expect(sprite).toMatchObject({ indices: [1, 3, 5], width: 3, height: 2, columns: 64 });
    const { data, info } = await sharp(sprite.bytes)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([64 * 3, 2]);
    const at = (place: number) => data[(3 * place + 1) * 3]!; // the middle of the first row
    [40, 120, 200].forEach((level, place) => expect(Math.abs(at(place) - level)).toBeLessThan(25));
  });

  it('shrinks large pictures', async () => {
    const side = 112;
    const large = { ...dataset, height: side, width: side, images: new Uint8Array(6 * side * side).fill(90) };
    const { width, height } = await makeSprite(large, [0, 1]);
    expect([width, height]).toEqual([56, 56]);
  });
});

it('interleaves colours, and repeats grey three times', async () => {
  const colours = { ...dataset, count: 1, channels: 3, images: Uint8Array.from({ length: 18 }, (_, k) => k) };
  expect([...interleaved(colours, 0).subarray(0, 6)]).toEqual([0, 6, 12, 1, 7, 13]);
  expect([...interleaved(dataset, 2).subarray(0, 3)]).toEqual([80, 80, 80]);
  const { data } = await sharp(await picturePng(colours, 0))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([...data.subarray(3, 6)]).toEqual([1, 7, 13]);
});

it('sets tiles in rows with a gap between them', async () => {
  const tile = (level: number) => new Uint8Array(3 * 4).fill(level);
  const { png, width, height } = await tileSheet({
    ...{ maps: [tile(10), tile(20), tile(30)], height: 2, width: 2, columns: 2 },
  });
  expect([width, height]).toEqual([5, 5]);
  const data = await sharp(png).raw().toBuffer();
  const at = (x: number, y: number) => data[3 * (5 * y + x)];
  expect([at(0, 0), at(2, 0), at(3, 1), at(1, 4), at(4, 4)]).toEqual([10, 128, 20, 30, 128]);
});

it('draws a map from its least in black to its greatest in white', () => {
  expect([...greyMap(Float32Array.of(-1, 0, 1))]).toEqual([0, 127, 255, 0, 127, 255, 0, 127, 255]);
  expect([...greyMap(Float32Array.of(4, 4))]).toEqual([0, 0, 0, 0, 0, 0]);
});
