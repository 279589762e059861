// The choice of a storage, by the number of correct pictures on the validation split.
import { describe, expect, it } from 'vitest';
import { classificationReport } from '../../src/metrics/classification-report.ts';
import { sketches } from '../../src/data/sketches.ts';
import { decodeModelCard, encodeClassifier } from '../../src/nn/classifier-file.ts';
import { dense, flatten } from '../../src/nn/layers/index.ts';
import { initialWeights, sequential } from '../../src/nn/model.ts';
import { chooseStorage, smallestOf, type Candidate } from './choose-storage.ts';

/** A storage in which so many of 2,000 pictures are right. */
function candidate(storage: Candidate['storage'], size: number, right: number): Candidate {
  const labels = Array.from({ length: 2000 }, () => 0);
  const probabilities = labels.flatMap((_, i) => (i < right ? [1, 0] : [0, 1]));
  const validation = classificationReport({ labels, probabilities, classNames: ['a', 'b'] });
  return { storage, bytes: new Uint8Array(size), validation };
}

describe('the smallest is taken', () => {
  it.each([
    [1900, 1898, 1898, 'int8'], // a tenth of a point is 2 pictures
    [1900, 1900, 1897, 'float16'],
    [1900, 1897, 1897, 'float32'],
    [1900, 1897, 1950, 'int8'],
  ])('if %i, %i and %i pictures are right', (float32, float16, int8, expected) => {
    const measured = [
      candidate('float32', 400, float32),
      candidate('float16', 200, float16),
      candidate('int8', 100, int8),
    ];
    expect(smallestOf(measured).storage).toBe(expected);
  });

  it('even if float16 is the smallest', () => {
    const measured = [
      candidate('float32', 400, 10),
      candidate('float16', 90, 10),
      candidate('int8', 100, 10),
    ];
    expect(smallestOf(measured).storage).toBe('float16');
  });
});

it('measures a model in every storage', async () => {
  const { test } = sketches({ train: 10, test: 40 });
  const model = sequential([flatten(), dense({ units: 10 })]);
  const bytes = encodeClassifier(model, initialWeights(model.weightSpecs([1, 28, 28]), 1), {
    ...{ classNames: [...test.classNames], input: { channels: 1, height: 28, width: 28 } },
    ...{ preprocessing: { mean: [0.3], std: [0.35] }, data: 'sketches', seed: 1, epoch: 0 },
  });
  const { measured, chosen } = await chooseStorage(bytes, 'model', test, 1);
  expect(measured.map(({ storage }) => storage)).toEqual(['float32', 'float16', 'int8']);
  expect(measured[0]!.bytes).toBe(bytes);
  for (const { storage, bytes: stored } of measured.slice(1))
    expect(decodeModelCard(stored, '').weightStorage).toBe(storage);
  expect(measured).toContain(chosen);
});
