// Classes of photographs taught in the page Teach, in Chromium, and on the command line: how long it takes,
// how much processor time and memory, and how well both models do on the same test pictures.
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openStudio } from '../../test/studio/browser.ts';
import { openBrowser } from '../../test/testing/browser.ts';
import { startProcess, program } from '../../test/testing/process.ts';
import { describeMachine } from '../machine.ts';
import { usage } from './usage.ts';

/** What is taught. */
export interface TeachingOptions {
  /** A folder with `train/CLASS` and `val/CLASS`. */
  readonly photos: string;
  /** The .onnx file of a pretrained network. */
  readonly model: string;
  readonly classes: number;
  /** The pictures of each class; a class with fewer gives its pictures again. */
  readonly each: number;
  /** Whether the command line teaches the same, to compare. */
  readonly compares: boolean;
}

/** Times in seconds. */
export interface TeachingResult {
  /** From the folder to pictures on the disk. */
  readonly adding: number;
  /** From the button to the model. */
  readonly training: number;
  /** Of all processes of the browser and the studio, while it trains. */
  readonly processor: number;
  /** The most memory of them all together, in MB, counting what processes share once for each. */
  readonly memory: number;
  readonly accuracy?: { readonly page: number; readonly command: number };
}

/** Teaches in the page and, to compare, on the command line. */
export async function measureTeaching(options: TeachingOptions): Promise<TeachingResult> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-teaching-'));
  try {
    await collect(folder, options);
    const measured = await teachInPage(folder, options);
    if (!options.compares) return measured;
    const from = [
      '--from',
      resolve(options.model),
      '--freeze',
      'all',
      '--data',
      'taught',
      '--test-share',
      '0',
    ];
    await atelier(folder, 'train', ...from, '--name', 'run');
    const accuracy = {
      page: await accuracyOf(folder, 'page.onnx'),
      command: await accuracyOf(folder, join('runs', 'run', 'best.onnx')),
    };
    return { ...measured, accuracy };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Copies the pictures to teach, and those to measure on. */
async function collect(folder: string, { photos, classes, each }: TeachingOptions): Promise<void> {
  const names = (await readdir(join(photos, 'train'))).sort().slice(0, classes);
  for (const name of names) {
    const from = join(photos, 'train', name);
    await mkdir(join(folder, 'taught', name), { recursive: true });
    const files = (await readdir(from)).sort();
    for (let i = 0; i < each; i++) {
      const copy = `${Math.floor(i / files.length)}-${files[i % files.length]!}`;
      await cp(join(from, files[i % files.length]!), join(folder, 'taught', name, copy));
    }
    await cp(join(photos, 'val', name), join(folder, 'measured', 'test', name), { recursive: true });
  }
}

/** Teaches in the page, and saves the model as `page.onnx`. */
async function teachInPage(
  folder: string,
  { model, classes, each }: TeachingOptions,
): Promise<TeachingResult> {
  const studio = await openStudio(folder, '--models', dirname(resolve(model)));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ acceptDownloads: true });
    page.setDefaultTimeout(0);
    await page.goto(studio.url);
    await page.goto(studio.at(`/teach?from=${await idOf(page, model)}`));
    await page.getByRole('button', { name: 'Start with two classes' }).waitFor();
    const adding = await seconds(async () => {
      await page.locator('input[webkitdirectory]').setInputFiles(join(folder, 'taught'));
      const count = each.toLocaleString('en');
      await page
        .getByText(`${count} pictures`, { exact: true })
        .nth(classes - 1)
        .waitFor();
    });
    const before = await usage();
    const watched = watchMemory();
    const training = await seconds(() => train(page));
    const memory = await watched();
    const processor = (await usage()).seconds - before.seconds;
    await saveModel(page, join(folder, 'page.onnx'));
    return { adding, training, processor, memory };
  } finally {
    await browser.close();
    await studio.stop();
  }
}

async function idOf(page: Page, model: string): Promise<string> {
  const models = await page.evaluate(
    async () => (await (await fetch('/api/models')).json()) as { id: string; name: string }[],
  );
  return models.find(({ name }) => name === basename(model, '.onnx'))!.id;
}

/** @throws Error with the words of the page if the training fails */
async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const failure = page.getByRole('alert');
  await page.getByRole('button', { name: 'Train again' }).or(failure).waitFor();
  if (await failure.isVisible()) throw new Error(await failure.innerText());
}

async function saveModel(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Model (.onnx)' }).click(),
  ]);
  await download.saveAs(path);
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** Looks at the memory once in a second; the function that is returned ends that and tells the most. */
function watchMemory(): () => Promise<number> {
  let most = 0;
  const look = async () => {
    most = Math.max(most, (await usage()).megabytes);
  };
  const timer = setInterval(() => void look(), 1000);
  return async () => {
    clearInterval(timer);
    await look();
    return most;
  };
}

/** Runs a command; returns the JSON that it prints. */
async function atelier(folder: string, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await startProcess([program, ...args, '--json'], folder).result;
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const accuracyOf = async (folder: string, model: string): Promise<number> =>
  (await atelier(folder, 'evaluate', model, '--data', 'measured'))['accuracy'] as number;

/** The result in words, with the machine and what else it was doing. */
export function teachingTable(
  { classes, each, model }: TeachingOptions,
  { adding, training, processor, memory, accuracy }: TeachingResult,
): string {
  const { processor: name, cores, loadBefore } = describeMachine();
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    `${classes} classes of ${each} pictures, on ${basename(model)}`,
    `adding      ${adding.toFixed(1)} s`,
    `training    ${training.toFixed(1)} s, ${processor.toFixed(1)} s of processor time`,
    `memory      ${memory.toFixed(0)} MB at most, of all processes of the browser and the studio`,
    ...(accuracy
      ? [
          `accuracy    ${percent(accuracy.page)} in the page, ${percent(accuracy.command)} by the command line`,
        ]
      : []),
    `${name}, ${cores} cores, load ${loadBefore.toFixed(1)}`,
  ].join('\n');
}
