// The page that measures a model: from the first click to the pictures behind a number. What it shows is
// compared with what `atelier evaluate` prints.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationReport } from '../../src/metrics/evaluation-report.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { start } from '../testing/process.ts';
import { openStudio, openStudioPage, savedFile, savedLines, tabTo, type OpenStudio } from './browser.ts';

const folder = await temporaryFolder();
const atelier = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await start(args, folder).result;
  if (code !== 0) throw new Error(stderr);
  return stdout;
};

/** Waits until the measurement is over. */
const measured = (page: Page) =>
  page.getByRole('button', { name: 'Measure again' }).waitFor({ timeout: 60_000 });

describe.skipIf(lacksBrowser)('Evaluate', () => {
  let browser: Browser;
  let studio: OpenStudio;
  let expected: EvaluationReport;
  beforeAll(async () => {
    const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
    await atelier('train', '--data', data, '--arch', 'lenet5', '--epochs', '2', '--name', 'first');
    expected = JSON.parse(
      await atelier('evaluate', 'runs/first', '--split', 'validation', '--json'),
    ) as EvaluationReport;
    studio = await openStudio(folder, '--data', data);
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  it('by keys alone: measure, then open the pictures of the largest cell and copy their list', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(studio.at('/evaluate?model=first'));
    await page.getByRole('heading', { name: 'Measure this model' }).waitFor();
    await tabTo(page, 'Measure');
    await page.keyboard.press('Enter');
    await measured(page);
    const summary = page.getByRole('region', { name: 'Results' });
    expect(await summary.innerText()).toContain(`${(100 * expected.accuracy).toFixed(2)} %`);

    await tabTo(page, /^Confusion matrix\. Arrow keys/);
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.waitForURL(/pick=cell/);
    const [, label, prediction] = /pick=cell%3A(\d+)-(\d+)/.exec(page.url())!;
    const count = expected.confusion[Number(label)]![Number(prediction)]!;
    expect(count).toBeGreaterThan(0);
    await page.getByText(`${count} pictures,`).waitFor();
    await tabTo(page, 'Copy list');
    await page.keyboard.press('Enter');
    await page.getByText(`${count} names copied`).waitFor();
    const list = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(list.trim().split('\n')).toHaveLength(count);

    await tabTo(page, /^Pictures$/);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/picture=\d+/);
    const chosen = await page.getByRole('option', { selected: true }).innerText();
    expect(chosen).toContain(`2 of ${count}`);

    await page.reload(); // the address holds what is open
    await page.getByText(`${count} pictures,`).waitFor();
    expect(await page.getByRole('option', { selected: true }).innerText()).toBe(chosen);
    expect(complaints).toEqual([]);
  }, 120_000);

  it('saves what it shows: the matrix, the pictures of a cell, the mistakes with their maps', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/evaluate?model=first&pick=cell%3A0-0'));
    const matrix = await savedLines(page, /^Save: Confusion/, 'Save as CSV');
    const names = expected.perClass.map(({ name }) => name);
    expect(matrix[0]).toBe(['true class', ...names].join());
    expect(matrix.slice(1)).toEqual(expected.confusion.map((row, i) => [names[i], ...row].join()));

    const [header, ...pictures] = await savedLines(page, 'Save the pictures', 'Save as CSV');
    expect(header).toBe('index,file,class,predicted,confidence');
    expect(pictures).toHaveLength(expected.confusion[0]![0]!);
    const sheet = sharp(await savedFile(page, 'Save the pictures', 'Save as PNG'));
    const size = await sheet.metadata();
    // As many columns as lines, or one more, of pictures of 28 pixels, a pixel apart.
    const inLine = Math.ceil(Math.sqrt(pictures.length));
    const linesOf = (count: number) => 29 * count - 1;
    expect(size.width / size.height).toBeCloseTo(
      linesOf(inLine) / linesOf(Math.ceil(pictures.length / inLine)),
    );
    expect((await sheet.stats()).channels[0]!.stdev).toBeGreaterThan(10);

    await page.goto(studio.at('/evaluate?model=first&tab=mistakes'));
    const lines = page.getByRole('tabpanel').getByRole('listitem');
    await lines.first().waitFor();
    const mistakes = await savedLines(page, 'Save the mistakes', 'Save as CSV');
    expect(mistakes).toHaveLength(1 + (await lines.count()));
    const { width, height } = await sharp(
      await savedFile(page, 'Save the mistakes', 'Save as PNG'),
    ).metadata();
    // A line for each mistake: the picture of 28 pixels and its maps, a pixel apart, enlarged as a whole.
    const columns = await lines.first().locator('img').count();
    expect(height / width).toBeCloseTo((29 * (await lines.count()) - 1) / (29 * columns - 1));
    expect(complaints).toEqual([]);
  }, 120_000);

  it('on other data than that of its training, the page says so', async () => {
    const { page } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/evaluate?model=first&data=sketches'));
    await page.getByRole('button', { name: 'Measure' }).click();
    await measured(page);
    await page.getByText('was trained on other data than sketches').waitFor();
  }, 120_000);
});
