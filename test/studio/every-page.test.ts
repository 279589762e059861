// Every page of the studio in every important state: axe finds nothing, and nothing is wider than the screen,
// in both themes and at both widths. A new page or state adds a row.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { drawPieces, stained } from '../../src/inspection/testing/pieces.ts';
import { chapters } from '../../studio/src/pages/learn/core/chapters.ts';
import { evaluateTabs } from '../../studio/src/pages/evaluate/core/search.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { denseModel } from '../testing/dense-model.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import {
  axeViolations,
  clashingKeys,
  openStudio,
  openStudioPage,
  tabTo,
  type OpenStudio,
} from './browser.ts';
import { makeLine, makeShop, writePictures } from './shop-and-line.ts';
import { journal, writeStudy } from './study-journal.ts';
import { runFiles, writeRun } from './studio-server.ts';

interface State {
  readonly path: string;
  /** What tells this state from the one of its address. */
  readonly name?: string;
  /** The server refuses something there, and the browser's console says so. */
  readonly isRefused?: true;
  /** Goes on to the state, and waits for it. */
  readonly open?: (page: Page) => Promise<unknown>;
}

const heading = (name: string) => (page: Page) => page.getByRole('heading', { name }).waitFor();
const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();
const image = (name: string | RegExp) => (page: Page) => page.getByRole('img', { name }).first().waitFor();
const dialog = (page: Page) => page.getByRole('dialog').waitFor();

/** Opens the menu of a button and, if it is named, takes an entry that asks for more. */
const menu = (button: string | RegExp, entry?: string) => async (page: Page) => {
  await page.getByRole('button', { name: button }).click();
  if (entry === undefined)
    return page.locator('[role=menu], [role=listbox], [role=dialog]').first().waitFor();
  await page.getByRole('menuitem', { name: entry }).click();
  return dialog(page);
};

/** Does several things in turn. */
const inTurn =
  (...steps: readonly ((page: Page) => Promise<unknown>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page);
  };

const click = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();

/** Opens a view of the small data set, whose id depends on its folder. */
const viewOfSmall = (view: string, open: (page: Page) => Promise<unknown>) =>
  inTurn(
    (page) => page.getByRole('link', { name: 'small' }).click(),
    (page) => page.getByRole('link', { name: view, exact: true }).click(),
    open,
  );

const tables: Readonly<Record<string, readonly State[]>> = {
  general: [
    { path: '/', open: heading('Recently changed') },
    { path: '/', name: 'palette', open: inTurn((page) => page.keyboard.press('Control+k'), dialog) },
    { path: '/', name: 'sheet of keys', open: inTurn((page) => page.keyboard.press('?'), dialog) },
    { path: '/no-such-page' },
  ],
  runs: [
    { path: '/runs' },
    { path: '/runs?q=nothing' },
    { path: '/runs?selected=one,two', open: text('2 selected') },
    { path: '/runs/one', open: (page) => page.getByRole('slider', { name: /^Accuracy/ }).waitFor() },
    {
      path: '/runs/one?tab=network',
      open: (page) => page.getByRole('button', { name: /Arrow keys go from place to place/ }).waitFor(),
    },
    { path: '/runs/one?tab=settings' },
    { path: '/runs/one?tab=files' },
    { path: '/runs/one?tab=report' },
    { path: '/runs/one?tab=log' },
    { path: '/runs/one', name: 'more epochs', open: menu('More actions', 'Extend…') },
    { path: '/runs/no-such-run', isRefused: true },
    { path: '/compare' },
    { path: '/compare?runs=one,two', open: (page) => page.getByRole('tab', { name: /^Only two/ }).waitFor() },
    { path: '/train', open: (page) => page.getByRole('textbox', { name: 'Epochs' }).waitFor() },
    {
      path: '/train',
      name: 'all options',
      open: async (page) => {
        await page.getByText('All other options').click();
        await page.getByRole('textbox', { name: 'Epochs' }).fill('0');
        await page.getByText('Give at least 1.').waitFor();
      },
    },
  ],
  evaluate: [
    { path: '/evaluate' },
    {
      path: '/evaluate?model=one',
      name: 'measured',
      open: async (page) => {
        await click('Measure')(page);
        await page.getByRole('button', { name: 'Measure again' }).waitFor({ timeout: 60_000 });
      },
    },
    ...evaluateTabs.map((tab) => ({
      path: `/evaluate?model=one&tab=${tab}&by=brightness&pick=class:0`,
      open: (page: Page) => page.getByRole('listbox', { name: 'Pictures' }).waitFor(),
    })),
  ],
  try: [
    { path: '/try?model=pocket', open: text('Or begin with a sketch') },
    { path: '/try?model=pocket', name: 'models', open: menu(/Model$/) },
    {
      path: '/try?model=pocket',
      name: 'a sketch is classified',
      open: inTurn((page) => page.getByRole('img', { name: 'Sketch of a bag' }).click(), image('Map 1')),
    },
    // The data that it was trained on may be missing on this machine, which the page says.
    { path: '/try?model=pocket&source=file&view=nearest', isRefused: true },
    { path: '/try?model=pocket&source=camera' },
    {
      path: '/try?model=two',
      name: 'a model that was dropped',
      open: async (page) => {
        const chooser = page.waitForEvent('filechooser');
        await click('Open an .onnx file…')(page);
        await (await chooser).setFiles({ name: 'dropped.onnx', mimeType: '', buffer: Buffer.from(model(3)) });
        await page.getByText('dropped.onnx').first().waitFor();
      },
    },
  ],
  learn: chapters.map((chapter) => ({
    path: `/learn?chapter=${chapter}`,
    open: (page: Page) => page.locator('#chapter-title').waitFor(),
  })),
  tune: [
    { path: '/tune', open: (page) => page.getByRole('table').waitFor() },
    { path: '/tune?from=one', open: heading('What is varied') },
    { path: '/tune/usual?tab=space', open: text('batchSize: { choice: [32, 64] }') },
    ...['history', 'parameters', 'parallel&brush=kind:0.5~1.5', 'trials&best=10'].map((tab) => ({
      path: `/tune/usual?tab=${tab}&trial=7`,
      open: (page: Page) => page.locator('svg[role=img], table').first().waitFor(),
    })),
  ],
  data: [
    { path: '/data', open: (page) => page.getByRole('link', { name: 'small' }).waitFor() },
    { path: '/data', name: 'pictures', open: viewOfSmall('Pictures', image(/, picture 0$/)) },
    {
      path: '/data',
      name: 'nothing found',
      open: viewOfSmall('Pictures', async (page) => {
        await page.getByRole('textbox', { name: 'Search pictures' }).fill('nothing');
        await heading('No picture matches')(page);
      }),
    },
    {
      path: '/data',
      name: 'findings',
      open: viewOfSmall('Findings', async (page) => {
        const start = page.getByRole('button', { name: 'Start the audit' });
        const findings = page.getByText(/^Labels that networks doubt/);
        await start.or(findings).waitFor(); // an audit of the same data is kept in the cache
        if (await start.isVisible()) await start.click();
        await findings.waitFor({ timeout: 120_000 }); // it trains four networks
      }),
    },
    { path: '/data', name: 'map', open: viewOfSmall('Map', text('No pictures chosen')) },
    { path: '/data', name: 'augmentation', open: viewOfSmall('Augmentation', image('Version 1')) },
  ],
  teach: [
    { path: '/teach', open: text('Start with two classes') },
    {
      path: '/teach?from=pocket',
      name: 'trained',
      open: async (page) => {
        await page.locator('input[webkitdirectory]').setInputFiles(join(folder, 'kinds'));
        await page.getByText('6 pictures', { exact: true }).last().waitFor();
        await click('Train')(page);
        await page.getByText(/recognised, each by a fit/).waitFor({ timeout: 60_000 });
      },
    },
    {
      path: '/teach?from=pocket&test=draw',
      name: 'start over',
      open: menu('More for this data set', 'Start over'),
    },
  ],
  catalogue: [
    { path: '/catalogue', open: text('shop, 31 items') },
    { path: '/catalogue?item=item+3', open: heading('Similar items') },
    { path: '/catalogue?like=["item+0"]', open: text('Like item 0') },
    { path: '/catalogue?where=nothing+%3D+1', isRefused: true },
    { path: '/catalogue', name: 'filter', open: menu('Filter') },
    { path: '/catalogue?view=review&confidence=1', open: (page) => page.getByRole('article').waitFor() },
    { path: '/catalogue?view=duplicates', open: text('Equal files') },
    { path: '/catalogue?view=inventory', open: heading('Counts') },
  ],
  inspect: [
    { path: '/inspect', open: text('2 of 5 defective') },
    { path: '/inspect?piece=stained-0.png', open: image('Picture of stained-0.png') },
    { path: '/inspect?view=figures', open: image(/^Scores/) },
    { path: '/inspect?view=inspector', open: text('Learnt from') },
  ],
};

const emptyPages: readonly State[] = [
  { path: '/', open: heading('Train a first model') },
  ...['/runs', '/compare', '/evaluate', '/tune', '/data', '/teach', '/catalogue', '/inspect'].map((path) => ({
    path,
  })),
];

let folder: string;

const model = (seed: number): Uint8Array =>
  denseModel(seed, { classNames: [...small.test.classNames], data: 'small', seed: 1 });

/** Two runs, a study, a shop, a line of pieces, and two kinds of pictures to teach. */
async function makeContent(): Promise<void> {
  const data = await writeFolder(join(folder, 'small'), smallIdxFiles());
  for (const [name, seed] of [
    ['one', 1],
    ['two', 2],
  ] as const) {
    await writeRun(join(folder, 'runs', name), {
      ...runFiles([0.5, 0.7, 0.8]),
      'config.json': JSON.stringify({ data, architecture: 'lenet5', epochs: 3, batchSize: 32 * seed }),
    });
    await writeFile(join(folder, 'runs', name, 'best.onnx'), model(seed));
  }
  await writeStudy(join(folder, 'runs'), 'usual', journal('usual', 60));
  await writeFile(join(folder, 'runs/usual/space.yaml'), 'base: minute\nbatchSize: { choice: [32, 64] }\n');
  await makeShop(folder);
  await makeLine(folder);
  await writePictures(join(folder, 'kinds', 'fine'), drawPieces(6, 5), 'fine');
  await writePictures(join(folder, 'kinds', 'stained'), stained(drawPieces(6, 6), [8, 10], 5), 'stained');
}

const places = [
  ...['--data', 'small', '--catalogue', 'shop', '--inspector', 'inspector.onnx'],
  ...['--pieces', 'line', 'tests'],
];

describe.skipIf(lacksBrowser)('every page of the studio', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream');
  });
  afterAll(() => browser.close());

  describe('with content', () => {
    let studio: OpenStudio;
    beforeAll(async () => {
      folder = await temporaryFolder();
      await makeContent();
      studio = await openStudio(folder, ...places);
    });
    afterAll(() => studio.stop());

    it.each(Object.entries(tables))('axe finds nothing: %s', async (_, states) => {
      expect(await faultsOf(browser, studio, states)).toEqual({});
    });

    it('in high contrast, what has the focus has a frame', async () => {
      const { page, close } = await openStudioPage(browser, studio);
      await page.emulateMedia({ forcedColors: 'active' });
      await page.goto(studio.at('/runs'));
      await page.getByRole('link', { name: 'one' }).waitFor();
      await tabTo(page, 'Runs');
      expect(await page.evaluate(isFramed())).toBe(true);
      await page.keyboard.press('/'); // to the filter, whose own frame is a shadow
      await page.locator('input:focus').waitFor();
      expect(await page.evaluate(isFramed())).toBe(true);
      await page.keyboard.press('Control+k');
      await dialog(page);
      await page.keyboard.press('ArrowDown');
      await page.locator('[role=menuitem][data-focused]').waitFor();
      expect(await page.evaluate(isFramed('querySelector("[role=menuitem][data-focused]")'))).toBe(true);
      await close();
    });
  });

  it('axe finds nothing where nothing is yet', async () => {
    const studio = await openStudio(await temporaryFolder());
    onTestFinished(() => studio.stop());
    expect(await faultsOf(browser, studio, emptyPages)).toEqual({});
  });
});

/** In the page: whether something is animated for longer than no time. */
const moves = `document.getAnimations().some(({ effect }) => effect.getComputedTiming().activeDuration > 0)`;

/** In the page: whether an element, by default that which has the focus, has a frame. */
const isFramed = (element = 'activeElement'): string =>
  `(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px')(
    getComputedStyle(document.${element}))`;

/** What is wrong in each state, by its name. The theme and the width change without a reload. */
async function faultsOf(
  browser: Browser,
  studio: OpenStudio,
  states: readonly State[],
): Promise<Record<string, readonly string[]>> {
  const { page, complaints, close } = await openStudioPage(browser, studio);
  page.setDefaultTimeout(60_000); // a database that is opened anew may take its time
  const found: Record<string, readonly string[]> = {};
  for (const { path, name = '', isRefused, open } of states) {
    const faults = await faultsIn(page, studio.at(path), open);
    const refusal = /^console: Failed to load resource/;
    faults.push(...complaints.splice(0).filter((words) => !isRefused || !refusal.test(words)));
    if (faults.length > 0) found[`${path} ${name}`] = faults;
  }
  await close();
  return found;
}

async function faultsIn(page: Page, url: string, open: State['open']): Promise<string[]> {
  const faults: string[] = [];
  await page.setViewportSize({ width: 1280, height: 820 });
  await page.emulateMedia({ colorScheme: 'light' });
  try {
    await page.goto(url);
    await page.locator('h1').waitFor();
    await page.getByText('Loading…').first().waitFor({ state: 'detached' });
    await open?.(page);
  } catch (error) {
    return [(error as Error).message];
  }
  if (!open) faults.push(...(await clashingKeys(page)).map((keys) => `two actions have ${keys}`));
  if (await page.evaluate<boolean>(moves)) faults.push('something moves, though less motion is wanted');
  for (const width of [1280, 640, 390]) {
    await page.setViewportSize({ width, height: 820 });
    if (!(await fitsSoon(page))) faults.push(`wider than the ${width} pixels of the screen`);
    if (width === 640) continue; // as wide as a screen that is enlarged twice
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.locator(`:root[data-theme=${theme}]`).waitFor();
      // The themes differ in their colours only.
      const violations = await axeViolations(page, theme === 'dark' ? ['color-contrast'] : undefined);
      faults.push(...violations.map((violation) => `${theme}, ${width} pixels: ${violation}`));
    }
  }
  return faults;
}

/** In the page: whether neither it nor its main part has to be scrolled to the side. */
const fits = `[document.documentElement, document.querySelector('main')]
  .every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)`;

/** Figures follow the width of the page a frame later. */
const fitsSoon = (page: Page): Promise<boolean> =>
  expect
    .poll(() => page.evaluate<boolean>(fits), { timeout: 5000 })
    .toBe(true)
    .then(
      () => true,
      () => false,
    );
