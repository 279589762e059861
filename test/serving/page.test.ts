// The page at / in Chromium: a person tries a picture and sees what it is, why, or what is wrong with it.
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openClassifier } from '../../src/nn/classifier.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { classNames, side, smallModel, smallServer } from './small-server.ts';

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
    await page.getByRole('button', { name: 'Classify' }).click();
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
    await page.getByRole('button', { name: 'Classify' }).click();
    await status.getByText('notes.png: expected a picture').waitFor();
    expect(await page.locator('#classes li').count()).toBe(0);
  });
});
