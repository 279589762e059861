// ONNX Runtime, in Node or in the browser, behind their common interface. The conditions in package.json
// decide which one `#onnxruntime` is.
import type { InferenceSession, InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';
import { devices } from '../device.ts';
import type { DeviceName } from '../device-names.ts';
import { turnOffTelemetry } from './telemetry.ts';

/**
 * The part of `onnxruntime-node` or `onnxruntime-web` that the engine uses. Pass one of these modules to
 * choose it yourself.
 */
export interface Runtime {
  /** Opens models. */
  readonly InferenceSession: InferenceSessionFactory;
  /** Makes tensors from arrays. */
  readonly Tensor: TensorConstructor;
}

/** Where and how a graph runs. */
export interface DeviceOptions {
  /** The device; `cpu` by default. */
  readonly device?: DeviceName;
  /** The number of CPU threads; one per core by default. */
  readonly threads?: number;
  /** The runtime module; the one for this platform by default. */
  readonly runtime?: Runtime;
  /** The prefix of a file to write the time of each node to when profiling ends. Node only. */
  readonly profileTo?: string;
  /**
   * Whether to plan one block of memory for all values. It is faster, but needs more memory if values are
   * many and large.
   */
  readonly plansMemory?: boolean;
  /** Whether to leave results in the arrays given for them, without a copy. For fixed shapes; Node only. */
  readonly resultsInPlace?: boolean;
  /**
   * Whether threads stop waiting for work as soon as a run ends. They wait by spinning, which helps a program
   * that runs again at once but slows down others if several take turns. Node only.
   */
  readonly takesTurns?: boolean;
  /** The results that stay in the device's memory, if the device can keep results. */
  readonly keptResults?: readonly string[];
  /** Called with the operators that the device lacks, when a program is opened that needs them. */
  readonly onFallback?: OnFallback;
}

/** Takes a device and the types of its missing operators, each with its number of nodes on the CPU. */
export type OnFallback = (device: DeviceName, missing: ReadonlyMap<string, number>) => void;

/** The device, threads, runtime and listener of options that may have others. */
export const deviceOf = ({ device, threads, runtime, onFallback }: DeviceOptions): DeviceOptions => ({
  ...(device && { device }),
  ...(threads !== undefined && { threads }),
  ...(runtime && { runtime }),
  ...(onFallback && { onFallback }),
});

/**
 * The runtime for this platform, with its telemetry off; loaded on first use because it is large. Another
 * runtime can be given.
 */
export async function loadRuntime(given?: Runtime): Promise<Runtime> {
  await turnOffTelemetry();
  return given ?? (await import('#onnxruntime'));
}

export function sessionOptions({
  device = 'cpu',
  threads,
  profileTo,
  plansMemory = true,
  takesTurns = false,
  keptResults = [],
}: DeviceOptions): InferenceSession.SessionOptions {
  const { hasSpinningThreads, keepsResults } = devices[device];
  return {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    enableMemPattern: plansMemory,
    logSeverityLevel: 3,
    ...(profileTo !== undefined && { enableProfiling: true, profileFilePrefix: profileTo }),
    ...(threads !== undefined && { intraOpNumThreads: threads, interOpNumThreads: 1 }),
    ...(takesTurns && hasSpinningThreads && { extra: { session: { force_spinning_stop: '1' } } }),
    ...(keepsResults &&
      keptResults.length > 0 && {
        preferredOutputLocation: Object.fromEntries(keptResults.map((name) => [name, 'gpu-buffer' as const])),
      }),
  };
}
