// The devices that contract suites run on, the tolerance of each, and its known faults. `cpu` is the native
// runtime. `wasm` is the browser's runtime, which Node runs from the files of its package. `webgpu` is the
// native runtime's WebGPU provider, if there is a Vulkan to run it on; a slow one in software is enough.
import * as onnxruntimeWeb from 'onnxruntime-web';
import { afterAll } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { identity } from '../graph/operators/index.ts';
import { compile } from '../runtime/compile.ts';
import { ModelError, type Program } from '../runtime/program.ts';
import type { DeviceOptions } from '../runtime/runtime.ts';
import type { DeviceName } from '../device-names.ts';

export interface TestDevice extends DeviceOptions {
  readonly device: DeviceName;
  /** How far results may be from those of an oracle, both in float32: absolute below 1, relative above. */
  readonly tolerance: number;
  /**
   * Cases that the provider refuses or gets wrong, as `operator: case`, and why. They are expected to fail.
   */
  readonly faults: Readonly<Record<string, string>>;
}

export const cpu: TestDevice = { device: 'cpu', threads: 1, tolerance: 1e-5, faults: {} };

const wasm: TestDevice = {
  device: 'wasm',
  threads: 1,
  runtime: onnxruntimeWeb,
  tolerance: 1e-5,
  faults: {},
};

const webgpu: TestDevice = {
  device: 'webgpu',
  threads: 1,
  tolerance: 1e-5,
  faults: {
    'Conv: conv in three dimensions':
      'its gradient needs ConvTranspose in three dimensions, which is missing',
    'Sin: of a matrix': 'WebGPU computes sines to 2⁻¹¹ only',
    'Cos: of a matrix': 'WebGPU computes cosines to 2⁻¹¹ only',
    'MaxPool: with a storage_order for unused indices': 'refuses storage_order even if indices are unused',
  },
};

/** All devices, whether they can be opened here or not. */
export const knownDevices: readonly TestDevice[] = [cpu, wasm, webgpu];

onnxruntimeWeb.env.wasm.numThreads = 1;

// One program stays open, because with the last one the provider discards its device and every compiled
// shader.
const opened = await openWebgpu();
afterAll(() => opened?.dispose());

/** Why the suites are skipped on WebGPU, if they are. */
export const webgpuMissing = opened
  ? undefined
  : "software Vulkan is missing: install Debian's chromium and libvulkan1";

export const testDevices: readonly TestDevice[] = opened ? [cpu, wasm, webgpu] : [cpu, wasm];

/** A program on WebGPU; undefined if WebGPU can't be opened and is not required. */
async function openWebgpu(): Promise<Program | undefined> {
  const { VK_ICD_FILENAMES, ATELIER_REQUIRE_WEBGPU } = process.env;
  if (!VK_ICD_FILENAMES && !ATELIER_REQUIRE_WEBGPU) return undefined;
  const graph = new Graph();
  graph.output('y', identity(graph.input('x', 'float32', [1])));
  try {
    return await compile(graph, webgpu);
  } catch (error) {
    if (ATELIER_REQUIRE_WEBGPU || !(error instanceof ModelError)) throw error;
    return undefined;
  }
}
