// `atelier export`: a trained model in every format, what is refused before anything is written, and the web
// page in a browser.
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atelier } from './testing/atelier.ts';
import { lacksBrowser, openBrowser } from './testing/browser.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { serveFiles, type StaticHost } from './testing/static-host.ts';

const folder = await temporaryFolder();
const model = join(folder, 'runs', 'train');
const place = (name: string) => join(folder, name);
let data: string;

beforeAll(async () => {
  data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
  const { code, stderr } = await atelier(
    ...['train', '--data', data, '--out', join(folder, 'runs'), '--epochs', '1', '--batch-size', '32'],
  );
  expect(code, stderr).toBe(0);
}, 300_000);

interface Result {
  readonly check: { readonly runtime: string; readonly pictures: number; readonly difference: number };
  readonly accuracy?: { readonly count: number; readonly before: number; readonly after: number };
}

async function exported(format: string, out: string, ...options: string[]): Promise<Result> {
  const { code, stdout, stderr } = await atelier(
    ...['export', model, '--format', format, '--out', place(out), '--json', ...options],
  );
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Result;
}

it.each([
  ['tfjs', ['MODEL.md', 'model.json', 'weights.bin'], /^TensorFlow\.js 4/],
  ['teachable-machine', ['MODEL.md', 'metadata.json', 'model.json', 'weights.bin'], /^TensorFlow\.js 4/],
  ['triton', ['MODEL.md', 'train'], /^ONNX Runtime/],
  ['kserve', ['MODEL.md', 'inference-service.yaml', 'models'], /^ONNX Runtime/],
  ['docker', ['.dockerignore', 'Dockerfile', 'MODEL.md', 'models'], /^ONNX Runtime/],
])('%s is a folder that its runtime has checked', async (format, names, runtime) => {
  const { check } = await exported(format, format);
  expect((await readdir(place(format))).sort()).toEqual(names);
  expect(check.runtime).toMatch(runtime);
  expect(check.difference).toBeLessThan(1e-5);
  expect(await readFile(join(place(format), 'MODEL.md'), 'utf8')).toContain(`probabilities differ`);
});

it('prints the accuracy before and after static quantisation, and writes a card beside the file', async () => {
  const { accuracy } = await exported('onnx', 'static.onnx', '--precision', 'static-int8');
  expect(accuracy!.count).toBeGreaterThan(0);
  expect(Math.abs(accuracy!.before - accuracy!.after)).toBeLessThan(0.1);
  expect(await readFile(place('static.md'), 'utf8')).toContain('**Format**: onnx');
});

describe('bad input', () => {
  it.each<[string, string[], string]>([
    ['no model', [], 'model: name a model, or list the formats with --list'],
    ['no format', ['MODEL'], '--format: name a format; --list lists them'],
    ['no place', ['MODEL', '--format', 'tfjs'], '--out: name a file or folder to write'],
    ['an empty place', ['MODEL', '--format', 'tfjs', '--out', ''], '--out: name a file or folder to write'],
    ['an unknown format', ['MODEL', '--format', 'kers', '--out', 'x'], "got 'kers': did you mean keras?"],
    [
      'an option of another format',
      ['MODEL', '--format', 'tfjs', '--out', 'x', '--opset', '13'],
      '--opset: only for --format onnx, got --format tfjs',
    ],
    [
      'another extension',
      ['MODEL', '--format', 'keras', '--out', 'x.h5'],
      "expected the name of an .keras file, got 'x.h5'",
    ],
  ])('%s', async (_, args, message) => {
    const given = args.map((argument) => (argument === 'MODEL' ? model : argument));
    const { code, stdout, stderr } = await atelier('export', ...given);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('a folder with other things in it stays as it is', async () => {
    await mkdir(place('mine'));
    await writeFile(join(place('mine'), 'thesis.txt'), 'mine');
    const { code, stderr } = await atelier('export', model, '--format', 'tfjs', '--out', place('mine'));
    expect(code).toBe(2);
    expect(stderr).toContain('which has thesis.txt');
    expect(await readdir(place('mine'))).toEqual(['thesis.txt']);
  });
});

describe.skipIf(lacksBrowser)('the web page in Chromium', () => {
  const garment = place('garment.png');
  let host: StaticHost;
  let browser: Browser;

  beforeAll(async () => {
    await sharp(small.test.images.subarray(0, 784), { raw: { width: 28, height: 28, channels: 1 } }).toFile(
      garment,
    );
    await exported('web', 'site');
    await cp(place('site'), place('neighbour'), { recursive: true });
    host = await serveFiles((name) => readFile(join(folder, name)));
  });
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    host.close();
  });

  it('says what a picture is and why, as the program does, and works without a network', async () => {
    const { stdout } = await atelier('predict', model, garment, '--invert', 'never', '--json');
    const [{ predictions }] = JSON.parse(stdout) as [
      { predictions: { name: string; probability: number }[] },
    ];
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    const ask = async () => {
      await page.waitForSelector('html[data-ready]');
      await page.setInputFiles('#file', garment);
      await page.waitForSelector('#answer[data-explained=true]');
      return [await page.textContent('#class'), await page.textContent('#confidence')];
    };
    const { name, probability } = predictions[0]!;
    const expected = [name, `${(100 * probability).toFixed(1)} %`];
    await page.goto(host.at('site/'));
    expect(await ask()).toEqual(expected);
    await page.evaluate('navigator.serviceWorker.ready');
    // Another export on the same host keeps files of its own.
    await page.goto(host.at('neighbour/'));
    await page.evaluate('navigator.serviceWorker.ready');
    await page.context().setOffline(true);
    await page.goto(host.at('site/?from=mail'));
    expect(await ask()).toEqual(expected);
    expect(complaints).toEqual([]);
  });

  it('the embedded script names a picture, and says that another file is none', async () => {
    const html =
      '<link rel="icon" href="data:,"><input type="file" data-classify><output></output><script type="module" src="site/embed.js"></script>';
    await writeFile(place('shop.html'), html);
    await writeFile(place('text.png'), 'no picture');
    const page = await browser.newPage();
    await page.goto(host.at('shop.html'));
    const answerTo = async (file: string) => {
      await page.evaluate(
        "window.answered = new Promise((done) => document.addEventListener('classified', done, { once: true })), undefined",
      );
      await page.setInputFiles('input', file);
      await page.evaluate('answered.then(() => undefined)');
      return page.textContent('output');
    };
    expect(await answerTo(garment)).toMatch(/ \d+\.\d %$/);
    expect(await answerTo(place('text.png'))).toContain('decoded');
  });
});
