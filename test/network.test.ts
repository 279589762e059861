// Neither the commands nor the library, also on a worker thread, look up a host, open a connection or leave
// files that nobody asked for. ONNX Runtime by itself does all of this, for the first time about ten seconds
// after it was loaded.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { repository } from './testing/atelier.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { canTrace, traceNode, type Traced } from './testing/strace.ts';

/** How long programs that go on are watched. */
const seconds = Number(process.env.ATELIER_WATCH_SECONDS ?? 20);
const lasting = { timeout: (seconds + 60) * 1000 };

const folder = await temporaryFolder();
const [data, home, temporary, work] = ['data', 'home', 'tmp', 'work'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
  string,
];
const picture = join(folder, 'picture.png');
const model = join(repository, 'models/pocket.onnx');
const library = pathToFileURL(join(repository, 'src/index.ts')).href;

beforeAll(async () => {
  await writeFolder(data, smallIdxFiles());
  for (const path of [home, temporary, work]) await mkdir(path);
  await sharp({ create: { width: 28, height: 28, channels: 3, background: 'grey' } })
    .png()
    .toFile(picture);
});

let logs = 0;

/** Runs a program with nothing in its environment but an empty home and folders for what it writes. */
function watch(args: readonly string[], stopAfterMs?: number): Promise<Traced> {
  return traceNode(['--import', import.meta.resolve('tsx'), '-C', 'source', ...args], {
    cwd: work,
    env: { PATH: process.env.PATH!, HOME: home, TMPDIR: temporary },
    log: join(folder, `${logs++}.strace`),
    stopAfterMs,
  });
}

const command = (...args: string[]) => watch([join(repository, 'src/cli/main.ts'), ...args]);

/** Predicts one picture, then stays for a while. */
const program = `
  import { readFileSync } from 'node:fs';
  import { openClassifier } from '${library}';
  const classifier = await openClassifier(readFileSync('${model}'));
  const probabilities = await classifier.predict(new Uint8Array(28 * 28));
  if (probabilities.length !== 10) throw new Error('no prediction');
  await new Promise((resolve) => setTimeout(resolve, ${seconds * 1000}));`;

describe.skipIf(!canTrace)('without the network', () => {
  it('is what strace sees here', lasting, async () => {
    const { calls } = await watch([
      ...['--input-type=module', '--eval'],
      "import { lookup } from 'node:dns'; lookup('host.invalid', () => {});",
    ]);
    expect(calls).not.toEqual([]);
  });

  const training = ['train', '--data', data, '--arch', 'lenet5', '--epochs', '100000', '--out', folder];
  it.concurrent.each([
    ['train', ['--name', 'one']],
    ['train --offline', ['--name', 'two', '--offline']],
  ])('atelier %s', lasting, async (_, options) => {
    const main = join(repository, 'src/cli/main.ts');
    const { code, calls, stderr } = await watch([main, ...training, ...options], seconds * 1000);
    expect(stderr).toContain('epoch 1/');
    expect({ code, calls }).toEqual({ code: 130, calls: [] });
  });

  it.concurrent.each([
    ['predict', ['predict', model, picture]],
    ['evaluate', ['evaluate', model, '--data', data]],
    ['evaluate --offline', ['evaluate', model, '--data', data, '--offline']],
  ])('atelier %s', lasting, async (_, args) => {
    expect(await command(...args)).toMatchObject({ code: 0, calls: [] });
  });

  it.concurrent('the library', lasting, async () => {
    const file = join(folder, 'program.mts');
    await writeFile(file, program);
    expect(await watch([file])).toEqual({ code: 0, calls: [], stderr: '' });
  });

  it.concurrent('the library on a worker thread', lasting, async () => {
    const thread = join(folder, 'thread.mts');
    await writeFile(thread, program);
    const file = join(folder, 'starter.mts');
    // On Node 20, a thread has to load tsx itself.
    const start = `import('${import.meta.resolve('tsx/esm/api')}').then(({ register }) => { register(); return import('${pathToFileURL(thread).href}'); })`;
    await writeFile(
      file,
      `import { Worker } from 'node:worker_threads';
       new Worker(${JSON.stringify(start)}, { eval: true, execArgv: [] });`,
    );
    expect(await watch([file])).toEqual({ code: 0, calls: [], stderr: '' });
  });

  it('nothing is left in the home, the current or the temporary folder', async () => {
    expect(await readdir(home)).toEqual([]);
    expect(await readdir(work)).toEqual([]);
    const left = (await readdir(temporary)).filter((name) => !name.startsWith('tsx-')); // what runs TypeScript has there
    expect(left).toEqual([]);
  });
});
