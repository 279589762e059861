// Separates the background from the garment in a picture of one thing. The border decides: most of it is
// background even if the garment touches it. Plain arithmetic on pixels; this does not segment photographs.
import type { Raster } from './raster.ts';

/** A rectangle of whole pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The background's level in each channel: the median of the outermost pixels. */
export function backgroundOf(raster: Raster): number[] {
  return Array.from({ length: raster.channels }, (_, channel) =>
    quantile(borderValues(raster, channel), 0.5),
  );
}

/**
 * The box around everything that differs from the background of a grey picture. If nothing differs, the whole
 * picture.
 *
 * Fashion-MNIST's own recipe allows deviations of 5 % of the range as background. A noisy border (of a
 * photograph or a strongly compressed JPEG) gets a larger tolerance. Single stray pixels do not count as
 * garment.
 */
export function garmentBox(raster: Raster, background: number): Box {
  const { width, height, data } = raster;
  const tolerance = toleranceOf(raster, background);
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (Math.abs(data[y * width + x]! - background) <= tolerance) continue;
      columns[x]! += 1;
      rows[y]! += 1;
    }
  const across = extent(columns, height);
  const down = extent(rows, width);
  if (across === undefined || down === undefined) return { left: 0, top: 0, width, height };
  return { left: across[0], width: across[1], top: down[0], height: down[1] };
}

/**
 * Whether a grey picture shows a dark garment on a lighter background, judged by the middle of the garment's
 * box.
 */
export function isDarkOnLight(raster: Raster, background: number): boolean {
  const box = garmentBox(raster, background);
  const middle = mean(raster, central(box));
  // The very middle of a ring or a pair may be empty; then the whole box decides.
  return (middle === background ? mean(raster, box) : middle) < background;
}

/** How far three quarters of the border's levels lie from their median, in the channel that varies most. */
export function borderDeviation(raster: Raster): number {
  const deviations = Array.from({ length: Math.min(3, raster.channels) }, (_, channel) => {
    const values = borderValues(raster, channel);
    const middle = quantile(values, 0.5);
    return quantile(
      values.map((value) => Math.abs(value - middle)),
      0.75,
    );
  });
  return Math.max(...deviations);
}

function toleranceOf(raster: Raster, background: number): number {
  const deviations = borderValues(raster, 0).map((value) => Math.abs(value - background));
  return Math.min(Math.max(0.05 * 255, 4 * quantile(deviations, 0.75)), 40);
}

function borderValues({ width, height, channels, data }: Raster, channel: number): number[] {
  const values: number[] = [];
  const take = (x: number, y: number) => values.push(data[(y * width + x) * channels + channel]!);
  for (let x = 0; x < width; x++) {
    take(x, 0);
    if (height > 1) take(x, height - 1);
  }
  for (let y = 1; y < height - 1; y++) {
    take(0, y);
    if (width > 1) take(width - 1, y);
  }
  return values;
}

/** A quantile of bytes, by counting instead of sorting. */
function quantile(values: readonly number[], share: number): number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value]!++;
  let left = Math.floor(share * (values.length - 1));
  return counts.findIndex((count) => (left -= count) < 0);
}

/** The start and length of the lines with enough foreground. A speck below 0.5 % of a line does not count. */
function extent(counts: Uint32Array, lineLength: number): [start: number, length: number] | undefined {
  const enough = Math.max(1, Math.floor(0.005 * lineLength));
  const start = counts.findIndex((count) => count >= enough);
  return start < 0 ? undefined : [start, counts.findLastIndex((count) => count >= enough) - start + 1];
}

function central({ left, top, width, height }: Box): Box {
  const [x, y] = [Math.floor(width / 4), Math.floor(height / 4)];
  return { left: left + x, top: top + y, width: width - 2 * x, height: height - 2 * y };
}

function mean({ width, data }: Raster, box: Box): number {
  let sum = 0;
  for (let y = box.top; y < box.top + box.height; y++)
    for (let x = box.left; x < box.left + box.width; x++) sum += data[y * width + x]!;
  return sum / (box.width * box.height);
}
