// Whether an open page slows training down: the same configuration is trained with the studio closed, and
// with the studio running and the run's page open in Chromium, in turns.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { bootstrapIntervals, type Interval } from '../../src/metrics/bootstrap.ts';
import { parseHistory } from '../../src/training/history-table.ts';
import { openStudio } from '../../test/studio/browser.ts';
import { openBrowser } from '../../test/testing/browser.ts';
import { start } from '../../test/testing/process.ts';
import { describeMachine } from '../machine.ts';
import { median } from '../statistics.ts';
import { usage } from './usage.ts';

/** What is trained. */
export interface TrainingOptions {
  readonly arch: string;
  /** What `--data` takes. */
  readonly data: string;
  readonly epochs: number;
  /** So often it is trained with the studio closed, and with it open. */
  readonly pairs: number;
}

/** One training. */
interface Trained {
  /** The median of its epochs in seconds, without the first, in which the page opens. */
  readonly epoch: number;
  /** Seconds of processor time of the studio and the browser, for each second in which the page was open. */
  readonly processor: number;
}

/** The trainings, one of each kind in each pair. */
export interface TrainingResult {
  readonly closed: readonly Trained[];
  readonly open: readonly Trained[];
}

/** Trains in turns; the pairs begin with the one and the other kind by turns. */
export async function measureTraining(
  options: TrainingOptions,
  report: (message: string) => void,
): Promise<TrainingResult> {
  const closed: Trained[] = [];
  const open: Trained[] = [];
  for (let pair = 0; pair < options.pairs; pair++) {
    report(`pair ${pair + 1} of ${options.pairs}`);
    const both = [
      async () => closed.push(await inFolder((folder) => train(folder, options))),
      async () => open.push(await inFolder((folder) => trainWatched(folder, options))),
    ];
    for (const one of pair % 2 === 0 ? both : both.reverse()) await one();
  }
  return { closed, open };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-training-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const name = 'measured';

/** @param watch is called when the training has begun, with its process */
async function train(
  folder: string,
  { arch, data, epochs }: TrainingOptions,
  watch: (pid: number) => Promise<number> = () => Promise.resolve(0),
): Promise<Trained> {
  const place = data === 'sketches' ? data : resolve(data);
  const args = ['--arch', arch, '--data', place, '--epochs', String(epochs), '--seed', '1', '--name', name];
  const { process, result } = start(['train', ...args], folder);
  const [processor, { code, stderr }] = await Promise.all([watch(process.pid!), result]);
  if (code !== 0) throw new Error(stderr);
  const file = join(folder, 'runs', name, 'history.csv');
  const history = parseHistory(await readFile(file, 'utf8'), file);
  return { epoch: median(history.slice(1).map(({ seconds }) => seconds)), processor };
}

/** Trains while the run's page is open. */
async function trainWatched(folder: string, options: TrainingOptions): Promise<Trained> {
  const [studio, browser] = [await openStudio(folder), await openBrowser()];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(studio.url);
    return await train(folder, options, async (pid) => {
      await openRun(page, studio.at(`/runs/${name}`));
      const [before, begun] = [await usage(pid), performance.now()];
      while (!(await isOver(page))) await sleep(1000);
      const seconds = (performance.now() - begun) / 1000;
      return ((await usage(pid)).seconds - before.seconds) / seconds;
    });
  } finally {
    await browser.close();
    await studio.stop();
  }
}

/** Waits until the page shows a curve, which needs an epoch. */
async function openRun(page: Page, url: string): Promise<void> {
  const hasRun = `fetch('/api/runs').then((answer) => answer.json()).then((runs) => runs.some(({ id }) => id === '${name}'))`;
  while (!(await page.evaluate<boolean>(hasRun))) await sleep(200);
  await page.goto(url);
  await page.getByRole('slider', { name: /^Accuracy/ }).waitFor({ timeout: 0 });
}

/** Looks into the page, so that the look costs the server nothing: what trains can be stopped. */
const isOver = async (page: Page): Promise<boolean> =>
  !(await page.getByRole('button', { name: 'Stop', exact: true }).isVisible());

/** How many times as long an epoch takes with the page open: the median of the pairs, and its interval. */
export function slowdown({ closed, open }: TrainingResult): { ratio: number; interval: Interval } {
  const ratios = open.map(({ epoch }, i) => epoch / closed[i]!.epoch);
  const { ratio: interval } = bootstrapIntervals(ratios.length, (indices) => ({
    ratio: median(Array.from(indices, (i) => ratios[i]!)),
  }));
  return { ratio: median(ratios), interval };
}

/** The result in words, with the machine and what else it was doing. */
export function trainingTable(
  { arch, data, epochs, pairs }: TrainingOptions,
  result: TrainingResult,
): string {
  const { processor, cores, loadBefore } = describeMachine();
  const { ratio, interval } = slowdown(result);
  const more = (value: number) => `${value < 1 ? '−' : '+'}${Math.abs(100 * (value - 1)).toFixed(1)} %`;
  const epochOf = (runs: readonly Trained[]) => `${median(runs.map(({ epoch }) => epoch)).toFixed(3)} s`;
  return [
    `${arch} on ${data}, ${pairs} pairs of trainings of ${epochs} epochs; medians`,
    `an epoch with the studio closed   ${epochOf(result.closed)}`,
    `an epoch with the page open       ${epochOf(result.open)}`,
    `the page open against closed      ${more(ratio)}, 95 % interval ${more(interval[0])} to ${more(interval[1])}; at most +3 %`,
    `studio and browser                ${median(result.open.map((run) => run.processor)).toFixed(3)} s of processor time a second`,
    `${processor}, ${cores} cores, load ${loadBefore.toFixed(1)}`,
  ].join('\n');
}
