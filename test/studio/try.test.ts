// The page Try in a browser: drawing with the pointer and by keys, files, models of others, the camera, and
// the nearest training pictures.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lenet5 } from '../../src/architectures/index.ts';
import { sketches } from '../../src/data/sketches.ts';
import { openClassifier } from '../../src/nn/classifier.ts';
import { foreignFile, foreignFileInTwo } from '../../src/nn/foreign/testing/foreign-files.ts';
import { readImage } from '../../src/node/pictures/read-image.ts';
import { fit } from '../../src/training/fit.ts';
import { lacksBrowser, openBrowser, softwareCard } from '../testing/browser.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openStudio, openStudioPage, tabTo, type OpenStudio } from './browser.ts';

const bars = (page: Page) => page.getByRole('list', { name: 'Probabilities of the classes' });
const answered = (page: Page) => bars(page).getByRole('button').first().waitFor();
/** The probabilities in percent, with one decimal, as the page shows them. */
const shares = async (page: Page): Promise<number[]> =>
  (await bars(page).getByRole('button').allInnerTexts()).map((text) => Number(/([\d.]+) %/.exec(text)![1]));

const hasCard = (page: Page): Promise<unknown> =>
  page.evaluate('navigator.gpu?.requestAdapter().then((adapter) => adapter !== null)');

/** Without the threads of the runtime, which wait for work and answer nothing. */
const ownWorkers = (page: Page) => page.workers().filter((worker) => !worker.url().includes('/ort-'));

/** Makes a worker keep the devices that it opens, so that a test can take them away. */
const keepDevices = `{
  const { requestDevice } = GPUAdapter.prototype;
  globalThis.kept = [];
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    kept.push(device);
    return device;
  };
}`;

/** Goes around a shirt with the pointer. */
async function drawShirt(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^Shape/ }).click();
  const paper = page.getByRole('application');
  const { x, y, width, height } = (await paper.boundingBox())!;
  const outline = [32, 15, 68, 15, 92, 32, 82, 48, 72, 42, 72, 88, 28, 88, 28, 42, 18, 48, 8, 32, 32, 15];
  for (let i = 0; i < outline.length; i += 2) {
    await page.mouse.move(x + (outline[i]! / 100) * width, y + (outline[i + 1]! / 100) * height);
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

describe.skipIf(lacksBrowser)('trying a model in a browser', () => {
  let browser: Browser;
  let studio: OpenStudio;
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    const models = join(folder, 'nets');
    await mkdir(models);
    const data = sketches({ train: 400, test: 10 }).train;
    const { best } = await fit(lenet5(10), { data, epochs: 1, batchSize: 32, threads: 1 });
    await writeFile(join(models, 'drawn.onnx'), best);
    await writeFile(join(folder, 'theirs.onnx'), foreignFile());
    const { model, weights } = foreignFileInTwo('large.onnx.data');
    await writeFile(join(folder, 'large.onnx'), model);
    await writeFile(join(folder, 'large.onnx.data'), weights);
    studio = await openStudio(folder, '--models', models);
    browser = await openBrowser(
      ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', ...softwareCard],
    );
  });
  afterAll(() => Promise.all([browser.close(), studio.stop()]));
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  const open = async (path: string, ...look: [] | [Parameters<typeof openStudioPage>[2]]) => {
    const opened = await openStudioPage(browser, studio, ...look);
    await opened.page.goto(studio.at(path));
    return opened;
  };

  it('a drawing is classified and explained, and the address keeps what was chosen', async () => {
    const { page, complaints } = await open('/try?model=pocket');
    await drawShirt(page);
    await answered(page);
    const sum = (await shares(page)).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - 100)).toBeLessThan(0.6); // ten figures, each rounded to a tenth
    await page
      .getByText(/like its training data/i)
      .first()
      .waitFor();
    await page.getByRole('img', { name: 'What the network sees: 28×28 pixels' }).waitFor();
    await page.getByRole('button', { name: /^Bag/ }).click();
    await page.getByRole('img', { name: 'Grad-CAM for Bag' }).waitFor();
    await page.getByRole('img', { name: 'Map 1', exact: true }).waitFor();
    await page.getByRole('button', { name: /Map$/ }).click();
    await page.getByRole('option', { name: 'Saliency' }).click();
    await page.getByRole('img', { name: 'Saliency for Bag' }).waitFor();
    await page.reload();
    await answered(page); // the drawing is still there
    const address = new URL(page.url()).searchParams;
    expect([address.get('model'), address.get('class'), address.get('map')]).toEqual([
      'pocket',
      'Bag',
      'saliency',
    ]);
    expect(complaints).toEqual([]);
  });

  it('a picture file gets the probabilities that atelier predict gives', async () => {
    const file = join(folder, 'shirt.png');
    const shape = `<svg width="300" height="260"><rect width="300" height="260" fill="#eee"/>
      <path d="M90 40h120l60 50-30 45-30-20v120h-120v-120l-30 20-30-45z" fill="#344a6e"/></svg>`;
    await sharp(Buffer.from(shape)).png().toFile(file);
    const classifier = await openClassifier(new Uint8Array(await readFile('models/atelier.onnx')), 'atelier');
    const pixels = await readImage(file, { height: 28, width: 28, channels: 1, invert: 'auto' });
    const expected = await classifier.predict(pixels);
    await classifier.dispose();
    const { page, complaints } = await open('/try?source=file');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await (await chooser).setFiles(file);
    await answered(page);
    // The two resize to levels that differ by one here and there.
    (await shares(page)).forEach((share, i) =>
      expect(Math.abs(share - 100 * expected[i]!)).toBeLessThan(1.5),
    );
    await page.getByText('shirt.png').waitFor();
    // The same from the clipboard, while the page shows something else.
    await page.getByRole('radio', { name: 'Draw' }).click();
    await page.getByText('Nothing to see yet').waitFor();
    const before = await readFile(file, 'base64');
    await page.evaluate(`
      const bytes = Uint8Array.from(atob('${before}'), (c) => c.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));`);
    await page.getByText('pasted.png').waitFor();
    await answered(page);
    expect(complaints).toEqual([]);
  });

  it('by keys alone: a line is drawn, and taken back', async () => {
    const { page, complaints } = await open('/try?model=pocket');
    await page.getByText('Or begin with a sketch').waitFor(); // the model is open
    await tabTo(page, /^Drawing\./);
    await page.keyboard.press('Space');
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await answered(page);
    await page.keyboard.press('u');
    await page.getByText('Nothing to see yet').waitFor();
    await page.keyboard.press('r');
    await answered(page);
    expect(complaints).toEqual([]);
  });

  it('a model of another program tells how its pixels are prepared, and a page reloaded says what it lacks', async () => {
    const { page, complaints } = await open('/try');
    await drawShirt(page);
    await answered(page);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open an .onnx file…' }).click();
    await (await chooser).setFiles(join(folder, 'theirs.onnx'));
    await page.getByText(/^A guess: the file does not say it/).waitFor();
    await page.getByRole('button', { name: /^class 0/ }).waitFor();
    await page.getByText('This model can’t tell').waitFor();
    const openFiles = async (...names: readonly string[]) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open an .onnx file…' }).click();
      await (await chooser).setFiles(names.map((name) => join(folder, name)));
    };
    await openFiles('large.onnx');
    await page.getByText(/its weights are in a second file, large.onnx.data/).waitFor();
    await openFiles('large.onnx.data');
    await page.getByRole('button', { name: /^class 0/ }).waitFor();
    await openFiles('theirs.onnx');
    await page.getByRole('button', { name: /^theirs.onnx \(opened here\)/ }).waitFor();
    expect(complaints).toEqual([]);
    await page.reload();
    await page.getByText(/The page does not have theirs.onnx any more/).waitFor();
  });

  it('finds the nearest training pictures, of the same garment', { timeout: 60_000 }, async () => {
    const { page, complaints } = await open('/try?view=nearest');
    await page.getByRole('button', { name: 'atelier (released) Model' }).click(); // the list is there
    await page.getByRole('option', { name: 'drawn (file)' }).click();
    await page.getByRole('img', { name: 'Sketch of a trouser' }).click();
    await page.getByText(/^Of [\d,]+ training pictures of sketches/).waitFor({ timeout: 50_000 });
    const found = page.getByRole('img', { name: /, similarity / });
    expect(await found.count()).toBe(12);
    const first = await found.first().getAttribute('aria-label');
    expect(Number(/similarity ([\d.]+)/.exec(first!)![1])).toBeGreaterThan(0.9);
    // By keys: from the first to the second, which opens among the data.
    const second = page.getByRole('link', { name: /, similarity / }).nth(1);
    const [, label, index] = /^(.*?), similarity .*training picture ([\d,]+)$/.exec(
      (await second.getByRole('img').getAttribute('aria-label'))!,
    )!;
    await page
      .getByRole('link', { name: /, similarity / })
      .first()
      .focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/data/sketches?at=train-${index!.replaceAll(',', '')}`);
    await page.getByRole('img', { name: `${label!}, picture ${index!}` }).waitFor();
    expect(complaints).toEqual([]);
  });

  it(
    'on a graphics card says what the processor says, and goes on when it is lost',
    { timeout: 180_000 },
    async ({ skip }) => {
      const { page, complaints } = await open('/try?on=wasm');
      skip(!(await hasCard(page)), 'no WebGPU here: install Debian’s chromium and libvulkan1');
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Open an .onnx file…' }).click();
      await (await chooser).setFiles(join(folder, 'theirs.onnx')); // a small one: in software it takes long
      await drawShirt(page);
      await page.getByRole('button', { name: /^class 0/ }).waitFor();
      await page.getByText('Runs on the processor, as you chose.').waitFor();
      const expected = await shares(page);
      for (const worker of ownWorkers(page)) await worker.evaluate(keepDevices);
      await page.getByRole('button', { name: /Runs on$/ }).click();
      await page.getByRole('option', { name: 'Graphics card (WebGPU)' }).click();
      await page.getByText('Runs on the graphics card, as you chose.').waitFor({ timeout: 120_000 });
      const seen = await shares(page);
      seen.forEach((share, i) => expect(Math.abs(share - expected[i]!)).toBeLessThan(0.15));
      for (const worker of ownWorkers(page))
        await worker.evaluate('kept.forEach((device) => device.destroy())');
      await page.keyboard.press('u');
      await drawShirt(page);
      await page.getByText('because the graphics card failed. Nothing was lost.').waitFor();
      await answered(page);
      expect(complaints.filter((line) => !/device|WebGPU|OrtRun/i.test(line))).toEqual([]);
    },
  );

  it('the camera is classified as it moves, and its picture stays when it is taken', async () => {
    const { page, complaints } = await open('/try?model=pocket&source=camera');
    await page.getByRole('button', { name: 'Turn the camera on' }).click();
    await answered(page);
    await page.getByRole('button', { name: 'Take a picture' }).click();
    await page.getByRole('img', { name: 'The photograph' }).waitFor();
    await page.getByRole('img', { name: /^Grad-CAM for / }).waitFor();
    expect(complaints).toEqual([]);
  });
});
