// The measurement, against classifiers with known answers, and against predictions counted here.
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import type { Classifier } from '../nn/classifier.ts';
import { randomPictures, side, smallClassifier } from '../nn/testing/small-classifiers.ts';
import { corruptDataset } from './corrupt-dataset.ts';
import { corruptionNames, corruptions } from './corruptions.ts';
import { conditionCount, measureRobustness } from './robustness.ts';

const count = 2100; // more than is spoilt at a time
const dataset: Dataset = {
  ...{ name: 'random', classNames: ['a', 'b', 'c', 'd'], count, channels: 1, height: side, width: side },
  images: randomPictures(count),
  labels: Int32Array.from({ length: count }, (_, i) => i % 4),
};

/** How many a classifier gets right, counted plainly. */
async function accuracyOf(classifier: Classifier, { images, labels }: Dataset): Promise<number> {
  const rows = await classifier.predict(images);
  const hits = [...labels].filter((label, i) => {
    const row = [...rows.subarray(4 * i, 4 * i + 4)];
    return row.indexOf(Math.max(...row)) === label;
  });
  return hits.length / labels.length;
}

describe('measureRobustness', () => {
  it('is the accuracy on corrupted pictures for each condition, with their mean', async () => {
    const classifier = await smallClassifier(3);
    const told: number[] = [];
    const found = await measureRobustness(classifier, dataset, {
      seed: 4,
      onProgress: (done, total) => told.push(done / total),
    });
    expect(found).toMatchObject({ count, seed: 4, clean: await accuracyOf(classifier, dataset) });
    expect(found.curves.map(({ corruption }) => corruption)).toEqual(corruptionNames);
    for (const { corruption, points } of found.curves) {
      expect(points.map(({ strength }) => strength)).toEqual(corruptions[corruption].strengths);
      const last = points.at(-1)!;
      const spoilt = corruptDataset(dataset, { corruption, strength: last.strength, seed: 4 });
      expect(last.accuracy).toBe(await accuracyOf(classifier, spoilt));
    }
    const all = found.curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy));
    expect(found.mean).toBeCloseTo(all.reduce((a, b) => a + b) / 30, 12);
    expect(told).toEqual(Array.from({ length: 30 }, (_, i) => (i + 1) / 30));
    expect(await measureRobustness(classifier, dataset, { seed: 4 })).toEqual(found);
    await classifier.dispose();
  });

  it('accepts a subset of the corruptions', async () => {
    const classifier = await smallClassifier(3);
    const { curves, mean } = await measureRobustness(classifier, dataset, { corruptions: ['blur'] });
    expect(curves).toHaveLength(1);
    expect(mean).toBe(curves[0]!.mean);
    expect(conditionCount(['blur'])).toBe(5);
    await classifier.dispose();
  });

  it('refuses no pictures, no corruption, and pictures of another size', async () => {
    const classifier = await smallClassifier(3);
    const none = { ...dataset, count: 0, images: new Uint8Array(), labels: new Int32Array() };
    await expect(measureRobustness(classifier, none)).rejects.toThrow(InputError);
    await expect(measureRobustness(classifier, dataset, { corruptions: [] })).rejects.toThrow(InputError);
    const wide = { ...dataset, height: side / 2, width: 2 * side };
    await expect(measureRobustness(classifier, wide)).rejects.toThrow(/expected pictures of 6×6/);
    await classifier.dispose();
  });
});
