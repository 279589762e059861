// The site of `npm run docs`: it builds without warnings, its links are valid, and it works from disk,
// including the search.
import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repository, startProcess } from './testing/process.ts';
import { lacksBrowser, openBrowser } from './testing/browser.ts';
import { temporaryFolder } from './testing/folders.ts';

const site = join(await temporaryFolder(), 'site');
/** The site's pages by their absolute paths. */
const pages = new Map<string, string>();

beforeAll(async () => {
  const typedoc = join(repository, 'node_modules', 'typedoc', 'bin', 'typedoc');
  // Without the loader of TypeScript, which makes it take twice as long.
  const { code, stdout, stderr } = await startProcess([typedoc, '--out', site], repository).result;
  expect(code, stdout + stderr).toBe(0);
  for (const name of await readdir(site, { recursive: true }))
    if (name.endsWith('.html')) pages.set(join(site, name), await readFile(join(site, name), 'utf8'));
}, 300_000);

/** The addresses that a page refers to: pages, pictures, scripts and styles. */
const addressesOf = (page: string): string[] =>
  [...page.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, address]) => address!.replaceAll('&amp;', '&'));

describe('the reference', () => {
  it('has a page for each page of docs/ and for both entry points', () => {
    const names = [...pages.keys()].map((file) => relative(site, file));
    expect(names).toEqual(
      expect.arrayContaining([
        'index.html',
        'documents/Training.html',
        'documents/Your_own_data.html',
        'modules/atelier.html',
        'modules/atelier_node.html',
        'functions/atelier.fit.html',
        'interfaces/atelier.Conv2dOptions.html',
      ]),
    );
  });

  it('has no link or picture that leads nowhere', async () => {
    const broken: string[] = [];
    for (const [file, page] of pages)
      for (const address of new Set(addressesOf(page)))
        if (!/^(https?|mailto|data):/.test(address) && !(await leadsSomewhere(file, address)))
          broken.push(`${relative(site, file)}: ${address}`);
    expect(broken).toEqual([]);
  });

  it('loads nothing from elsewhere', () => {
    for (const [file, page] of pages)
      expect(page.match(/<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?\/\//g), file).toBeNull();
  });
});

/** Whether an address leads to an existing file or, within a page, to an existing anchor. */
async function leadsSomewhere(from: string, address: string): Promise<boolean> {
  const [path = '', fragment = ''] = address.split('#').map(decodeURIComponent);
  const file = path === '' ? from : resolve(dirname(from), path);
  const page = pages.get(file);
  if (page === undefined) return (await stat(file).catch(() => undefined))?.isFile() ?? false;
  return fragment === '' || page.includes(`id="${fragment}"`);
}

if (lacksBrowser) console.warn('Chromium is missing: the reference is not tested in a browser');

describe.skipIf(lacksBrowser)('the reference in a browser, from the disk', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it('finds an export by its name', async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(site, 'index.html')).href);
    await page.click('#tsd-search-trigger');
    await page.fill('#tsd-search-input', 'earlyStopping');
    await page.click('#tsd-search-results a[href*="atelier.earlyStopping.html"]');
    await page.waitForURL(/atelier\.earlyStopping\.html/);
    expect(await page.textContent('h1')).toContain('earlyStopping');
    expect(requests.filter((url) => !/^(file|data|blob):/.test(url))).toEqual([]);
  });
});
