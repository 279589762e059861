// The options of `fit`: callbacks that end training or lower the rate, the choice of the best epoch, a loss
// that diverges, and the source of batches. Resuming is in resume.test.ts.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inlineBatches, type OpenBatches } from '../data/batch-source.ts';
import type { BatchOptions } from '../data/batches.ts';
import { InputError } from '../errors.ts';
import { openClassifier } from '../nn/classifier.ts';
import { constant } from '../optimizers/schedules.ts';
import { sgd } from '../optimizers/sgd.ts';
import type { Callback } from './callbacks/callback.ts';
import { evaluate } from './evaluate.ts';
import { fit, type FitOptions } from './fit.ts';
import { noisyPictures, smallModel, smallRun } from './testing/small-run.ts';

/** Ends training or lowers the rate after the first epoch. */
const after = (act: Callback['onEpochEnd']): Callback => ({ type: 'test', settings: {}, onEpochEnd: act! });

describe('a callback', () => {
  it('ends training after its epoch, and says why', async () => {
    const stop = after(({ result }, control) => {
      if (result.epoch === 2) control.stop('enough');
    });
    const { history, stopReason, stopped } = await fit(smallModel(), { ...smallRun(), callbacks: [stop] });
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect([stopReason, stopped]).toEqual(['enough', false]);
  });

  it('lowers the rate in addition to the schedule', async () => {
    const lower = after((_, control) => void (control.learningRateFactor /= 4));
    const options = { ...smallRun(), optimizer: sgd({ learningRate: 0.16 }), schedule: constant };
    const { history } = await fit(smallModel(), { ...options, epochs: 3, callbacks: [lower] });
    expect(history.map(({ learningRate }) => learningRate)).toEqual([0.16, 0.04, 0.01]);
  });

  it('sees each step and epoch, and the end even if training fails', async () => {
    const seen = { steps: 0, epochs: 0, ends: 0 };
    const watch: Callback = {
      type: 'watch',
      settings: {},
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

it('chooses the best epoch by the monitored metric', async () => {
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

it('measures the saved model on unaugmented training pictures on request', async () => {
  const data = noisyPictures(90, 1);
  const { history, last } = await fit(smallModel(), { ...smallRun(), data, epochs: 2, measureTraining: 90 });
  const classifier = await openClassifier(last, 'last');
  const { accuracy } = await evaluate(classifier, data);
  await classifier.dispose();
  expect(history.at(-1)!.trainingAccuracy).toBe(accuracy);
  const plain = await fit(smallModel(), { ...smallRun(), data, epochs: 1 });
  expect(plain.history[0]!.trainingAccuracy).toBeUndefined();
});

it.each<[Partial<FitOptions>, string]>([
  [{ epochs: 0 }, 'epochs: expected a whole number from 1, got 0'],
  [{ epochs: 1.5 }, 'epochs: expected a whole number from 1, got 1.5'],
  [{ batchSize: 0 }, 'batchSize: expected a whole number from 1, got 0'],
  [{ batchSize: 2.5 }, 'batchSize: expected a whole number from 1, got 2.5'],
  [{ measureTraining: 0 }, 'measureTraining: expected a whole number from 1, got 0'],
])('refuses %o', async (options, message) => {
  await expect(fit(smallModel(), { ...smallRun(), ...options })).rejects.toThrow(new InputError(message));
});

it('accepts a batch of all pictures, and batches of one', async () => {
  const data = noisyPictures(12, 1);
  for (const [batchSize, steps] of [
    [12, 1],
    [100, 1],
    [5, 3],
    [1, 12],
  ] as const) {
    let seen = 0;
    const options = { ...smallRun(), data, batchSize, epochs: 1, onStep: () => void seen++ };
    await fit(smallModel(), options);
    expect(seen).toBe(steps);
  }
});

it('reports progress at each step, with a smaller last batch', async () => {
  const told: number[][] = [];
  await fit(smallModel(), {
    ...smallRun(),
    epochs: 2,
    onStep: ({ epoch, epochs, done, total }) => void told.push([epoch, epochs, done, total]),
  });
  const dones = [16, 32, 48, 64, 80, 96, 100];
  expect(told).toEqual([1, 2].flatMap((epoch) => dones.map((done) => [epoch, 2, done, 100])));
});

it('refuses a signal that is aborted before its first step', async () => {
  const run = fit(smallModel(), { ...smallRun(), signal: AbortSignal.abort() });
  await expect(run).rejects.toThrow(new InputError('training was stopped before its first step'));
});

it('says what to try if the loss diverges', async () => {
  const run = fit(smallModel(), { ...smallRun(), optimizer: sgd({ learningRate: 1e30 }) });
  await expect(run).rejects.toThrow(InputError);
  await expect(run).rejects.toThrow(
    /became NaN or infinite at step \d+: try a learning rate below .*clip the gradients/,
  );
});

it('saves the average of the weights if there is one', async () => {
  const plain = { ...smallRun(), epochs: 2, callbacks: [] };
  const { averaging, ...without } = plain;
  expect(averaging).toBeDefined();
  const [averaged, last] = [await fit(smallModel(), plain), await fit(smallModel(), without)];
  // Training is the same; what is validated and saved is not.
  expect(averaged.history.map(({ loss }) => loss)).toEqual(last.history.map(({ loss }) => loss));
  expect(averaged.last).not.toEqual(last.last);
});

describe('the source of batches', () => {
  /**
   * Inline batches, of which it is written down how they are used; the one with a number can be made to fail.
   */
  function watched(failing = Infinity) {
    const seen = { opened: [] as BatchOptions[], asked: 0, closed: 0 };
    const openBatches: OpenBatches = (dataset, options) => {
      const source = inlineBatches(dataset, options);
      seen.opened.push(options);
      return {
        next: () => (++seen.asked === failing ? Promise.reject(new Error('no batch')) : source.next()),
        close: () => Promise.resolve(void seen.closed++),
      };
    };
    return { seen, openBatches };
  }
  const controller = new AbortController();
  const failing = () => {
    throw new Error('broken callback');
  };

  it('is opened once, gives each batch once, and is closed', async () => {
    const { seen, openBatches } = watched();
    const { last } = await fit(smallModel(), { ...smallRun(), epochs: 3, openBatches });
    expect(seen).toEqual({ opened: [{ batchSize: 16, seed: 1, epoch: 1, start: 0 }], asked: 21, closed: 1 });
    expect(last).toEqual((await fit(smallModel(), { ...smallRun(), epochs: 3 })).last);
  });

  it.each<[string, FitOptions, RegExp | undefined]>([
    [
      'is stopped by a signal',
      { ...smallRun(), signal: controller.signal, onStep: () => controller.abort() },
      undefined,
    ],
    [
      'is stopped by a callback',
      { ...smallRun(), callbacks: [after((_, control) => control.stop('enough'))] },
      undefined,
    ],
    ['fails in a step', { ...smallRun(), optimizer: sgd({ learningRate: 1e30 }) }, /became NaN or infinite/],
    ['fails in onStep', { ...smallRun(), onStep: failing }, /broken callback/],
    ['fails in a callback', { ...smallRun(), callbacks: [after(failing)] }, /broken callback/],
    ['fails in onCheckpoint', { ...smallRun(), onCheckpoint: failing }, /broken callback/],
  ])('is closed when training %s', async (_, options, error) => {
    const { seen, openBatches } = watched();
    const training = fit(smallModel(), { ...options, openBatches });
    if (error) await expect(training).rejects.toThrow(error);
    else await training;
    expect([seen.opened.length, seen.closed]).toEqual([1, 1]);
  });

  it.each([1, 2, 7, 8])('ends training with its error, and is closed: batch %i', async (number) => {
    const { seen, openBatches } = watched(number);
    let trained = 0;
    const training = fit(smallModel(), { ...smallRun(), openBatches, onStep: () => void trained++ });
    await expect(training).rejects.toThrow('no batch');
    expect([seen.asked, seen.closed]).toEqual([number, 1]);
    expect(trained).toBe(number === 8 ? 7 : Math.max(0, number - 2)); // the step beside it is not told of any more
  });

  it('ends training with the error of the step if that fails too', async () => {
    const { seen, openBatches } = watched(3);
    const training = fit(smallModel(), {
      ...smallRun(),
      optimizer: sgd({ learningRate: 1e30 }),
      openBatches,
    });
    await expect(training).rejects.toThrow(/became NaN or infinite at step 2/);
    expect(seen).toMatchObject({ asked: 3, closed: 1 });
  });

  it('is closed after the batch that was requested during a failing step', async () => {
    const seen: string[] = [];
    const openBatches: OpenBatches = (dataset, given) => {
      const source = inlineBatches(dataset, given);
      const next = async () => {
        if (seen.push('asked') === 5) for (let turn = 0; turn < 20; turn++) await setImmediate();
        return source.next().finally(() => seen.push('given'));
      };
      return { next, close: () => Promise.resolve(void seen.push('closed')) };
    };
    const options = { ...smallRun(), optimizer: sgd({ learningRate: 1e30 }), openBatches };
    await expect(fit(smallModel(), options)).rejects.toThrow(/at step 2/);
    expect(seen).toEqual(['asked', 'given', 'asked', 'given', 'asked', 'given', 'closed']);
  });

  it('is not opened if no training is left', async () => {
    let resume: Uint8Array | undefined;
    const onCheckpoint = (bytes: Uint8Array) => Promise.resolve(void (resume = bytes));
    await fit(smallModel(), { ...smallRun(), epochs: 1, onCheckpoint });
    const { seen, openBatches } = watched();
    await fit(smallModel(), { ...smallRun(), epochs: 1, resume: resume!, openBatches });
    expect(seen.opened).toEqual([]);
  });
});
