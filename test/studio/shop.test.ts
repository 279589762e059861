// The catalogue and the inspection in a browser: what is found, decided and judged is what the command line
// says.
import { copyFile, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { codeOf as catalogueCode } from '../../studio/src/pages/catalogue/core/code.ts';
import { codeOf as inspectCode } from '../../studio/src/pages/inspect/core/code.ts';
import { lacksBrowser, openBrowser } from '../testing/browser.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { openStudio, openStudioPage, savedFile, savedLines, tabTo, type OpenStudio } from './browser.ts';
import { runCode } from './run-code.ts';
import { makeLine, makeShop, run } from './shop-and-line.ts';
import { side } from '../../src/inspection/testing/backbone.ts';

const asked = (page: Page, path: string): Promise<unknown> =>
  page.evaluate<unknown, string>(async (to) => (await fetch(to)).json(), path);

describe.skipIf(lacksBrowser)('a shop and a workshop', () => {
  let browser: Browser;
  let studio: OpenStudio;
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await makeShop(folder);
    await makeLine(folder);
    browser = await openBrowser();
    const places = ['--catalogue', 'shop', '--inspector', 'inspector.onnx', '--pieces', 'line', 'tests'];
    studio = await openStudio(folder, ...places);
  });
  afterAll(async () => {
    await browser.close();
    await studio.stop();
  });
  // A test that failed leaves its pages open, and their streams with them.
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  // Before a page asks for the catalogue, which the studio then keeps open for a while.
  it('copies code that finds and judges what the commands do', async () => {
    await copyFile(join(folder, 'photos/item-7.png'), join(folder, 'picture.png'));
    const [like, where] = [['item 2'], "price < 250 and category = 'even'"];
    const search = catalogueCode({ place: 'shop' }, { picture: 'mine', like, where, diverse: 0.3 })!;
    const line = { folder: 'line', kind: 'folder' } as const;
    const judging = inspectCode({ inspector: { file: 'inspector.onnx' }, line, alarms: 0.3 });
    const [found, judged] = (await runCode(folder, [search, judging])).map((text) => text.trim().split('\n'));
    const options = ['--like', ...like, '--where', where, '--diverse', '0.3', '--in', 'shop', '--json'];
    const told = JSON.parse(await run(folder, 'catalogue', 'search', 'picture.png', ...options)) as [
      { items: { key: string; score: number }[] },
    ];
    expect(found).toEqual(told[0].items.map(({ key, score }) => `${key} ${score}`));
    await copyFile(join(folder, 'inspector.onnx'), join(folder, 'moved.onnx'));
    await run(folder, 'inspect', 'threshold', 'moved.onnx', '--false-alarms', '0.3');
    const checked = JSON.parse(await run(folder, 'inspect', 'check', 'moved.onnx', 'line', '--json')) as {
      file: string;
      score: number;
      isDefective: boolean;
    }[];
    expect(judged).toEqual(
      checked.map(
        ({ file, score, isDefective }) => `${basename(file)} ${score} ${isDefective ? 'defective' : 'good'}`,
      ),
    );
  });

  it('finds an item by its picture, also after a reload', async () => {
    const { page, complaints } = await openPatiently(browser, studio);
    await page.goto(studio.at('/catalogue'));
    await page.getByText('shop, 31 items').waitFor();
    await page.setInputFiles('input[type=file]', join(folder, 'photos/item-7.png'));
    await page.waitForURL(/picture=/);
    const first = page.locator('[data-place="0"]');
    await first.filter({ hasText: 'item 7' }).filter({ hasText: '1.000' }).waitFor();
    await page.reload();
    await first.filter({ hasText: 'item 7' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('saves the whole list, also of a filter', async () => {
    const { page } = await openPatiently(browser, studio);
    await page.goto(studio.at('/catalogue'));
    await page.getByText('shop, 31 items').waitFor();
    expect(await savedLines(page, 'Save the pictures', 'Save as CSV')).toHaveLength(1 + 31);
    await page.goto(studio.at('/catalogue?where=price%20%3C%2020'));
    await page.getByText('3 found').waitFor();
    const [header, ...rows] = await savedLines(page, 'Save the pictures', 'Save as CSV');
    expect(header).toBe('key,category,score,copies');
    expect(rows.map((row) => row.split(',').slice(0, 2).join()).sort()).toEqual([
      ...['copy,even', 'item 0,even', 'item 1,odd'],
    ]);
    // Three square pictures, in two lines of two.
    const sheet = sharp(await savedFile(page, 'Save the pictures', 'Save as PNG'));
    const { width, height } = await sheet.metadata();
    expect(width).toBe(height);
    const { data, info } = await sheet.raw().toBuffer({ resolveWithObject: true });
    const opacityAt = (x: number, y: number) => data[(y * info.width + x) * info.channels + 3];
    expect(opacityAt(1, 1)).toBe(255);
    expect(opacityAt(width - 2, height - 2)).toBe(0);
  });

  it('filters, and says what is wrong with a condition', async () => {
    const { page } = await openPatiently(browser, studio);
    await page.goto(studio.at('/catalogue'));
    const field = page.getByLabel('Filter by a condition');
    await field.fill('price < 50 and category = ’even’');
    await field.press('Enter');
    await page.getByText(/^expected a name, a value or an operator at position 27/).waitFor();
    await field.fill("price < 50 and category = 'even'");
    await field.press('Enter');
    await page.getByText('4 found').waitFor(); // items 0, 2, 4 and the copy
    const list = (await asked(page, (await apiOf(page)) + '/items?start=0&count=9&where=price=20')) as {
      items: { key: string }[];
    };
    expect(list.items.map(({ key }) => key)).toEqual(['item 2']);
  });

  it('by keys alone: opens an item and finds similar ones', async () => {
    const { page, complaints } = await openPatiently(browser, studio);
    await page.getByRole('heading', { name: 'What is here' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await page.locator('[data-place="0"]').waitFor();
    await tabTo(page, /copy/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByText('Class by the model').waitFor();
    await page.keyboard.press('s');
    await page.getByText('Like item 0').waitFor();
    await page.locator('[data-place="0"]', { hasText: 'copy' }).waitFor(); // the same picture
    expect(new URL(page.url()).searchParams.get('like')).toBe('["item 0"]');
    expect(complaints).toEqual([]);
  });

  it('keeps decisions by one key each, and takes them back', async () => {
    const { page } = await openPatiently(browser, studio);
    await page.goto(studio.at('/catalogue?view=review&confidence=1'));
    const card = page.getByRole('article');
    const [first, second] = [await nextKey(page), async () => card.getAttribute('aria-label')];
    await page.keyboard.press('3');
    await page.getByText(`${first}`).last().waitFor();
    const other = await second();
    expect(other).not.toBe(first);
    await page.keyboard.press('a');
    await expect.poll(second).not.toBe(other);
    const correction = async (key: string) =>
      (
        (await asked(page, `${await apiOf(page)}/item?key=${encodeURIComponent(key)}`)) as {
          correction: unknown;
        }
      ).correction;
    await expect.poll(() => correction(first)).toBe('Pullover'); // the third class of the model
    await expect.poll(() => correction(other!)).not.toBeNull();
    await page.keyboard.press('z');
    await expect.poll(second).toBe(other);
    await expect.poll(() => correction(other!)).toBeNull();
    // The other decision can be taken back on another day.
    await page.reload();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await expect.poll(() => correction(first)).toBeNull();
  });

  it('finds the place in the review after a reload', async () => {
    const { page } = await openPatiently(browser, studio);
    await page.goto(studio.at('/catalogue?view=review&confidence=1'));
    const card = page.getByRole('article');
    const first = await nextKey(page);
    await page.getByRole('button', { name: /^Skip/ }).click();
    const shown = () => card.getAttribute('aria-label');
    await expect.poll(shown).not.toBe(first);
    const second = await shown();
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).not.toBeNull();
    await page.reload();
    await expect.poll(shown).toBe(second);
    await page.goto(studio.at('/catalogue?view=review&confidence=1&at=nothing'));
    await expect.poll(shown).toBe(first); // what is not there is forgotten
    await expect.poll(() => new URL(page.url()).searchParams.has('at')).toBe(false);
  });

  it('judges a line as the command does, and at another threshold at once', async () => {
    const { page, complaints } = await openPatiently(browser, studio);
    await page.goto(studio.at('/inspect'));
    await page.getByText('2 of 5 defective').waitFor();
    const told = JSON.parse(await run(folder, 'inspect', 'check', 'inspector.onnx', 'line', '--json')) as {
      score: number;
    }[];
    const shown = await page.locator('[class*=score]').allInnerTexts();
    expect(shown.map(Number)).toEqual(told.map(({ score }) => Number(score.toFixed(score >= 10 ? 1 : 2))));
    await page.getByRole('slider', { name: 'False alarms' }).focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    // 5 % of 40 good pieces is the second step: each step lets one piece more of them be above.
    const alarms = 8 / 41;
    await expect.poll(() => Number(new URL(page.url()).searchParams.get('alarms'))).toBeCloseTo(alarms, 10);
    await page.getByRole('button', { name: 'Keep this threshold' }).click();
    await page.getByRole('button', { name: 'Keep this threshold' }).waitFor({ state: 'detached' });
    const moved = await run(folder, 'inspect', 'threshold', 'inspector-2.onnx', '--json');
    expect((JSON.parse(moved) as { wanted: number }).wanted).toBeCloseTo(alarms, 10);
    await page.keyboard.press('z');
    await expect.poll(() => readdir(folder)).not.toContain('inspector-2.onnx');
    expect(complaints).toEqual([]);
  });

  it('saves the pieces that are shown, and one with its heat map', async () => {
    const { page, complaints } = await openPatiently(browser, studio);
    await page.goto(studio.at('/inspect?show=defective&piece=stained-0.png'));
    await page.getByText('2 of 5 defective').waitFor();
    const [header, ...rows] = await savedLines(page, 'Save the pieces', 'Save as CSV');
    expect(header).toBe('piece,score,verdict,error');
    expect(rows.map((row) => row.split(',')[0])).toEqual(['stained-0.png', 'stained-1.png']);
    await page
      .getByText(/^\d+ % from the left, \d+ % from the top/)
      .first()
      .waitFor();

    const map = await savedLines(page, 'Save the piece', 'Save as CSV');
    expect(map).toHaveLength(1 + side);
    expect(map[1]!.split(',')).toHaveLength(side);
    const { data, info } = await sharp(await savedFile(page, 'Save the piece', 'Save as PNG'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([side, side]);
    // The colours of the map lie over the grey picture.
    const isColoured = (at: number) => new Set(data.subarray(at, at + 3)).size > 1;
    const places = Array.from({ length: side * side }, (_, i) => i * info.channels);
    expect(places.some(isColoured)).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('accepts a piece into a new file, and takes it back', async () => {
    const before = await readFile(join(folder, 'inspector.onnx'));
    const { page } = await openPatiently(browser, studio);
    await page.goto(studio.at('/inspect?piece=stained-0.png'));
    await page.getByText('2 of 5 defective').waitFor();
    await page.keyboard.press('a');
    await page.getByText('This piece was accepted as good.').waitFor();
    await page.getByRole('complementary').getByText('good', { exact: true }).waitFor();
    const verdict = await run(folder, 'inspect', 'check', 'inspector-2.onnx', 'line/stained-0.png');
    expect(verdict).toMatch(/: good /);
    expect(before.equals(await readFile(join(folder, 'inspector.onnx')))).toBe(true);
    await page.keyboard.press('z');
    await page.getByText('2 of 5 defective').waitFor();
    expect(await readdir(folder)).not.toContain('inspector-2.onnx');
  });

  it('no key is lost that is pressed before the page has shown the last one', async () => {
    const { page } = await openPatiently(browser, studio);
    await page.goto(studio.at('/inspect?piece=fine-0.png'));
    await page.getByText('2 of 5 defective').waitFor();
    // Both in one task of the browser.
    const press = (keys: string) =>
      page.evaluate(
        `for (const key of '${keys}') document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))`,
      );
    await press('jj');
    await page.getByRole('heading', { name: 'fine-2.png' }).waitFor();
    await press('jjjj'); // there are only two more
    await page.getByRole('heading', { name: 'stained-1.png' }).waitFor();
    await press('kk');
    await page.getByRole('heading', { name: 'fine-2.png' }).waitFor();
  });

  it('judges what comes into the folder, and pictures that it is given', async () => {
    const { page, complaints } = await openPatiently(browser, studio);
    await page.goto(studio.at('/inspect?order=score'));
    await page.getByText('2 of 5 defective').waitFor();
    await copyFile(join(folder, 'good/good-0.png'), join(folder, 'line/late.png'));
    await page.getByText('2 of 6 defective').waitFor();
    await page.setInputFiles('input[type=file]', [join(folder, 'line/stained-1.png')]);
    await page.getByText('1 of 1 defective').waitFor();
    await page.getByText(/^\d+ % from the left, \d+ % from the top/).waitFor();
    expect(complaints).toEqual([]);
  });

  it('removes a picture that it was given, and puts it back', async () => {
    const { page, complaints } = await openPatiently(browser, studio);
    await page.goto(studio.at('/inspect'));
    await page.getByText(/ of \d defective/).waitFor();
    const given = ['stained-0', 'fine-0', 'fine-1'].map((name) => join(folder, `line/${name}.png`));
    await page.setInputFiles('input[type=file]', given);
    await page.getByText(/ of 4 defective/).waitFor(); // one was there before
    const kept = async () =>
      (await readdir(join(folder, 'runs/.studio/pieces'))).filter((name) => /png$/.test(name));
    expect(await kept()).toHaveLength(4);
    await page.getByRole('button', { name: /fine-0/ }).click();
    await page.getByRole('heading', { name: /fine-0/ }).waitFor();
    await page.keyboard.press('Delete');
    await page.getByText(/ of 3 defective/).waitFor();
    await page.getByRole('heading', { name: /fine-0/ }).waitFor({ state: 'detached' });
    expect(await kept()).toHaveLength(3);
    await page.keyboard.press('z');
    await page.getByText(/ of 4 defective/).waitFor();
    expect(await kept()).toHaveLength(4);

    await page.goto(studio.at(`${new URL(page.url()).pathname}${new URL(page.url()).search}&view=inspector`));
    await page.getByRole('button', { name: 'Remove all pictures' }).click();
    await expect.poll(kept).toEqual([]);
    await page.keyboard.press('z');
    await expect.poll(async () => (await kept()).length).toBe(4);
    expect(complaints).toEqual([]);
  });

  it('measures tests as the command does', async () => {
    const { page } = await openPatiently(browser, studio);
    const lines = (await asked(page, '/api/pieces')) as { id: string; kind: string }[];
    const { id } = lines.find(({ kind }) => kind === 'tests')!;
    await page.goto(studio.at(`/inspect?view=figures&line=${id}`));
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByText('Image AUROC').waitFor();
    const told = await run(folder, 'inspect', 'evaluate', 'inspector.onnx', 'tests', '--json');
    const { imageAuroc } = JSON.parse(told) as { imageAuroc: number };
    expect(await page.locator('dt:has-text("Image AUROC") + dd').innerText()).toBe(imageAuroc.toFixed(3));
    await page.reload();
    await page.getByText('Image AUROC').waitFor();
  });
});

/** Opens the studio; a database that is opened anew may take its time. */
async function openPatiently(...args: Parameters<typeof openStudioPage>) {
  const opened = await openStudioPage(...args);
  opened.page.setDefaultTimeout(60_000);
  return opened;
}

/** The address of the only catalogue's routes. */
async function apiOf(page: Page): Promise<string> {
  const all = (await asked(page, '/api/catalogues')) as readonly { readonly id: string }[];
  return `/api/catalogues/${all[0]!.id}`;
}

/** The key of the item that is decided about. */
async function nextKey(page: Page): Promise<string> {
  const card = page.getByRole('article');
  await card.waitFor();
  return (await card.getAttribute('aria-label'))!;
}
