// A shop's catalogue from a folder of pictures to a model of the shop's own: filling, categories,
// corrections, inventory and training.
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { Categorised } from '../src/catalogue/categorise.ts';
import type { Inventory } from '../src/catalogue/inventory.ts';
import { parseCsv } from '../src/data/csv.ts';
import { sketches } from '../src/data/sketches.ts';
import { decodeModelCard } from '../src/nn/classifier-file.ts';
import { lockFolder } from '../src/node/runs/run-lock.ts';
import { atelierWith } from './testing/atelier.ts';
import { temporaryFolder } from './testing/folders.ts';
import { start } from './testing/process.ts';

const folder = await temporaryFolder();
const [shop, place, review] = ['shop', 'catalogue', 'review'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];
const run = (...args: string[]) => atelierWith({ XDG_CACHE_HOME: join(folder, 'cache') }, ...args);
const catalogue = (command: string, ...args: string[]) => run('catalogue', command, ...args, '--in', place);
const sync = () => catalogue('sync', shop, '--model', 'pocket');

async function json<T>(result: ReturnType<typeof run>): Promise<T> {
  const { stdout, stderr } = await result;
  try {
    return JSON.parse(stdout) as T;
  } catch {
    throw new Error(stderr);
  }
}

/** Sketches in folders of their classes, with names as folders have them. */
beforeAll(async () => {
  const { images, labels, classNames } = sketches({ train: 60, test: 10 }).train;
  for (let i = 0; i < 60; i++) {
    const name = classNames[labels[i]!]!.toLowerCase().replace(/\W+/g, '-');
    await mkdir(join(shop, name), { recursive: true });
    const raw = { width: 28, height: 28, channels: 1 } as const;
    await sharp(images.slice(i * 784, (i + 1) * 784), { raw })
      .png()
      .toFile(join(shop, name, `${i}.png`));
  }
  const { code, stderr } = await sync();
  expect(code, stderr).toBe(0);
});

describe.sequential('a catalogue', () => {
  let first: Categorised;

  it('sorts items into classes, and writes those to look at as a table and a sheet', async () => {
    first = await json<Categorised>(catalogue('categorise', '--json', '--out', review));
    expect(first.classes.reduce((sum, { items }) => sum + items, 0)).toBe(60);
    expect(first.compared.items).toBe(60);
    expect(first.review.length).toBeGreaterThan(2);
    const [header, ...rows] = parseCsv(await readFile(join(review, 'worklist.csv'), 'utf8'), 'worklist.csv');
    expect(header!.cells.join()).toBe('key,file,class,probability,novelty,reason,category,correction');
    expect(rows.map(({ cells }) => cells[0])).toEqual(first.review.map(({ key }) => key));
    const { width, format } = await sharp(join(review, 'worklist.png')).metadata();
    expect([format, width > 500]).toEqual(['png', true]);
  });

  it('reads corrections back, names by line what no item has, and looks at the corrected no more', async () => {
    const [one, two, three] = first.review;
    const file = join(folder, 'filled.csv');
    const rows = [`${one!.key},Bag`, 'gone.png,Bag', `${two!.key},jewellery`, `${three!.key},`];
    await writeFile(file, ['key,correction', ...rows, ''].join('\n'));
    const { code, stdout, stderr } = await catalogue('categorise', '--corrections', file, '--json');
    expect(code).toBe(1);
    expect(stderr).toContain('kept 2 corrections');
    expect(stderr).toContain("new to the model: 'jewellery'");
    expect(stderr).toContain('left out 1 row without a correction: line 5');
    expect(stderr).toContain(`${file}: left out 1 key that no item has: 'gone.png' on line 3`);
    const { review: left, classes } = JSON.parse(stdout) as Categorised;
    expect(left.map(({ key }) => key)).toEqual(first.review.slice(2).map(({ key }) => key));
    expect(classes.at(-1)).toEqual({ class: 'jewellery', items: 1, review: 0, corrected: 1 });
  });

  it('is data to train on, with corrections before categories', async () => {
    const { form, classNames, counts } = await json<{
      form: string;
      classNames: string[];
      counts: { all: number[] };
    }>(run('data', 'status', '--data', place, '--json'));
    expect(form).toBe('catalogue');
    const countOf = (name: string) => counts.all[classNames.indexOf(name)];
    const isBag = (key: string) => key.startsWith('bag/');
    const bags = 6 + Number(!isBag(first.review[0]!.key)) - Number(isBag(first.review[1]!.key));
    expect([countOf('Bag'), countOf('jewellery')]).toEqual([bags, 1]);
    expect(classNames).toHaveLength(11); // the folder 'bag' and the correction 'Bag' are one class
    expect(counts.all.reduce((sum, count) => sum + count, 0)).toBe(60);
    const options = ['--size', '28', '--channels', '1', '--arch', 'lenet5', '--epochs', '1', '--name', 'own'];
    const { code, stderr } = await run('train', '--data', place, ...options, '--out', join(folder, 'runs'));
    expect(code, stderr).toBe(0);
    const model = await readFile(join(folder, 'runs/own/best.onnx'));
    expect(decodeModelCard(model, 'own').classNames).toEqual(classNames);
  });

  it('says in one line that another process works on it', async () => {
    const lock = await lockFolder(place, 'catalogue');
    try {
      const { code, stderr } = await run('data', 'status', '--data', place);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^atelier: .*this process is already working on this catalogue\n$/);
    } finally {
      await lock.release();
    }
  });

  it('takes inventory: counts now and before, what came and went, and what is wrong; corrections move along', async () => {
    await writeFile(join(shop, 'bag', 'broken.png'), 'no picture');
    const [jewel, gone, original] = first.review.slice(1).map(({ key }) => key) as [string, string, string];
    await rename(join(shop, jewel), join(shop, 'bag', 'renamed.png'));
    await copyFile(join(shop, original), join(shop, 'bag', 'copy.png'));
    await rm(join(shop, gone));
    await sync();
    const html = join(folder, 'inventory.html');
    const lists = join(folder, 'lists');
    const inventory = await json<Inventory>(catalogue('inventory', '--json', '--out', html, '--csv', lists));
    const keysOf = (items: readonly { key: string }[]) => items.map(({ key }) => key);
    expect(inventory.items).toBe(60);
    expect(inventory.earlier).toHaveLength(1);
    expect(keysOf(inventory.changes.added)).toEqual(['bag/copy.png']);
    expect(keysOf(inventory.changes.removed)).toEqual([gone]);
    expect(keysOf(inventory.broken)).toEqual(['bag/broken.png']);
    const copies = inventory.duplicates.find(({ items }) => keysOf(items).includes('bag/copy.png'))!;
    expect(keysOf(copies.items)).toContain(original);
    expect(keysOf(inventory.changes.moved)).toEqual(['bag/renamed.png']);
    expect(inventory.classes.at(-1)).toMatchObject({ class: 'jewellery', items: 1 }); // it has moved too
    const page = await readFile(html, 'utf8');
    expect(page).toContain('bag/copy.png');
    expect(page).toContain('src="data:image/webp;base64,');
    expect(await readFile(join(lists, 'changes.csv'), 'utf8')).toContain('added,bag/copy.png,bag\n');
  });

  it('is kept in step until Ctrl-C', async () => {
    const watching = start(['catalogue', 'watch', shop, '--in', place, '--json']);
    await watching.saysOnError('watching');
    const printed = new Promise<string>((resolve) =>
      watching.process.stdout!.on('data', (text: string) => resolve(text)),
    );
    await rm(join(shop, 'bag', 'copy.png'));
    const { removed } = JSON.parse(await printed) as { removed: number };
    watching.process.kill('SIGINT');
    const { code } = await watching.result;
    expect([removed, code]).toEqual([1, 0]);
  });
});

describe('bad input', () => {
  it.each([
    [['categorise', '--min-confidence', '2'], '--min-confidence: expected a share between 0 and 1'],
    [['categorise', '--corrections', 'missing.csv'], 'missing.csv'],
    [
      ['inventory', '--since', 'yesterday'],
      '--since: expected a date such as 2026-11-01 or 2026-11-01T09:30',
    ],
    [['inventory', '--out', 'report.txt'], "--out: expected the name of an .html file, got 'report.txt'"],
    [['watch', 'missing'], "missing: can't be read"],
  ])('%j is refused in one line', async ([command, ...args], message) => {
    const { code, stderr } = await catalogue(command!, ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^atelier: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});
