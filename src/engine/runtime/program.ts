// A graph that is ready to run. Inputs and results are typed arrays in row-major order.
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import {
  formatType,
  type DType,
  type Dimension,
  type Shape,
  type TensorData,
  type TensorType,
} from '../graph/tensor-type.ts';
import { findRefusal, refused, withRefusedResult } from './results-in-place.ts';
import { requireDevice } from './require-device.ts';
import { loadRuntime, sessionOptions, type DeviceOptions, type Runtime } from './runtime.ts';
import { devices } from '../device.ts';
import type { DeviceName } from '../device-names.ts';

/** Arrays by the names of inputs or outputs, in row-major order. */
export type Tensors = Readonly<Record<string, TensorData>>;

/**
 * A result in the memory of a device: an input of later runs of any program there. Its data can't be read
 * here; a program that returns it can. Call `dispose` when you are done with it.
 */
export class KeptTensor {
  /** The runtime's own tensor. */
  readonly tensor: Tensor;

  constructor(tensor: Tensor) {
    this.tensor = tensor;
  }

  /** Frees the device's memory. */
  dispose(): void {
    this.tensor.dispose();
  }
}

/** Arrays and results of earlier runs, by the names of inputs. */
export type Feeds = Readonly<Record<string, TensorData | KeptTensor>>;

/** What a run returns: arrays, and the results that stay on the device. */
export interface RunResults {
  /** An array for each output but those that are kept. */
  readonly arrays: Record<string, TensorData>;
  /** The outputs that the program was opened to keep. */
  readonly kept: Record<string, KeptTensor>;
}

/**
 * Thrown if the runtime refuses a model: its bytes are damaged, or use something that the runtime does not
 * know.
 */
export class ModelError extends Error {
  /** Always `ModelError`. */
  override readonly name = 'ModelError';
}

/**
 * A graph that is ready to run, made by `compile` or `openModel`. Call `dispose` when you are done with it.
 */
export class Program {
  /** The inputs by name; each must be fed. The size of a named dimension follows from the data. */
  readonly inputs: ReadonlyMap<string, TensorType>;
  /** The outputs by name. */
  readonly outputs: ReadonlyMap<string, TensorType>;
  private readonly session: InferenceSession;
  private readonly runtime: Runtime;
  /** The browser's runtime accepts arrays for results but does not write to them. */
  private readonly writesInPlace: boolean;
  /** The runtime's error message that ends a run without copying results; see results-in-place.ts. */
  private readonly refusal: string | undefined;

  constructor(session: InferenceSession, runtime: Runtime, device: DeviceName = 'cpu', refusal?: string) {
    this.session = session;
    this.runtime = runtime;
    this.writesInPlace = devices[device].writesInPlace;
    this.refusal = refusal;
    this.inputs = typesOf(session.inputMetadata);
    this.outputs = typesOf(session.outputMetadata.filter(({ name }) => !refusal || name !== refused));
  }

  /**
   * Runs the graph once.
   *
   * @param feeds an array for each input
   * @param into arrays to write results to, for outputs of fixed shape; all others are allocated. They must
   *   not be fed in the same run.
   * @returns an array for each output
   */
  async run(feeds: Feeds, into: Tensors = {}): Promise<Record<string, TensorData>> {
    return (await this.runKeeping(feeds, into)).arrays;
  }

  /** Like `run`, for programs that keep results on the device. */
  async runKeeping(feeds: Feeds, into: Tensors = {}): Promise<RunResults> {
    const given: Record<string, Tensor> = {};
    for (const [name, type] of this.inputs) given[name] = this.feed(name, type, feeds[name]);
    const results: Record<string, Tensor | null> = {};
    for (const [name, type] of this.outputs) {
      const target = this.writesInPlace && into[name];
      results[name] = target ? this.tensor(type.dtype, target, type.shape as number[]) : null;
    }
    const fetched = await this.compute(given, results);
    const arrays: Record<string, TensorData> = {};
    const kept: Record<string, KeptTensor> = {};
    for (const name of this.outputs.keys()) {
      const tensor = fetched[name]!;
      if (tensor.location === 'gpu-buffer') {
        kept[name] = new KeptTensor(tensor);
        continue;
      }
      const data = tensor.data as TensorData;
      if (into[name] && !this.writesInPlace) copyInto(into[name], data, name);
      arrays[name] = into[name] ?? data;
    }
    return { arrays, kept };
  }

  /** Runs the session. Results are in the given tensors if there is one for each output. */
  private async compute(
    feeds: Record<string, Tensor>,
    results: Record<string, Tensor | null>,
  ): Promise<Record<string, Tensor | null>> {
    const inPlace = this.refusal !== undefined && Object.values(results).every(Boolean);
    if (!inPlace) return await this.session.run(feeds, results);
    try {
      return await this.session.run(feeds, { [refused]: null, ...results });
    } catch (error) {
      if (error instanceof Error && error.message === this.refusal) return results;
      throw error;
    }
  }

  /** Writes the times of all runs so far, if the program was opened with `profileTo`. */
  endProfiling(): void {
    this.session.endProfiling();
  }

  /** Frees the runtime's memory. The program can't run any more. */
  async dispose(): Promise<void> {
    await this.session.release();
  }

  private feed(name: string, type: TensorType, data: TensorData | KeptTensor | undefined): Tensor {
    if (data instanceof KeptTensor) return data.tensor;
    if (!data) throw new TypeError(`input ${name}: expected ${formatType(type)}, got no data`);
    return this.tensor(type.dtype, data, fitShape(name, type, data.length));
  }

  private tensor(dtype: DType, data: TensorData, shape: readonly number[]): Tensor {
    return new this.runtime.Tensor(dtype, data, shape);
  }
}

function copyInto(target: TensorData, data: TensorData, name: string): void {
  if (target.constructor !== data.constructor || target.length !== data.length) {
    throw new TypeError(
      `output ${name}: expected ${data.constructor.name} of ${data.length}, got ${target.constructor.name} of ${target.length}`,
    );
  }
  (target as Float32Array).set(data as Float32Array);
}

/** The shape of data of this length; the type may have one open dimension. */
function fitShape(name: string, type: TensorType, length: number): number[] {
  const open = type.shape.filter((size) => typeof size === 'string');
  const known = type.shape.reduce<number>(
    (size, dimension) => size * (typeof dimension === 'number' ? dimension : 1),
    1,
  );
  const rest = length / known;
  if (open.length > 1 || !Number.isInteger(rest) || (open.length === 0 && rest !== 1)) {
    throw new TypeError(`input ${name}: expected ${formatType(type)}, got ${length} elements`);
  }
  return type.shape.map((size) => (typeof size === 'string' ? rest : size));
}

function typesOf(metadata: readonly InferenceSession.ValueMetadata[]): Map<string, TensorType> {
  return new Map(
    metadata.map((value) => {
      if (!value.isTensor) throw new ModelError(`${value.name}: expected a tensor`);
      const shape: Shape = value.shape.map((size, axis): Dimension =>
        size === '' ? `${value.name}_${axis}` : size,
      );
      return [value.name, { dtype: value.type as DType, shape }];
    }),
  );
}

/**
 * Opens the bytes of any ONNX model.
 *
 * @throws ModelError if the runtime refuses them; InputError if the device can't be used here
 */
export async function openModel(bytes: Uint8Array, options: DeviceOptions = {}): Promise<Program> {
  const runtime = await loadRuntime(options.runtime);
  const refusal = options.resultsInPlace ? await findRefusal(runtime) : undefined;
  let session: InferenceSession;
  try {
    session = await runtime.InferenceSession.create(
      refusal ? withRefusedResult(bytes) : bytes,
      sessionOptions(options),
    );
  } catch (error) {
    await requireDevice(options);
    throw new ModelError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  return new Program(session, runtime, options.device, refusal);
}
