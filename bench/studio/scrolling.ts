// How smoothly the grid of a data set scrolls, in Chromium without a graphics card: frames a second while ten
// thousand pictures go by at reading pace, and as after a fling, and how long the page works on each frame.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { openStudio } from '../../test/studio/browser.ts';
import { openBrowser } from '../../test/testing/browser.ts';
import { describeMachine } from '../machine.ts';

/** What is measured. */
export interface ScrollOptions {
  /** How many pictures go by, at most the 12,000 of the sketches. */
  readonly pictures: number;
}

/** One pace. */
export interface ScrollTimes {
  /** Rows of pictures a second. */
  readonly rows: number;
  /** Milliseconds from one frame to the next, sorted. */
  readonly frames: readonly number[];
  /** Milliseconds for which the page's thread worked, for each frame. */
  readonly work: number;
}

/** Rows a second: one can look at them, and only see them go by. */
const paces = [6, 120];

/** Scrolls the sketches in the page Data, from the top, once at each pace. */
export async function measureScrolling({ pictures }: ScrollOptions): Promise<ScrollTimes[]> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-scrolling-'));
  const [studio, browser] = [await openStudio(folder), await openBrowser()];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 820 } });
    await page.goto(studio.url);
    await page.goto(studio.at('/data/sketches'));
    await page.getByRole('listbox', { name: 'Pictures' }).waitFor({ timeout: 120_000 });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const times = [];
    for (const rows of paces) times.push(await scroll(page, session, rows, pictures));
    return times;
  } finally {
    await browser.close();
    await studio.stop();
    await rm(folder, { recursive: true });
  }
}

async function scroll(page: Page, session: CDPSession, rows: number, pictures: number): Promise<ScrollTimes> {
  const before = await workOf(session);
  const frames = await page.evaluate<number[]>(scrolling(rows, pictures));
  const work = (1000 * ((await workOf(session)) - before)) / frames.length;
  return { rows, frames: frames.toSorted((a, b) => a - b), work };
}

/** For how many seconds the page's thread has worked. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

/** Pictures are 48 pixels wide at first, and 3 apart. */
const pitch = 51;

/**
 * Runs in the page: scrolls until so many pictures have gone by, at most for a minute. Tells the time of each
 * frame.
 */
const scrolling = (rows: number, pictures: number): string => `(async () => {
  const grid = document.querySelector('[role=listbox]');
  const columns = Math.floor((grid.clientWidth + 3) / ${pitch});
  const end = Math.min(grid.scrollHeight - grid.clientHeight, ${pitch * pictures} / columns);
  const next = () => new Promise(requestAnimationFrame);
  grid.scrollTop = 0;
  const start = await next();
  const times = [];
  for (let last = start, top = 0; top < end && last - start < 60_000; ) {
    const now = await next();
    grid.scrollTop = top = ((now - start) / 1000) * ${rows * pitch};
    times.push(now - last);
    last = now;
  }
  return times;
})()`;

/** Frames a second: the median, and what 95 of 100 frames are faster than; with the machine. */
export function scrollTable({ pictures }: ScrollOptions, times: readonly ScrollTimes[]): string {
  const { processor, cores, loadBefore } = describeMachine();
  const rate = (frames: readonly number[], share: number) =>
    (1000 / frames[Math.floor(share * (frames.length - 1))]!).toFixed(1);
  return [
    `${pictures} pictures; ${processor}, ${cores} cores, load ${loadBefore.toFixed(1)}`,
    '',
    '| rows a second | frames | frames a second, median | 5th percentile | at least | work of a frame |',
    '| --- | --- | --- | --- | --- | --- |',
    ...times.map(
      ({ rows, frames, work }) =>
        `| ${rows} | ${frames.length} | ${rate(frames, 0.5)} | ${rate(frames, 0.95)} | 50 | ${work.toFixed(1)} ms |`,
    ),
  ].join('\n');
}
