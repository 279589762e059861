// The studio's pages in a browser: the first model, the runs, comparing, the form, and what holds everywhere.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { denseModel } from '../testing/dense-model.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { compiled } from '../testing/process.ts';
import {
  axeViolations,
  openStudio,
  openStudioAt,
  openStudioPage,
  tabTo,
  type OpenStudio,
} from './browser.ts';

const header = 'epoch,learningRate,loss,accuracy,validationLoss,validationAccuracy,seconds,imagesPerSecond';

/** Writes a run as `atelier train` leaves it, with one epoch for each accuracy. */
async function writeRun(
  runs: string,
  name: string,
  accuracies: readonly number[],
  batchSize: number,
  data = 'sketches',
) {
  const config = { data, architecture: 'lenet5', epochs: accuracies.length, batchSize };
  const rows = accuracies.map((value, i) =>
    [i + 1, 0.01, 1 - value, value, 1.1 - value, value, 2, 900].join(','),
  );
  await mkdir(join(runs, name), { recursive: true });
  await writeFile(join(runs, name, 'config.json'), JSON.stringify(config));
  await writeFile(join(runs, name, 'history.csv'), `${[header, ...rows].join('\n')}\n`);
}

/** The kibibytes of the scripts that the document loads before anything else, packed. */
async function firstScript(): Promise<number> {
  const folder = join(compiled, 'studio');
  const document = await readFile(join(folder, 'index.html'), 'utf8');
  const names = [...document.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(1);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1024;
}

it('the first page needs at most 250 KiB of script', async () => {
  expect(await firstScript()).toBeLessThan(250);
});

describe.skipIf(lacksBrowser)('in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  // A test that failed leaves its pages open, and their streams with them.
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  describe('with some runs', () => {
    let studio: OpenStudio;
    let runs: string;
    beforeAll(async () => {
      const folder = await temporaryFolder();
      runs = join(folder, 'runs');
      await writeRun(runs, 'plain', [0.5, 0.7, 0.8], 64);
      await writeRun(runs, 'large-batch', [0.4, 0.6, 0.7], 512);
      await writeRun(runs, 'sweep-1', [0.3], 64);
      studio = await openStudio(folder);
    });
    afterAll(() => studio.stop());

    it('the address loses its token, and without the cookie nothing is shown', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      expect(page.url()).toBe(studio.at('/'));
      await close();
      const stranger = await browser.newPage();
      expect((await stranger.goto(studio.at('/')))!.status()).toBe(401);
      await stranger.close();
    });

    it('by keys alone: filter, select, compare', async () => {
      const { page, complaints, close } = await openStudioPage(browser, studio);
      await page.getByRole('heading', { name: 'Recently changed' }).waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('r');
      await page.getByRole('table', { name: 'Runs' }).waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('accuracy>0.65 g h'); // the keys of Home are only letters here
      await page.waitForURL(/\/runs\?q=accuracy/);
      for (let i = 0; i < 4; i++) await page.keyboard.press('Backspace');
      await page.getByText('2 of 3 runs').waitFor();
      for (const name of ['Select plain', 'Select large-batch']) {
        await tabTo(page, name);
        await page.keyboard.press('Space');
      }
      await page.getByText('2 selected').waitFor();
      await tabTo(page, 'Compare');
      await page.keyboard.press('Enter');
      await page.getByRole('rowheader', { name: 'batchSize' }).waitFor();
      const cells = await page.locator('tr', { hasText: 'batchSize' }).locator('td').allInnerTexts();
      expect(cells.sort()).toEqual(['512', '64']);
      expect(await page.getByRole('rowheader', { name: 'architecture' }).count()).toBe(0); // the same in both
      expect(complaints).toEqual([]);
      await close();
    });

    it('the palette finds actions and opens pages', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      await page.getByRole('heading', { name: 'Recently changed' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.type('tra');
      await page.getByRole('menuitem', { name: /Home/ }).waitFor({ state: 'detached' });
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/train$/);
      await close();
    });

    it('a note stays after a reload', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      await page.goto(studio.at('/runs/plain'));
      const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
      await page.getByRole('textbox', { name: 'Note' }).fill('the one to beat');
      expect((await saved).status()).toBe(200);
      await page.reload();
      await expect
        .poll(() => page.getByRole('textbox', { name: 'Note' }).inputValue())
        .toBe('the one to beat');
      await close();
    });

    it('a deleted run goes at once and comes back with undo', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      await page.goto(studio.at('/runs?selected=sweep-1'));
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('Deleted sweep-1').waitFor();
      expect(await page.getByRole('link', { name: 'sweep-1' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('link', { name: 'sweep-1' }).waitFor();
      await close();
    });

    it('curves tell their values at the arrow keys', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      await page.goto(studio.at('/runs/plain'));
      const accuracy = page.getByRole('slider', { name: /^Accuracy/ });
      await accuracy.focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      expect(await accuracy.getAttribute('aria-valuetext')).toBe(
        'epoch 2, training, during the epoch 70.00 %, validation 70.00 %',
      );
      await close();
    });

    it('the draft of the form stays after a reload, and faults are told', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      await page.goto(studio.at('/train'));
      const epochs = page.getByRole('textbox', { name: 'Epochs' });
      await epochs.fill('7');
      await page.getByLabel('As a command').getByText('--epochs 7').first().waitFor();
      await page.reload();
      await expect.poll(() => epochs.inputValue()).toBe('7');
      await epochs.fill('0');
      await page.getByText('Give at least 1.').waitFor();
      expect(await page.getByRole('button', { name: 'Start training' }).isDisabled()).toBe(true);
      await close();
    });

    it('what other programs write into the folder appears in seven tabs, and goes from them', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      const others = Array.from({ length: 6 }, () => page.context().newPage());
      const tabs = [page, ...(await Promise.all(others))];
      const inAll = (look: (tab: Page) => Promise<unknown>) => Promise.all(tabs.map(look));
      await inAll((tab) => tab.goto(studio.at('/runs')));
      await inAll((tab) => tab.getByRole('link', { name: 'plain' }).waitFor());
      await writeRun(runs, 'from-outside', [0.6], 64);
      await inAll((tab) => tab.getByRole('link', { name: 'from-outside' }).waitFor());
      await page.getByRole('link', { name: 'from-outside' }).click();
      await page.getByRole('heading', { name: 'from-outside' }).waitFor();
      await rm(join(runs, 'from-outside'), { recursive: true });
      await page.getByText('it may have been deleted').waitFor();
      await Promise.all(
        tabs
          .slice(1)
          .map((tab) => tab.getByRole('link', { name: 'from-outside' }).waitFor({ state: 'detached' })),
      );
      await close();
    });

    it('a file of a run that can’t be read is named, and the rest is there', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      await writeFile(join(runs, 'large-batch/metrics.json'), '{"epochs":');
      await writeFile(join(runs, 'large-batch/validation.json'), '{"samples":"none"}');
      await page.goto(studio.at('/runs/large-batch'));
      await page.getByText('metrics.json is not JSON').waitFor();
      await page.getByText('validation.json is not that of a run').waitFor();
      await page.getByRole('slider', { name: /^Accuracy/ }).waitFor();
      await close();
    });
  });

  it('by keys alone: the first model from the empty state outlives its page and its server', async () => {
    const folder = await temporaryFolder();
    const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
    const studio = await openStudio(folder, '--data', data);
    const { page, complaints } = await openStudioPage(browser, studio);
    await page.getByRole('heading', { name: 'Train a first model' }).waitFor();
    await tabTo(page, 'Train a first model');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Recently changed' }).waitFor({ timeout: 60_000 });
    await page.goto('about:blank');
    expect(complaints).toEqual([]);
    await studio.kill();
    const again = await openStudioAt(Number(new URL(studio.url).port), folder, '--data', data);
    await page.goto(studio.at('/')); // an old address: the browser has its cookie
    await page.getByText('finished').first().waitFor({ timeout: 120_000 });
    await tabTo(page, /^first /);
    await page.keyboard.press('Enter');
    await page.getByRole('slider', { name: /^Gradient norm/ }).waitFor();
    const answers = page.getByRole('region', { name: 'What it says of validation pictures' });
    expect(await answers.getByRole('listitem').count()).toBe(24);
    expect(await axeViolations(page)).toEqual([]);
    // The drawing of its network: the arrow keys go from layer to layer, and Enter opens one in Try.
    await tabTo(page, 'Curves');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByText('Open a layer to see what it makes').waitFor();
    await page.getByRole('button', { name: /Arrow keys go from place to place/ }).waitFor();
    await tabTo(page, /Arrow keys go from place to place/);
    await page.keyboard.press('ArrowDown');
    await page
      .getByText(/^conv2d, \d+ filters/)
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/try\?model=first&features=conv2d$/);
    await page.getByText('Here you see what each layer makes of your picture.').waitFor();
    expect(complaints).toEqual([]);
    await again.stop();
  });

  it('by keys alone: two models are tested against each other', async () => {
    const folder = await temporaryFolder();
    const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
    for (const [name, seed] of [
      ['one', 1],
      ['two', 2],
    ] as const) {
      await writeRun(join(folder, 'runs'), name, [0.1], 64, data);
      const card = { classNames: [...small.test.classNames], data: 'small', seed: 1 };
      await writeFile(join(folder, 'runs', name, 'best.onnx'), denseModel(seed, card));
    }
    const studio = await openStudio(folder, '--data', data);
    const { page, complaints, close } = await openStudioPage(browser, studio);
    await page.goto(studio.at('/compare?runs=one,two'));
    const tab = page.getByRole('tab', { name: /^Only two is right/ });
    await tab.waitFor({ timeout: 60_000 });
    const [, shown] = /\((\d+)\)/.exec((await tab.textContent())!)!;
    await tabTo(page, /^Only one is right/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.waitForURL(/only=b/);
    expect(await page.getByRole('tabpanel').getByRole('listitem').count()).toBe(Number(shown));
    await tabTo(page, 'Save the pictures');
    await page.keyboard.press('Tab'); // the first picture
    await page.keyboard.press('Enter');
    await page.waitForURL(/picture=\d+/);
    await page
      .getByRole('figure')
      .getByText(/^Picture/)
      .waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
    await studio.stop();
  });
});
