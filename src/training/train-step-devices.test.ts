// The whole training step on every device: the losses of three steps of a small residual network with batch
// normalisation, and the weights after them, are those of the CPU.
import { it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { cpu, testDevices } from '../engine/testing/devices.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import {
  activation,
  batchNormalization,
  conv2d,
  dense,
  globalAveragePooling2d,
  maxPooling2d,
  residual,
} from '../nn/layers/index.ts';
import type { Layer } from '../nn/layer.ts';
import { sequential } from '../nn/model.ts';
import { adam } from '../optimizers/adam.ts';
import { Random } from '../random.ts';
import { TrainStep } from './train-step.ts';

const normalizedConv = (filters: number, strides = 1): Layer[] => [
  conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false }),
  batchNormalization(),
];

/** With both kinds of shortcut, and six channels, for which WebGPU needs a workaround. */
const model = sequential([
  ...normalizedConv(6),
  activation('relu'),
  maxPooling2d(2),
  residual({ layers: [...normalizedConv(6), activation('relu'), ...normalizedConv(6)] }),
  activation('relu'),
  residual({
    layers: [...normalizedConv(8, 2), activation('relu'), ...normalizedConv(8)],
    shortcut: [conv2d({ filters: 8, kernelSize: 1, strides: 2 })],
  }),
  activation('relu'),
  globalAveragePooling2d(),
  dense({ units: 3 }),
]);

/** The losses of three steps on three batches, and the weights and the optimiser's state after them. */
async function train(device: DeviceOptions) {
  const normalization = { mean: [0.4], std: [0.3] };
  const config = {
    model,
    input: [1, 12, 12] as const,
    classes: 3,
    normalization,
    optimizer: adam(),
    seed: 1,
  };
  const step = new TrainStep(config, { ...device, debug: true });
  const random = new Random(11, 'batches');
  const losses: number[] = [];
  for (const i of [1, 2, 3]) {
    const images = Uint8Array.from({ length: 8 * 144 }, () => random.integer(256));
    const labels = Int32Array.from({ length: 8 }, () => random.integer(3));
    losses.push((await step.run({ images, labels }, { step: i, learningRate: 1e-2 })).loss);
  }
  await step.fetch();
  const { weights } = step;
  await step.dispose();
  return { losses, weights };
}

it.each(testDevices.slice(1))(
  'a residual network trains on $device as on the CPU: losses and weights to $tolerance',
  async (device) => {
    const [expected, found] = [await train(cpu), await train(device)];
    expectClose(found.losses, expected.losses, device.tolerance, 'losses');
    for (const [name, values] of Object.entries(expected.weights)) {
      expectClose(found.weights[name]!, values, device.tolerance, name);
    }
  },
);
