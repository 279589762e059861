// ONNX Runtime for the walk: its small build, on one thread. A run takes a few milliseconds, so no worker is
// needed to keep the page alive.
import * as runtime from 'onnxruntime-web/wasm';
import type { DeviceOptions } from '../../../../../src/engine/runtime/runtime.ts';

runtime.env.wasm.numThreads = 1;

export const walkDevice: DeviceOptions = { device: 'wasm', runtime };
