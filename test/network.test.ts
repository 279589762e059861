// Neither the commands nor the library, including on a worker thread, look up a host, open a connection or
// leave unexpected files. ONNX Runtime does all of this by default, starting about ten seconds after it was
// loaded.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { program, repository } from './testing/process.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';
import { canTrace, traceNode, type Traced } from './testing/strace.ts';

/** How long to watch programs that do not end. */
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
const library = pathToFileURL(join(repository, '.built/index.js')).href;

beforeAll(async () => {
  await writeFolder(data, smallIdxFiles());
  for (const path of [home, temporary, work]) await mkdir(path);
  await sharp({ create: { width: 28, height: 28, channels: 3, background: 'grey' } })
    .png()
    .toFile(picture);
});

let logs = 0;

/** Runs a program whose environment has only an empty home and folders for its output. */
function watch(args: readonly string[], stopAfterMs?: number): Promise<Traced> {
  return traceNode(args, {
    cwd: work,
    env: { PATH: process.env.PATH!, HOME: home, TMPDIR: temporary },
    log: join(folder, `${logs++}.strace`),
    stopAfterMs,
  });
}

const command = (...args: string[]) => watch([program, ...args]);

/** Predicts one picture and then stays for a while. */
const prediction = `
  import { readFileSync } from 'node:fs';
  import { openClassifier } from '${library}';
  const classifier = await openClassifier(readFileSync('${model}'));
  const probabilities = await classifier.predict(new Uint8Array(28 * 28));
  if (probabilities.length !== 10) throw new Error('expected 10 probabilities');
  await new Promise((resolve) => setTimeout(resolve, ${seconds * 1000}));`;

describe.skipIf(!canTrace)('without the network', () => {
  it('strace sees a lookup', lasting, async () => {
    const { calls } = await watch([
      ...['--input-type=module', '--eval'],
      "import { lookup } from 'node:dns'; lookup('host.invalid', () => {});",
    ]);
    expect(calls).not.toEqual([]);
  });

  const options = ['--arch', 'lenet5', '--threads', '1', '--epochs', '100000'];
  const training = ['train', '--data', data, ...options, '--out', folder];
  it.concurrent.each([
    ['train', ['--name', 'one']],
    ['train --offline', ['--name', 'two', '--offline']],
  ])('atelier %s', lasting, async (_, more) => {
    const { code, calls, stderr } = await watch([program, ...training, ...more], seconds * 1000);
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
    const file = join(folder, 'prediction.mjs');
    await writeFile(file, prediction);
    expect(await watch([file])).toEqual({ code: 0, calls: [], stderr: '' });
  });

  it.concurrent('the library on a worker thread', lasting, async () => {
    const thread = join(folder, 'thread.mjs');
    await writeFile(thread, prediction);
    const file = join(folder, 'starter.mjs');
    await writeFile(
      file,
      `import { Worker } from 'node:worker_threads';
       new Worker(new URL('${pathToFileURL(thread).href}'));`,
    );
    expect(await watch([file])).toEqual({ code: 0, calls: [], stderr: '' });
  });

  it('no files are left in the home, the current or the temporary folder', async () => {
    expect(await readdir(home)).toEqual([]);
    expect(await readdir(work)).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
  });
});
