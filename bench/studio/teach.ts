// Teaches classes of photographs in the page Teach, in Chromium, and on the command line; measures both on the
// same test pictures.
//
//   npx tsx bench/studio/teach.ts PHOTOS MODEL [--each 50] [--classes 3]
//
// PHOTOS is a folder with `train/<class>` and `val/<class>`, MODEL an .onnx file such as EfficientNet-Lite0.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { each: { type: 'string', default: '50' }, classes: { type: 'string', default: '3' } },
});
const [photos, model] = positionals.map((path) => resolve(path)) as [string, string];
const program = fileURLToPath(new URL('../../bin/atelier.js', import.meta.url));
const place = await mkdtemp(join(tmpdir(), 'teach-'));

/** Copies the first pictures of the first classes; a class with too few gives its pictures again. */
async function collect(): Promise<void> {
  const names = (await readdir(join(photos, 'train'))).sort().slice(0, Number(values.classes));
  for (const name of names) {
    await mkdir(join(place, 'taught', name), { recursive: true });
    const files = (await readdir(join(photos, 'train', name))).sort();
    for (let i = 0; i < Number(values.each); i++) {
      const file = files[i % files.length]!;
      const copy = `${Math.floor(i / files.length)}-${file}`;
      await cp(join(photos, 'train', name, file), join(place, 'taught', name, copy));
    }
    await cp(join(photos, 'val', name), join(place, 'measured', 'test', name), { recursive: true });
  }
}

/** Runs a command of the program; returns the JSON that it prints. */
function atelier(...args: readonly string[]): Record<string, unknown> {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args, '--json'], {
    ...{ cwd: place, encoding: 'utf8' },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const accuracyOf = (file: string) => atelier('evaluate', file, '--data', 'measured')['accuracy'] as number;

/** Teaches in the page; returns the times that the page tells, in seconds, and its memory. */
async function teachInPage(page: Page): Promise<Record<string, number>> {
  const seconds = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return (performance.now() - begun) / 1000;
  };
  const from = new URL(page.url()).origin;
  const models = await page.evaluate(
    async () => (await (await fetch('/api/models')).json()) as { id: string; name: string }[],
  );
  const { id } = models.find(({ name }) => name === basename(model, '.onnx'))!;
  await page.goto(`${from}/teach?from=${id}`);
  await page.getByRole('heading', { name: 'Teach it your own classes' }).waitFor();
  const added = await seconds(async () => {
    await page.locator('input[webkitdirectory]').setInputFiles(join(place, 'taught'));
    const train = page.getByRole('button', { name: 'Train', exact: true });
    const total = Number(values.each) * Number(values.classes);
    await page.waitForFunction(
      (all) => {
        const counts = [...document.querySelectorAll('section[data-class] header')];
        const found = counts.map((one) =>
          Number(/([\d,]+) pictures?/.exec(one.textContent)?.[1]?.replace(',', '')),
        );
        return found.reduce((sum, one) => sum + one, 0) === all;
      },
      total,
      { timeout: 0 },
    );
    await train.waitFor();
  });
  const before = await processorTime();
  const taught = await seconds(async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page
      .getByRole('button', { name: 'Train again' })
      .or(page.getByRole('alert'))
      .waitFor({ timeout: 0 });
    if (await page.getByRole('alert').isVisible()) throw new Error(await page.getByRole('alert').innerText());
  });
  const processor = (await processorTime()) - before;
  const times = /(?:(\d+) min )?([\d.]+) s to look at them, (?:(\d+) min )?([\d.]+) s to learn/;
  const [, minutes = 0, look = 0, more = 0, learn = 0] =
    times.exec(await page.locator('main').innerText()) ?? [];
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: 'Save', exact: true })
      .click()
      .then(() => page.getByRole('menuitem', { name: 'Model (.onnx)' }).click()),
  ]);
  await download.saveAs(join(place, 'page.onnx'));
  const memory = await page.evaluate(async () => {
    const measure = performance as unknown as {
      measureUserAgentSpecificMemory(): Promise<{ bytes: number }>;
    };
    return (await measure.measureUserAgentSpecificMemory()).bytes;
  });
  return {
    ...{ adding: added, whole: taught, processor, megabytes: memory / 1e6 },
    ...{ features: 60 * Number(minutes) + Number(look), fit: 60 * Number(more) + Number(learn) },
  };
}

/** The processor time of all processes that have come from this one, in seconds. */
async function processorTime(): Promise<number> {
  const stats = new Map<number, { parent: number; ticks: number }>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    stats.set(Number(pid), { parent: fields[1]!, ticks: fields[11]! + fields[12]! });
  }
  const isOurs = (pid: number): boolean => {
    const parent = stats.get(pid)?.parent;
    return parent !== undefined && (parent === process.pid || isOurs(parent));
  };
  const ticks = [...stats].filter(([pid]) => isOurs(pid)).reduce((sum, [, one]) => sum + one.ticks, 0);
  return ticks / 100;
}

await collect();
const studio = spawn(
  process.execPath,
  [program, 'studio', '--no-open', '--port', '0', '--models', dirname(model)],
  { cwd: place, stdio: ['ignore', 'pipe', 'inherit'] },
);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const [line] = (await once(studio.stdout, 'data')) as [Buffer];
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  page.on('crash', () => console.error('the page crashed'));
  await page.goto(String(line).trim());
  const loadBefore = loadavg()[0]!;
  const inPage = await teachInPage(page);
  await browser.close();
  console.log({ machine: cpus()[0]?.model, cores: cpus().length, load: [loadBefore, loadavg()[0]], inPage });
  if (Number(values.each) <= 500) {
    const begun = performance.now();
    const from = ['--from', model, '--freeze', 'all', '--data', 'taught', '--test-share', '0'];
    atelier('train', ...from, '--out', '.', '--name', 'run');
    const seconds = (performance.now() - begun) / 1000;
    const accuracy = { page: accuracyOf('page.onnx'), command: accuracyOf(join('run', 'best.onnx')) };
    console.log({ seconds, accuracy });
  }
} finally {
  await browser.close();
  studio.kill('SIGKILL');
  await rm(place, { recursive: true, force: true });
}
