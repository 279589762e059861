// WebGPU beside the CPU: one training step of whole networks, and a resumed run. Skipped without a Vulkan
// driver; src/engine/testing/devices.test.ts says so.
import { describe, expect, it } from 'vitest';
import { architectures } from '../architectures/index.ts';
import type { DeviceName } from '../engine/device-names.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { webgpuMissing } from '../engine/testing/devices.ts';
import { sgd } from '../optimizers/sgd.ts';
import { Random } from '../random.ts';
import { fit } from './fit.ts';
import { smallModel, smallRun } from './testing/small-run.ts';
import { TrainStep } from './train-step.ts';

/** The loss of one step, and the weights after it. Plain gradient descent keeps small gradients small. */
async function oneStep(name: 'paper-cnn' | 'lenet5', device: DeviceName) {
  const model = architectures[name](10);
  const normalization = { mean: [0.3], std: [0.3] };
  const config = {
    model,
    input: [1, 28, 28] as const,
    classes: 10,
    normalization,
    optimizer: sgd(),
    seed: 1,
  };
  const missing: string[] = [];
  const onFallback = (_: DeviceName, operators: ReadonlyMap<string, number>) =>
    void missing.push(...operators.keys());
  const step = new TrainStep(config, { device, threads: 1, onFallback });
  const random = new Random(3, 'batch');
  const images = Uint8Array.from({ length: 4 * 784 }, () => random.integer(256));
  const labels = Int32Array.from({ length: 4 }, () => random.integer(10));
  const { loss } = await step.run({ images, labels }, { step: 1, learningRate: 0.1 });
  await step.fetch();
  const { weights } = step;
  await step.dispose();
  return { loss, weights, missing };
}

describe.skipIf(webgpuMissing)('on WebGPU', () => {
  it.each([
    ['paper-cnn', ['Slice']],
    ['lenet5', []],
  ] as const)(
    'a step of %s is that of the CPU to 1e-3, and the CPU computes only %o of it',
    { timeout: 300_000 },
    async (name, missing) => {
      const [expected, found] = [await oneStep(name, 'cpu'), await oneStep(name, 'webgpu')];
      expectClose([found.loss], [expected.loss], 1e-3, 'loss');
      for (const [weight, values] of Object.entries(expected.weights))
        expectClose(found.weights[weight]!, values, 1e-3, weight);
      expect(found.missing).toEqual(missing);
    },
  );

  it('a run that is resumed gives the bits of one that was not stopped', { timeout: 300_000 }, async () => {
    const options = { ...smallRun(), epochs: 2, device: 'webgpu', novelty: false } as const;
    const checkpoints: Uint8Array[] = [];
    const whole = await fit(smallModel(), {
      ...options,
      onCheckpoint: (bytes) => Promise.resolve(void checkpoints.push(bytes)),
    });
    const resumed = await fit(smallModel(), { ...options, resume: checkpoints[0]! });
    expect(resumed.last).toEqual(whole.last);
  });
});
