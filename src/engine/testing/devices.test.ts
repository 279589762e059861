// The suites run on WebGPU if possible, and otherwise say that they do not.
import { expect, it } from 'vitest';
import { testDevices, webgpuMissing } from './devices.ts';

it('runs suites on WebGPU, or says that it skips them', () => {
  if (webgpuMissing) console.warn(`WebGPU skips: ${webgpuMissing}`);
  const devices = testDevices.map(({ device }) => device);
  expect(devices).toEqual(webgpuMissing ? ['cpu', 'wasm'] : ['cpu', 'wasm', 'webgpu']);
});
