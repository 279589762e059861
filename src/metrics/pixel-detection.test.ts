// Both figures against all thresholds, one after the other.
import { expect, it } from 'vitest';
import { Random } from '../random.ts';
import { connectedPlaces } from './connected-places.ts';
import { countPixels, pixelDetection } from './pixel-detection.ts';

const size = { height: 20, width: 20 };
const random = new Random(4, 'pixels');

/** A map that is higher, by chance, where two or three squares are. */
function picture(squares: number) {
  const mask = new Uint8Array(400);
  for (let square = 0; square < squares; square++) {
    const [row, column, edge] = [random.integer(15), random.integer(15), 1 + random.integer(5)];
    for (let y = row; y < row + edge; y++) mask.fill(1, y * 20 + column, y * 20 + column + edge);
  }
  return { mask, map: Float32Array.from(mask, (value) => Math.exp(0.5 * random.normal() + value)) };
}

const pictures = [picture(0), picture(2), picture(3), picture(1)];
const counts = pictures.map(({ map, mask }) => countPixels(map, mask, size, 1));

it('has the AUROC of all pixels', () => {
  const all = pictures.flatMap(({ map, mask }) => Array.from(map, (value, i) => ({ value, bad: mask[i]! })));
  const [bad, good] = [all.filter((pixel) => pixel.bad), all.filter((pixel) => !pixel.bad)];
  let pairs = 0;
  for (const one of bad) for (const other of good) pairs += one.value > other.value ? 1 : 0;
  expect(pixelDetection(counts).auroc).toBeCloseTo(pairs / (bad.length * good.length), 3);
});

it('has the mean overlap with each region up to a false positive rate of 0.3', () => {
  const regions = pictures.flatMap(({ map, mask }) => {
    const { labels, count } = connectedPlaces(mask, size);
    return Array.from({ length: count }, (_, i) => [...map].filter((_, at) => labels[at] === i + 1));
  });
  const good = pictures.flatMap(({ map, mask }) => [...map].filter((_, i) => !mask[i]));
  const thresholds = pictures.flatMap(({ map }) => [...map]).sort((a, b) => b - a);
  const above = (values: readonly number[], threshold: number) =>
    values.filter((value) => value >= threshold).length / values.length;
  let [area, lastRate, last] = [0, 0, 0];
  for (const threshold of thresholds) {
    const rate = above(good, threshold);
    const overlap = regions.reduce((sum, region) => sum + above(region, threshold), 0) / regions.length;
    if (rate > 0.3) break;
    area += ((rate - lastRate) * (overlap + last)) / 2;
    [lastRate, last] = [rate, overlap];
  }
  area += (0.3 - lastRate) * last;
  expect(pixelDetection(counts).aupro).toBeCloseTo(area / 0.3, 2);
});

it('is 1 for maps that are the masks, and a half and 0.15 for constant ones', () => {
  const { mask } = pictures[1]!;
  const perfect = countPixels(
    Float32Array.from(mask, (value) => value + 1),
    mask,
    size,
    1,
  );
  expect(pixelDetection([perfect]).auroc).toBeCloseTo(1, 9);
  expect(pixelDetection([perfect]).aupro).toBeCloseTo(1, 9);
  const blind = pixelDetection([countPixels(new Float32Array(400).fill(2), mask, size, 1)]);
  expect(blind.auroc).toBeCloseTo(0.5, 9);
  expect(blind.aupro).toBeCloseTo(0.15, 9); // a diagonal: the mean of 0 to 0.3
});

it('is not a number without defects', () => {
  expect(pixelDetection([counts[0]!])).toEqual({ auroc: NaN, aupro: NaN });
});
