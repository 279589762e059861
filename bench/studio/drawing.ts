// How long the studio takes from a move of the pointer to the probabilities on the page, while one draws.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openStudio } from '../../test/studio/browser.ts';
import { openBrowser } from '../../test/testing/browser.ts';
import { describeMachine } from '../machine.ts';

/** What is measured. */
export interface DrawingOptions {
  /** The name of a released model. */
  readonly model: string;
  /** Moves of the pointer. */
  readonly count: number;
}

/** Milliseconds, sorted: until the numbers are in the document, and until the next frame begins. */
export interface DrawingTimes {
  readonly written: readonly number[];
  readonly shown: readonly number[];
}

/** A mouse tells its place so often in a second. */
const movesPerSecond = 60;

/** Draws in the page Try, in Chromium, without a window. */
export async function measureDrawing({ model, count }: DrawingOptions): Promise<DrawingTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-drawing-'));
  const [studio, browser] = [await openStudio(folder), await openBrowser()];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(studio.url);
    await page.goto(studio.at(`/try?model=${model}`));
    await page.getByText('Or begin with a sketch').waitFor({ timeout: 60_000 });
    await page.evaluate(watching);
    await draw(page, 30); // the first answers compile code
    await page.evaluate('globalThis.times.written.length = globalThis.times.shown.length = 0');
    await draw(page, count);
    const times = await page.evaluate<DrawingTimes>('globalThis.times');
    const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
    return { written: sorted(times.written), shown: sorted(times.shown) };
  } finally {
    await browser.close();
    await studio.stop();
    await rm(folder, { recursive: true });
  }
}

/** Goes round in a spiral, as quickly as a mouse tells its place. */
async function draw(page: Page, moves: number): Promise<void> {
  const { x, y, width } = (await page.getByRole('application').boundingBox())!;
  const start = performance.now();
  for (let i = 0; i < moves; i++) {
    const radius = 0.05 + (0.4 * (i % 200)) / 200;
    const [right, down] = [0.5 + radius * Math.cos(i / 8), 0.5 + radius * Math.sin(i / 8)];
    await page.mouse.move(x + right * width, y + down * width);
    if (i === 0) await page.mouse.down();
    const next = start + ((i + 1) * 1000) / movesPerSecond;
    await new Promise((resolve) => setTimeout(resolve, next - performance.now()));
  }
  await page.mouse.up();
  await page.waitForTimeout(300);
}

/** Runs in the page: notes how long after the move that it answers each answer comes. */
const watching = `
  const times = globalThis.times = { written: [], shown: [] };
  new MutationObserver((mutations) => {
    const answer = mutations.map(({ target }) => target).find(({ dataset }) => dataset.at);
    if (!answer) return;
    const at = Number(answer.dataset.at);
    times.written.push(performance.now() - at);
    requestAnimationFrame(() => times.shown.push(performance.now() - at));
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-at'] });`;

/** Medians and 95th percentiles, with the machine and what else it was doing. */
export function drawingTable({ model }: DrawingOptions, { written, shown }: DrawingTimes): string {
  const { processor, cores, loadBefore } = describeMachine();
  const at = (values: readonly number[], share: number) =>
    values[Math.floor(share * (values.length - 1))]!.toFixed(1).padStart(7);
  const row = (name: string, values: readonly number[]) =>
    `${name.padEnd(28)}${at(values, 0.5)}${at(values, 0.95)}`;
  return [
    `${model}, ${written.length} answers, in ms              `.padEnd(28) + ' median    p95',
    row('until it is in the document', written),
    row('until the next frame', shown),
    `${processor}, ${cores} cores, load ${loadBefore.toFixed(1)}`,
  ].join('\n');
}
