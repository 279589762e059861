// Loads a layers model with TensorFlow.js, and predicts. TensorFlow.js is not a dependency of this program:
// the check is made where it is installed.
import type * as core from '@tensorflow/tfjs-core';
import type { loadLayersModel } from '@tensorflow/tfjs-layers';
import type { ExportedFile } from '../exported-file.ts';
import { channelsLast, type CheckPictures } from './pictures.ts';

/** What the check uses of TensorFlow.js. */
interface Tensorflow {
  readonly core: typeof core;
  readonly loadLayersModel: typeof loadLayersModel;
  readonly version: string;
}

async function load(): Promise<Tensorflow> {
  const core = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-backend-cpu');
  const { loadLayersModel, version_layers: version } = await import('@tensorflow/tfjs-layers');
  core.env().set('PROD', true); // no advice to install another backend
  return { core, loadLayersModel, version };
}

/** TensorFlow.js with its layers, or undefined if it is not installed. */
export async function findTensorflowJs(): Promise<Tensorflow | undefined> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** How many pictures go through the network at a time. */
const batchSize = 64;

/**
 * The probabilities that TensorFlow.js computes from the files of a layers model.
 *
 * @param change from a raw pixel to what the model is fed
 */
export async function predictWithTensorflowJs(
  { core, loadLayersModel }: Tensorflow,
  files: readonly ExportedFile[],
  pictures: CheckPictures,
  change?: (pixel: number) => number,
): Promise<Float32Array> {
  const contentOf = (name: string) => files.find(({ path }) => path === name)!.content;
  const { modelTopology, weightsManifest } = JSON.parse(contentOf('model.json') as string) as {
    modelTopology: object;
    weightsManifest: { weights: [] }[];
  };
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const weightData = Uint8Array.from(contentOf('weights.bin') as Uint8Array).buffer;
  const model = await loadLayersModel({
    load: () => Promise.resolve({ modelTopology, weightSpecs, weightData }),
  });
  try {
    const { count, channels, height, width } = pictures;
    const input = core.tensor4d(channelsLast(pictures, change), [count, height, width, channels]);
    const output = model.predict(input, { batchSize }) as ReturnType<typeof core.tensor>;
    const probabilities = (await output.data()) as Float32Array;
    input.dispose();
    output.dispose();
    return probabilities;
  } finally {
    model.dispose();
  }
}
