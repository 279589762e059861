// The pictures of docs/studio.md: one of each page, light, 1280 pixels wide. They have few colours so that
// they are small.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';

const size = { width: 1280, height: 820 };
const mostBytes = 120 * 1024;
/** A machine that is busy measures and trains slowly. */
const patience = 300_000;

interface Picture {
  /** Of the file: `studio-NAME.png`. */
  readonly name: string;
  readonly path: string;
  /** Goes on to what is shown, and waits for it. */
  readonly open: (page: Page, folder: string) => Promise<unknown>;
}

const image = (name: string | RegExp) => (page: Page) => page.getByRole('img', { name }).first().waitFor();
const text = (words: string | RegExp) => (page: Page) => page.getByText(words).first().waitFor();

const pictures: readonly Picture[] = [
  { name: 'home', path: '/', open: text('Recently changed') },
  { name: 'try', path: '/try', open: drawShirt },
  { name: 'learn', path: '/learn?chapter=convolution', open: text('The engine computed') },
  { name: 'teach', path: '/teach', open: teach },
  { name: 'train', path: '/train', open: fillForm },
  { name: 'runs', path: '/runs?q=-kernels', open: text('usual-batches') },
  { name: 'run', path: '/runs/usual-batches', open: text('Best validation accuracy') },
  {
    name: 'compare',
    path: '/compare?runs=small-batches,with-momentum,large-batches',
    open: text('Best validation accuracy'),
  },
  { name: 'evaluate', path: '/evaluate?model=usual-batches&pick=cell:6-0', open: measure },
  { name: 'tune', path: '/tune/kernels?tab=parallel', open: image(/^All parameters/) },
  { name: 'data', path: '/data/fashion-mnist', open: image(/, picture 0$/) },
  { name: 'catalogue', path: '/catalogue?item=1004', open: text('Similar items') },
  { name: 'inspect', path: '/inspect?order=score', open: openWorst },
];

/** Takes pictures of a studio that shows the workspace: those with these names, or all. */
export async function takePictures(
  browser: Browser,
  url: string,
  workspace: string,
  to: string,
  names: readonly string[],
): Promise<void> {
  const context = await browser.newContext({ viewport: size, colorScheme: 'light', reducedMotion: 'reduce' });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto(url);
  for (const { name, path, open } of pictures) {
    if (names.length > 0 && !names.includes(name)) continue;
    process.stderr.write(`${name}\n`);
    await page.goto(new URL(path, url).href);
    await open(page, workspace);
    await page.waitForLoadState('networkidle');
    await page.mouse.move(0, 0);
    await writeSmall(await page.screenshot(), join(to, `studio-${name}.png`));
  }
  await context.close();
}

/** Writes a picture with as many colours as its size allows. */
async function writeSmall(png: Buffer, file: string): Promise<void> {
  for (const colours of [256, 128, 64, 32, 16]) {
    const small = await sharp(png).png({ palette: true, colours, dither: 0, effort: 10 }).toBuffer();
    if (small.length > mostBytes && colours > 16) continue;
    return writeFile(file, small);
  }
}

/** Goes around a shirt with the pointer. */
async function drawShirt(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^Shape/ }).click();
  const { x, y, width, height } = (await page.getByRole('application').boundingBox())!;
  const outline = [32, 15, 68, 15, 92, 32, 82, 48, 72, 42, 72, 88, 28, 88, 28, 42, 18, 48, 8, 32, 32, 15];
  for (let i = 0; i < outline.length; i += 2) {
    await page.mouse.move(x + (outline[i]! / 100) * width, y + (outline[i + 1]! / 100) * height);
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
  await image('Map 1')(page);
  await image(/^Grad-CAM for/)(page);
}

/** Learns three kinds of garments from a folder for each, and tries a picture. */
async function teach(page: Page, folder: string): Promise<void> {
  const kinds = join(folder, 'kinds');
  await page.locator('input[webkitdirectory]').setInputFiles(kinds);
  await page.getByText('30 pictures', { exact: true }).nth(2).waitFor();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await text(/recognised, each by a fit/)(page);
  const [picture] = await readdir(join(kinds, 'Bag'));
  const input = page.getByRole('region', { name: 'Try it' }).locator('input[type=file]');
  await input.setInputFiles(join(kinds, 'Bag', picture!));
  const answer = page.getByRole('list', { name: 'Probability of each class' });
  await answer.locator('[data-first=true]').waitFor();
}

async function fillForm(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Epochs' }).fill('10');
  await text('--epochs 10')(page);
}

async function measure(page: Page): Promise<void> {
  const begin = page.getByRole('button', { name: 'Measure', exact: true });
  const pictures = page.getByRole('listbox', { name: 'Pictures' });
  await begin.or(pictures).first().waitFor();
  if (await begin.isVisible()) await begin.click();
  await page.getByRole('button', { name: 'Measure again' }).waitFor();
  await pictures.waitFor();
}

async function openWorst(page: Page): Promise<void> {
  await text(/^\d+ of \d+ defective/)(page);
  await page.locator('[data-place="0"]').first().click();
  await image(/^Picture of/)(page);
}
