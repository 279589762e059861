// An inspector, ready for use: pictures in, scores and maps out.
import { GraphError } from '../engine/graph/operator.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { simplify } from '../engine/passes/passes.ts';
import { compile } from '../engine/runtime/compile.ts';
import { ModelError, type Program } from '../engine/runtime/program.ts';
import type { DeviceOptions } from '../engine/runtime/runtime.ts';
import { InputError } from '../errors.ts';
import { inputName } from '../nn/classifier-file.ts';
import { predictionBatchSize } from '../nn/predictions.ts';
import { decodeInspectorCard, type InspectorCard } from './inspector-file.ts';
import { mapName, scoreName } from './inspector-graph.ts';

/** What an inspector makes of pictures. */
export interface Inspection {
  /** `[count]`: how unlike good pieces each picture is. */
  readonly scores: Float32Array;
  /**
   * `[count, height, width]`: how unlike good pieces each place is; missing with `knn` on a network without
   * maps.
   */
  readonly maps?: Float32Array;
}

/** Tells good pieces from others. */
export interface Inspector {
  /** Its description. */
  readonly card: InspectorCard;
  /** The number of bytes of a picture: channels · height · width. */
  readonly imageSize: number;
  /**
   * Judges pictures, a few at a time.
   *
   * @param images raw pixels, uint8 `[count, channels, height, width]`
   * @throws InputError if the bytes are not a whole number of pictures
   */
  inspect(images: Uint8Array): Promise<Inspection>;
  /** Frees the runtime's memory. The inspector can't inspect any more. */
  dispose(): Promise<void>;
}

/**
 * Opens the bytes of an inspector.
 *
 * @param source names the file in errors
 * @throws InputError if they are not an inspector
 * @example
 * const inspector = await openInspector(await readFile('inspector.onnx'));
 * const { images } = sketches({ train: 20 }).train;
 * const { scores } = await inspector.inspect(images.subarray(0, 784));
 * scores.length // 1
 */
export async function openInspector(
  bytes: Uint8Array,
  source = 'inspector',
  options: DeviceOptions = {},
): Promise<Inspector> {
  const { card, program } = await openInspectorProgram(bytes, source, options);
  const { channels, height, width } = card.input;
  const imageSize = channels * height * width;
  return {
    card,
    imageSize,
    inspect: (images) => inspectInBatches(program, images, imageSize),
    dispose: () => program.dispose(),
  };
}

/** Like `openInspector`, but returns the program, for callers that feed it batches themselves. */
export async function openInspectorProgram(
  bytes: Uint8Array,
  source: string,
  options: DeviceOptions,
): Promise<{ card: InspectorCard; program: Program }> {
  const card = decodeInspectorCard(bytes, source);
  try {
    return { card, program: await compile(simplify(decodeModel(bytes)), options) };
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof ModelError)) throw error;
    throw new InputError(`${source}: this inspector can't be opened: ${error.message.split('\n')[0]}`);
  }
}

/** Runs a program with the outputs of an inspector. */
export async function inspectInBatches(
  program: Program,
  images: Uint8Array,
  imageSize: number,
): Promise<Inspection> {
  const count = images.length / imageSize;
  if (!Number.isInteger(count))
    throw new InputError(
      `expected a multiple of ${imageSize} bytes (one picture), got ${images.length} bytes`,
    );
  const scores = new Float32Array(count);
  const [, height, width] = (program.outputs.get(mapName)?.shape ?? []) as [unknown, number, number];
  const maps = program.outputs.has(mapName) ? new Float32Array(count * height * width) : undefined;
  const step = predictionBatchSize(imageSize);
  for (let start = 0; start < count; start += step) {
    const batch = images.subarray(start * imageSize, (start + step) * imageSize);
    const results = await program.run({ [inputName]: batch });
    scores.set(results[scoreName] as Float32Array, start);
    maps?.set(results[mapName] as Float32Array, start * height * width);
  }
  return { scores, ...(maps && { maps }) };
}
