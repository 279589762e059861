import { expect, it } from 'vitest';
import { predictionCsv } from './prediction-table.ts';

it('the prediction is a row for each class, from its score to its gradient', () => {
  const table = predictionCsv({
    ...{ classNames: ['hat', 'bag'], label: 1, scores: Float32Array.of(1.5, -2) },
    ...{ probabilities: Float32Array.of(0.75, 0.25), gradient: Float32Array.of(0.75, -0.75) },
  });
  expect(table).toBe('class,score,probability,truth,gradient\nhat,1.5,0.75,0,0.75\nbag,-2,0.25,1,-0.75\n');
});
