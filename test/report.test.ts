// The report of a small run, from the command line to a real browser; and figures as files.
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Graph, encodeModel, operators, sketches } from '../src/index.ts';
import { atelier, lines } from './testing/atelier.ts';
import { browserFile, openBrowser, openPage, type Watched } from './testing/browser.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const run = join(folder, 'runs', 'train');
const quick = ['--without', 'audit,baselines'];
const file = join(run, 'report.html');
let page: string;

beforeAll(async () => {
  const options = ['--data', data, '--epochs', '2', '--batch-size', '32', '--arch', 'lenet5'];
  const trained = await atelier('train', ...options, '--out', join(folder, 'runs'));
  expect(trained.code, trained.stderr).toBe(0);
  const { code, stdout, stderr } = await atelier('report', run, '--data', data, ...quick, '--json');
  expect(code, stderr).toBe(0);
  page = await readFile(file, 'utf8');
  expect(JSON.parse(stdout)).toEqual({ model: run, file, bytes: Buffer.byteLength(page) });
}, 300_000);

describe('report', () => {
  it('is one file below 8 MiB that names nothing outside itself', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(8 * 2 ** 20);
    expect(page.match(/(?:src|href)="(?!data:|#)[^"]*"/g)).toBeNull();
    expect(page.match(/url\((?!data:)/g)).toBeNull();
  });

  it('has all sections, and names those left out', () => {
    const ids = [...page.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      ...['summary', 'training', 'confusion', 'classes', 'probabilities', 'limits', 'mistakes'],
      ...['robustness', 'data', 'baselines', 'embedding', 'inside', 'faithfulness', 'repeat'],
    ]);
    expect(page).toContain('Left out of this report: --without audit.');
    expect(page).toContain('id="figure-loss"');
    expect(page).toContain('id="figure-robustness"');
  });

  it('has the accuracy of evaluate', async () => {
    const { stdout } = await atelier('evaluate', run, '--data', data, '--json');
    const { accuracy } = JSON.parse(stdout) as { accuracy: number };
    expect(page).toContain(`classifies <strong>${(100 * accuracy).toFixed(2)} %</strong>`);
  });

  it('of a file without a run says that its training is not known', async () => {
    const out = join(folder, 'file.html');
    const without = ['--without', 'embedding,explanations,robustness,audit,baselines'];
    const { code, stderr } = await atelier(
      ...['report', join(run, 'last.onnx'), '--data', data, '--out', out, ...without],
    );
    expect(code, stderr).toBe(0);
    expect(await readFile(out, 'utf8')).toContain('Only a run’s folder has a training history.');
  });

  it('of a run without history says so', async () => {
    await rm(join(run, 'history.csv'));
    const without = ['--without', 'embedding,explanations,robustness,audit,baselines'];
    const out = join(folder, 'no-history.html');
    const { code, stderr } = await atelier('report', run, '--data', data, '--out', out, ...without);
    expect(code, stderr).toBe(0);
    expect(await readFile(out, 'utf8')).toContain('has no history.csv');
  });

  it('of a foreign model works as far as possible, and says what is missing', async () => {
    const stranger = join(folder, 'stranger.onnx');
    await writeFile(stranger, strangersModel());
    const out = join(folder, 'stranger.html');
    const { code, stderr } = await atelier('report', stranger, '--data', data, '--out', out, ...quick);
    expect(code, stderr).toBe(0);
    const text = await readFile(out, 'utf8');
    expect(text).toContain('The model comes from another program.');
    expect(text).toContain('The outputs are taken as the classes of the data, in the same order.');
    expect(text).toContain('id="figure-embedding-neighbours"');
  });
});

/** A foreign model: pixels from 0 to 1, a hidden layer, ten outputs without names. */
function strangersModel(): Uint8Array {
  const { flatten, matMul, relu, softmax } = operators;
  const graph = new Graph();
  const pixels = flatten(graph.input('x', 'float32', ['n', 1, 28, 28]));
  const weights = (rows: number, columns: number) =>
    graph.constant(
      Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i) / 10),
      [rows, columns],
      'float32',
    );
  graph.output('y', softmax(matMul(relu(matMul(pixels, weights(784, 12))), weights(12, 10))));
  return encodeModel(graph);
}

describe('report refuses', () => {
  const refuse = async (args: readonly string[], ...words: readonly string[]) => {
    const { code, stdout, stderr } = await atelier(...args);
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr), stderr).toHaveLength(1);
    for (const word of words) expect(stderr).toContain(word);
  };

  it('places where nothing can be written, before it measures', async () => {
    const nowhere = join(folder, 'nowhere', 'report.html');
    await refuse(['report', run, '--out', nowhere], '--out: the folder', 'nowhere does not exist');
    await refuse(['report', run, '--out', 'report.pdf'], '--out: expected the name of an .html file');
    await refuse(
      ['plot', run, '--out', join(data, 'train-labels-idx1-ubyte.gz', 'x')],
      'the folder cannot be made',
    );
  });

  it('unknown models, parts and figures, and data that is not named', async () => {
    await refuse(['report', 'gone.onnx'], 'gone.onnx');
    await refuse(
      ['report', run, '--without', 'everything'],
      '--without: expected embedding, explanations',
      "'everything'",
    );
    await refuse(['report', join(folder, 'stranger.onnx')], 'stranger.onnx', 'name it with --data');
  });
});

describe('plot', () => {
  it('writes the requested figures, with the built-in font', async () => {
    const out = join(folder, 'plots');
    const args = ['--without', 'embedding,explanations,robustness,audit,baselines', '--out', out];
    const named = ['--only', 'roc,calibration', '--format', 'png', '--json'];
    const { code, stdout, stderr } = await atelier('plot', run, '--data', data, ...args, ...named);
    expect(code, stderr).toBe(0);
    const files = ['roc.png', 'calibration.png'].map((name) => join(out, name));
    expect(JSON.parse(stdout)).toEqual({ model: run, files });
    expect(await sharp(files[0]).metadata()).toMatchObject({ format: 'png', width: 2 * 860 });
    const bad = await atelier('plot', run, '--data', data, ...args, '--only', 'rock');
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('--only: expected some of confusion-counts, confusion-rates, roc');
  });

  it('writes SVG into the run unless told otherwise', async () => {
    const without = ['--without', 'embedding,explanations,robustness,audit,baselines'];
    const { code, stderr } = await atelier('plot', run, '--data', data, ...without);
    expect(code, stderr).toBe(0);
    expect(await readdir(join(run, 'plots'))).toContain('confusion-counts.svg');
    expect(await readFile(join(run, 'plots', 'roc.svg'), 'utf8')).toMatch(/^<svg xmlns/);
  });
});

if (!browserFile) console.warn('Chromium is missing: the report is not tested in a browser');

describe.skipIf(!browserFile)('the page in a browser', () => {
  let browser: Browser;
  let watched: Watched;
  beforeAll(async () => {
    browser = await openBrowser();
    watched = await openPage(browser, file, 'light');
  }, 60_000);
  afterAll(() => browser.close());

  const ground = () =>
    watched.page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');

  it('shows the pictures of a cell that is clicked', async () => {
    const { page } = watched;
    const cell = page.locator('.cell:has(text)').first();
    const label = Number(await cell.getAttribute('data-label'));
    await cell.click();
    const shown = page.locator('#cell-pictures .thumb');
    const [, count] = /^([\d,]+) pictures? of/.exec((await cell.getAttribute('aria-label'))!)!;
    expect(await shown.count()).toBe(Math.min(24, Number(count)));
    expect(await shown.first().getAttribute('aria-label')).toContain(small.test.classNames[label]!);
  });

  it('goes through the matrix by keyboard', async () => {
    const { page } = watched;
    await page.locator('.cell').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'Enter'])
      await page.keyboard.press(key);
    const pressed = page.locator('.cell[aria-pressed=true]');
    expect([await pressed.getAttribute('data-label'), await pressed.getAttribute('data-prediction')]).toEqual(
      ['1', '0'],
    );
    expect(await page.locator('.cell[tabindex="0"]').count()).toBe(1);
  });

  it('changes between counts and rates', async () => {
    const { page } = watched;
    await page.locator('[data-rates]').check();
    expect(await page.locator('.matrix .rates').first().isVisible()).toBe(true);
    expect(await page.locator('.matrix .counts').first().isVisible()).toBe(false);
  });

  it('zooms a map by button, key and wheel, and back', async () => {
    const { page } = watched;
    const svg = page.locator('#figure-embedding-neighbours svg');
    const width = async () => Number((await svg.getAttribute('viewBox'))!.split(' ')[2]);
    expect(await width()).toBe(860);
    await page.locator('#figure-embedding-neighbours [data-zoom=in]').click();
    const once = await width();
    expect(once).toBeCloseTo(860 / 1.4, 3);
    await page.locator('#figure-embedding-neighbours .scroll').focus();
    await page.keyboard.press('+');
    expect(await width()).toBeCloseTo(once / 1.4, 3);
    await page.keyboard.press('0');
    expect(await width()).toBe(860);
    const mark = page.locator('#figure-embedding-neighbours [data-index]').first();
    await mark.scrollIntoViewIfNeeded();
    const box = (await mark.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    expect(await page.locator('#hover').isVisible()).toBe(true);
    await page.mouse.wheel(0, -100);
    await expect.poll(width).toBeLessThan(860);
  });

  it('saves a figure as SVG and as PNG', async () => {
    const { page } = watched;
    const save = async (kind: string) => {
      const waiting = page.waitForEvent('download');
      await page.locator(`#figure-confusion [data-save=${kind}]`).click();
      const download = await waiting;
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const svg = await save('svg');
    expect(svg.name).toBe('confusion.svg');
    expect(svg.bytes.toString()).toContain('@media (prefers-color-scheme: dark)');
    const png = await save('png');
    expect(png.name).toBe('confusion.png');
    expect((await sharp(png.bytes).metadata()).width).toBe(1720);
  });

  it('follows the reader’s dark setting, and changes by button', async () => {
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await watched.page.locator('[data-theme-choice]').click();
    expect(await ground()).toBe('rgb(13, 17, 23)');
    const dark = await openPage(browser, file, 'dark');
    const text = dark.page.locator('figure svg text').first();
    expect(await text.evaluate('(element) => getComputedStyle(element).fill')).not.toBe('rgb(27, 31, 36)');
    expect(dark.complaints).toEqual([]);
    await dark.page.close();
  });

  it('fits a telephone: only figures and tables scroll sideways', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  it('makes no requests, and logs no errors', () => {
    expect(watched.complaints).toEqual([]);
  });
});

it('evaluate --report writes a report too', async () => {
  await rm(file);
  // With all its parts: the audit and the baselines train on these pictures, so that there are few.
  const few = await writeFolder(join(folder, 'few'), smallIdxFiles(sketches({ train: 100, test: 20 })));
  const { code, stdout, stderr } = await atelier('evaluate', run, '--data', few, '--report');
  expect(code, stderr).toBe(0);
  expect(stdout).toContain(`report: ${file}`);
  expect((await stat(file)).size).toBeGreaterThan(100_000);
});
