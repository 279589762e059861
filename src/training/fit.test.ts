// What `fit` makes of its options: callbacks that end training or lower the rate, the choice of the best epoch, and a loss that
// runs away. Resuming is in resume.test.ts.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { openClassifier } from '../nn/classifier.ts';
import { constant } from '../optimizers/schedules.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Callback } from './callbacks/callback.ts';
import { evaluate } from './evaluate.ts';
import { fit } from './fit.ts';
import { noisyPictures, smallModel, smallRun } from './testing/small-run.ts';

/** Ends training or lowers the rate after the first epoch. */
const after = (act: Callback['onEpochEnd']): Callback => ({ type: 'test', onEpochEnd: act! });

describe('a callback', () => {
  it('ends training after its epoch, and says why', async () => {
    const stop = after(({ result }, control) => {
      if (result.epoch === 2) control.stop('enough');
    });
    const { history, stopReason, stopped } = await fit(smallModel(), { ...smallRun(), callbacks: [stop] });
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect([stopReason, stopped]).toEqual(['enough', false]);
  });

  it('lowers the rate beside the schedule', async () => {
    const lower = after((_, control) => void (control.learningRateFactor /= 4));
    const options = { ...smallRun(), optimizer: sgd({ learningRate: 0.16 }), schedule: constant };
    const { history } = await fit(smallModel(), { ...options, epochs: 3, callbacks: [lower] });
    expect(history.map(({ learningRate }) => learningRate)).toEqual([0.16, 0.04, 0.01]);
  });

  it('sees each step and epoch, and the end also where training fails', async () => {
    const seen = { steps: 0, epochs: 0, ends: 0 };
    const watch: Callback = {
      type: 'watch',
      onStepEnd: () => void seen.steps++,
      onEpochEnd: () => void seen.epochs++,
      onTrainEnd: () => void seen.ends++,
    };
    await fit(smallModel(), { ...smallRun(), epochs: 2, callbacks: [watch] });
    expect(seen).toEqual({ steps: 14, epochs: 2, ends: 1 });
    const broken = { ...smallRun(), optimizer: sgd({ learningRate: 1e30 }), callbacks: [watch] };
    await expect(fit(smallModel(), broken)).rejects.toThrow(InputError);
    expect(seen.ends).toBe(2);
  });
});

it('chooses the best epoch by the figure that is monitored', async () => {
  const options = { ...smallRun(), epochs: 6, optimizer: sgd({ learningRate: 0.3, momentum: 0.9 }) };
  for (const [monitor, choose] of [
    ['validationAccuracy', Math.max],
    ['validationLoss', Math.min],
    ['loss', Math.min],
  ] as const) {
    const { history, bestEpoch } = await fit(smallModel(), { ...options, monitor });
    expect(bestEpoch[monitor]).toBe(choose(...history.map((result) => result[monitor])));
  }
});

it('measures the saved model on training pictures as they are, where that is asked for', async () => {
  const data = noisyPictures(90, 1);
  const { history, last } = await fit(smallModel(), { ...smallRun(), data, epochs: 2, measureTraining: 90 });
  const classifier = await openClassifier(last, 'last');
  const { accuracy } = await evaluate(classifier, data);
  await classifier.dispose();
  expect(history.at(-1)!.trainingAccuracy).toBe(accuracy);
  const plain = await fit(smallModel(), { ...smallRun(), data, epochs: 1 });
  expect(plain.history[0]!.trainingAccuracy).toBeUndefined();
});

it('says what to try where the loss runs away', async () => {
  const run = fit(smallModel(), { ...smallRun(), optimizer: sgd({ learningRate: 1e30 }) });
  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(
    /no number any more at step \d+: try a learning rate below .*clip the gradients/,
  );
});

it('saves the average of the weights where one is kept', async () => {
  const plain = { ...smallRun(), epochs: 2, callbacks: [] };
  const { averaging, ...without } = plain;
  expect(averaging).toBeDefined();
  const [averaged, last] = [await fit(smallModel(), plain), await fit(smallModel(), without)];
  // Training is the same; what is validated and saved is not.
  expect(averaged.history.map(({ loss }) => loss)).toEqual(last.history.map(({ loss }) => loss));
  expect(averaged.last).not.toEqual(last.last);
});
