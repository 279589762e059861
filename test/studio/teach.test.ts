// Teach in a browser: two classes from files and from the camera, learnt, kept over a reload, tried and
// saved.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openClassifier } from '../../src/nn/classifier.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { serveFiles } from '../testing/static-host.ts';
import { atelier } from '../testing/atelier.ts';
import { openStudio, openStudioPage, tabTo, type OpenStudio } from './browser.ts';

/** A bar on a light ground, upright or lying, at a place of its own. */
function bar(isUpright: boolean, i: number): Promise<Buffer> {
  const [width, height] = isUpright ? [16, 80] : [80, 16];
  const place = (free: number, step: number) => Math.round(((i * step) % 10) * (free / 10));
  return sharp({ create: { width: 96, height: 96, channels: 3, background: '#f4f1ea' } })
    .composite([
      {
        input: { create: { width, height, channels: 3, background: `hsl(${36 * i}, 60%, 30%)` } },
        left: place(96 - width, 3),
        top: place(96 - height, 7),
      },
    ])
    .jpeg()
    .toBuffer();
}

const folder = await temporaryFolder();
const bars = join(folder, 'bars');
for (const name of ['upright', 'lying']) {
  await mkdir(join(bars, name), { recursive: true });
  for (let i = 0; i < 10; i++)
    await writeFile(join(bars, name, `${i}.jpg`), await bar(name === 'upright', i));
}
await writeFile(join(bars, 'upright', 'broken.jpg'), 'no picture');
await writeFile(join(bars, 'upright', 'notes.txt'), 'no picture either');

/** Chooses an entry of the menu Save, and returns the path of the file. */
async function save(page: Page, entry: string): Promise<string> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ]);
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

/** The names of Teach's files in the browser. */
const filesOnDisk = `navigator.storage.getDirectory()
  .then((root) => root.getDirectoryHandle('teach'))
  .then((place) => Array.fromAsync(place.keys()))
  .then((names) => names.sort())`;

/** The class that the page in a zip tells for a picture, on a host of its own. */
async function answerOfShared(
  browser: Browser,
  files: Readonly<Record<string, Uint8Array>>,
  picture: string,
): Promise<string | null> {
  const host = await serveFiles((name) => {
    const content = files[name];
    return content ? Promise.resolve(content) : Promise.reject(new Error(name));
  });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(host.at('bars/'));
  await page.waitForSelector('html[data-ready]');
  await page.setInputFiles('#file', picture);
  await page.waitForSelector('#answer[data-explained=true]');
  const answer = await page.textContent('#class');
  expect(errors).toEqual([]);
  await page.close();
  host.close();
  return answer;
}

const counts = (page: Page) => page.locator('section[data-class] header').allInnerTexts();

describe.skipIf(lacksBrowser)('Teach', () => {
  let browser: Browser;
  let studio: OpenStudio;
  beforeAll(async () => {
    browser = await openBrowser('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream');
    studio = await openStudio(folder);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });

  it('learns two classes from a folder, keeps them over a reload, and saves what the program reads', async () => {
    const { page, complaints, close } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/teach'));
    await page.getByRole('heading', { name: 'Teach it your own classes' }).waitFor();
    await page.locator('input[webkitdirectory]').setInputFiles(bars);
    await page.getByText('11 pictures', { exact: true }).waitFor();
    expect(await counts(page)).toEqual([
      expect.stringContaining('10 pictures'),
      expect.stringContaining('11'),
    ]);

    await page
      .getByText('Learns from 21 pictures: lying 10, upright 11. How long that takes shows')
      .waitFor();
    await page.getByText('lying has only 10 pictures.').waitFor();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByText(/recognised, each by a fit that had not seen it/).waitFor({ timeout: 60_000 });
    await page.getByText('A picture can’t be read by this browser').waitFor();
    await page.reload();
    await page.getByText(/20 pictures of 2 classes, on atelier/).waitFor();
    expect(await counts(page)).toHaveLength(2);

    const test = join(folder, 'test.jpg');
    await writeFile(test, await bar(true, 4));
    await page.getByRole('region', { name: 'Try it' }).locator('input[type=file]').setInputFiles(test);
    const first = page.getByRole('list', { name: 'Probability of each class' }).locator('[data-first=true]');
    await first.waitFor();
    expect(await first.innerText()).toContain('upright');

    const bytes = await readFile(await save(page, 'Model (.onnx)'));
    const classifier = await openClassifier(bytes, 'bars.onnx', { device: 'cpu', threads: 1 });
    const { classNames, input, data } = classifier.card;
    expect({ classNames, input, data }).toEqual({
      ...{ classNames: ['lying', 'upright'], input: { channels: 1, height: 28, width: 28 }, data: 'bars' },
    });
    await classifier.dispose();
    const { code, stdout } = await atelier('predict', test, '--model', join(folder, 'bars.onnx'));
    expect([code, stdout]).toEqual([0, expect.stringContaining('upright')]);

    const pictures = unzipSync(await readFile(await save(page, 'Data set (.zip)')));
    expect(Object.keys(pictures)).toHaveLength(21);
    expect(pictures['bars/lying/3.jpg']).toEqual(
      new Uint8Array(await readFile(join(bars, 'lying', '3.jpg'))),
    );
    const shared = unzipSync(await readFile(await save(page, 'Page to share (.zip)')));
    expect(Object.keys(shared)).toContain('bars/ort/ort-wasm-simd-threaded.wasm');
    expect(shared['bars/model.onnx']).toEqual(new Uint8Array(bytes));
    expect(await answerOfShared(browser, shared, test)).toBe('upright');
    expect(complaints).toEqual([]);

    await page.getByText('Open in Try').click();
    await page.waitForURL(/\/try\?model=/);
    await close();
  });

  it('by keys alone: two classes from the camera, a picture removed and back, and a second tab', async () => {
    const { page, complaints, close } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/teach'));
    await page.getByRole('heading', { name: 'Teach it your own classes' }).waitFor();
    await tabTo(page, 'Start with two classes');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Class 2' }).waitFor();
    await tabTo(page, 'Camera');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Hold to record');
    await page.keyboard.down('Space');
    await page.getByText(/^[5-9] pictures$/).waitFor();
    await page.keyboard.up('Space');
    await tabTo(page, /^Remove camera/);
    const before = Number(/(\d+) pictures/.exec((await counts(page))[0]!)![1]);
    await page.keyboard.press('Delete');
    await page.getByText(`${before - 1} pictures`, { exact: true }).waitFor();
    await page.keyboard.press('z');
    await page.getByText(`${before} pictures`, { exact: true }).waitFor();
    await tabTo(page, /^Remove camera/);
    await page.keyboard.press('Delete');
    await page.getByText(`${before - 1} pictures`, { exact: true }).waitFor();
    expect(complaints).toEqual([]);

    const second = await page.context().newPage();
    await second.goto(studio.at('/teach'));
    await second.getByRole('button', { name: 'Go on here' }).click();
    await second.getByText(`${before - 1} pictures`, { exact: true }).waitFor();
    // The picture that was removed has left the disk.
    expect(await second.evaluate(filesOnDisk)).toEqual(['journal-1', 'pictures-1', 'whole-1']);
    await page.getByText('Teach is open in another tab').waitFor();
    await close();
  });
});
