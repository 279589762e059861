// The devices that contract suites run on: what is there in every checkout.
// `cpu` is the native runtime, `wasm` the browser's runtime, which Node runs as well, from its own package's files.
import * as onnxruntimeWeb from 'onnxruntime-web';
import type { DeviceOptions } from '../runtime/runtime.ts';

onnxruntimeWeb.env.wasm.numThreads = 1;

export const testDevices: readonly (DeviceOptions & { device: 'cpu' | 'wasm' })[] = [
  { device: 'cpu', threads: 1 },
  { device: 'wasm', threads: 1, runtime: onnxruntimeWeb },
];

export const cpu = testDevices[0]!;
