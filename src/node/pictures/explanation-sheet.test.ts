// Sheets of explanations, by the colours at known places.
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { linear, toyExplainer } from '../../explain/testing/toy-models.ts';
import { explanationSheet, featureMapSheet, filterSheet, maximizedSheet } from './explanation-sheet.ts';

const explainer = toyExplainer([1, 2, 2], linear([1, 2, 3, 4]));

/** How many pixels of a PNG have each colour, by its numbers. */
async function coloursOf(png: Uint8Array): Promise<Map<string, number>> {
  const { data } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const counts = new Map<string, number>();
  for (let i = 0; i < data.length; i += 3) {
    const colour = data.subarray(i, i + 3).join();
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}

it('has the picture, and each method’s map in colour', async () => {
  const map = { maps: Float32Array.of(-1, 0, 0, 1), targets: Int32Array.of(0), isSigned: true };
  const counts = await coloursOf(
    await explanationSheet(explainer, {
      ...{ images: Uint8Array.of(10, 60, 110, 160), labels: ['boot'] },
      explanations: new Map([['occlusion', map]]),
    }),
  );
  const cell = 56 ** 2; // a picture of 2×2 is drawn as 112×112
  for (const colour of ['10,10,10', '60,60,60', '160,160,160', '33,102,172', '178,24,43'])
    expect(counts.get(colour), colour).toBeGreaterThanOrEqual(cell);
  expect(counts.get('247,247,247')).toBeGreaterThanOrEqual(2 * cell);
});

it('has all maps of a layer on their own scales, or all units on one', async () => {
  const maps = { layer: 'conv', channels: 2, height: 1, width: 2, values: Float32Array.of(0, 5, 9, 0) };
  const counts = await coloursOf(await featureMapSheet(maps));
  const cell = 42 ** 2;
  expect(counts.get('0,0,0')).toBeGreaterThanOrEqual(2 * cell);
  expect(counts.size).toBeGreaterThan(2);
  const units = { layer: 'dense', channels: 3, height: 1, width: 1, values: Float32Array.of(0, 2, 1) };
  expect((await coloursOf(await featureMapSheet(units))).get('127,127,127')).toBeGreaterThanOrEqual(8 ** 2);
});

it('has filters on one scale, in rows for several channels', async () => {
  const size = { layer: 'conv', count: 2, height: 1, width: 1, groups: 1 };
  const one = await coloursOf(await filterSheet({ ...size, channels: 1, weights: Float32Array.of(2, -1) }));
  expect(one.get('178,24,43')).toBeGreaterThanOrEqual(48 ** 2);
  expect(one.get('146,197,222')).toBeGreaterThanOrEqual(48 ** 2);
  const weights = Float32Array.of(2, -1, 0, -2);
  const rows = await coloursOf(await filterSheet({ ...size, channels: 2, weights }));
  expect(rows.get('33,102,172')).toBeGreaterThanOrEqual(18 ** 2);
});

it('has the maximized pictures of classes under their names', async () => {
  const png = await maximizedSheet(explainer, Uint8Array.of(9, 9, 9, 9, 200, 200, 200, 200), ['a', 'b']);
  const counts = await coloursOf(png);
  for (const colour of ['9,9,9', '200,200,200'])
    expect(counts.get(colour), colour).toBeGreaterThanOrEqual(112 ** 2);
});
