// `bench from-disk`: the speed and the peak memory of training on photographs that are read from disk, beside
// the same training with the pictures in memory. Both take turns, each in a process of its own.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { openData } from '../../src/node/data/load.ts';
import { Random } from '../../src/random.ts';
import { median } from '../statistics.ts';
import { resultSchema, type FromDiskResult, type FromDiskWork } from './work.ts';

/** The options of `bench from-disk`. */
export interface FromDiskOptions extends Omit<FromDiskWork, 'folder' | 'where'> {
  /** How many pictures to make. */
  readonly pictures: number;
  readonly repetitions: number;
  /** Whether to leave out the training with the pictures in memory. */
  readonly diskOnly: boolean;
}

/** The result for pictures in one place. */
export interface FromDiskRow {
  readonly where: FromDiskWork['where'];
  readonly pictures: number;
  /** The median of the repetitions. */
  readonly imagesPerSecond: number;
  /** The largest of the repetitions. */
  readonly peakMemoryMiB: number;
}

/** Makes photographs, decodes them, and trains on them in turn. */
export async function measureFromDisk(
  { pictures, repetitions, diskOnly, ...work }: FromDiskOptions,
  progress: (message: string) => void,
): Promise<FromDiskRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-from-disk-'));
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  try {
    const photographs = join(folder, 'photographs');
    progress(`making ${pictures} photographs`);
    await makePictures(photographs, pictures);
    progress('decoding them');
    const started = performance.now();
    await openData(photographs, { pictures: { size: work.size, testShare: 0 }, mostInMemory: 0, env });
    progress(`decoded in ${((performance.now() - started) / 1000).toFixed(0)} s`);
    const places = diskOnly ? (['disk'] as const) : (['memory', 'disk'] as const);
    const results = places.map((where) => ({ where, runs: [] as FromDiskResult[] }));
    for (let repetition = 1; repetition <= repetitions; repetition++)
      for (const { where, runs } of repetition % 2 === 0 ? results.toReversed() : results) {
        const run = await train({ ...work, folder: photographs, where }, env);
        progress(`${where}: ${run.imagesPerSecond.toFixed(1)} images/s, peak ${run.peakMemoryMiB} MiB`);
        runs.push(run);
      }
    return results.map(({ where, runs }) => ({
      ...{ where, pictures },
      imagesPerSecond: median(runs.map(({ imagesPerSecond }) => imagesPerSecond)),
      peakMemoryMiB: Math.max(...runs.map(({ peakMemoryMiB }) => peakMemoryMiB ?? NaN)),
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Small files with few colours, which are quick to decode, in two classes. */
async function makePictures(folder: string, count: number): Promise<void> {
  const random = new Random(1, 'photographs');
  const side = 8;
  for (const name of classNames) await mkdir(join(folder, name), { recursive: true });
  for (let i = 0; i < count; i++) {
    const pixels = Uint8Array.from({ length: 3 * side * side }, () => random.integer(256));
    const picture = sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
    await writeFile(
      join(folder, classNames[i % 2]!, `${i}.png`),
      await picture.png({ compressionLevel: 0 }).toBuffer(),
    );
  }
}

const classNames = ['one', 'other'] as const;

async function train(work: FromDiskWork, env: NodeJS.ProcessEnv): Promise<FromDiskResult> {
  const file = fileURLToPath(new URL('train.ts', import.meta.url));
  const args = ['--import', 'tsx', file, JSON.stringify(work)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return resultSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1)!));
}

/** The rows as text. */
export function fromDiskTable(rows: readonly FromDiskRow[]): string {
  const lines = rows.map(
    ({ where, pictures, imagesPerSecond, peakMemoryMiB }) =>
      `${pictures} pictures, ${where}: ${imagesPerSecond.toFixed(1)} images/s, peak ${peakMemoryMiB.toFixed(0)} MiB`,
  );
  const [memory, disk] = rows;
  if (!memory || !disk) return lines.join('\n');
  return [...lines, `disk/memory: ${(disk.imagesPerSecond / memory.imagesPerSecond).toFixed(3)}`].join('\n');
}
