// Batches made on another thread: they equal those made inline, in arrays that stay unchanged while they are
// the caller's; errors arrive, nothing is left running, and training on them gives the same bytes.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { augmentationFromJSON } from '../../../data/augmentation/augmentation.ts';
import { randomDataset } from '../../../data/augmentation/testing/pictures.ts';
import { inlineBatches, type BatchSource, type OpenBatches } from '../../../data/batch-source.ts';
import type { Batch, BatchOptions } from '../../../data/batches.ts';
import type { Sampling } from '../../../data/sampling.ts';
import { copiedBatch } from '../../../data/testing/batches.ts';
import { InputError } from '../../../errors.ts';
import { fit } from '../../../training/fit.ts';
import { smallModel, smallRun } from '../../../training/testing/small-run.ts';
import { temporaryFolder } from '../testing/idx-folder.ts';
import { openBatches, workerBatches } from './worker-batches.ts';

const dataset = randomDataset({ channels: 3, height: 8, width: 12 }, 53);
const augmentation = augmentationFromJSON({ rotation: 20, flip: true, erase: 0.5, noise: 0.1, mixup: 0.4 });

const noSuchSampling = new InputError("sampling: expected shuffled, oversampled, stratified, got 'no such'");

async function take(source: BatchSource, count: number): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (let i = 0; i < count; i++) batches.push(copiedBatch(await source.next()));
  await source.close();
  return batches;
}

describe('workerBatches', () => {
  it.each<[string, BatchOptions]>([
    ['plain', { batchSize: 10, seed: 4 }],
    ['augmented', { batchSize: 10, seed: 4, augmentation }],
    ['oversampled', { batchSize: 16, seed: 4, augmentation, sampling: 'oversampled' }],
    ['stratified', { batchSize: 53, seed: 4, augmentation: { cutmix: 1 }, sampling: 'stratified' }],
    ['from the middle of an epoch', { batchSize: 10, seed: 4, augmentation, epoch: 3, start: 4 }],
  ])('gives the same batches as those made inline: %s', async (_, options) => {
    const inline = await take(inlineBatches(dataset, options), 17);
    expect(await take(workerBatches(dataset, options), 17)).toEqual(inline);
  });

  it('begins at the given position, and continues from epoch to epoch', async () => {
    const whole = await take(inlineBatches(dataset, { batchSize: 10, seed: 4, augmentation }), 14);
    const later = { batchSize: 10, seed: 4, augmentation, epoch: 2, start: 3 };
    expect(await take(workerBatches(dataset, later), 5)).toEqual(whole.slice(6 + 3));
  });

  it('ignores what the caller writes into the last two batches', async () => {
    const options = { batchSize: 10, seed: 4, augmentation };
    const inline = await take(inlineBatches(dataset, options), 12);
    const source = workerBatches(dataset, options);
    let previous: Batch | undefined;
    for (const [i, expected] of inline.entries()) {
      const batch = await source.next();
      if (previous) expect(previous).toEqual(inline[i - 1]);
      expect(batch).toEqual(expected);
      previous?.images.fill(255);
      previous?.labels.fill(9);
      previous = batch;
    }
    await source.close();
  });

  it('uses the data set as it was when the source was opened, and does not change it', async () => {
    const options = { batchSize: 10, seed: 4, augmentation };
    const images = dataset.images.slice();
    const source = workerBatches({ ...dataset, images }, options);
    expect(images).toEqual(dataset.images);
    images.fill(0);
    expect(await take(source, 3)).toEqual(await take(inlineBatches(dataset, options), 3));
  });

  it('rejects with the thread’s error, then and later', async () => {
    const source = workerBatches(dataset, { batchSize: 10, seed: 4, sampling: 'no such' as Sampling });
    for (let i = 0; i < 4; i++) await expect(source.next()).rejects.toThrow(noSuchSampling);
    await source.close();
    const empty = workerBatches({ ...dataset, count: 0 }, { batchSize: 10, seed: 4 });
    await expect(empty.next()).rejects.toThrow(
      new InputError(
        'batchSize: expected a whole number from 1 and at least 1 picture, got 10 and 0 pictures',
      ),
    );
    await empty.close();
  });

  it('passes on errors of the thread other than InputError', async () => {
    const labels = new BigInt64Array(53) as unknown as Int32Array; // which no Int32Array takes
    const source = workerBatches({ ...dataset, labels }, { batchSize: 10, seed: 4 });
    const next = source.next();
    await expect(next).rejects.toThrow(TypeError);
    await expect(next).rejects.toThrow('BigInt');
    await source.close();
  });

  it('rejects requests that are pending when it is closed, and later ones', async () => {
    const source = workerBatches(dataset, { batchSize: 10, seed: 4 });
    const asked = source.next();
    const refused = expect(asked).rejects.toThrow('the source of batches is closed');
    await source.close();
    await refused;
    for (let i = 0; i < 4; i++)
      await expect(source.next()).rejects.toThrow('the source of batches is closed');
    await source.close();
  });

  it('can be closed at once, and with unread batches', async () => {
    for (const taken of [0, 3]) {
      const source = workerBatches(dataset, { batchSize: 10, seed: 4 });
      for (let i = 0; i < taken; i++) await source.next();
      await source.close();
      await expect(source.next()).rejects.toThrow('the source of batches is closed');
    }
  });
});

describe('a program', () => {
  const run = promisify(execFile);
  const sourceOf = (file: string) => JSON.stringify(fileURLToPath(new URL(file, import.meta.url)));

  it.each([
    ['that closes its source', 'await source.close();'],
    ['that forgets to', ''],
  ])('%s ends by itself after its batches', async (_, ending) => {
    const file = join(await temporaryFolder(), 'program.mts');
    await writeFile(
      file,
      `import { workerBatches } from ${sourceOf('./worker-batches.ts')};
       const images = Uint8Array.from({ length: 400 }, (_, i) => i);
       const shape = { name: 'x', classNames: ['a'], channels: 1, height: 2, width: 2 };
       const data = { ...shape, count: 100, images, labels: new Int32Array(100) };
       async function main() {
         const source = workerBatches(data, { batchSize: 10, seed: 1, augmentation: { flip: 0.5 } });
         for (let i = 0; i < 12; i++) await source.next();
         ${ending}
         console.log('done');
       }
       void main();`,
    );
    const tsx = import.meta.resolve('tsx');
    const { stdout } = await run(process.execPath, ['--import', tsx, file], { timeout: 25_000 });
    expect(stdout).toBe('done\n');
  });
});

describe('openBatches', () => {
  it('gives the same batches inline, as without augmentation, and on a thread', async () => {
    for (const options of [
      { batchSize: 10, seed: 4 },
      { batchSize: 10, seed: 4, augmentation },
    ])
      expect(await take(openBatches(dataset, options), 8)).toEqual(
        await take(inlineBatches(dataset, options), 8),
      );
  });
});

describe('training on them', () => {
  const options = { ...smallRun(), augmentation, epochs: 3 };

  it('gives the same bytes as inline, also if stopped within an epoch and resumed', async () => {
    const inline = await fit(smallModel(), { ...options, callbacks: [] });
    const ahead = { ...options, callbacks: [], openBatches: workerBatches };
    expect((await fit(smallModel(), ahead)).last).toEqual(inline.last);
    const controller = new AbortController();
    let resume: Uint8Array | undefined;
    const stopped = await fit(smallModel(), {
      ...ahead,
      signal: controller.signal,
      onStep: ({ epoch, done }) => void (epoch === 2 && done >= 40 && controller.abort()),
      onCheckpoint: (bytes) => Promise.resolve(void (resume = bytes)),
    });
    expect(stopped.stopped).toBe(true);
    expect((await fit(smallModel(), { ...ahead, resume: resume! })).last).toEqual(inline.last);
  });

  it('fails with the error of the thread', async () => {
    const openBroken: OpenBatches = (data, given) =>
      workerBatches(data, { ...given, sampling: 'no such' as Sampling });
    const run = fit(smallModel(), { ...options, openBatches: openBroken });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(noSuchSampling);
  });
});
