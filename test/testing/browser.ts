// Debian's Chromium, run headless; nothing is downloaded for it. If it is missing, tests that need it say so
// and are skipped.
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of the browser, if it is installed. */
export const browserFile = places.find((place) => existsSync(place));

/** Whether to skip tests in a browser: it is missing, and the environment does not require it. */
export const lacksBrowser = !browserFile && !process.env['ATELIER_REQUIRE_WEBGPU'];

/** @param args more of the browser's switches */
export const openBrowser = (...args: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: browserFile!, args: ['--no-sandbox', ...args] });

/** Switches that give a browser a graphics card in software, if Debian's libvulkan1 is installed. */
export const softwareCard: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** The faults of a page: console messages, errors, and requests to anything but itself. */
export interface Watched {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens a file from disk and watches it. */
export async function openPage(
  browser: Browser,
  file: string,
  colorScheme: 'light' | 'dark',
): Promise<Watched> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1100, height: 900 } });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().endsWith(file))
      complaints.push(`request: ${request.url()}`);
  });
  await page.goto(`file://${file}`);
  return { page, complaints };
}
