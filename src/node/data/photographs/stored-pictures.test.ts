// Pictures that stay on disk: the same ones as in memory, for batches, training and evaluation.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inlineBatches, type OpenBatches } from '../../../data/batch-source.ts';
import { subset, type DataSplits, type Dataset } from '../../../data/dataset.ts';
import { digestOfData } from '../../../data/digest.ts';
import { firstPictures, piecesOf, type Pictures } from '../../../data/pictures.ts';
import { copiedBatch } from '../../../data/testing/batches.ts';
import { conv2d, dense, flatten } from '../../../nn/layers/index.ts';
import { openClassifier } from '../../../nn/classifier.ts';
import { sequential } from '../../../nn/model.ts';
import { evaluate } from '../../../training/evaluate.ts';
import { fit } from '../../../training/fit.ts';
import { openBatches, workerBatches } from '../batches/worker-batches.ts';
import { loadData, openData } from '../load.ts';
import { temporaryFolder } from '../testing/idx-folder.ts';
import { StoredPictures } from './stored-pictures.ts';
import { manyPhotos, pictureOf, writePhotos } from './testing/photos.ts';

const size = 3 * 8 * 8;

describe('a data set on disk', () => {
  let home: string;
  let folder: string;
  let memory: DataSplits;
  let disk: DataSplits<Pictures>;

  beforeAll(async () => {
    // Some grey, most in colour, and more than are read at a time.
    const grey = await pictureOf(
      8,
      8,
      new Uint8Array(size).map((_, i) => 20 + Math.floor(i / 3)),
    );
    home = await mkdtemp(join(tmpdir(), 'atelier-test-'));
    folder = join(home, 'photos');
    await writePhotos(folder, { ...manyPhotos({ a: 80, b: 70 }), 'a/grey.png': grey, 'b/gray.png': grey });
    const options = { env: { XDG_CACHE_HOME: home }, pictures: { size: 8 } };
    memory = await loadData(folder, options);
    disk = await openData(folder, { ...options, mostInMemory: 0 });
  });

  afterAll(() => rm(home, { recursive: true, force: true }));

  it('stays there only if it is large', async () => {
    expect(disk.train.images).toBeInstanceOf(StoredPictures);
    const small = await openData(folder, { env: { XDG_CACHE_HOME: home }, pictures: { size: 8 } });
    expect(small).toEqual(memory);
  });

  it('has the same pictures, labels and splits', () => {
    for (const split of ['train', 'test'] as const) {
      const [here, there] = [memory[split]!, disk[split]!];
      expect({ ...there, images: here.images }).toEqual(here);
      expect(Buffer.concat([...piecesOf(there.images, size, 128)].map((piece) => piece.slice()))).toEqual(
        Buffer.from(here.images),
      );
    }
    expect(firstPictures(disk.train.images, 3, size)).toEqual(memory.train.images.slice(0, 3 * size));
  });

  it('is cut into subsets, and those again', () => {
    const parts = (data: Dataset<Pictures>) => subset(subset(data, [5, 1, 1, 9, 60]), [4, 0, 2]);
    const [here, there] = [parts(memory.train), parts(disk.train)];
    expect(firstPictures(there.images, 9, size)).toEqual(here.images);
    expect([...there.labels]).toEqual([...here.labels]);
  });

  it('is identified by its pictures and their order', async () => {
    const digest = (indices: number[]) => digestOfData(subset(disk.train, indices));
    expect(await digest([1, 2, 3])).toBe(await digest([1, 2, 3]));
    const all = await Promise.all(
      [
        [1, 2, 3],
        [2, 1, 3],
        [1, 2],
        [1, 2, 4],
      ].map(digest),
    );
    expect(new Set(all).size).toBe(4);
  });

  it.each<[string, OpenBatches]>([
    ['inline', inlineBatches],
    ['on another thread', workerBatches],
    ['as Node opens them', openBatches],
  ])('gives the same batches, %s', async (_, open) => {
    for (const augmentation of [{}, { flip: 0.5, rotation: 20, jitter: 0.3, mixup: 0.4 }]) {
      const options = { batchSize: 50, seed: 3, augmentation };
      const [here, there] = [inlineBatches(memory.train, options), open(disk.train, options)];
      for (let i = 0; i < 5; i++)
        expect(copiedBatch(await there.next())).toEqual(copiedBatch(await here.next()));
      await Promise.all([here.close(), there.close()]);
    }
  });

  it('trains to the same model, resumed or not, and is evaluated alike', async () => {
    const model = () =>
      sequential([conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }), flatten(), dense({ units: 2 })]);
    const options = { epochs: 2, batchSize: 32, threads: 1, augmentation: { flip: 0.5 }, openBatches };
    const here = await fit(model(), { ...options, data: memory.train });
    let checkpoint: Uint8Array | undefined;
    const controller = new AbortController();
    await fit(model(), {
      ...options,
      data: disk.train,
      signal: controller.signal,
      onStep: ({ epoch, done }) => void (epoch === 2 && done >= 64 && controller.abort()),
      onCheckpoint: (bytes) => Promise.resolve(void (checkpoint = bytes)),
    });
    const there = await fit(model(), { ...options, data: disk.train, resume: checkpoint! });
    expect(there.last).toEqual(here.last);
    const classifier = await openClassifier(there.last, 'the model', { threads: 1 });
    expect(await evaluate(classifier, disk.test!)).toEqual(await evaluate(classifier, memory.test!));
    await classifier.dispose();
  });

  it('is refused where its pictures are damaged', async () => {
    const options = {
      env: { XDG_CACHE_HOME: await temporaryFolder() },
      pictures: { size: 8 },
      mostInMemory: 0,
    };
    const { train } = await openData(folder, options);
    const caches = join(options.env.XDG_CACHE_HOME, 'atelier', 'pictures');
    const cache = join(caches, (await readdir(caches))[0]!);
    const pixels = join(
      cache,
      (await readdir(cache)).find((name) => name.endsWith('.pixels'))!,
    );
    await writeFile(pixels, (await readFile(pixels)).fill(0));
    expect(() => firstPictures(train.images, 1, size)).toThrow(
      /\.pixels: .* is damaged; .*atelier data cache/,
    );
  });
});
