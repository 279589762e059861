// Histograms of oriented gradients (Dalal & Triggs, 2005, "Histograms of oriented gradients for human
// detection"): the amount of edge in each of nine directions in each small cell. They are normalised over
// blocks of two by two cells, so that lighting matters little. It matches scikit-image's `hog`, which does
// not interpolate between cells and directions, unlike the paper. With several channels each pixel uses the
// one with the steepest gradient, as in the paper.
import type { Dataset } from '../data/dataset.ts';
import type { PictureShape } from '../data/augmentation/kinds.ts';
import { InputError } from '../errors.ts';
import type { Vectors } from '../neighbours/vectors.ts';

const orientations = 9;
const cellsPerBlock = 2;
/** The limit for the values of normalised histograms, before they are normalised again. */
const clipAt = 0.2;
const epsilon = 1e-5;
/** About this many cells along the shorter side: cells of 4 pixels of 28. */
const cellsPerSide = 7;

export interface HogLayout {
  /** The side of a cell in pixels. */
  readonly cell: number;
  readonly rows: number;
  readonly columns: number;
  /** The numbers for each picture. Blocks overlap: each begins one cell after the previous one. */
  readonly dimensions: number;
}

/**
 * The cells and blocks for pictures of a shape.
 *
 * @throws InputError if pictures are too small for a block
 */
export function hogLayout({ height, width }: PictureShape, cell?: number): HogLayout {
  const size = cell ?? Math.max(2, Math.round(Math.min(height, width) / cellsPerSide));
  const [rows, columns] = [Math.floor(height / size), Math.floor(width / size)];
  if (rows < cellsPerBlock || columns < cellsPerBlock)
    throw new InputError(
      `hog: expected pictures of at least ${2 * size}×${2 * size} pixels, got ${width}×${height}`,
    );
  const blocks = (rows - cellsPerBlock + 1) * (columns - cellsPerBlock + 1);
  return { cell: size, rows, columns, dimensions: blocks * cellsPerBlock ** 2 * orientations };
}

/**
 * Describes each picture of a data set, `[count, dimensions]`: blocks from left to right and top to bottom,
 * in a block the cells in the same order, in a cell the directions from 0 to 180 degrees.
 *
 * @param cell the side of a cell in pixels; a seventh of the shorter side by default
 * @throws InputError if pictures are too small for a block
 * @example hogFeatures(sketches({ train: 100 }).train).dimensions // 1296
 */
export function hogFeatures(dataset: Dataset, cell?: number): Vectors {
  const { count, images, channels, height, width } = dataset;
  const layout = hogLayout(dataset, cell);
  const { dimensions } = layout;
  const values = new Float32Array(count * dimensions);
  const cells = new Float64Array(layout.rows * layout.columns * orientations);
  for (let i = 0; i < count; i++) {
    cells.fill(0);
    addGradients(images, i * channels * height * width, dataset, layout, cells);
    normalizeBlocks(cells, layout, values, i * dimensions);
  }
  return { count, dimensions, values };
}

/** Adds each pixel's gradient to the histogram of its cell, weighted by its steepness. */
function addGradients(
  images: Uint8Array,
  offset: number,
  { channels, height, width }: PictureShape,
  { cell, rows, columns }: HogLayout,
  cells: Float64Array,
): void {
  const plane = height * width;
  for (let y = 0; y < rows * cell; y++)
    for (let x = 0; x < columns * cell; x++) {
      let [right, down, steepest] = [0, 0, -1];
      for (let channel = 0; channel < channels; channel++) {
        const i = offset + channel * plane + y * width + x;
        // At the border, the gradient across it is 0.
        const dx = x > 0 && x < width - 1 ? images[i + 1]! - images[i - 1]! : 0;
        const dy = y > 0 && y < height - 1 ? images[i + width]! - images[i - width]! : 0;
        const steepness = dx * dx + dy * dy;
        if (steepness > steepest) [right, down, steepest] = [dx, dy, steepness];
      }
      if (steepest === 0) continue;
      const place = Math.floor(y / cell) * columns + Math.floor(x / cell);
      cells[place * orientations + binOf(right, down)]! += Math.sqrt(steepest) / (cell * cell);
    }
}

/** The bin of a gradient's direction, regardless of its sign; bins of 20 degrees. */
function binOf(right: number, down: number): number {
  const degrees = (Math.atan2(down, right) * 180) / Math.PI;
  const unsigned = degrees < 0 ? degrees + 180 : degrees;
  return Math.floor((unsigned * orientations) / 180) % orientations;
}

/**
 * Divides each block by its length, limits the values, and divides by the length again: L2-Hys, after Lowe
 * (2004).
 */
function normalizeBlocks(
  cells: Float64Array,
  { rows, columns }: HogLayout,
  to: Float32Array,
  offset: number,
): void {
  const size = cellsPerBlock ** 2 * orientations;
  const block = new Float64Array(size);
  for (let r = 0; r + cellsPerBlock <= rows; r++)
    for (let c = 0; c + cellsPerBlock <= columns; c++) {
      for (let line = 0; line < cellsPerBlock; line++) {
        const start = ((r + line) * columns + c) * orientations;
        const length = cellsPerBlock * orientations;
        block.set(cells.subarray(start, start + length), line * length);
      }
      scale(block);
      for (let i = 0; i < size; i++) block[i] = Math.min(clipAt, block[i]!);
      scale(block);
      to.set(block, offset);
      offset += size;
    }
}

function scale(block: Float64Array): void {
  let squares = epsilon ** 2;
  for (const value of block) squares += value * value;
  const length = Math.sqrt(squares);
  for (let i = 0; i < block.length; i++) block[i]! /= length;
}
