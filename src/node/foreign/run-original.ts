// Somebody else's model, run by ONNX Runtime from its file: an imported model must agree with it.
import type { Tensor } from 'onnxruntime-common';
import { fromFloat16, toFloat16 } from '../../engine/graph/float16.ts';
import { loadRuntime, sessionOptions, type Runtime } from '../../engine/runtime/runtime.ts';
import { InputError } from '../../errors.ts';
import type { ForeignClassifier } from '../../nn/foreign/read-foreign.ts';
import type { Normalization } from '../../nn/preprocessing.ts';

/**
 * The probabilities that a model gives for pictures, one picture at a time.
 *
 * @param images uint8 `[count, channels, height, width]`
 * @returns `[count, classes]`
 * @throws InputError if the runtime does not open the file
 */
export async function runOriginal(
  file: string,
  model: ForeignClassifier,
  images: Uint8Array,
  normalization: Normalization,
  threads: number,
): Promise<Float32Array> {
  const runtime = await loadRuntime();
  const session = await runtime.InferenceSession.create(file, sessionOptions({ threads })).catch(
    (error: unknown) => {
      throw new InputError(`${file}: ONNX Runtime can't open it: ${String(error).split('\n')[0]}`);
    },
  );
  try {
    const [declared] = session.inputMetadata;
    if (!declared?.isTensor) throw new InputError(`${file}: expected a model that takes a tensor`);
    const batch = typeof declared.shape[0] === 'number' ? declared.shape[0] : 1;
    const { channels, height, width } = model.input;
    const shape =
      model.layout === 'nchw' ? [batch, channels, height, width] : [batch, height, width, channels];
    const length = channels * height * width;
    const count = images.length / length;
    const probabilities = new Float32Array(count * model.classes);
    for (let i = 0; i < count; i++) {
      const one = prepare(images.subarray(i * length, (i + 1) * length), model, normalization);
      const fed = repeated(one, batch);
      const results = await session.run({ [declared.name]: tensorOf(runtime, declared.type, fed, shape) });
      const scores = asFloat32(results[model.output.name]!.data);
      probabilities.set(toProbabilities(scores.subarray(0, model.classes), model), i * model.classes);
    }
    return probabilities;
  } finally {
    await session.release();
  }
}

/** A tensor of numbers, in the element type that a model declares. */
function tensorOf({ Tensor }: Runtime, type: string, values: Float32Array, shape: readonly number[]): Tensor {
  if (type === 'uint8') return new Tensor('uint8', Uint8Array.from(values), shape);
  if (type === 'float16') return new Tensor('float16', toFloat16(values), shape);
  if (type === 'float64') return new Tensor('float64', Float64Array.from(values), shape);
  return new Tensor('float32', values, shape);
}

/** The runtime gives half-precision numbers as bits, or as numbers where JavaScript has an array for them. */
function asFloat32(data: unknown): Float32Array {
  return data instanceof Uint16Array ? fromFloat16(data) : Float32Array.from(data as Float32Array);
}

/** Pixels as the model takes them, in its layout. */
function prepare(
  pixels: Uint8Array,
  { input: { channels, height, width }, layout }: ForeignClassifier,
  { mean, std }: Normalization,
): Float32Array {
  const area = height * width;
  const prepared = new Float32Array(pixels.length);
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < area; i++) {
      const value = (pixels[channel * area + i]! / 255 - mean[channel]!) / std[channel]!;
      prepared[layout === 'nchw' ? channel * area + i : i * channels + channel] = value;
    }
  }
  return prepared;
}

function repeated(one: Float32Array, times: number): Float32Array {
  const all = new Float32Array(one.length * times);
  for (let i = 0; i < times; i++) all.set(one, i * one.length);
  return all;
}

function toProbabilities(scores: Float32Array, { output }: ForeignClassifier): Float32Array {
  if (output.softmax === 'softmax') return scores;
  if (output.softmax === 'log-softmax') return scores.map(Math.exp);
  const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
