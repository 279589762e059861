// A run that was stopped or killed and resumed ends with the same bytes as one that was left alone.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { dense, flatten } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { adam } from '../optimizers/adam.ts';
import { cosineDecay } from '../optimizers/schedules.ts';
import { Random } from '../random.ts';
import type { Callback } from './callbacks/callback.ts';
import { earlyStopping } from './callbacks/early-stopping.ts';
import { reduceLROnPlateau } from './callbacks/reduce-lr-on-plateau.ts';
import { fit, type EpochResult, type FitOptions } from './fit.ts';
import type { ComparedOption } from './identity.ts';
import { noisyPictures, smallModel, smallRun } from './testing/small-run.ts';

const steps = 4 * Math.ceil(100 / 16);
const teacher = (await fit(smallModel(), { ...smallRun(), epochs: 1 })).last;

/** All checkpoints of a run that takes one after every step, and the run's end. */
async function recorded(options: FitOptions) {
  const checkpoints: Uint8Array[] = [];
  const onCheckpoint = (bytes: Uint8Array) => Promise.resolve(void checkpoints.push(bytes));
  const result = await fit(smallModel(), { ...options, checkpointSeconds: 0, onCheckpoint });
  return { checkpoints, result };
}

const timeless = (history: readonly EpochResult[]) =>
  history.map(({ seconds, ...rest }) => (void seconds, rest));

describe('a run', () => {
  it('resumes from any step to the same bytes', async () => {
    const { checkpoints, result } = await recorded(smallRun());
    expect(checkpoints).toHaveLength(steps);
    const random = new Random(1, 'kills');
    for (const at of Array.from({ length: 6 }, () => random.integer(steps))) {
      const resumed = await fit(smallModel(), { ...smallRun(), resume: checkpoints[at]! });
      expect(resumed.best).toEqual(result.best);
      expect(resumed.last).toEqual(result.last);
      expect(timeless(resumed.history)).toEqual(timeless(result.history));
    }
  });

  it('is the same with checkpoints as without', async () => {
    const { result } = await recorded(smallRun());
    const plain = await fit(smallModel(), smallRun());
    expect(plain.last).toEqual(result.last);
  });

  it('resumes after a clean stop within an epoch, which saves a model of that moment', async () => {
    const controller = new AbortController();
    let checkpoint: Uint8Array | undefined;
    let count = 0;
    const stopped = await fit(smallModel(), {
      ...smallRun(),
      signal: controller.signal,
      onStep: () => void (++count === 10 && controller.abort()),
      onCheckpoint: (bytes) => Promise.resolve(void (checkpoint = bytes)),
    });
    expect(stopped.stopped).toBe(true);
    expect(stopped.history.map(({ epoch }) => epoch)).toEqual([1, 1.48]);
    const resumed = await fit(smallModel(), { ...smallRun(), resume: checkpoint! });
    const whole = await fit(smallModel(), smallRun());
    expect(resumed.best).toEqual(whole.best);
    expect(resumed.last).toEqual(whole.last);
    expect(resumed.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  });

  it('that has ended returns its result again, and can be extended', async () => {
    const { checkpoints, result } = await recorded(smallRun());
    const end = checkpoints.at(-1)!;
    let trained = 0;
    const again = await fit(smallModel(), { ...smallRun(), resume: end, onStep: () => void trained++ });
    expect([again.best, again.last, trained]).toEqual([result.best, result.last, 0]);
    const longer = await fit(smallModel(), { ...smallRun(), epochs: 5, resume: end });
    expect(longer.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
  });
});

/** For each option that must be the same, another value, and how the difference is told. */
const changes: Readonly<Record<ComparedOption, readonly [change: Partial<FitOptions>, told: RegExp]>> = {
  data: [{ data: noisyPictures(100, 3) }, /the training data differs from the run's$/],
  validation: [{ validation: noisyPictures(60, 4) }, /the validation data differs from the run's$/],
  batchSize: [{ batchSize: 17 }, /the batch size differs from the run's: 16, now 17$/],
  optimizer: [{ optimizer: adam({ learningRate: 0.02 }) }, /the optimizer differs from the run's/],
  schedule: [{ schedule: cosineDecay() }, /the schedule differs from the run's/],
  loss: [
    { loss: { labelSmoothing: 0.1 } },
    /the loss differs from the run's: \{\}, now \{"labelSmoothing":0.1\}$/,
  ],
  normalization: [
    { normalization: { mean: [0.5], std: [0.25] } },
    /the normalization differs from the run's: none, now \{"mean":\[0\.5\],"std":\[0\.25\]\}$/,
  ],
  augmentation: [
    { augmentation: { rotation: 5 } },
    /the augmentation differs from the run's: \{\}, now \{"rotation":5\}$/,
  ],
  sampling: [{ sampling: 'stratified' }, /the sampling differs from the run's: shuffled, now stratified$/],
  clipNorm: [{ clipNorm: 1 }, /the clip norm differs from the run's: none, now 1$/],
  distillation: [
    { distillation: { teachers: [teacher], weight: 0.5, temperature: 1 } },
    /the distillation differs from the run's/,
  ],
  averaging: [
    { averaging: { type: 'ema', decay: 0.8 } },
    /the averaging differs from the run's: .*0\.9.*, now .*0\.8/,
  ],
  monitor: [
    { monitor: 'validationLoss' },
    /the monitor differs from the run's: validationAccuracy, now validationLoss$/,
  ],
  callbacks: [
    { callbacks: [earlyStopping({ patience: 49 }), reduceLROnPlateau({ patience: 1, factor: 0.5 })] },
    /the callbacks differs from the run's/,
  ],
  measureTraining: [{ measureTraining: 10 }, /the measure training differs from the run's: none, now 10$/],
  seed: [{ seed: 2 }, /the seed differs from the run's: 1, now 2$/],
  threads: [{ threads: 2 }, /the threads differs from the run's: 1, now 2$/],
  withoutPasses: [
    { withoutPasses: ['blocked-layout'] },
    /the without passes differs from the run's: \[\], now \["blocked-layout"\]$/,
  ],
};

describe('resuming refuses another', async () => {
  const { checkpoints } = await recorded({ ...smallRun(), epochs: 1 });
  const resume = checkpoints[2]!;

  it.each(Object.entries(changes))('%s', async (_, [change, told]) => {
    const run = fit(smallModel(), { ...smallRun(), ...change, resume });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(told);
  });

  it.each<[what: string, callbacks: readonly Callback[]]>([
    [
      'monitor of a callback',
      [earlyStopping({ patience: 50, monitor: 'loss' }), reduceLROnPlateau({ patience: 1, factor: 0.5 })],
    ],
    ['order of callbacks', smallRun().callbacks!.toReversed()],
    ['number of callbacks', smallRun().callbacks!.slice(1)],
  ])('%s', async (_, callbacks) => {
    await expect(fit(smallModel(), { ...smallRun(), callbacks, resume })).rejects.toThrow(
      /the callbacks differs from the run's/,
    );
  });

  it('schedule that is a function without a name, and takes the same one', async () => {
    const half = () => 0.5;
    const run = await recorded({ ...smallRun(), epochs: 1, schedule: half });
    const again = { ...smallRun(), epochs: 1, resume: run.checkpoints[2]! };
    await expect(fit(smallModel(), { ...again, schedule: () => 0.25 })).rejects.toThrow(
      /the schedule differs from the run's/,
    );
    expect((await fit(smallModel(), { ...again, schedule: () => 0.5 })).last).toEqual(run.result.last);
  });

  it('architecture', async () => {
    const run = fit(sequential([flatten(), dense({ units: 3 })]), { ...smallRun(), resume });
    await expect(run).rejects.toThrow(/the architecture differs from the run's/);
  });
});

it('two callbacks of one kind each continue from their own state', async () => {
  const monitored = { patience: 2, minDelta: 1 } as const; // no gain is ever enough
  const options = { ...smallRun(), callbacks: [earlyStopping({ patience: 50 }), earlyStopping(monitored)] };
  const { checkpoints, result } = await recorded(options);
  expect(result.stopReason).toBe('validationAccuracy has not improved for 2 epochs');
  const resumed = await fit(smallModel(), { ...options, resume: checkpoints[9]! });
  expect(resumed.stopReason).toBe(result.stopReason);
  expect(resumed.last).toEqual(result.last);
});

it('a run that a callback ended adds no epoch when it is resumed', async () => {
  const options = { ...smallRun(), callbacks: [earlyStopping({ patience: 1, minDelta: 1 })] };
  const { checkpoints, result } = await recorded(options);
  const again = await fit(smallModel(), { ...options, resume: checkpoints.at(-1)! });
  expect(again.stopReason).toBe(result.stopReason);
  expect(again.history).toHaveLength(result.history.length);
  expect(again.last).toEqual(result.last);
});
