// A short training on the real Fashion-MNIST, if $ATELIER_DATA has it: one epoch on a fifth of the pictures.
// It shows only that nothing is badly wrong; docs/results.md has the results of full training.
import { describe, expect, it } from 'vitest';
import { paperCnn } from '../src/architectures/index.ts';
import { subset } from '../src/data/dataset.ts';
import { loadData } from '../src/node/data/load.ts';
import { openClassifier } from '../src/nn/classifier.ts';
import { evaluate } from '../src/training/evaluate.ts';
import { fit } from '../src/training/fit.ts';

const firstOf = (count: number) => Array.from({ length: count }, (_, i) => i);

describe.skipIf(!process.env['ATELIER_DATA'])(
  'Fashion-MNIST (skipped unless ATELIER_DATA names its folder)',
  () => {
    it('paper-cnn reaches 75 % test accuracy after one epoch on 12,000 pictures', async () => {
      const { train, test } = await loadData('fashion-mnist');
      expect([train.count, test.count]).toEqual([60_000, 10_000]);
      const { best } = await fit(paperCnn(10), { data: subset(train, firstOf(12_000)), epochs: 1 });
      const report = await evaluate(await openClassifier(best), subset(test, firstOf(2_000)));
      expect(report.accuracy).toBeGreaterThan(0.75);
    });
  },
);
