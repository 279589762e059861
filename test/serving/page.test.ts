// The page at / in Chromium: a person tries a picture and sees what it is, why, or what is wrong with it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/nn/classifier.ts';
import { variantOf } from '../../src/inspection/good-pieces.ts';
import { learnInspector } from '../../src/inspection/learn.ts';
import { imageSize, smallBackbone } from '../../src/inspection/testing/backbone.ts';
import { drawPieces, stained } from '../../src/inspection/testing/pieces.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { classNames, newFolder, side, smallModel, smallServer } from './small-server.ts';

describe.skipIf(lacksBrowser)('the page at /', async () => {
  if (lacksBrowser) return;
  const server = await smallServer();
  const browser = await openBrowser();
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.url);
  const pixels = Uint8Array.from({ length: side * side }, (_, i) => (i * 13) % 256);
  const png = await sharp(pixels, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toBuffer();
  const choose = (name: string, buffer: Buffer) =>
    page.getByLabel('Picture').setInputFiles({ name, mimeType: 'image/png', buffer });
  const status = page.getByRole('status');

  it('shows the classes of a picture and where the model looked', async () => {
    await choose('boot.png', png);
    await page.getByLabel('Show where the model looked').check();
    await page.getByRole('button', { name: 'Look' }).click();
    await page.getByText('Model small, version 1.').waitFor();
    const row = await (await openClassifier(smallModel(1))).predict(pixels);
    const lines = classNames
      .map((name, i) => [name, row[i]!] as const)
      .sort(([, a], [, b]) => b - a)
      .map(([name, probability]) => `${name}: ${(100 * probability).toFixed(1)} %`);
    expect(await page.locator('#classes li').allTextContents()).toEqual(lines);
    const images = page.locator('#pictures img');
    expect(await images.count()).toBe(2);
    for (const image of await images.all())
      await image.evaluate((element) => (element as unknown as { decode(): Promise<void> }).decode());
    expect(complaints).toEqual([]);
  });

  it('says what is wrong with a file', async () => {
    await choose('notes.png', Buffer.from('no picture'));
    await page.getByRole('button', { name: 'Look' }).click();
    await status.getByText('notes.png: expected a picture').waitFor();
    expect(await page.locator('#classes li').count()).toBe(0);
  });
});

describe.skipIf(lacksBrowser)('the page at / for an inspector', async () => {
  if (lacksBrowser) return;
  const bytes = await learnInspector({
    ...smallBackbone(),
    ...{ variants: [variantOf(drawPieces(30, 1), imageSize)], bankSize: 200, falseAlarms: 0.05, threads: 1 },
  });
  const file = join(await newFolder(), 'discs.onnx');
  await writeFile(file, bytes);
  const server = await smallServer({}, { models: [{ name: 'discs', version: '1', file }] });
  const browser = await openBrowser();
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  const page = await browser.newPage();
  await page.goto(server.url);
  const raw = { width: 28, height: 28, channels: 1 } as const;
  const look = async (pixels: Uint8Array) => {
    const buffer = await sharp(pixels, { raw }).png().toBuffer();
    await page.getByLabel('Picture').setInputFiles({ name: 'piece.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: 'Look' }).click();
  };

  it('shows the verdict, the score and the heat map with its boxes', async () => {
    await page.getByLabel('Show where').check();
    await look(stained(drawPieces(1, 3), [8, 10], 5));
    await page.getByRole('status').getByText('Model discs, version 1. The piece is defective.').waitFor();
    const lines = await page.locator('#classes li').allTextContents();
    expect(lines[0]).toMatch(/^Score \d[\d.]*; defective above \d[\d.]*$/);
    expect(lines[1]).toMatch(/^Defective places: [1-9]/);
    const source = await page.getByAltText('where the piece is unlike good ones').getAttribute('src');
    const png = Buffer.from(source!.split(',')[1]!, 'base64');
    const { data } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const isBox = (i: number) => data[i] === 0 && data[i + 1] === 255 && data[i + 2] === 255;
    expect(Array.from({ length: data.length / 3 }, (_, i) => isBox(3 * i)).some(Boolean)).toBe(true);
    await look(drawPieces(1, 2));
    await page.getByRole('status').getByText('The piece is good.').waitFor();
  });
});
