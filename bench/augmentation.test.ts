// The command `augmentation` of the bench: its defaults, its refusals, and that it measures every variant.
import { expect, test } from 'vitest';
import { InputError } from '../src/errors.ts';
import { augmentationTable } from './augmentation-table.ts';
import { augmentationDefaults, augmentationQuestion, measureAugmentation, ways } from './augmentation.ts';

test('asks for paper-cnn at two batch sizes by default', () => {
  expect(augmentationQuestion(augmentationDefaults)).toEqual({
    augmentation: { rotation: 10, translation: 0.1, zoom: 0.1, flip: 0.5, erase: 0.5, mixup: 0.2 },
    batchSizes: [64, 128],
    repetitions: 9,
    secondsPerBurst: 1.5,
    threads: 2,
    seed: 1,
  });
});

test.each([
  [{ augment: 'rotation' }, /^--augment: expected flip or trivialAugment, or a name and its value/],
  [{ batchSize: '0' }, /^--batch-size: expected a whole number/],
  [{ seconds: 'x' }, /^--seconds: expected a number above 0/],
])('bad input is named: %j', (options, message) => {
  const ask = () => augmentationQuestion({ ...augmentationDefaults, ...options });
  expect(ask).toThrow(InputError);
  expect(ask).toThrow(message);
});

test('measures every variant, and names the figures that must not be quoted', async () => {
  const options = {
    ...augmentationDefaults,
    batchSize: '4',
    repetitions: '2',
    seconds: '0.05',
    threads: '1',
  };
  const document = await measureAugmentation(augmentationQuestion(options), () => undefined);
  expect(document.results.map(({ batches, batchSize }) => [batches, batchSize])).toEqual(
    ways.map((way) => [way, 4]),
  );
  for (const { imagesPerSecond, min, max, ratio } of document.results) {
    expect(min).toBeGreaterThan(0);
    expect(imagesPerSecond).toBeGreaterThanOrEqual(min);
    expect(imagesPerSecond).toBeLessThanOrEqual(max);
    expect(ratio).toBe(imagesPerSecond / document.results[0]!.imagesPerSecond);
  }
  expect(document.notQuotable).toContain('expected at least 5 repetitions, got 2');
  expect(augmentationTable(document)).toMatch(/\nno +4 +[\d,]+ +[\d,]+–[\d,]+ +1\.000 +\d/);
});
