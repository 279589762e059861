// The devices that a graph can run on, and what each can do, as data. A device is chosen by name once;
// passes, programs and the training step then read its entry here instead of asking for its name.
import type { DeviceName } from './device-names.ts';
import type { Graph } from './graph/graph.ts';
import { workAroundWebgpu } from './passes/webgpu-workarounds.ts';

/** What a device can do. */
export interface Device {
  /** The name, which is also that of ONNX Runtime's execution provider. */
  readonly name: DeviceName;
  /** Whether the runtime's internal layout, in blocks of channels, may exist here. */
  readonly hasBlockedLayout: boolean;
  /** Whether a hard sigmoid of the steepest slope gives exact masks. */
  readonly hasSteepMasks: boolean;
  /** Whether the runtime writes results to arrays that it is given. */
  readonly writesInPlace: boolean;
  /** Whether results can stay in the device's memory, as inputs of the next run. */
  readonly keepsResults: boolean;
  /** Whether CPU threads that wait for work can be told to stop spinning. */
  readonly hasSpinningThreads: boolean;
  /** Whether the CPU computes the nodes that the device lacks. */
  readonly fallsBack: boolean;
  /** Rewrites what the provider refuses or computes wrong. */
  readonly workAround?: (graph: Graph) => Graph;
}

/** A device where everything is as ONNX says, without the runtime's internals. */
const plain = {
  hasBlockedLayout: false,
  hasSteepMasks: false,
  writesInPlace: false,
  keepsResults: false,
  hasSpinningThreads: false,
  fallsBack: false,
} as const;

/** All devices by name. */
export const devices: Readonly<Record<DeviceName, Device>> = {
  cpu: {
    name: 'cpu',
    hasBlockedLayout: true,
    hasSteepMasks: true,
    writesInPlace: true,
    keepsResults: false, // they are in the memory of this process anyway
    hasSpinningThreads: true,
    fallsBack: false,
  },
  wasm: { ...plain, name: 'wasm', hasSteepMasks: true },
  webgpu: { ...plain, name: 'webgpu', keepsResults: true, fallsBack: true, workAround: workAroundWebgpu },
  // The binding for Node keeps results on WebGPU only, so weights travel between the steps.
  cuda: { ...plain, name: 'cuda', fallsBack: true },
};
