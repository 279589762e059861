// The runtime that computes: ONNX Runtime, in Node or in the browser, behind the interface that the two
// share. Which one `#onnxruntime` means is decided by the conditions in package.json.
import type { InferenceSession, InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';
import type { Device } from '../device.ts';
import { turnOffTelemetry } from './telemetry.ts';

/**
 * What the engine uses of `onnxruntime-node` or `onnxruntime-web`: pass one of these modules to choose it
 * yourself.
 */
export interface Runtime {
  /** Opens models. */
  readonly InferenceSession: InferenceSessionFactory;
  /** Makes tensors of arrays. */
  readonly Tensor: TensorConstructor;
}

/** Where and how a graph runs. */
export interface DeviceOptions {
  /** `cpu` by default. */
  readonly device?: Device;
  /** Threads of the CPU; as many as it has cores by default. */
  readonly threads?: number;
  /** The module to run on, by default the one for this platform. */
  readonly runtime?: Runtime;
  /**
   * Where to write how long each node takes, as a prefix of a file's name; written when profiling ends. Node
   * only.
   */
  readonly profileTo?: string;
  /**
   * Whether one block is set aside for all values, by their places in it: quicker, and dear where they are
   * many and large.
   */
  readonly plansMemory?: boolean;
  /**
   * Whether results with an array to go to are left there and not copied to another. For fixed shapes; Node
   * only.
   */
  readonly resultsInPlace?: boolean;
  /**
   * Whether threads stop waiting for more work as soon as a run ends. They wait by spinning, which is right
   * for a program that runs again at once, and slows down the next where several take turns. Node only.
   */
  readonly takesTurns?: boolean;
}

/**
 * The runtime for this platform, loaded on first use because it is large, its telemetry off; or another one,
 * which has none either.
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
}: DeviceOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: [device],
    graphOptimizationLevel: 'all',
    enableMemPattern: plansMemory,
    logSeverityLevel: 3,
    ...(profileTo !== undefined && { enableProfiling: true, profileFilePrefix: profileTo }),
    ...(threads !== undefined && { intraOpNumThreads: threads, interOpNumThreads: 1 }),
    ...(takesTurns && device === 'cpu' && { extra: { session: { force_spinning_stop: '1' } } }),
  };
}
