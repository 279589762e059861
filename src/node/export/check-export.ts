// Loads an export back with its own runtime, and compares its probabilities with the model's.
import { openModel } from '../../engine/runtime/program.ts';
import type { DeviceOptions, Runtime } from '../../engine/runtime/runtime.ts';
import { largestDifference, type CheckPictures, type CheckResult } from '../../export/check/pictures.ts';
import { findTensorflowJs, predictWithTensorflowJs } from '../../export/check/tfjs.ts';
import type { ExportedFile } from '../../export/exported-file.ts';
import type { ExportFormat } from '../../export/formats.ts';
import type { InputKind } from '../../export/onnx/options.ts';
import { teachableMachinePixels } from '../../export/tfjs/teachable-machine.ts';
import { inputName, outputName, type ModelCard } from '../../nn/classifier-file.ts';
import { openClassifier } from '../../nn/classifier.ts';
import { packageVersion } from '../files/package-version.ts';
import { predictWithKeras } from './keras.ts';

/** An export and the model that it comes from. */
export interface CheckedExport {
  readonly format: ExportFormat;
  readonly files: readonly ExportedFile[];
  /** The saved model. */
  readonly bytes: Uint8Array;
  readonly source: string;
  readonly card: ModelCard;
  /** What the input of an ONNX file takes. */
  readonly input?: InputKind | undefined;
}

/** A check that was made, or why it was not. */
export type CheckOutcome = CheckResult | { readonly notChecked: string };

interface Prediction {
  readonly runtime: string;
  readonly probabilities: Float32Array;
}

/**
 * Compares an export with its model on pictures.
 *
 * @param python a Python with Keras, if there is one
 */
export async function checkExport(
  exported: CheckedExport,
  pictures: CheckPictures,
  options: DeviceOptions = {},
  python?: string,
): Promise<CheckOutcome> {
  const predicted = await predictExported(exported, pictures, options, python);
  if ('notChecked' in predicted) return predicted;
  const classifier = await openClassifier(exported.bytes, exported.source, options);
  try {
    const expected = await classifier.predict(pictures.images);
    const difference = largestDifference(predicted.probabilities, expected);
    return { runtime: predicted.runtime, pictures: pictures.count, difference };
  } finally {
    await classifier.dispose();
  }
}

/** The probabilities that an export's own runtime computes from it, or why it can't be run. */
export async function predictExported(
  { format, files, card, input }: Pick<CheckedExport, 'format' | 'files' | 'card' | 'input'>,
  pictures: CheckPictures,
  options: DeviceOptions,
  python?: string,
): Promise<Prediction | { notChecked: string }> {
  const model = files.find(({ path }) => /\.(onnx|keras)$/.test(path))?.content as Uint8Array;
  switch (format) {
    case 'keras':
      if (!python) return { notChecked: 'set ATELIER_PYTHON to a Python that has Keras' };
      return predictWithOneKeras(python, model, pictures);
    case 'tfjs':
    case 'teachable-machine': {
      const tensorflow = await findTensorflowJs();
      if (!tensorflow) return { notChecked: '@tensorflow/tfjs-layers is not installed' };
      const { offset, scale } = teachableMachinePixels;
      const change = format === 'tfjs' ? undefined : (pixel: number) => (pixel - offset) / scale;
      const probabilities = await predictWithTensorflowJs(tensorflow, files, pictures, change);
      return { runtime: `TensorFlow.js ${tensorflow.version}`, probabilities };
    }
    case 'web': {
      const runtime = (await import('onnxruntime-web')) as unknown as Runtime;
      const probabilities = await predictWithOnnx(model, pictures, { runtime, device: 'wasm', threads: 1 });
      return { runtime: `ONNX Runtime Web ${packageVersion('onnxruntime-web')}`, probabilities };
    }
    case 'onnx':
    case 'triton':
    case 'kserve':
    case 'docker': {
      const fed = input === 'normalized' ? normalized(pictures, card) : pictures.images;
      const probabilities = await predictWithOnnx(model, { ...pictures, images: fed }, options);
      return { runtime: `ONNX Runtime ${packageVersion('onnxruntime-node')}`, probabilities };
    }
  }
}

async function predictWithOneKeras(
  python: string,
  model: Uint8Array,
  pictures: CheckPictures,
): Promise<Prediction> {
  const { runtime, probabilities } = await predictWithKeras(python, [{ model, pictures }]);
  return { runtime, probabilities: probabilities[0]! };
}

/** How many pictures go through the network at a time. */
const batchSize = 64;

/** The probabilities of an ONNX file as it is, without passes of ours. */
async function predictWithOnnx(
  model: Uint8Array,
  { images, count }: { readonly images: Uint8Array | Float32Array; readonly count: number },
  options: DeviceOptions,
): Promise<Float32Array> {
  const program = await openModel(model, options);
  const size = images.length / count;
  const results: number[] = [];
  try {
    for (let start = 0; start < count; start += batchSize) {
      const batch = images.subarray(start * size, (start + batchSize) * size);
      for (const value of (await program.run({ [inputName]: batch }))[outputName] as Float32Array)
        results.push(value);
    }
  } finally {
    await program.dispose();
  }
  return Float32Array.from(results);
}

/** `(pixel / 255 − mean) / std`, rounded at each step as in `normalizePixels`. */
function normalized({ images, channels, height, width }: CheckPictures, card: ModelCard): Float32Array {
  const { mean, std } = card.preprocessing;
  const offsets = Float32Array.from(mean, (value) => value * 255);
  const scales = Float32Array.from(std, (value) => 1 / (255 * value));
  const area = height * width;
  return Float32Array.from(images, (pixel, i) => {
    const channel = Math.floor(i / area) % channels;
    return Math.fround(pixel - offsets[channel]!) * scales[channel]!;
  });
}
