// The pictures on which an export is compared with its model: those of the validation split, or random ones
// if the model's data is not at hand.
import { firstPictures } from '../../data/pictures.ts';
import { InputError } from '../../errors.ts';
import type { CheckPictures } from '../../export/check/pictures.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';
import { Random } from '../../random.ts';
import { loadSplit, type ChosenSplit } from '../files/open-model.ts';
import type { SplitName } from '../options/common.ts';
import { notice } from '../terminal/output.ts';
import type { ExportOptions } from './options.ts';

type DataOptions = Pick<ExportOptions, 'data' | 'offline' | 'maxPixels' | 'pictures'>;

/** A split of the model's data; undefined, with a notice, if the data was not named and is not at hand. */
export async function findSplit(
  argument: string,
  card: ModelCard,
  split: SplitName,
  { data, offline, maxPixels }: DataOptions,
  otherwise: string,
): Promise<ChosenSplit | undefined> {
  try {
    return await loadSplit(argument, { card }, split, { data, offline, maxPixels });
  } catch (error) {
    if (data !== undefined || !(error instanceof InputError)) throw error;
    notice(`${otherwise}: ${error.message}`);
    return undefined;
  }
}

/** Pictures to compare on. */
export async function checkPictures(
  argument: string,
  card: ModelCard,
  options: DataOptions,
): Promise<CheckPictures> {
  const { channels, height, width } = card.input;
  const size = channels * height * width;
  const chosen = await findSplit(argument, card, 'validation', options, 'compared on random pictures');
  const images = chosen
    ? firstPictures(chosen.dataset.images, options.pictures, size)
    : randomPictures(options.pictures, card.input);
  return { images, count: images.length / size, channels, height, width };
}

/** Pictures of random blocks, from a fixed seed: like photographs, they have areas and edges. */
function randomPictures(count: number, { channels, height, width }: ModelCard['input']): Uint8Array {
  const random = new Random(1, 'export');
  const [rows, columns] = [8, 8];
  const images = new Uint8Array(count * channels * height * width);
  for (let plane = 0; plane < count * channels; plane++) {
    const levels = Array.from({ length: rows * columns }, () => random.integer(256));
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const block = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width);
        images[(plane * height + y) * width + x] = levels[block]!;
      }
  }
  return images;
}
