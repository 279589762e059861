import { expect, it } from 'vitest';
import { bindLabels, digestOfSplits } from '../data/bind-labels.ts';
import { sketches } from '../data/sketches.ts';
import { parseTrainingConfig } from './config.ts';
import { trainingDataOf } from './training-data.ts';

const splits = sketches({ train: 240, test: 20 });
const config = parseTrainingConfig({});
const { classNames, labels } = splits.train;
const nameAt = (index: number) => classNames[labels[index]!]!;
/** Every third picture is left out, every fifth of the others relabelled. */
const file = {
  ...({ labels: 1, data: 'sketches', digest: await digestOfSplits(splits) } as const),
  decisions: Array.from({ length: 240 }, (_, index) => index)
    .filter((index) => index % 3 === 0 || index % 5 === 0)
    .map((index) => {
      const place = { split: 'train', index, given: nameAt(index) } as const;
      const label = classNames[(labels[index]! + 1) % 10]!;
      return index % 3 === 0
        ? { ...place, decision: 'exclude' as const }
        : { ...place, decision: 'relabel' as const, label };
    }),
};

it('corrects the training pictures and leaves those for validation as they are', async () => {
  const plain = trainingDataOf(splits, config);
  const { train, validation, corrected } = trainingDataOf(
    { ...splits, corrections: await bindLabels(file, splits) },
    config,
  );
  expect(validation).toEqual(plain.validation);
  expect(train.count).toBe(plain.train.count - corrected!.excluded);
  expect(corrected!.excluded).toBeGreaterThan(60);
  expect(corrected!.relabelled).toBeGreaterThan(20);
  expect(plain.corrected).toBeUndefined();
});

it('applies to the whole training split where validation has its own', async () => {
  const given = { ...splits, validation: splits.test };
  const own = { ...file, digest: await digestOfSplits(given) };
  const { train, corrected } = trainingDataOf(
    { ...given, corrections: await bindLabels(own, given) },
    config,
  );
  expect(corrected).toEqual({ relabelled: 32, excluded: 80 }); // 48 multiples of 5 below 240, 16 of them of 15
  expect(train.count).toBe(160);
});
