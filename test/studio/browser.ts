// The studio in Debian's Chromium: a server of its own, pages that are watched, axe, and the keyboard.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { program, startProcess } from '../testing/process.ts';

export interface OpenStudio {
  /** With the token, as the command printed it. */
  readonly url: string;
  /** The address of a page: `/runs`. */
  at(path: string): string;
  stop(): Promise<void>;
  /** Kills it, as a crash would. */
  kill(): Promise<void>;
}

/** Starts `atelier studio` in a folder with arguments, on any port that is free. */
export const openStudio = (folder: string, ...args: readonly string[]): Promise<OpenStudio> =>
  openStudioAt(0, folder, ...args);

/** Starts `atelier studio` in a folder on a port; it has no data but what the arguments name. */
export async function openStudioAt(
  port: number,
  folder: string,
  ...args: readonly string[]
): Promise<OpenStudio> {
  const studio = startProcess([program, 'studio', '--no-open', '--port', String(port), ...args], folder);
  const [line] = (await once(studio.process.stdout!, 'data')) as [string];
  const url = line.trim();
  return {
    url,
    at: (path) => new URL(path, url).href,
    async stop() {
      studio.process.kill('SIGINT');
      await studio.result;
    },
    async kill() {
      studio.process.kill('SIGKILL');
      await studio.result;
    },
  };
}

/** A page with what went wrong in it: errors, console messages, and requests to other hosts. */
export interface StudioPage {
  readonly page: Page;
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

export interface PageLook {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
}

/** Opens the studio with its token in a browser of its own, and watches it. */
export async function openStudioPage(
  browser: Browser,
  studio: OpenStudio,
  { theme = 'light', width = 1280 }: PageLook = {},
): Promise<StudioPage> {
  const context = await browser.newContext({
    ...{ colorScheme: theme, viewport: { width, height: 820 }, reducedMotion: 'reduce' },
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(studio.url);
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !/^(data|blob):$/.test(url.protocol))
      complaints.push(`request: ${request.url()}`);
  });
  await page.goto(studio.url);
  return { page, complaints, close: () => context.close() };
}

const axeFile = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

interface Axe {
  run(options: object): Promise<{ violations: Violation[] }>;
}

/**
 * What axe finds in the page as it is: a line for each violation, with its elements.
 *
 * @param rules the names of the only rules to check; all of them if left out
 */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis')))
    await page.evaluate(await readFile(axeFile, 'utf8'));
  const violations = await page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    const only = values && { runOnly: { type: 'rule', values } };
    return (await axe.run({ resultTypes: ['violations'], ...only })).violations;
  }, rules);
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary = '' }) => `${target.join(' ')} ${failureSummary}`).join('; ')}`,
  );
}

/**
 * The keys of a page that mean two things, by its sheet of keys: one that two actions have, or that another
 * action's sequence begins with.
 */
export async function clashingKeys(page: Page): Promise<string[]> {
  await page.keyboard.press('?');
  const rows = page.getByRole('dialog').getByRole('listitem');
  await rows.first().waitFor();
  const signs = await rows.getByRole('img').all();
  const names = await Promise.all(signs.map(async (sign) => (await sign.getAttribute('aria-label')) ?? ''));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return names.filter(
    (name, i) => names.indexOf(name) !== i || names.some((other) => other.startsWith(`${name} then `)),
  );
}

/** The bytes of the file that the page saves after a click on a button, or on an entry of its menu. */
export async function savedFile(page: Page, button: string | RegExp, entry?: string): Promise<Buffer> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  if (entry !== undefined) await page.getByRole('menuitem', { name: entry }).click();
  return readFile(await (await coming).path());
}

/** The lines of a table that the page saves, the header first. */
export const savedLines = async (page: Page, button: string | RegExp, entry?: string): Promise<string[]> =>
  String(await savedFile(page, button, entry))
    .trim()
    .split('\n');

const mostTabs = 80;

/**
 * Presses Tab until the focused element has a name, as someone without a pointer does.
 *
 * @throws Error if no element with that name takes the focus
 */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < mostTabs; i++) {
    await page.keyboard.press('Tab');
    const found = await nameOfFocused(page);
    if (typeof name === 'string' ? found === name : name.test(found)) return;
    seen.push(found);
  }
  throw new Error(`Tab does not reach '${String(name)}', only: ${seen.join(' | ')}`);
}

async function nameOfFocused(page: Page): Promise<string> {
  const focused = page.locator(':focus');
  if ((await focused.count()) === 0) return '';
  const label = await focused.getAttribute('aria-label');
  if (label !== null) return label;
  const words = await focused.evaluate((element) => {
    const { labels, textContent } = element as unknown as Labelled;
    return labels?.[0]?.textContent ?? textContent;
  });
  return words.trim();
}

/** An element that may be a field with labels. */
interface Labelled {
  readonly labels?: readonly { readonly textContent: string }[];
  readonly textContent: string;
}
