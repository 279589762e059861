// Imbalance on request: how many pictures remain in each class, which ones, and what is refused.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { randomDataset } from './augmentation/testing/pictures.ts';
import { countByClass } from './by-class.ts';
import type { Dataset } from './dataset.ts';
import { makeImbalanced, type Imbalance } from './imbalance.ts';

const shape = { channels: 1, height: 2, width: 2 };
const dataset = randomDataset(shape, 1000); // 200 pictures of each of five classes
const counts = ({ labels, classNames }: Dataset) => countByClass(labels, classNames.length);

/** The place of each picture in the data set it was taken from; four random bytes are as good as a name. */
function placesIn(whole: Dataset, part: Dataset): number[] {
  const nameOf = ({ images }: Dataset, i: number) => images.slice(4 * i, 4 * i + 4).join();
  const places = new Map(Array.from({ length: whole.count }, (_, i) => [nameOf(whole, i), i]));
  return Array.from({ length: part.count }, (_, i) => places.get(nameOf(part, i))!);
}

describe('makeImbalanced', () => {
  it('by ratio: shares fall geometrically from the first class to the last', () => {
    // 200 · 81^(-c/4): a third from class to class.
    expect(counts(makeImbalanced(dataset, { ratio: 81 }, 1))).toEqual([200, 67, 22, 7, 2]);
    expect(makeImbalanced(dataset, { ratio: 1 }, 1)).toEqual(dataset);
  });

  it('by shares: never removes a whole class', () => {
    const shares = [0.5, 1, 0.001, 0.25, 0.1];
    expect(counts(makeImbalanced(dataset, { shares }, 1))).toEqual([100, 200, 1, 50, 20]);
  });

  it('leaves empty classes empty', () => {
    const six = { ...dataset, classNames: [...dataset.classNames, 'f'] };
    expect(counts(makeImbalanced(six, { ratio: 3125 }, 1))).toEqual([200, 40, 8, 2, 1, 0]);
  });

  it('keeps pictures with their labels in order, from all parts of a class', () => {
    const part = makeImbalanced(dataset, { ratio: 16 }, 1);
    const places = placesIn(dataset, part);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(new Set(places).size).toBe(part.count);
    expect([...part.labels]).toEqual(places.map((place) => dataset.labels[place]));
    const second = places.filter((place) => dataset.labels[place] === 1);
    expect(Math.abs(second.reduce((sum, place) => sum + place, 0) / 100 - 500)).toBeLessThan(4 * 29);
  });

  it('depends on the seed only', () => {
    expect(makeImbalanced(dataset, { ratio: 16 }, 1)).toEqual(makeImbalanced(dataset, { ratio: 16 }, 1));
    expect(makeImbalanced(dataset, { ratio: 16 }, 1)).not.toEqual(makeImbalanced(dataset, { ratio: 16 }, 2));
  });

  it.each([
    [{ ratio: 0.5 }, /^imbalance: ratio: expected a number from 1, got 0\.5$/],
    [{ shares: [] }, /^imbalance: shares: expected 5 numbers above 0 and at most 1, got none$/],
    [
      { shares: [1, 1, 1, 1, 1, 1] },
      /^imbalance: shares: expected 5 numbers above 0 and at most 1, got 1, 1, 1/,
    ],
    [{ shares: [1, 1, 1.001, 1, 1] }, /^imbalance: shares: expected 5 numbers/],
    [{}, /^imbalance: expected \{ ratio: a number of 1 or more \} or \{ shares/],
    [{ shares: [1, 1] }, /^imbalance: shares: expected 5 numbers above 0 and at most 1, got 1, 1$/],
    [{ shares: [1, 1, 0, 1, 1] }, /^imbalance: shares: expected 5 numbers/],
    [{ shares: [1, 1, 2, 1, 1] }, /^imbalance: shares: expected 5 numbers/],
  ])('%j is refused', (imbalance, message) => {
    expect(() => makeImbalanced(dataset, imbalance as Imbalance, 1)).toThrow(InputError);
    expect(() => makeImbalanced(dataset, imbalance as Imbalance, 1)).toThrow(message);
  });
});
