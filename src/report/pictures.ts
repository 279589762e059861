// The pictures that a page shows on demand, side by side in one file (a sprite): those of the confusion
// matrix's cells and of the embedding maps, within a limit for the page's size.
import sharp, { type Sharp } from 'sharp';
import type { Dataset } from '../data/dataset.ts';
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { predictedClasses } from '../metrics/top-k.ts';

/** The pictures to show for one cell of the confusion matrix. */
export interface CellPictures {
  readonly label: number;
  readonly prediction: number;
  readonly indices: readonly number[];
}

const mostPerCell = 24;
/** The limit for all cells together: with a hundred classes there are ten thousand cells. */
const mostInCells = 3000;

/**
 * Chooses the most informative pictures for each cell: the most confident mistakes, and the least confident
 * correct predictions.
 */
export function pickCellPictures({ labels, probabilities, classNames }: LabelledPredictions): CellPictures[] {
  const classCount = classNames.length;
  const predicted = predictedClasses(probabilities, classCount);
  const cells = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const key = labels[i]! * classCount + predicted[i]!;
    const cell = cells.get(key) ?? [];
    cells.set(key, cell);
    cell.push(i);
  }
  const perCell = Math.max(1, Math.min(mostPerCell, Math.floor(mostInCells / cells.size)));
  const confidence = (i: number) => probabilities[i * classCount + predicted[i]!]!;
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([key, indices]) => {
      const [label, prediction] = [Math.floor(key / classCount), key % classCount];
      const sign = label === prediction ? 1 : -1;
      indices.sort((a, b) => sign * (confidence(a) - confidence(b)) || a - b);
      return { label, prediction, indices: indices.slice(0, perCell) };
    });
}

/** Pictures side by side in one file: the picture `indices[i]` is the i-th, row by row. */
export interface Sprite {
  /** A WebP file. */
  readonly bytes: Uint8Array;
  readonly indices: readonly number[];
  readonly columns: number;
  /** The size of one picture, in pixels of the sprite. */
  readonly width: number;
  readonly height: number;
}

const columns = 64;
/** Pictures with a longer edge are scaled down to this. */
const mostPixels = 56;
/** Base64 adds a third to this, which leaves room for the rest of the page in 8 MiB. */
const mostBytes = 3.5 * 2 ** 20;
/** The edge of a WebP picture has at most 16,383 pixels. */
const mostRows = (height: number): number => Math.floor(16_383 / height);

/** Makes a sprite of the pictures with these indices, at lower quality if it would be too large. */
export async function makeSprite(dataset: Dataset, wanted: Iterable<number>): Promise<Sprite> {
  const scale = Math.min(1, mostPixels / Math.max(dataset.width, dataset.height));
  const [width, height] = [dataset.width, dataset.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  const sorted = [...new Set(wanted)].sort((a, b) => a - b).slice(0, columns * mostRows(height!));
  const pixels = await assemble(dataset, sorted, width!, height!);
  let bytes: Uint8Array = new Uint8Array();
  for (const quality of [85, 60, 35, 15]) {
    bytes = await pixels.clone().webp({ quality, effort: 2 }).toBuffer();
    if (bytes.length <= mostBytes) break;
  }
  return { bytes, indices: sorted, columns, width: width!, height: height! };
}

async function assemble(
  dataset: Dataset,
  indices: readonly number[],
  width: number,
  height: number,
): Promise<Sharp> {
  const rows = Math.max(1, Math.ceil(indices.length / columns));
  const sheet = new Uint8Array(columns * width * rows * height * 3);
  for (const [place, index] of indices.entries()) {
    const pixels = await small(dataset, index, width, height);
    const start = (Math.floor(place / columns) * height * columns + (place % columns)) * width;
    for (let y = 0; y < height; y++)
      sheet.set(pixels.subarray(y * width * 3, (y + 1) * width * 3), (start + y * columns * width) * 3);
  }
  return sharp(sheet, { raw: { width: columns * width, height: rows * height, channels: 3 } });
}

/** One picture in red, green and blue, scaled to the given size. */
async function small(dataset: Dataset, index: number, width: number, height: number): Promise<Uint8Array> {
  const pixels = interleaved(dataset, index);
  if (width === dataset.width && height === dataset.height) return pixels;
  const raw = { width: dataset.width, height: dataset.height, channels: 3 } as const;
  return sharp(pixels, { raw }).resize(width, height, { fit: 'fill' }).raw().toBuffer();
}

/** A picture as `[height, width, 3]`; a grey one has three equal channels. */
export function interleaved({ channels, height, width, images }: Dataset, index: number): Uint8Array {
  const area = height * width;
  const start = index * channels * area;
  return Uint8Array.from({ length: 3 * area }, (_, k) => {
    const channel = channels === 1 ? 0 : Math.min(k % 3, channels - 1);
    return images[start + channel * area + Math.floor(k / 3)]!;
  });
}

/** A picture file as a data address. */
export const dataAddress = (bytes: Uint8Array, type: 'webp' | 'png'): string =>
  `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;

/** One picture of a data set as a PNG file. */
export async function picturePng(dataset: Dataset, index: number): Promise<Uint8Array> {
  const raw = { width: dataset.width, height: dataset.height, channels: 3 } as const;
  return sharp(interleaved(dataset, index), { raw }).png({ compressionLevel: 9 }).toBuffer();
}
