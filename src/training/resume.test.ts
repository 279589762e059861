// A run that was stopped or killed and resumed ends with the same bytes as one that was left alone.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { adam } from '../optimizers/adam.ts';
import { Random } from '../random.ts';
import { fit, type EpochResult, type FitOptions } from './fit.ts';
import { noisyPictures, smallModel, smallRun } from './testing/small-run.ts';

const steps = 4 * Math.ceil(100 / 16);

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
  it('goes on from any step to the same bytes', async () => {
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

  it('goes on after a clean stop within an epoch, which leaves a model of that moment', async () => {
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

  it('that has ended gives its result again, and can be made longer', async () => {
    const { checkpoints, result } = await recorded(smallRun());
    const end = checkpoints.at(-1)!;
    let trained = 0;
    const again = await fit(smallModel(), { ...smallRun(), resume: end, onStep: () => void trained++ });
    expect([again.best, again.last, trained]).toEqual([result.best, result.last, 0]);
    const longer = await fit(smallModel(), { ...smallRun(), epochs: 5, resume: end });
    expect(longer.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('resuming refuses', () => {
  it.each<[name: string, change: Partial<FitOptions>, message: RegExp]>([
    ['other pictures', { data: noisyPictures(100, 3) }, /another training data$/],
    ['another seed', { seed: 2 }, /another seed: 1, now 2$/],
    ['another optimiser', { optimizer: adam({ learningRate: 0.02 }) }, /another optimizer/],
    ['another batch size', { batchSize: 17 }, /another batch size: 16, now 17$/],
    [
      'another normalisation',
      { normalization: { mean: [0.5], std: [0.25] } },
      /another normalization: none, now \{"mean":\[0\.5\],"std":\[0\.25\]\}$/,
    ],
  ])('%s', async (_, change, message) => {
    const { checkpoints } = await recorded({ ...smallRun(), epochs: 1 });
    const resume = checkpoints[2]!;
    const run = fit(smallModel(), { ...smallRun(), ...change, resume });
    await expect(run).rejects.toThrow(InputError);
    await expect(run).rejects.toThrow(message);
  });
});
