// Whether a device can be used here, found by trial: the runtime opens a program of one node on it.
import { InputError } from '../../errors.ts';
import type { DeviceName } from '../device-names.ts';
import { Graph } from '../graph/graph.ts';
import { add } from '../graph/operators/index.ts';
import { encodeModel } from '../onnx/encode.ts';
import { loadRuntime, sessionOptions, type DeviceOptions } from './runtime.ts';

/** What to do where a device is missing. */
export const remedies: Readonly<Record<DeviceName, string>> = {
  cpu: 'install onnxruntime-node for this platform',
  wasm: 'give the module onnxruntime-web as the runtime',
  webgpu: 'install the driver of the graphics card, on Linux with Vulkan and the package libvulkan1',
  cuda: 'install CUDA 12 and cuDNN 9, then run: node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install=cuda12',
};

/** Why a device can't be used here. */
export interface DeviceProblem {
  /** The runtime's own words, in one line. */
  readonly reason: string;
  /** What helps. */
  readonly remedy: string;
}

/** Why the device of some options can't be used here; undefined if it can. */
export async function findDeviceProblem(options: DeviceOptions): Promise<DeviceProblem | undefined> {
  const { device = 'cpu' } = options;
  const runtime = await loadRuntime(options.runtime);
  const graph = new Graph();
  graph.output('y', add(graph.input('x', 'float32', [1]), 1));
  try {
    const quiet = { ...sessionOptions({ device, threads: 1 }), logSeverityLevel: 4 } as const;
    const session = await runtime.InferenceSession.create(encodeModel(graph), quiet);
    await session.release();
    return undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { reason: shortened(words), remedy: remedies[device] };
  }
}

/** @throws InputError in one line if the device of some options can't be used here */
export async function requireDevice(options: DeviceOptions): Promise<void> {
  if ((options.device ?? 'cpu') === 'cpu') return; // it is everywhere
  const problem = await findDeviceProblem(options);
  if (!problem) return;
  throw new InputError(
    `device: ${options.device ?? 'cpu'} can't be used here (${problem.reason}); ${problem.remedy}`,
  );
}

/** The first line of the runtime's message, without the condition in its sources that failed. */
const shortened = (words: string): string =>
  words
    .trim()
    .split('\n')[0]!
    .replace(/^.* was false\. /, '');
