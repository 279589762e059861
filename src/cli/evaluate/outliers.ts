// The novelty of outliers: all pictures of a data set, or of a folder that has pictures and no classes.
import { join } from 'node:path';
import { classifyPictures } from '../../data/classify.ts';
import { checkPictures } from '../../data/for-model.ts';
import type { Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import type { Classifier } from '../../nn/classifier.ts';
import { entriesOf, isDirectory } from '../../node/files/entries.ts';
import { filterInParallel } from '../../node/files/in-parallel.ts';
import { isPictureFile } from '../../node/pictures/picture-file.ts';
import { recognise } from '../../node/data/recognise.ts';
import type { PictureOptions } from '../../node/data/photographs/shape.ts';
import { picturesFor } from '../../node/data/photographs/pictures-for.ts';
import { filesAtOnce, readPictures } from '../files/read-pictures.ts';
import { loadReported } from '../options/data.ts';
import { naming } from '../options/naming.ts';
import { complain } from '../terminal/output.ts';

/** Where outliers came from, and the novelty of each. */
export interface Outliers {
  readonly name: string;
  readonly novelty: readonly number[];
}

/**
 * Measures the novelty of outliers, which are prepared like the model's own pictures.
 *
 * @param data a data set, or a folder of pictures
 * @throws InputError that names `--outliers` if there are no pictures, or none that fit the model
 */
export function noveltyOfOutliers(
  classifier: Classifier,
  data: string,
  {
    offline = false,
    maxPixels,
  }: { readonly offline?: boolean | undefined; readonly maxPixels?: number | undefined },
): Promise<Outliers> {
  const { card } = classifier;
  const pictures = { ...picturesFor(card), maxPixels: maxPixels ?? card.pictures?.maxPixels };
  return naming('--outliers', async () => {
    const files = await loosePictures(data);
    return files.length > 0
      ? { name: data, novelty: await noveltyOfFiles(classifier, data, files, pictures) }
      : noveltyOfData(classifier, data, offline, pictures);
  });
}

/** The pictures in a folder without subfolders that is no data set; none for anything else. */
async function loosePictures(path: string): Promise<string[]> {
  if (!(await isDirectory(path))) return [];
  const { files, folders } = await entriesOf(path);
  if (folders.length > 0) return [];
  const pictures = await filterInParallel(
    files.toSorted().map((name) => join(path, name)),
    isPictureFile,
  );
  return pictures.length > 0 && (await isData(path)) ? [] : pictures;
}

/** Whether a folder is a data set: a table may list its pictures. */
const isData = (path: string): Promise<boolean> =>
  recognise(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof InputError) return false;
      throw error;
    },
  );

async function noveltyOfFiles(
  classifier: Classifier,
  folder: string,
  files: readonly string[],
  { fit, maxPixels }: PictureOptions,
): Promise<number[]> {
  const { channels, height, width } = classifier.card.input;
  const target = { height, width, channels: channels === 1 ? 1 : 3, fit, invert: 'auto', maxPixels } as const;
  const found: number[] = [];
  for (let start = 0; start < files.length; start += filesAtOnce) {
    const read = await readPictures(files.slice(start, start + filesAtOnce), target);
    const images = read.flatMap((result) => ('image' in result ? [result.image] : []));
    read.forEach((result) => 'error' in result && complain(result.error));
    if (images.length > 0) found.push(...(await classifier.classify(Buffer.concat(images))).novelty!);
  }
  if (found.length === 0) throw new InputError(`${folder}: none of the pictures could be read`);
  return found;
}

async function noveltyOfData(
  classifier: Classifier,
  data: string,
  offline: boolean,
  pictures: PictureOptions,
): Promise<Outliers> {
  const { train, validation, test } = await loadReported(data, offline, pictures, undefined, true);
  const parts = [train, validation, test].filter((part) => part !== undefined && part.count > 0) as Dataset[];
  const novelty: number[] = [];
  for (const part of parts) {
    checkPictures(classifier.card.input, part);
    for (const value of (await classifyPictures(classifier, part.images)).novelty!) novelty.push(value);
  }
  return { name: train.name, novelty };
}
