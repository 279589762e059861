// Learning from a teacher: its predictions count against wrong labels, a run resumes with the same teacher
// only, and a teacher of other pictures or classes is refused.
import type { InferenceSession } from 'onnxruntime-common';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRuntime, type Runtime } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { openClassifier } from '../nn/classifier.ts';
import { adam } from '../optimizers/adam.ts';
import { evaluate } from './evaluate.ts';
import { fit, type FitOptions } from './fit.ts';
import { noisyPictures, smallModel, smallRun } from './testing/small-run.ts';

const plain: FitOptions = {
  ...{ data: noisyPictures(300, 1), validation: noisyPictures(60, 2), epochs: 6, batchSize: 20, threads: 1 },
  optimizer: adam({ learningRate: 0.01 }),
};
/** The same pictures, each said to be of the next class. */
const mislabelled = {
  ...plain.data,
  labels: plain.data.labels.map((label) => (label + 1) % 3),
};

let teacher: Uint8Array;

beforeAll(async () => {
  teacher = (await fit(smallModel(), plain)).last;
});

async function accuracyOf(options: FitOptions): Promise<number> {
  const classifier = await openClassifier((await fit(smallModel(), options)).last, 'the student');
  const { accuracy } = await evaluate(classifier, noisyPictures(300, 3));
  await classifier.dispose();
  return accuracy;
}

it('a student follows the teacher by its weight, against wrong labels', async () => {
  const learning = (weight: number): FitOptions => ({
    ...{ ...plain, data: mislabelled },
    distillation: { teachers: [teacher], weight, temperature: 1 },
  });
  expect(await accuracyOf({ ...plain, data: mislabelled })).toBeLessThan(0.2);
  expect(await accuracyOf(learning(0.05))).toBeLessThan(0.2);
  expect(await accuracyOf(learning(1))).toBeGreaterThan(0.6);
});

describe('a run with a teacher', () => {
  const options: FitOptions = { ...smallRun(), epochs: 2 };
  const taught = (teachers: Uint8Array[], weight = 0.5): FitOptions => ({
    ...options,
    distillation: { teachers, weight, temperature: 2 },
  });

  it('resumes to the same bytes, and only with the same teacher and weight', async () => {
    const checkpoints: Uint8Array[] = [];
    const onCheckpoint = (bytes: Uint8Array) => Promise.resolve(void checkpoints.push(bytes));
    const whole = await fit(smallModel(), { ...taught([teacher]), checkpointSeconds: 0, onCheckpoint });
    const resume = checkpoints[4]!;
    const resumed = await fit(smallModel(), { ...taught([teacher]), resume });
    expect(resumed.last).toEqual(whole.last);
    const other = (await fit(smallModel(), { ...plain, epochs: 1 })).last;
    for (const change of [options, taught([other]), taught([teacher], 0.4)]) {
      await expect(fit(smallModel(), { ...change, resume })).rejects.toThrow(
        /the distillation differs from the run's/,
      );
    }
  });

  it('learns from the mean of several teachers', async () => {
    const other = (await fit(smallModel(), { ...plain, epochs: 1 })).last;
    const weightsOf = async (...teachers: Uint8Array[]) => (await fit(smallModel(), taught(teachers))).last;
    const alone = await weightsOf(teacher);
    expect(await weightsOf(teacher, teacher)).toEqual(alone);
    expect(await weightsOf(teacher, other)).not.toEqual(alone);
    expect(await weightsOf(teacher, other)).toEqual(await weightsOf(other, teacher));
  });

  it('keeps no threads waiting between its alternating programs', async () => {
    const { Tensor, InferenceSession } = await loadRuntime();
    let taking = 0;
    const create = (bytes: Uint8Array, settings: InferenceSession.SessionOptions) => {
      if (JSON.stringify(settings).includes('"force_spinning_stop":"1"')) taking++;
      return InferenceSession.create(bytes, settings);
    };
    const runtime = { Tensor, InferenceSession: { create } } as Runtime;
    const takingIn = async (run: FitOptions) => {
      taking = 0;
      await fit(smallModel(), { ...run, epochs: 1, runtime });
      return taking;
    };
    expect(await takingIn(options)).toBe(0);
    const steps = (await takingIn(taught([teacher]))) - 1;
    expect(steps).toBeGreaterThan(0);
    expect(await takingIn(taught([teacher, teacher]))).toBe(steps + 2);
  });

  it('refuses a teacher of other classes or pictures', async () => {
    const { data } = options;
    const classNames = ['night', 'dusk', 'day'];
    const named = fit(smallModel(), { ...taught([teacher]), data: { ...data, classNames } });
    await expect(named).rejects.toThrow(InputError);
    await expect(named).rejects.toThrow('expected the classes night, dusk, day, got dark, grey, bright');
    const wide = { ...data, height: 4, width: 16 };
    const sized = fit(smallModel(), {
      ...taught([teacher]),
      ...{ data: wide, validation: { ...options.validation!, height: 4, width: 16 } },
    });
    await expect(sized).rejects.toThrow(
      'the teacher: expected a model for pictures of 1×4×16, got one for 1×8×8',
    );
  });
});
