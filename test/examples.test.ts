// Runs the programs of examples/ as their headers say, to the end.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled, repository, startNode } from './testing/process.ts';
import { lacksBrowser, openBrowser } from './testing/browser.ts';
import { temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();

async function run(example: string, ...args: string[]): Promise<string> {
  const file = join(repository, 'examples', example);
  // The examples run within the repository, where their modules are. All other files that they create go into
  // a temporary folder.
  const environment = { TMPDIR: folder, XDG_CACHE_HOME: join(folder, 'cache') };
  const { code, stdout, stderr } = await startNode([file, ...args], repository, environment).result;
  expect(code, stderr).toBe(0);
  return stdout;
}

const numberAfter = (words: string, text: string): number =>
  Number(new RegExp(`${words}\\s*([\\d.]+)`).exec(text)?.[1]);

describe('examples', () => {
  it('train.ts trains, tests and saves', async () => {
    const file = join(folder, 'sketches.onnx');
    const text = await run('train.ts', file);
    expect(numberAfter('test accuracy', text)).toBeGreaterThan(0.75);
    expect((await stat(file)).size).toBe(numberAfter('sketches.onnx,', text));
  });

  it('photographs.ts trains on a folder of pictures, and classifies one', async () => {
    const text = await run('photographs.ts');
    expect(text).toContain('96 pictures to train on, 24 to test on: bag, dress, sneaker');
    expect(numberAfter('test accuracy', text)).toBeGreaterThan(0.6);
    expect(text).toMatch(/\.jpg: (bag|dress|sneaker), \d+ %/);
  });

  it('custom-layer.ts trains with a custom layer', async () => {
    const text = await run('custom-layer.ts');
    expect(numberAfter('with dense and ReLU:', text)).toBeGreaterThan(0.7);
    expect(numberAfter('with maxout:', text)).toBeGreaterThan(0.7);
    expect(text).toContain('maxout: pieces: expected a whole number from 2, got 1');
  });

  it('callbacks.ts ends by early stopping, or after its time', async () => {
    expect(await run('callbacks.ts', '300')).toMatch(/of 40 epochs: validationLoss has not improved/);
    expect(await run('callbacks.ts', '0')).toContain('1 of 40 epochs: the limit of 0 s was reached');
  });

  it('its README names every example and its command', async () => {
    const readme = await readFile(join(repository, 'examples', 'README.md'), 'utf8');
    const names = await readdir(join(repository, 'examples'));
    for (const name of names.filter((file) => file.endsWith('.ts') && file !== 'sample-photographs.ts')) {
      expect(readme).toContain(`npx tsx -C source examples/${name}`);
      expect(await readFile(join(repository, 'examples', name), 'utf8')).toContain(
        `//   npx tsx -C source examples/${name}`,
      );
    }
  });
});

if (lacksBrowser) console.warn('Chromium is missing: the example of a page is not tested');

describe.skipIf(lacksBrowser)('examples/browser', () => {
  let browser: Browser;
  let server: Served;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    opened.push((server = await serve(compiled)));
    opened.push((browser = await openBrowser()));
  }, 300_000);
  afterAll(async () => {
    for (const each of opened.reverse()) await each.close();
  });

  it('classifies pictures and trains a network', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(new URL(server.address).origin))
        complaints.push(`request: ${request.url()}`);
    });
    await page.goto(server.address);
    await page.waitForSelector('#train:enabled', { timeout: 60_000 });
    expect(await page.locator('figcaption').allInnerTexts()).toHaveLength(8);
    await page.setInputFiles('#picture', join(repository, 'docs', 'images', 'predictions.png'));
    await page.waitForSelector('figure:nth-of-type(9)');
    for (const words of await page.locator('figcaption').allInnerTexts())
      expect(words).toMatch(/^\D+ \d+ %$/);
    await page.click('#train:enabled');
    await page.waitForSelector('#trained a', { timeout: 120_000 });
    expect(await page.locator('#epochs li').count()).toBe(3);
    expect(numberAfter('Test accuracy', await page.innerText('#trained'))).toBeGreaterThan(0.6);
    expect(complaints).toEqual([]);
  });
});

interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/** Starts the example's server on a free port. */
async function serve(dist: string): Promise<Served> {
  const file = join(repository, 'examples', 'browser', 'serve.ts');
  const args = ['--import', import.meta.resolve('tsx'), file, '--port', '0', '--dist', dist];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    address: line.toString().trim(),
    close: async () => {
      child.kill();
      await once(child, 'close');
    },
  };
}
