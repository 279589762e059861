// How fast the studio opens, in Chromium on this machine: the first page until one can use it, the size of
// its scripts, and the table of thousands of runs.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { buildStudio } from '../../scripts/build-studio.js';
import { openBrowser } from '../../test/testing/browser.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { median } from '../statistics.ts';
import { LineProcess } from '../line-process.ts';
import { writeRuns } from './runs.ts';

export interface StudioBenchOptions {
  /** How many runs the table has. */
  readonly runs: number;
  readonly repetitions: number;
}

export interface StudioBench {
  readonly machine: Omit<Machine, 'peakGflops'>;
  readonly runs: number;
  /** Of the scripts that the document loads first, compressed by gzip. */
  readonly scriptKiB: number;
  /** Milliseconds from the request of the document until the page shows its runs and the browser is idle. */
  readonly firstPageMs: readonly number[];
  /** Milliseconds from a click until the rows of the table are painted. */
  readonly tableMs: readonly number[];
}

const program = new URL('../../bin/atelier.js', import.meta.url).pathname;

/** Measures, each repetition in a browser that has nothing in its cache. */
export async function measureStudio({ runs, repetitions }: StudioBenchOptions): Promise<StudioBench> {
  const machine = describeMachine();
  const pages = await buildStudio();
  const folder = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
  await writeRuns(join(folder, 'runs'), runs);
  const args = [program, 'studio', '--runs', join(folder, 'runs'), '--no-open', '--port', '0'];
  const studio = new LineProcess({ program: process.execPath, args, env: {} });
  studio.start();
  const browser = await openBrowser();
  try {
    const url = await studio.next((line) => (line.startsWith('http') ? line : undefined));
    const times = [];
    for (let i = 0; i < repetitions; i++) times.push(await openOnce(browser, url));
    return {
      ...{ machine, runs, scriptKiB: await firstScriptKiB(pages) },
      firstPageMs: times.map(({ firstPage }) => firstPage),
      tableMs: times.map(({ table }) => table),
    };
  } finally {
    await browser.close();
    await studio.stop();
    await rm(folder, { recursive: true });
  }
}

async function openOnce(browser: Browser, url: string): Promise<{ firstPage: number; table: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 820 } });
  const page = await context.newPage();
  await page.goto(url);
  const firstPage = await page.evaluate<number>(interactive);
  const table = await page.evaluate<number>(openTable);
  await checkTable(page);
  await context.close();
  return { firstPage, table };
}

/** In the page: its time when it shows a run and the browser has nothing more to do. */
const interactive = `(async () => {
  while (!document.querySelector('main a[href^="/runs/"]')) await new Promise(requestAnimationFrame);
  await new Promise(requestIdleCallback);
  return performance.now();
})()`;

/** In the page: the milliseconds from a click on Runs until rows are painted. */
const openTable = `(async () => {
  const start = performance.now();
  document.querySelector('nav a[href="/runs"]').click();
  while (!document.querySelector('tr[data-row]')) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - start;
})()`;

/** A table that shows nothing would be quick. */
async function checkTable(page: Page): Promise<void> {
  const rows = await page.locator('tr[data-row]').count();
  if (rows < 10) throw new Error(`the table shows ${rows} rows`);
}

async function firstScriptKiB(folder: string): Promise<number> {
  const document = await readFile(join(folder, 'index.html'), 'utf8');
  const names = [...document.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, name]) => name!);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1024;
}

/** The figures as a table in Markdown, with their limits. */
export function studioTable({ machine, runs, scriptKiB, firstPageMs, tableMs }: StudioBench): string {
  const time = (values: readonly number[]) =>
    `${median(values).toFixed(0)} ms (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`;
  return [
    `${machine.processor}, ${machine.cores} cores, load ${machine.loadBefore.toFixed(1)} before, ${firstPageMs.length} repetitions`,
    '',
    '|  | median (range) | at most |',
    '| --- | --- | --- |',
    `| the first page, until one can use it | ${time(firstPageMs)} | 1,500 ms |`,
    `| its scripts, compressed | ${scriptKiB.toFixed(0)} KiB | 250 KiB |`,
    `| the table of ${runs} runs opens | ${time(tableMs)} | 300 ms |`,
  ].join('\n');
}
