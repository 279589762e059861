// Early stopping and the reduction of the rate on a plateau, with made-up epochs.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import type { Callback } from './callback.ts';
import { earlyStopping } from './early-stopping.ts';
import { monitored, type Monitored } from './monitored.ts';
import { reduceLROnPlateau } from './reduce-lr-on-plateau.ts';

const validated = { labels: [0], probabilities: Float32Array.of(1), classNames: ['hat'] };

/**
 * Shows a callback epochs with these figures; what it had done after each: the factor, and whether it had
 * stopped.
 */
async function watch(callback: Callback, monitor: Monitored, figures: readonly number[], factor = 1) {
  const control = {
    learningRateFactor: factor,
    reason: '',
    stop: (reason: string) => void (control.reason = reason),
  };
  const seen: { factor: number; stopped: boolean }[] = [];
  for (const [i, figure] of figures.entries()) {
    const others = { loss: 1, accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5 };
    const result = { epoch: i + 1, learningRate: 1, seconds: 1, ...others, [monitor]: figure };
    const model = { bytes: new Uint8Array(0), isBest: false };
    await callback.onEpochEnd!({ result, history: [result], model, validated, perEpoch: 1 }, control);
    seen.push({ factor: control.learningRateFactor, stopped: control.reason !== '' });
  }
  return seen;
}

const stops = async (callback: Callback, monitor: Monitored, figures: readonly number[]) =>
  (await watch(callback, monitor, figures)).findIndex(({ stopped }) => stopped) + 1;

describe('earlyStopping', () => {
  it('stops if accuracy has not risen for the given number of epochs', async () => {
    const figures = [0.5, 0.6, 0.6, 0.59, 0.58, 0.7];
    expect(await stops(earlyStopping({ patience: 3 }), 'validationAccuracy', figures)).toBe(5);
  });

  it('restarts counting after each improvement', async () => {
    const figures = [0.5, 0.4, 0.6, 0.5, 0.7, 0.6];
    expect(await stops(earlyStopping({ patience: 2 }), 'validationAccuracy', figures)).toBe(0);
  });

  it('counts a lower loss as an improvement, but not a change below minDelta', async () => {
    const falling = [1, 0.95, 0.91, 0.5];
    const monitor = 'validationLoss';
    expect(await stops(earlyStopping({ monitor, patience: 2 }), monitor, falling)).toBe(0);
    expect(await stops(earlyStopping({ monitor, patience: 2, minDelta: 0.1 }), monitor, falling)).toBe(3);
  });

  it('continues from its state', async () => {
    const first = earlyStopping({ patience: 3 });
    await watch(first, 'validationAccuracy', [0.6, 0.5, 0.5]);
    const second = earlyStopping({ patience: 3 });
    second.setState!(JSON.parse(JSON.stringify(first.getState!())) as Record<string, unknown>);
    expect(await stops(second, 'validationAccuracy', [0.5])).toBe(1);
  });

  it('has a state without a best value before its first epoch', () => {
    const fresh = earlyStopping();
    expect(fresh.getState!()).toEqual({ waited: 0 });
    expect(reduceLROnPlateau().getState!()).toEqual({ waited: 0, cooling: 0 });
  });

  it.each(monitored)('monitors %s in its direction', async (monitor) => {
    const rising = [0.1, 0.2, 0.3];
    const isLoss = monitor === 'loss' || monitor === 'validationLoss';
    expect(await stops(earlyStopping({ monitor, patience: 2 }), monitor, rising)).toBe(isLoss ? 3 : 0);
    const falling = rising.toReversed();
    expect(await stops(earlyStopping({ monitor, patience: 2 }), monitor, falling)).toBe(isLoss ? 0 : 3);
  });

  it('says why it stopped', async () => {
    const callback = earlyStopping({ monitor: 'loss', patience: 1 });
    const control = {
      learningRateFactor: 1,
      reason: '',
      stop: (reason: string) => void (control.reason = reason),
    };
    for (const loss of [1, 1]) {
      const others = { accuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5 };
      const result = { epoch: 1, learningRate: 1, seconds: 1, loss, ...others };
      const model = { bytes: new Uint8Array(0), isBest: false };
      await callback.onEpochEnd!({ result, history: [result], model, validated, perEpoch: 1 }, control);
    }
    expect(control.reason).toBe('loss has not improved for 1 epoch');
  });

  it('refuses options that it does not have', () => {
    expect(() => earlyStopping({ patience: 0 })).toThrow(InputError);
    expect(() => earlyStopping({ patience: 0 })).toThrow(/^earlyStopping: patience: /);
  });
});

describe('reduceLROnPlateau', () => {
  const factors = async (callback: Callback, figures: readonly number[]) =>
    (await watch(callback, 'validationLoss', figures)).map(({ factor }) => factor);
  const monitor = 'validationLoss';

  it('lowers the rate each time patience runs out', async () => {
    const callback = reduceLROnPlateau({ monitor, factor: 0.5, patience: 2 });
    expect(await factors(callback, [1, 1, 1, 1, 1, 0.5, 0.6])).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25, 0.25]);
  });

  it('waits during the cooldown after a reduction', async () => {
    const callback = reduceLROnPlateau({ monitor, factor: 0.5, patience: 1, cooldown: 2 });
    expect(await factors(callback, [1, 1, 1, 1, 1])).toEqual([1, 0.5, 0.5, 0.5, 0.25]);
  });

  it('keeps track of the best value during the cooldown', async () => {
    const callback = reduceLROnPlateau({ monitor, factor: 0.5, patience: 1, cooldown: 1 });
    expect(await factors(callback, [1, 1, 5, 2])).toEqual([1, 0.5, 0.5, 0.25]);
  });

  it('ignores an improvement of a ten-thousandth by default', async () => {
    const seen = (callback: Callback, figures: readonly number[]) =>
      watch(callback, 'validationAccuracy', figures).then((all) => all.map(({ factor }) => factor));
    expect(await seen(reduceLROnPlateau({ patience: 1 }), [0.5, 0.50005])).toEqual([1, 0.1]);
    expect(await seen(reduceLROnPlateau({ patience: 1 }), [0.5, 0.5002])).toEqual([1, 1]);
    expect(await seen(reduceLROnPlateau({ patience: 1, minDelta: 0 }), [0.5, 0.50005])).toEqual([1, 1]);
  });

  it('does not go below its smallest factor', async () => {
    const callback = reduceLROnPlateau({ monitor, factor: 0.1, patience: 1, minFactor: 0.05 });
    expect(await factors(callback, [1, 1, 1])).toEqual([1, 0.1, 0.05]);
  });

  it('continues from its state', async () => {
    const options = { monitor, factor: 0.5, patience: 2 } as const;
    const first = reduceLROnPlateau(options);
    await watch(first, monitor, [1, 1]);
    const second = reduceLROnPlateau(options);
    second.setState!(JSON.parse(JSON.stringify(first.getState!())) as Record<string, unknown>);
    expect(await factors(second, [1])).toEqual([0.5]);
  });
});
