import sharp from 'sharp';
import { expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { contactSheet, type ContactSheet } from './contact-sheet.ts';

async function draw(sheet: ContactSheet) {
  const { data, info } = await sharp(await contactSheet(sheet))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ];
  return { width: info.width, height: info.height, at };
}

/** A 2 × 2 picture is enlarged 32 times. */
const small = { height: 2, width: 2, channels: 1 };
const [a, b] = [Uint8Array.of(10, 20, 30, 40), Uint8Array.of(50, 60, 70, 80)];

test('enlarges each pixel to a square, and places pictures in rows', async () => {
  const { width, height, at } = await draw({
    ...small,
    rows: [
      { label: '', images: [a, b] },
      { label: '', images: [b] },
    ],
  });
  expect([width, height]).toEqual([12 + 64 + 4 + 64 + 12, 12 + 64 + 4 + 64 + 12]);
  expect([at(12, 12), at(43, 43), at(44, 12), at(12, 44), at(75, 75)]).toEqual(
    [10, 10, 20, 30, 40].map((v) => [v, v, v]),
  );
  expect(at(80, 12)).toEqual([50, 50, 50]);
  expect(at(12, 80)).toEqual([50, 50, 50]);
  for (const [x, y] of [
    [11, 12],
    [78, 12],
    [80, 80],
    [12, 78],
  ] as const)
    expect(at(x, y)).toEqual([255, 255, 255]);
});

test('colour planes become pixels', async () => {
  const image = Uint8Array.of(1, 2, 3, 4, 11, 12, 13, 14, 21, 22, 23, 24);
  const { at } = await draw({ ...small, channels: 3, rows: [{ label: '', images: [image] }] });
  expect(at(12, 12)).toEqual([1, 11, 21]);
  expect(at(75, 75)).toEqual([4, 14, 24]);
});

test('labels, title and captions take space and are visible', async () => {
  const bare = { ...small, rows: [{ label: '', images: [a] }] };
  const plain = await draw(bare);
  const labelled = await draw({ ...small, rows: [{ label: 'Ankle boot', images: [a] }] });
  expect(labelled.width).toBeGreaterThan(plain.width + 60);
  const column = Array.from({ length: 60 }, (_, i) => labelled.at(12 + i, 44)[0]!);
  expect(Math.min(...column)).toBeLessThan(128);
  expect((await draw({ ...bare, title: 'Title' })).height).toBeGreaterThan(plain.height + 15);
  const captioned = await draw({ ...bare, captions: [['Bag 0.93 instead of Shirt']] });
  expect(captioned.height).toBeGreaterThan(plain.height + 10);
  expect(captioned.width).toBeGreaterThan(plain.width);
});

test('headings are above the columns, and take space', async () => {
  const rows = [{ label: '', images: [a, b] }];
  const plain = await draw({ ...small, rows });
  const { width, height, at } = await draw({ ...small, rows, headings: ['one', 'a heading of some length'] });
  const added = height - plain.height;
  const pitch = (width - 20) / 2; // both columns are as wide as the longer heading
  expect(added).toBeGreaterThan(8);
  expect(pitch).toBeGreaterThan(90);
  expect([at(12, 12 + added), at(12 + pitch, 12 + added)]).toEqual([a, b].map(([v]) => [v, v, v]));
  for (const left of [12, 12 + pitch]) {
    const above = Array.from(
      { length: 20 * added },
      (_, i) => at(left + (i % 20), 12 + Math.floor(i / 20))[0]!,
    );
    expect(Math.min(...above)).toBeLessThan(128);
  }
});

test('is reproducible', async () => {
  const sheet = { ...small, title: 'Twice', rows: [{ label: 'Dress', images: [a, b] }] };
  expect(await contactSheet(sheet)).toEqual(await contactSheet(sheet));
});

test.each([
  [[], 1, 'rows: expected at least one picture, got none'],
  [[a], 3, 'rows: expected pictures of 3 × 2 × 2 bytes, got one of 4 bytes'],
  [[a], 2, 'channels: expected 1 or 3, got 2'],
])('refuses pictures that it can’t draw', async (images, channels, message) => {
  await expect(contactSheet({ ...small, channels, rows: [{ label: 'x', images }] })).rejects.toThrow(
    new InputError(message),
  );
});

test('refuses a sheet that does not fit into memory', async () => {
  const rows = Array.from({ length: 300 }, () => ({ label: '', images: Array<Uint8Array>(100).fill(a) }));
  await expect(contactSheet({ ...small, rows })).rejects.toThrow(
    /^rows: expected a sheet of at most 100 megapixels/,
  );
});
