// The page that measures a model: from the first click to the pictures behind a number. What it shows is
// compared with what `atelier evaluate` prints.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationReport } from '../../src/metrics/evaluation-report.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { start } from '../testing/process.ts';
import { axeViolations, openStudio, openStudioPage, tabTo, type OpenStudio } from './browser.ts';

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
    expect(await axeViolations(page)).toEqual([]);
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

    await page.reload(); // the address holds what is open
    await page.getByText(`${count} pictures,`).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);

  it('every view of a result is there, and axe finds nothing in it', async () => {
    const found: Record<string, string[]> = {};
    for (const [theme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      const { page, complaints } = await openStudioPage(browser, studio, { theme, width });
      for (const tab of [
        'confusion',
        'mistakes',
        'classes',
        'curves',
        'calibration',
        'robustness',
        'slices',
      ]) {
        await page.goto(studio.at(`/evaluate?model=first&tab=${tab}&by=brightness&pick=class:0`));
        await measured(page);
        await page.getByRole('listbox', { name: 'Pictures' }).waitFor();
        const violations = await axeViolations(page);
        const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (overflow > 0) violations.push(`${overflow} pixels wider than the screen`);
        if (violations.length > 0) found[`${tab} ${theme}`] = violations;
      }
      expect(complaints).toEqual([]);
    }
    expect(found).toEqual({});
  }, 120_000);

  it('on other data than that of its training, the page says so', async () => {
    const { page } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/evaluate?model=first&data=sketches'));
    await page.getByRole('button', { name: 'Measure' }).click();
    await measured(page);
    await page.getByText('was trained on other data than sketches').waitFor();
  }, 120_000);
});
