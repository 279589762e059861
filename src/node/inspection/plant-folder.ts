// Plants defects in pictures of good pieces, and writes them with their masks in MVTec's layout: good
// pieces to learn from, others to judge, and these with defects. Everything is written beside the target
// first.
import { randomUUID } from 'node:crypto';
import { copyFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import sharp from 'sharp';
import { InputError } from '../../errors.ts';
import { defects, type DefectName } from '../../inspection/plant/defects.ts';
import type { PlantPicture } from '../../inspection/plant/picture.ts';
import { plantDefect, strengthCount } from '../../inspection/plant/plant-defect.ts';
import { Random } from '../../random.ts';
import { makeFolder } from '../files/make-folder.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';
import { fitImage } from '../pictures/fit.ts';
import { listImageFiles } from '../pictures/list.ts';
import { readRaster } from './mask-file.ts';
import { pieceTarget } from './piece-target.ts';
import { plantedTable, tableName, type PlantedRow } from './planted-table.ts';

/** What to plant. */
export interface PlantFolderOptions {
  /** The folder to write, new or empty. */
  readonly out: string;
  /** The number of pictures of each kind and strength. */
  readonly each: number;
  /** The share of the good pieces that is kept for the test. */
  readonly testShare: number;
  /** Decides the parts, the places and the looks. */
  readonly seed: number;
  readonly maxPixels?: number | undefined;
  readonly onProgress?: (done: number, all: number) => void;
}

/** The fewest pieces: some to learn from, and two to judge. */
const fewestPieces = 4;

/** How many pictures were written. */
export interface PlantedCounts {
  readonly train: number;
  readonly good: number;
  readonly planted: number;
}

/**
 * Plants defects. Equal options and pictures give equal files.
 *
 * @throws InputError if there are too few pictures, one can't be read, or the folder is not new or empty
 */
export async function plantFolder(folder: string, options: PlantFolderOptions): Promise<PlantedCounts> {
  const { out } = options;
  const files = await listImageFiles([folder]);
  if (files.length < fewestPieces)
    throw new InputError(`${folder}: expected at least ${fewestPieces} good pieces, got ${files.length}`);
  await checkNewFolder(out);
  const temporary = join(dirname(out), `.${basename(out)}.${randomUUID()}.tmp`);
  try {
    const counts = await writeAll(temporary, files, options);
    await rm(out, { recursive: true, force: true }); // an empty folder
    await rename(temporary, out);
    return counts;
  } catch (error) {
    throw explainSystemError(error, `${out}: can't be written`);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function checkNewFolder(out: string): Promise<void> {
  const names = await readdir(out).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw explainSystemError(error, `--out: ${out}`);
  });
  if (names.length > 0)
    throw new InputError(`--out: expected a new or empty folder, got '${out}', which has ${names[0]}`);
}

async function writeAll(
  place: string,
  files: readonly string[],
  { each, testShare, seed, maxPixels, onProgress }: PlantFolderOptions,
): Promise<PlantedCounts> {
  const order = new Random(seed, 'test').shuffle([...files]);
  const count = Math.min(files.length - 2, Math.max(2, Math.round(testShare * files.length)));
  const test = files.filter((file) => order.indexOf(file) < count);
  const train = files.filter((file) => !test.includes(file));
  await copyAll(train, join(place, 'train', 'good'));
  await copyAll(test, join(place, 'test', 'good'));
  const rows: PlantedRow[] = [];
  const kinds = Object.keys(defects) as DefectName[];
  const all = kinds.length * strengthCount * each;
  for (const [k, defect] of kinds.entries()) {
    const [pictures, masks] = [join(place, 'test', defect), join(place, 'ground_truth', defect)];
    await makeFolder(pictures);
    await makeFolder(masks);
    for (let i = 0; i < strengthCount * each; i++) {
      const strength = 1 + (i % strengthCount);
      const [file, other] = [test[(i + k) % test.length]!, test[(i + k + 1) % test.length]!];
      const picture = await readPicture(file, maxPixels);
      const { height, width } = picture;
      const beside = await readPicture(other, maxPixels, { height, width });
      const planted = plantDefect(picture, { defect, strength, other: beside, seed, index: i });
      const stem = `${String(i).padStart(3, '0')}-strength-${strength}`;
      await writePng(join(pictures, `${stem}.png`), planted.picture);
      const mask = planted.mask.map((value) => 255 * value);
      await writePng(join(masks, `${stem}_mask.png`), { height, width, channels: 1, pixels: mask });
      const { area, contrast } = planted;
      rows.push({ file: `test/${defect}/${stem}.png`, defect, strength, area, contrast });
      onProgress?.(rows.length, all);
    }
  }
  await writeFile(join(place, tableName), plantedTable(rows));
  return { train: train.length, good: test.length, planted: rows.length };
}

/** Copies files under numbers, because files of several folders may have one name. */
async function copyAll(files: readonly string[], place: string): Promise<void> {
  await makeFolder(place);
  for (const [i, file] of files.entries())
    await copyFile(file, join(place, `${String(i).padStart(3, '0')}${extname(file).toLowerCase()}`));
}

async function readPicture(
  file: string,
  maxPixels: number | undefined,
  size?: { readonly height: number; readonly width: number },
): Promise<PlantPicture> {
  const raster = await readRaster(file, maxPixels);
  const { height, width } = size ?? raster;
  const pixels = await fitImage(raster, pieceTarget({ channels: 3, height, width }));
  return { height, width, channels: 3, pixels };
}

async function writePng(file: string, { height, width, channels, pixels }: PlantPicture): Promise<void> {
  const area = height * width;
  const rows = Uint8Array.from(pixels, (_, i) => pixels[(i % channels) * area + Math.floor(i / channels)]!);
  await sharp(rows, { raw: { width, height, channels: channels as 1 | 3 } })
    .png()
    .toFile(file);
}
