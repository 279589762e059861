// The training step on every device gives what it gives on the CPU, and no operator falls back to the CPU.
// Tolerances are those of rounding: devices sum in another order, and so do passes (testing/same-steps.ts).
import { describe, expect, it } from 'vitest';
import { lenet5, paperCnn, resnet20 } from '../architectures/index.ts';
import type { DeviceName } from '../engine/device-names.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { cpu, testDevices } from '../engine/testing/devices.ts';
import * as layers from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { adam } from '../optimizers/adam.ts';
import { everyLayer } from './testing/every-layer.ts';
import { normalizedConv } from './testing/normalized-conv.ts';
import { configOf, expectSameSteps, noise } from './testing/same-steps.ts';
import { TrainStep } from './train-step.ts';

const { activation, conv2d, dense, globalAveragePooling2d, maxPooling2d, residual } = layers;

it('the network of every layer has each type', () => {
  const types = Object.values(layers).flatMap((value) => ('type' in value ? [value.type] : []));
  const found = JSON.stringify(everyLayer().toJSON()).matchAll(/"type":"(\w+)"/g);
  expect(types).toHaveLength(20);
  expect([...found].map(([, type]) => type)).toEqual(expect.arrayContaining(types));
});

/** With both kinds of shortcut, and six channels, for which WebGPU needs a workaround. */
const small = sequential([
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
  dense({ units: 10 }),
]);

/** The losses of three steps of Adam on three batches, and the weights after them. */
async function threeSteps(device: DeviceOptions) {
  const step = new TrainStep({ ...configOf(small, 12), optimizer: adam() }, { ...device, debug: true });
  const losses: number[] = [];
  for (const i of [1, 2, 3])
    losses.push((await step.run(noise(i, 12), { step: i, learningRate: 1e-2 })).loss);
  await step.fetch();
  const { weights } = step;
  await step.dispose();
  return { losses, weights };
}

describe.each(testDevices.slice(1))('on $device', (device) => {
  it.each([
    ['paper-cnn', paperCnn(10), 28],
    ['lenet5', lenet5(10), 28],
    ['resnet20', resnet20(10), 12],
    ['a network of every layer', everyLayer(), 16],
  ])('a step of %s is that of the CPU', { timeout: 300_000 }, async (_, model, size) => {
    const missing: string[] = [];
    const onFallback = (_: DeviceName, operators: ReadonlyMap<string, number>) =>
      void missing.push(...operators.keys());
    await expectSameSteps(model, size, { ...device, onFallback, debug: true }, cpu);
    expect(missing).toEqual([]);
  });

  it('three steps of Adam are those of the CPU', async () => {
    const [expected, found] = [await threeSteps(cpu), await threeSteps(device)];
    expectClose(found.losses, expected.losses, device.tolerance, 'losses');
    for (const [name, values] of Object.entries(expected.weights)) {
      expectClose(found.weights[name]!, values, device.tolerance, name);
    }
  });
});
