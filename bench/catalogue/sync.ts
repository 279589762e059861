// `bench catalogue-sync`: the speed of synchronising a folder, as the whole command takes, beside decoding
// and inference alone on as many threads; and of a second synchronisation that finds nothing new.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { compile } from '../../scripts/compile.js';
import { inParallel } from '../../src/node/files/in-parallel.ts';
import { loadData } from '../../src/node/data/load.ts';
import { describedModel } from '../../src/node/foreign/import-file.ts';
import { PictureEmbedder } from '../../src/node/catalogue/picture-embedder.ts';
import { readSource } from '../../src/node/catalogue/read-source.ts';
import { readModelFile, resolveModelFile } from '../../src/node/runs/model-argument.ts';

/** The options of `bench catalogue-sync`. */
export interface SyncBenchOptions {
  readonly model: string;
  /** A folder of photographs, or `fashion-mnist`, whose training pictures are written as files. */
  readonly data: string;
  readonly pictures: number;
  readonly threads: number;
}

/** What was measured, in seconds. */
export interface SyncBench {
  readonly pictures: number;
  /** Decoding and inference alone, with the threads started. */
  readonly plainSeconds: number;
  /** As the first synchronisation reports it, and the whole command with its start. */
  readonly firstSeconds: number;
  readonly firstCommandSeconds: number;
  readonly secondSeconds: number;
  readonly secondCommandSeconds: number;
}

/** Synchronises a folder twice. */
export async function measureSync(
  { model, data, pictures, threads }: SyncBenchOptions,
  progress: (line: string) => void,
): Promise<SyncBench> {
  await compile();
  const work = await mkdtemp(join(tmpdir(), 'atelier-bench-sync-'));
  try {
    const folder = data === 'fashion-mnist' ? await writePictures(join(work, 'pictures'), pictures) : data;
    progress('decoding and inference alone');
    const plain = await decodeAndEmbed(model, folder, threads);
    progress(`${plain.count} pictures in ${plain.seconds.toFixed(1)} s; first synchronisation`);
    const place = join(work, 'catalogue');
    const first = await sync(folder, place, model, threads);
    progress(`${first.reported.toFixed(1)} s; second synchronisation`);
    const second = await sync(folder, place, model, threads);
    return {
      ...{ pictures: plain.count, plainSeconds: plain.seconds },
      ...{ firstSeconds: first.reported, firstCommandSeconds: first.whole },
      ...{ secondSeconds: second.reported, secondCommandSeconds: second.whole },
    };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Writes training pictures of Fashion-MNIST as PNG files, in a folder for each class. */
async function writePictures(folder: string, count: number): Promise<string> {
  const { train } = await loadData('fashion-mnist');
  for (const name of train.classNames)
    await mkdir(join(folder, name.replaceAll('/', '-')), { recursive: true });
  const indices = Array.from({ length: Math.min(count, train.count) }, (_, i) => i);
  await inParallel(indices, 16, async (i) => {
    const pixels = train.images.subarray(i * 784, (i + 1) * 784);
    const png = await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
      .png()
      .toBuffer();
    const name = train.classNames[train.labels[i]!]!.replaceAll('/', '-');
    await writeFile(join(folder, name, `${i}.png`), png);
  });
  return folder;
}

/** The floor: the same threads, files and model, and no database. */
async function decodeAndEmbed(
  model: string,
  folder: string,
  threads: number,
): Promise<{ count: number; seconds: number }> {
  const file = await resolveModelFile(model);
  const { bytes } = await describedModel(file, await readModelFile(file));
  const embedder = await PictureEmbedder.start({ bytes, name: model }, threads);
  const { items } = await readSource(folder);
  const files = items.flatMap(({ picture }) => picture?.file ?? []);
  const batches = Array.from({ length: Math.ceil(files.length / 128) }, (_, i) =>
    files.slice(128 * i, 128 * (i + 1)),
  );
  const started = performance.now();
  await inParallel(batches, 2 * threads, async (batch) => {
    const read = await embedder.read(batch);
    await read.embed([...batch.keys()]);
  });
  const seconds = (performance.now() - started) / 1000;
  await embedder.stop();
  return { count: files.length, seconds };
}

async function sync(
  folder: string,
  place: string,
  model: string,
  threads: number,
): Promise<{ reported: number; whole: number }> {
  const program = fileURLToPath(new URL('../../bin/atelier.js', import.meta.url));
  const flags = ['--into', place, '--model', model, '--threads', String(threads), '--json'];
  const started = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [
    program,
    'catalogue',
    'sync',
    folder,
    ...flags,
  ]);
  const { seconds } = JSON.parse(stdout) as { seconds: number };
  return { reported: seconds, whole: (performance.now() - started) / 1000 };
}

/** The figures as a table in Markdown. */
export function syncTable(bench: SyncBench): string {
  const row = (what: string, seconds: number) =>
    `| ${what} | ${seconds.toFixed(1)} | ${Math.round(bench.pictures / seconds)} |`;
  return [
    `| ${bench.pictures} pictures | seconds | pictures/s |`,
    '| --- | --: | --: |',
    row('decoding and inference alone', bench.plainSeconds),
    row('first synchronisation', bench.firstSeconds),
    row('the whole command', bench.firstCommandSeconds),
    row('second synchronisation, nothing changed', bench.secondSeconds),
    row('the whole command', bench.secondCommandSeconds),
  ].join('\n');
}
