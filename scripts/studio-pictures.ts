// Takes the pictures of docs/studio.md: `npm run studio:pictures`. It trains on Fashion-MNIST in a temporary
// folder and shows the result in Chromium. With the path of a folder as its argument it keeps what it makes
// there, and need not train the next time. Names after it choose pictures: `… DIR home runs`.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LineProcess } from '../bench/line-process.ts';
import { openBrowser } from '../test/testing/browser.ts';
import { buildStudio } from './build-studio.js';
import { takePictures } from './studio-pictures/pictures.ts';
import { makeWorkspace, places, program } from './studio-pictures/workspace.ts';

const images = fileURLToPath(new URL('../docs/images', import.meta.url));
const [kept, ...names] = process.argv.slice(2);
const folder = kept === undefined ? await mkdtemp(join(tmpdir(), 'atelier-pictures-')) : resolve(kept);
await mkdir(folder, { recursive: true });
await buildStudio();
if (!existsSync(join(folder, 'line'))) await makeWorkspace(folder);

const args = [program, 'studio', '--no-open', '--port', '0', ...places];
const studio = new LineProcess({ program: process.execPath, args, env: {}, cwd: folder });
studio.start();
const browser = await openBrowser();
try {
  const url = await studio.next((line) => (line.startsWith('http') ? line : undefined));
  await takePictures(browser, url, folder, images, names);
} finally {
  await browser.close();
  await studio.stop();
  if (kept === undefined) await rm(folder, { recursive: true });
}
