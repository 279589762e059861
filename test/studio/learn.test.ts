// The walk through Learn in a browser: its numbers are the engine's, and everything can be done by keys.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resnet20 } from '../../src/architectures/resnet.ts';
import { encodeClassifier } from '../../src/nn/classifier-file.ts';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  flatten,
  globalAveragePooling2d,
  maxPooling2d,
} from '../../src/nn/layers/index.ts';
import { initialWeights, sequential, type Model } from '../../src/nn/model.ts';
import { chapters } from '../../studio/src/pages/learn/core/chapters.ts';
import { firstSample, samples } from '../../studio/src/pages/learn/core/pictures.ts';
import { openWalk, type Reading, type Walk } from '../../studio/src/pages/learn/core/walk.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openStudio, openStudioPage, tabTo, type OpenStudio } from './browser.ts';

/** Waits until a value is as it should be. A machine that is busy loads the runtime slowly. */
const eventually = <Value>(value: () => Value) => expect.poll(value, { timeout: 20_000 });

const primer = 'studio/src/pages/learn/network/primer.onnx';
const sneaker = samples()[firstSample]!;

/** A network of three classes for colour pictures of 12×10, with random weights. */
async function ownModel(folder: string, model: Model, name: string): Promise<string> {
  const file = join(folder, name);
  const bytes = encodeClassifier(model, initialWeights(model.weightSpecs([3, 12, 10]), 1), {
    ...{ classNames: ['hat', 'scarf', 'glove'], data: 'mine', seed: 1, epoch: 1 },
    input: { channels: 3, height: 12, width: 10 },
    preprocessing: { mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
  });
  await writeFile(file, bytes);
  return file;
}

const chapterTitle = (page: Page) => page.locator('#chapter-title');
const shares = (page: Page) => page.getByRole('list', { name: 'Probability' }).getByRole('button');
/** The probability of a class, as the page shows it. */
const shareOf = async (page: Page, name: string): Promise<number> => {
  const text = await shares(page).filter({ hasText: name }).innerText();
  return Number(/([\d.]+) %/.exec(text)![1]);
};
/** The loss that the last chapter tells. */
const lossOf = async (page: Page): Promise<number> =>
  Number(/The loss is ([\d.]+)\. By/.exec(await page.getByText(/The loss is/).innerText())![1]);

describe.skipIf(lacksBrowser)('Learn', () => {
  let browser: Browser;
  let studio: OpenStudio;
  let folder: string;
  let walk: Walk;
  let reading: Reading;
  beforeAll(async () => {
    browser = await openBrowser();
    folder = await temporaryFolder();
    studio = await openStudio(folder);
    walk = await openWalk(new Uint8Array(await readFile(primer)), 'primer', { device: 'cpu', threads: 1 });
    const { pixels, label } = sneaker;
    reading = await walk.read({ pixels, label, weights: walk.weights, rate: 0.001 });
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
    await walk.dispose();
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  it('by keys alone: through all chapters, a weight changed and taken back, a step taken', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByText('A picture is a table of numbers').waitFor();
    const titles = [await chapterTitle(page).innerText()];
    await page.keyboard.press('n');
    await page.waitForURL(/chapter=convolution/);

    await tabTo(page, /^output: conv2d/);
    const spoken = () => page.locator(':focus').getAttribute('aria-valuetext');
    const before = await spoken();
    await page.keyboard.press('ArrowLeft');
    await eventually(spoken).not.toBe(before);
    await tabTo(page, /^weights 9/);
    await page.keyboard.press('Tab'); // the slider of the chosen weight
    const share = await shareOf(page, 'Sneaker');
    for (let i = 0; i < 30; i++) await page.keyboard.press('ArrowRight');
    await eventually(() => shareOf(page, 'Sneaker')).not.toBe(share);
    await page.getByRole('button', { name: 'Put the weights back' }).waitFor();
    await chapterTitle(page).focus();
    await page.keyboard.press('z');
    await eventually(() => shareOf(page, 'Sneaker')).toBe(share);

    for (const chapter of chapters.slice(2)) {
      await page.keyboard.press('n');
      await page.waitForURL(new RegExp(`chapter=${chapter}`));
      titles.push(await chapterTitle(page).innerText());
    }
    expect(new Set(titles).size).toBe(7);
    const loss = await lossOf(page);
    expect(loss).toBeCloseTo(reading.loss, 2);
    await tabTo(page, 'Take one step');
    await page.keyboard.press('Enter');
    await eventually(() => lossOf(page)).toBeLessThan(loss);
    await page.getByText('The network is right.').waitFor();
    await page.keyboard.press('0');
    await eventually(() => lossOf(page)).toBe(loss);
    expect(complaints).toEqual([]);
  });

  it('the address leads to one number, and it is the engine’s', async () => {
    const { page } = await openStudioPage(browser, studio);
    await page.goto(
      studio.at('/learn?chapter=convolution&stage=conv2d_1&map=5&at=%223,4%22&from=2&weight=1'),
    );
    const expected = reading.values['conv2d_1']![5 * 121 + 3 * 11 + 4]!;
    const sign = expected < 0 ? '−' : '';
    await page.getByText(`The engine computed ${sign}${Math.abs(expected).toFixed(4)}.`).waitFor();
    const result = page.locator('dl').filter({ hasText: 'sum over 8 maps' });
    const [sum, bias, shown] = (await result.locator('dd').allInnerTexts()).map((text) =>
      Number(text.replace('−', '-')),
    );
    expect(sum! + bias!).toBeCloseTo(shown!, 1);
    await page.reload();
    await page.getByText(`The engine computed ${sign}${Math.abs(expected).toFixed(4)}.`).waitFor();
  });

  it('a nudge: the loss that the gradient promises is the loss that comes', async () => {
    const { page } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/learn?chapter=gradient'));
    await page.getByRole('button', { name: '+0.001' }).click();
    const told = page.getByRole('status').filter({ hasText: 'computed loss' });
    const [promise, computed] = await told.locator('dd').allInnerTexts();
    expect(Number(promise!.split('= ')[1])).toBeCloseTo(Number(computed), 4);
    expect(Math.abs(Number(computed) - reading.loss)).toBeGreaterThan(2e-4);
  });

  it('a drawing changes the prediction, and a reload keeps it', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/learn'));
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('radio', { name: 'Draw' }).check();
    const empty = await shares(page).allInnerTexts();
    const box = (await page.getByRole('slider', { name: 'Picture' }).boundingBox())!;
    await page.mouse.move(box.x + 0.35 * box.width, box.y + 0.1 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.35 * box.width, box.y + 0.9 * box.height, { steps: 5 });
    await page.mouse.move(box.x + 0.65 * box.width, box.y + 0.9 * box.height, { steps: 5 });
    await page.mouse.up();
    await eventually(() => shares(page).allInnerTexts()).not.toEqual(empty);
    await page.waitForURL(/picture=own/);
    const drawn = await shares(page).allInnerTexts();
    await page.reload();
    await eventually(() => shares(page).allInnerTexts()).toEqual(drawn);
    expect(complaints).toEqual([]);
  });

  it('takes the reader’s own network and picture, and says why it can’t take another', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    const layers = [
      conv2d({ filters: 4, kernelSize: 5, padding: 'same', strides: 2, activation: 'tanh' }),
      maxPooling2d(2),
      flatten(),
      dense({ units: 6, activation: 'relu' }),
      dense({ units: 3 }),
    ];
    await page.goto(studio.at('/learn'));
    await chapterTitle(page).waitFor();
    const files = page.locator('input[type=file]');
    await files.last().setInputFiles(await ownModel(folder, sequential(layers, 'mine'), 'mine.onnx'));
    await shares(page).filter({ hasText: 'scarf' }).waitFor();
    const before = await shares(page).allInnerTexts();
    await files.first().setInputFiles('docs/images/predictions.png');
    await eventually(() => shares(page).allInnerTexts()).not.toEqual(before);
    for (const chapter of chapters.slice(1)) {
      await page.keyboard.press('n');
      await page.waitForURL(new RegExp(`chapter=${chapter}`));
      expect(await page.getByRole('alert').count()).toBe(0);
    }
    await files.last().setInputFiles(await ownModel(folder, resnet20(3), 'deep.onnx'));
    await page.getByText(/deep\.onnx: Learn walks through networks of .*; this one has residual/).waitFor();
    await page.getByRole('button', { name: 'Use the primer' }).click();
    await shares(page).filter({ hasText: 'Sneaker' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('walks through batch normalisation and global pooling, with the engine’s numbers', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/learn'));
    await chapterTitle(page).waitFor();
    const layers = [
      conv2d({ filters: 4, kernelSize: 3, useBias: false }),
      batchNormalization(),
      activation('relu'),
      globalAveragePooling2d(),
      dense({ units: 3 }),
    ];
    const files = page.locator('input[type=file]');
    await files.last().setInputFiles(await ownModel(folder, sequential(layers, 'normal'), 'normal.onnx'));
    await shares(page).filter({ hasText: 'scarf' }).waitFor();
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    await page.getByText('Keep what was found').waitFor();
    const normalisation = page.getByRole('radio', { name: 'normalisation' });
    await normalisation.check();
    await page.getByRole('heading', { name: 'All maps on a common scale' }).waitFor();
    const written = await page.getByLabel('Batch normalisation of the cell').locator('dd').last().innerText();
    const engine = await page.getByText(/^The engine computed/).innerText();
    const number = (text: string) => Number(text.replace('−', '-'));
    const sum = number(/= (−?[\d.]+)$/.exec(written)![1]!);
    expect(sum).toBeCloseTo(number(/computed (−?[\d.]+)\.$/.exec(engine)![1]!), 2);
    const before = await shares(page).allInnerTexts();
    await page.getByRole('slider', { name: /^γ/ }).focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp');
    await eventually(() => shares(page).allInnerTexts()).not.toEqual(before);
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'One number of each map' }).waitFor();
    await page.keyboard.press('n');
    await page.getByText('Global pooling has left one number').waitFor();
    for (const chapter of chapters.slice(5)) {
      await page.keyboard.press('n');
      await page.waitForURL(new RegExp(`chapter=${chapter}`));
    }
    const loss = await lossOf(page);
    await page.getByRole('button', { name: 'Take one step' }).click();
    await eventually(() => lossOf(page)).not.toBe(loss);
    expect(await page.getByRole('rowheader', { name: 'batchNormalization/gamma' }).count()).toBe(1);
    expect(await page.getByRole('rowheader', { name: /moving/ }).count()).toBe(0); // they do not learn
    expect(complaints).toEqual([]);
  });
});
