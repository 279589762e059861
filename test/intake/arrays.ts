// Files of pixels: IDX files, NumPy arrays and tables of numbers.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encodeIdxImages, encodeIdxLabels } from '../../src/data/idx.ts';
import { InputError } from '../../src/errors.ts';
import { bytesOf, encodeNpy, encodeNpz } from '../../src/node/data/testing/numpy.ts';
import type { Random } from '../../src/random.ts';
import { mutate, type Mutated } from './mutations.ts';
import { load, orRefusal } from './outcome.ts';
import { oneOf } from './one-of.ts';

const side = 4;
const classes = 4;
const size = side * side;

/**
 * Pictures whose grey level shows their label, with a little noise: 40 for 0, 80 for 1 and so on for bytes;
 * 3, 6 and so on for digits.
 */
interface Part {
  readonly labels: number[];
  readonly pixels: Uint8Array;
}

/** The largest pixel value: that of bytes, or of scikit-learn's digits. */
type Scale = 255 | 16;

function partOf(count: number, scale: Scale, random: Random): Part {
  const labels = Array.from({ length: count }, (_, i) => (i < classes ? i : random.integer(classes)));
  const [step, noise] = scale === 255 ? [40, 9] : [3, 2];
  const pixels = Uint8Array.from(
    labels.flatMap((l) => Array.from({ length: size }, () => step * (l + 1) + random.integer(noise))),
  );
  pixels[0] = scale;
  return { labels, pixels };
}

/** A file, and how a change of it can be detected. */
interface PixelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** A checksum detects any change, a length only missing data. */
  readonly seenBy: 'checksum' | 'length' | 'nothing';
}

function idxFiles(train: Part, test: Part, random: Random): PixelFile[] {
  const prefix = oneOf(random, ['', '', 'kmnist-', 'notMNIST_']);
  const [dot, testing, ending] = [
    oneOf(random, ['-', '.']),
    oneOf(random, ['t10k', 'test']),
    random.integer(2) === 0,
  ];
  const images = ({ labels, pixels }: Part) =>
    encodeIdxImages({ count: labels.length, height: side, width: side, pixels });
  const file = (split: string, kind: string, bytes: Uint8Array): PixelFile => ({
    name: `${prefix}${split}-${kind === 'images' ? `images${dot}idx3` : `labels${dot}idx1`}-ubyte${ending ? '.gz' : ''}`,
    bytes: ending ? gzipSync(bytes) : bytes,
    seenBy: ending ? 'checksum' : 'length',
  });
  return [
    file('train', 'images', images(train)),
    file('train', 'labels', encodeIdxLabels(train.labels)),
    file(testing, 'images', images(test)),
    file(testing, 'labels', encodeIdxLabels(test.labels)),
  ];
}

function npzFiles(train: Part, test: Part, random: Random): PixelFile[] {
  const [images, labels] = oneOf(random, [
    ['x_train', 'y_train'],
    ['train_images', 'train_labels'],
    ['X_train', 'Y_train'],
  ] as const);
  const shape = oneOf(random, [
    [side, side],
    [side, side, 1],
    [1, side, side],
  ]);
  const type = oneOf(random, ['|u1', '<i8', '<i4'] as const);
  const numbers = { '|u1': Uint8Array, '<i8': BigInt64Array, '<i4': Int32Array }[type];
  const labelArray = (of: readonly number[]) =>
    numbers === BigInt64Array ? BigInt64Array.from(of, BigInt) : (numbers as typeof Int32Array).from(of);
  const arrays = Object.fromEntries(
    (
      [
        [train, 'train'],
        [test, 'test'],
      ] as const
    ).flatMap(([part, split]) => [
      [images.replace('train', split), encodeNpy('|u1', [part.labels.length, ...shape], part.pixels)],
      [
        labels.replace('train', split),
        encodeNpy(type, [part.labels.length], bytesOf(labelArray(part.labels))),
      ],
    ]),
  );
  return [{ name: 'digits.npz', bytes: encodeNpz(arrays, random.integer(2) === 0), seenBy: 'checksum' }];
}

function tableFiles(train: Part, test: Part, random: Random): PixelFile[] {
  const [delimiter, lineEnd] = [oneOf(random, [',', ';', '\t']), oneOf(random, ['\n', '\r\n'])];
  const first = random.integer(2);
  const isLabelLast = random.integer(3) === 0;
  const row = (label: string, pixels: readonly string[]) =>
    (isLabelLast ? [...pixels, label] : [label, ...pixels]).join(delimiter);
  const prefix = oneOf(random, ['pixel', 'pixel', '']);
  const isNumbered = prefix === '' && random.integer(2) === 0;
  const heading = isNumbered
    ? Array.from({ length: size + 1 }, (_, i) => i).join(delimiter)
    : row(
        oneOf(random, ['label', 'class']),
        Array.from({ length: size }, (_, i) => `${prefix}${i + first}`),
      );
  const text = ({ labels, pixels }: Part) =>
    [
      heading,
      ...labels.map((label, i) =>
        row(String(label), Array.from(pixels.subarray(i * size, (i + 1) * size), String)),
      ),
    ]
      .map((line) => line + lineEnd)
      .join('');
  return [
    { name: 'digits_train.csv', bytes: Buffer.from(text(train)), seenBy: 'nothing' },
    { name: 'digits_test.csv', bytes: Buffer.from(text(test)), seenBy: 'nothing' },
  ];
}

const forms = { idx: idxFiles, npz: npzFiles, 'pixel table': tableFiles };

/**
 * Writes files of pixels, with at most one of them damaged, and loads them.
 *
 * @throws if anything is not as expected
 */
export async function tryArrays(folder: string, form: keyof typeof forms, random: Random): Promise<void> {
  const scale = oneOf(random, [255, 255, 16] as const);
  const [train, test] = [partOf(12, scale, random), partOf(6, scale, random)];
  const files = forms[form](train, test, random);
  const damagedFile = random.integer(3) === 0 ? undefined : oneOf(random, files);
  let damage: Mutated | undefined;
  for (const file of files) {
    if (file === damagedFile) damage = mutate(file.bytes, random);
    await writeFile(join(folder, file.name), file === damagedFile ? damage!.bytes : file.bytes);
  }
  const loaded = await orRefusal(() => load(folder));
  const scene = `${form}: ${damagedFile ? `${damagedFile.name}, ${damage!.what}` : 'whole'}`;
  if (loaded instanceof InputError) {
    if (!damagedFile) throw new Error(`refused: ${loaded.message} (${scene})`);
    return;
  }
  const { train: first, test: second } = loaded.splits;
  const isSame = [first, second].every((split, i) => {
    const { labels, pixels } = [train, test][i]!;
    return (
      split !== undefined &&
      Buffer.compare(
        split.images,
        pixels.map((pixel) => Math.round((255 * pixel) / scale)),
      ) === 0 &&
      Array.from(split.labels, (label) => Number(split.classNames[label])).join() === labels.join()
    );
  });
  const mustBeSeen =
    !damagedFile ||
    damagedFile.seenBy === 'checksum' ||
    (damagedFile.seenBy === 'length' && damage!.atEnd === 'cut');
  if (!isSame && mustBeSeen)
    throw new Error(`the data differ from those that were written, without a refusal (${scene})`);
}
