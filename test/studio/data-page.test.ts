// The page Data in a browser: pictures, decisions by one key each that outlive the page, and augmentation.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LabelsFile } from '../../src/data/labels-file.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { openStudio, openStudioPage, tabTo, type OpenStudio } from './browser.ts';

describe.skipIf(lacksBrowser)('the page Data', () => {
  let browser: Browser;
  let studio: OpenStudio;
  let folder: string;
  let data: string;
  beforeAll(async () => {
    browser = await openBrowser();
    folder = await temporaryFolder();
    data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
    studio = await openStudio(folder, '--data', data);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  const { classNames, labels } = small.train;
  const nameOf = (index: number) => `${classNames[labels[index]!]}, picture ${index}`;

  /** Goes to the data set as a person does, and waits for its first picture. */
  async function openData(page: Page): Promise<void> {
    await page.goto(studio.at('/data'));
    await page.getByRole('link', { name: 'tiny' }).click();
    await page.getByRole('img', { name: nameOf(0) }).waitFor();
  }

  /** None before the first decision. */
  const decisionsOnDisk = async () => {
    const text = await readFile(join(data, 'atelier-labels.json'), 'utf8').catch(() => '{"decisions":[]}');
    return (JSON.parse(text) as LabelsFile).decisions;
  };

  /** Undefined while the file is not there. */
  const readJson = (file: string): Promise<unknown> =>
    readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as unknown,
      () => undefined,
    );

  it('relabels five pictures by keys alone, and takes one back after the page was loaded again', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await openData(page);
    await tabTo(page, 'Pictures'); // the link of the view
    await tabTo(page, 'Pictures'); // the grid
    const next = (label: number) => (label + 1) % 10;
    for (let index = 0; index < 5; index++) {
      await page
        .getByRole('complementary')
        .getByRole('img', { name: nameOf(index) })
        .waitFor();
      await page.keyboard.press(String(next(labels[index]!)));
    }
    await page.getByText('5 decided').waitFor();
    await expect.poll(decisionsOnDisk).toHaveLength(5);
    expect(await decisionsOnDisk()).toEqual(
      Array.from({ length: 5 }, (_, index) => ({
        ...{ split: 'train', index, given: classNames[labels[index]!], decision: 'relabel' },
        label: classNames[next(labels[index]!)],
      })),
    );
    await page.keyboard.press('x');
    await page.getByText('6 decided').waitFor();
    await page.reload();
    await page.getByText('6 decided').waitFor();
    await page.keyboard.press('z');
    await page.getByText('5 decided').waitFor();
    expect(await decisionsOnDisk()).toHaveLength(5);
    expect(complaints).toEqual([]);
  });

  it('trains with the decisions by keys alone, and with nothing of them the next time', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await openData(page);
    await page.getByText('5 decided').waitFor();
    await tabTo(page, 'Train with the decisions');
    await page.keyboard.press('Enter');
    const epochs = page.getByRole('textbox', { name: 'Epochs' });
    await epochs.waitFor();
    await tabTo(page, 'Epochs');
    await page.keyboard.type('1');
    await page.reload(); // the address has the data and the labels, the browser the draft
    await epochs.waitFor();
    await tabTo(page, 'Name');
    await page.keyboard.type('corrected');
    await page.keyboard.press('Enter');
    await page.waitForURL(/runs\/corrected/);
    const run = join(folder, 'runs', 'corrected');
    await expect.poll(() => readJson(join(run, 'metrics.json')), { timeout: 60_000 }).toBeDefined();
    const labelsFile = join(data, 'atelier-labels.json');
    expect(await readJson(join(run, 'config.json'))).toMatchObject({
      data,
      epochs: 1,
      labels: labelsFile,
    });
    const { labels: corrected } = (await readJson(join(run, 'metrics.json'))) as {
      labels: { relabelled: number };
    };
    expect(corrected.relabelled).toBeGreaterThan(3); // some are held out for validation
    await page.goto(studio.at('/train'));
    await epochs.waitFor();
    expect(await epochs.inputValue()).toBe('1');
    expect(await page.getByRole('combobox', { name: 'Data' }).inputValue()).toBe('');
    expect(complaints).toEqual([]);
  });

  it('finds pictures by class, words and index, and the address keeps what is shown', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await openData(page);
    await page.keyboard.press('/');
    await page.keyboard.type('17');
    await page.getByText('1 of 480 pictures').waitFor();
    await page
      .getByRole('complementary')
      .getByRole('img', { name: nameOf(17) })
      .waitFor();
    const url = page.url();
    await page.goto(studio.at('/data'));
    await page.goto(url);
    await page.getByText('1 of 480 pictures').waitFor();
    await page.getByRole('textbox', { name: 'Search pictures' }).fill('zebra');
    await page.getByText('No picture matches').waitFor();
    await page.getByRole('button', { name: 'Show all pictures' }).click();
    await page.getByRole('button', { name: /^Bag/ }).click();
    await page.getByText(/^\d+ of 480 pictures/).waitFor();
    expect(page.url()).toContain(`class=${classNames.indexOf('Bag')}`);
    expect(complaints).toEqual([]);
  });

  it('shows augmentation while a slider moves', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await openData(page);
    await page.getByRole('link', { name: 'Augmentation' }).click();
    const version = page.getByRole('img', { name: 'Version 1' }).first();
    await version.waitFor();
    const pixels = () =>
      version.evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL());
    const before = await pixels();
    await page.getByRole('slider', { name: 'Rotation' }).focus();
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(pixels).not.toBe(before);
    await expect.poll(() => page.url()).toContain('augment=rotation%3D10');
    expect(complaints).toEqual([]);
  });

  it('by keys alone: takes pictures on the map, and leaves them out as one step', async () => {
    const { page, complaints } = await openStudioPage(browser, studio);
    await openData(page);
    await page.getByRole('link', { name: 'Map', exact: true }).click();
    await page.getByText('No pictures chosen').waitFor(); // all have their places
    await tabTo(page, /^Map: draw a line/);
    for (let i = 0; i < 9; i++) await page.keyboard.press(']');
    await page.keyboard.press('Enter');
    await page.waitForURL(/lasso=/);
    const grid = page.getByRole('listbox', { name: /pictures inside the line$/ });
    await grid.waitFor();
    const name = (await grid.getAttribute('aria-label'))!;
    const chosen = Number(/^\d+/.exec(name)![0]);
    expect(chosen).toBeGreaterThan(1);
    const before = new Set((await decisionsOnDisk()).map((one) => JSON.stringify(one)));
    await tabTo(page, `Decide about all ${chosen}`);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Leave out of training' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(`${chosen} pictures decided`).waitFor();
    const excluded = async () =>
      (await decisionsOnDisk()).filter(({ decision }) => decision === 'exclude').length;
    await expect.poll(excluded).toBe(chosen);
    await page.reload(); // the address holds the line
    await page.getByRole('listbox', { name }).waitFor();
    await page.keyboard.press('z');
    await expect
      .poll(async () => new Set((await decisionsOnDisk()).map((one) => JSON.stringify(one))))
      .toEqual(before);
    expect(complaints).toEqual([]);
  });
});
