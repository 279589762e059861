// `bench catalogue-copies`: how many copies of pictures in another size, quality, crop or brightness count as
// nearly equal, and how many pairs of different pictures do. It also looks for the limits that find most
// copies of the train part, for few pairs of different pictures; the other part shows what they are worth.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { copyLimits } from '../../src/catalogue/copies.ts';
import { differenceHash, hashDistance } from '../../src/catalogue/difference-hash.ts';
import { dot } from '../../src/catalogue/diversity.ts';
import { shuffledOrder } from '../../src/data/sampling.ts';
import { decodeModelCard } from '../../src/nn/classifier-file.ts';
import { pictureTarget } from '../../src/node/catalogue/picture-target.ts';
import { describedModel } from '../../src/node/foreign/import-file.ts';
import { mapInParallel } from '../../src/node/files/in-parallel.ts';
import { listImageFiles } from '../../src/node/pictures/list.ts';
import { fitImageBytes } from '../../src/node/pictures/read-image.ts';
import { readModelFile, resolveModelFile } from '../../src/node/runs/model-argument.ts';
import { featuresOf } from './features.ts';

/** The options of `bench catalogue-copies`. */
export interface CopiesOptions {
  readonly model: string;
  /** A folder with the folders `train` and `val` of photographs. */
  readonly data: string;
  /** How many pictures of each part. */
  readonly pictures: number;
  readonly seed: number;
  readonly threads: number;
}

/** Two pictures are nearly equal up to so many different bits of their hashes, from this cosine on. */
type Limits = typeof copyLimits;

/** How well limits tell copies from other pictures. */
export interface CopyFigures {
  readonly part: 'train' | 'held out';
  readonly limits: Limits;
  readonly pictures: number;
  /** The share of pictures whose copy is found, by kind of copy. */
  readonly found: Readonly<Record<string, number>>;
  /** Of a million pairs of different pictures, how many count as nearly equal. */
  readonly falsePerMillion: number;
}

/** How a copy is made of a picture of a size in pixels. */
type Copying = (picture: Sharp, width: number, height: number) => Sharp;

const resized =
  (scale: number): Copying =>
  (picture, width, height) =>
    picture.resize(Math.round(scale * width), Math.round(scale * height), { fit: 'fill' });
/** Without a share of the picture on each of its four sides, at least a pixel. */
const cropped =
  (share: number): Copying =>
  (picture, width, height) => {
    const [left, top] = [width, height].map((size) => Math.max(1, Math.round(share * size))) as [
      number,
      number,
    ];
    return picture.extract({ left, top, width: width - 2 * left, height: height - 2 * top });
  };

/** Copies as shops have them. */
const copies: Readonly<Record<string, Copying>> = {
  'JPEG, quality 75': (picture) => picture.jpeg({ quality: 75 }),
  'JPEG, quality 30': (picture) => picture.jpeg({ quality: 30 }),
  'twice the size': resized(2),
  '60 % of the size': resized(0.6),
  '10 % brighter': (picture) => picture.linear(1.1, 0),
  '10 % darker': (picture) => picture.linear(0.9, 0),
  'cropped by 2 % on each side': cropped(0.02),
  'cropped by 4 % on each side': cropped(0.04),
};

/** The limits to choose from. With more bits than these, it takes long to find all pairs of near hashes. */
const grid: readonly Limits[] = [8, 12, 16, 20, 24].flatMap((mostBits) =>
  [0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98].map((leastCosine) => ({ mostBits, leastCosine })),
);
/** How many wrong pairs of a million the choice allows: 50 in a catalogue of 10,000 items. */
const mostFalse = 1;

/** Measures the limits in use, which come first, and others on both parts. */
export async function measureCopies(
  { model, data, pictures, seed, threads }: CopiesOptions,
  progress: (line: string) => void,
): Promise<CopyFigures[]> {
  const file = await resolveModelFile(model);
  const { bytes } = await describedModel(file, await readModelFile(file));
  const parts = { train: 'train', 'held out': 'val' } as const;
  const measured: Compared[] = [];
  for (const [part, folder] of Object.entries(parts)) {
    progress(`${part}: pictures and their copies`);
    const originals = await picturesOf(join(data, folder), pictures, seed);
    measured.push(await compare({ bytes, name: model, threads }, originals));
  }
  const [train, heldOut] = measured as [Compared, Compared];
  return [copyLimits, ...grid].flatMap((limits) => [
    figures('train', train, limits),
    figures('held out', heldOut, limits),
  ]);
}

/** The figures of the limits that find most copies of the train part, with few wrong pairs in it. */
function best(all: readonly CopyFigures[]): CopyFigures[] {
  const allowed = all.filter(({ part, falsePerMillion }) => part === 'train' && falsePerMillion <= mostFalse);
  const [first] = allowed.toSorted((a, b) => meanFound(b) - meanFound(a));
  return all.filter(({ limits }) => limits === first?.limits);
}

const meanFound = ({ found }: CopyFigures): number => {
  const shares = Object.values(found);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
};

/** Files of photographs, chosen by the seed. */
async function picturesOf(folder: string, count: number, seed: number): Promise<Buffer[]> {
  const files = await listImageFiles([folder]);
  const order = [...shuffledOrder(files.length, seed, 0).subarray(0, count)];
  return mapInParallel(order, (i): Promise<Buffer> => readFile(files[i]!));
}

/** How near each copy is to its original, and each pair of different pictures to each other. */
interface Compared {
  readonly pictures: number;
  readonly copies: Readonly<Record<string, readonly Nearness[]>>;
  /** Only pairs within the widest limits. */
  readonly others: readonly Nearness[];
}

interface Nearness {
  readonly bits: number;
  readonly cosine: number;
}

interface OpenedModel {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly threads: number;
}

async function compare(model: OpenedModel, originals: readonly Buffer[]): Promise<Compared> {
  const own = await describe(model, originals);
  const nearness = (a: Described, b: Described): Nearness => {
    return { bits: hashDistance(a.hash, b.hash), cosine: dot(a.vector, b.vector) };
  };
  const found: Record<string, Nearness[]> = {};
  for (const [name, copy] of Object.entries(copies)) {
    const changed = await mapInParallel(originals, (bytes) => copyOf(bytes, copy));
    found[name] = (await describe(model, changed)).map((one, i) => nearness(one, own[i]!));
  }
  const others: Nearness[] = [];
  const [widest, least] = [Math.max(...grid.map((one) => one.mostBits)), Math.min(...grid.map((one) => one.leastCosine))]; // prettier-ignore
  own.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const cosine = dot(a.vector, own[j]!.vector);
      if (cosine < least) continue;
      const bits = hashDistance(a.hash, own[j]!.hash);
      if (bits <= widest) others.push({ bits, cosine });
    }
  });
  return { pictures: originals.length, copies: found, others };
}

async function copyOf(bytes: Buffer, copy: Copying): Promise<Buffer> {
  const { width, height } = await sharp(bytes).metadata();
  return copy(sharp(bytes), width, height).toBuffer();
}

interface Described {
  readonly hash: string;
  readonly vector: Float32Array;
}

/** What a catalogue stores of pictures. */
async function describe(
  { bytes, name, threads }: OpenedModel,
  files: readonly Buffer[],
): Promise<Described[]> {
  const card = decodeModelCard(bytes, name);
  const { channels, height, width } = card.input;
  const target = pictureTarget(card, name, undefined);
  const images = await mapInParallel(files, (file) => fitImageBytes(file, 'a copy', target));
  const size = channels * height * width;
  const all = new Uint8Array(images.length * size);
  images.forEach((image, i) => all.set(image, i * size));
  const { values, dimensions } = await featuresOf(
    bytes,
    { images: all, labels: new Int32Array(images.length) },
    threads,
  );
  return images.map((image, i) => ({
    hash: differenceHash(image, channels, height, width),
    vector: values.subarray(i * dimensions, (i + 1) * dimensions),
  }));
}

function figures(part: CopyFigures['part'], compared: Compared, limits: Limits): CopyFigures {
  const isCopy = ({ bits, cosine }: Nearness) => bits <= limits.mostBits && cosine >= limits.leastCosine;
  const { pictures, others } = compared;
  const pairs = (pictures * (pictures - 1)) / 2;
  return {
    ...{ part, limits, pictures },
    found: Object.fromEntries(
      Object.entries(compared.copies).map(([name, all]) => [name, all.filter(isCopy).length / all.length]),
    ),
    falsePerMillion: (1e6 * others.filter(isCopy).length) / pairs,
  };
}

/** The figures of the limits in use and of the best ones as a table in Markdown. */
export function copiesTable(measured: readonly CopyFigures[]): string {
  const all = [...measured.slice(0, 2), ...best(measured)];
  const row = (name: string, cell: (figure: CopyFigures) => string) =>
    `| ${[name, ...all.map(cell)].join(' | ')} |`;
  return [
    row('', ({ part, limits }) => `${part}, ${limits.mostBits} bits, cosine ${limits.leastCosine}`),
    `| --- |${' --: |'.repeat(all.length)}`,
    row('pictures', ({ pictures }) => String(pictures)),
    ...Object.keys(copies).map((name) => row(name, ({ found }) => `${(100 * found[name]!).toFixed(1)} %`)),
    row('wrong pairs in a million', ({ falsePerMillion }) => falsePerMillion.toFixed(1)),
  ].join('\n');
}
