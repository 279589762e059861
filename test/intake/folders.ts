// Folders of photographs as people and systems leave them behind.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Dataset } from '../../src/data/dataset.ts';
import { isBlank } from '../../src/node/pictures/blank.ts';
import { InputError } from '../../src/errors.ts';
import type { Random } from '../../src/random.ts';
import { classNames, mislabelled, type PictureFile } from './labelled.ts';
import { mutate } from './mutations.ts';
import { allOf, load, orRefusal, type Loaded } from './outcome.ts';
import { oneOf } from './one-of.ts';

const splitFolders = [
  ['train', 'test'],
  ['Training', 'Testing'],
  ['train', 'val', 'test'],
  ['train', 'valid'],
  ['seg_train', 'seg_test'],
  ['train_set', 'test_set'],
  ['images-train', 'images-test'],
];
/** Files that are not pictures of any class. */
const leftovers = [
  ...['.DS_Store', 'Thumbs.db', '@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg', '__MACOSX/._1.png', '._1.jpg'],
  ...['.ipynb_checkpoints/1-checkpoint.png', 'desktop.ini', 'notes.txt', 'model.onnx', 'archive.zip'],
  ...['0.png~', '1.jpg.bak', '2.png.part', '.old/1.png', 'labels.csv'],
];

/** The content of a folder. */
interface Scene {
  readonly classes: readonly string[];
  /** The names of the splits' folders, or a single empty name. */
  readonly splits: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The number of pictures of each class. */
  readonly counts: readonly number[];
  /** The damage to files, by their paths. */
  readonly damaged: ReadonlyMap<string, string>;
}

function drawScene(pictures: readonly (readonly PictureFile[])[], random: Random): Scene {
  const classes = classNames(random, true);
  const splits = random.integer(2) === 0 ? [''] : oneOf(random, splitFolders);
  const around = oneOf(random, ['', 'data', 'archive/photos']);
  const isDamaging = random.integer(2) === 0;
  const files = new Map<string, Uint8Array>();
  const damaged = new Map<string, string>();
  const counts = classes.map(() => 0);
  for (const split of splits)
    for (const [label, name] of classes.entries())
      for (let i = 1 + random.integer(3); i >= 0; i--) {
        const { extension, bytes } = oneOf(random, pictures[label]!);
        const end = random.integer(6) === 0 ? oneOf(random, ['png', 'jpg', 'JPG']) : extension; // the extension may be wrong
        const inside = random.integer(4) === 0 ? 'more' : '';
        const path = join(around, split, name, inside, `${i}.${end}`);
        files.set(path, bytes);
        counts[label]!++;
        if (!isDamaging || random.integer(3) > 0) continue;
        const mutated = mutate(bytes, random);
        files.set(path, mutated.bytes);
        damaged.set(path, mutated.what);
      }
  for (let i = random.integer(4); i > 0; i--) {
    const inside = random.integer(2) === 0 ? '' : join(oneOf(random, splits), oneOf(random, classes));
    files.set(join(around, inside, oneOf(random, leftovers)), oneOf(random, pictures[0]!).bytes);
  }
  return { classes, splits, files, counts, damaged };
}

/**
 * Writes a folder of photographs, some or none of them damaged, and loads it.
 *
 * @throws if anything is not as expected
 */
export async function tryFolder(
  folder: string,
  pictures: readonly (readonly PictureFile[])[],
  random: Random,
): Promise<void> {
  const scene = drawScene(pictures, random);
  for (const [path, bytes] of scene.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const loaded = await orRefusal(() => load(folder));
  const problem =
    loaded instanceof InputError
      ? scene.damaged.size === 0 && `refused: ${loaded.message}`
      : problemOf(loaded, scene);
  const { splits, classes, damaged } = scene;
  if (problem)
    throw new Error(
      `${problem} (${splits.join('+')} of ${classes.join(' | ')}; ${JSON.stringify([...damaged])})`,
    );
}

/** The fault of the loaded data, if there is one. */
function problemOf({ splits, notices }: Loaded, scene: Scene): string | undefined {
  const { classes, damaged, counts } = scene;
  const isDamaged = (file: string) => [...damaged.keys()].some((path) => path.endsWith(file));
  const isTold = (file: string) => notices.some((line) => line.includes(file) || / more$/.test(line));
  const all = allOf(splits);
  const wrong = all.flatMap((split) => mislabelled(split, classes, isDamaged));
  if (wrong.length > 0) return wrong.join(', ');
  const blank = all.flatMap(blankFiles).find((file) => !isTold(file));
  if (blank !== undefined) return `${blank} shows nothing, and nobody was told`;
  if (damaged.size > 0) return undefined;
  const found = classes.map((name) => all.reduce((sum, split) => sum + countOf(split, name), 0));
  return found.join() === counts.join() && all.length === scene.splits.length
    ? undefined
    : `found ${found.join()} pictures in ${all.length} splits, expected ${counts.join()}`;
}

function blankFiles({ images, channels, count, files }: Dataset): string[] {
  const size = images.length / count;
  return files!.filter((_, i) => isBlank(images.subarray(i * size, (i + 1) * size), channels));
}

/** The number of pictures of the class with a name, in any Unicode normalisation. */
const countOf = ({ labels, classNames: names }: Dataset, name: string): number =>
  labels.filter((label) => names[label]!.normalize('NFC') === name.normalize('NFC')).length;
