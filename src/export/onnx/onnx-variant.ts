// A saved model as an ONNX file with another input, operator set or precision.
import type { Graph } from '../../engine/graph/graph.ts';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { decodeMetadata, decodeModel } from '../../engine/onnx/decode.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { ownOpset } from '../../engine/onnx/older-forms.ts';
import { unpackConstants } from '../../engine/passes/unpack-constants.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { InputError } from '../../errors.ts';
import { decodeModelCard } from '../../nn/classifier-file.ts';
import { packKernels } from '../../nn/quantize-weights.ts';
import { measureRanges } from './calibrate.ts';
import { withFloatInput } from './float-input.ts';
import { foldBatchNormalization } from './fold-batch-normalization.ts';
import { forOpset } from './older-operators.ts';
import type { InputKind, Precision } from './options.ts';
import { calibratedValues, quantizeStatically, refuseRoundedActivations } from './static-quantization.ts';

/**
 * With float16, the smallest kernels stay float32: a fifth of all weights. They are mostly the first ones, on
 * which all that follows depends.
 */
const keptShare = 0.2;

/** The options of `encodeOnnx`. */
export interface OnnxOptions {
  /** `raw` by default. */
  readonly input?: InputKind | undefined;
  /** The version of ONNX's operator set, 13 to 21; 21 by default. */
  readonly opset?: number | undefined;
  /** The version of the file format; by default the one that came with the operator set. */
  readonly ir?: number | undefined;
  /** `float32` by default, or as the model is stored. */
  readonly precision?: Precision | undefined;
  /** Training pictures for `static-int8`: raw pixels `[count, channels, height, width]`. */
  readonly calibration?: Uint8Array | undefined;
}

/**
 * The bytes of an ONNX file that computes what a saved model does. Equal arguments give equal bytes.
 *
 * @param source the name of the model in errors
 * @throws InputError if the bytes are not a model of ours, or if it has an operator that the version lacks
 */
export async function encodeOnnx(
  bytes: Uint8Array,
  source: string,
  { input = 'raw', opset, ir, precision, calibration }: OnnxOptions,
  device: DeviceOptions = {},
): Promise<Uint8Array> {
  const { input: size } = decodeModelCard(bytes, source);
  const imageSize = size.channels * size.height * size.width;
  try {
    const stored = decodeModel(bytes);
    if (precision !== undefined) refuseRoundedActivations(stored);
    const precise =
      precision === undefined ? stored : await withPrecision(unpackConstants(stored), precision);
    const graph = forOpset(input === 'normalized' ? withFloatInput(precise) : precise, opset ?? ownOpset);
    return encodeModel(graph, {
      ...(opset !== undefined && { opset }),
      ...(ir !== undefined && { ir }),
      metadata: metadataFor(bytes, input, precision),
    });
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    throw new InputError(`${source}: ${error.message}`);
  }

  async function withPrecision(graph: Graph, wanted: Precision): Promise<Graph> {
    if (wanted === 'float32') return graph;
    if (wanted === 'float16') return packKernels(graph, wanted, { keptShare });
    if (wanted === 'int8') return packKernels(graph, wanted);
    if (!calibration?.length) throw new InputError('static-int8: expected training pictures, got none');
    const folded = foldBatchNormalization(graph);
    const values = calibratedValues(folded);
    return quantizeStatically(folded, await measureRanges(folded, values, calibration, imageSize, device));
  }
}

/**
 * The description of the model in the new file. A file with another input or with quantised activations is
 * for other programs: it has no description that would make it pass for a model of ours.
 */
function metadataFor(
  bytes: Uint8Array,
  input: InputKind,
  precision: Precision | undefined,
): Record<string, string> {
  const metadata = decodeMetadata(bytes);
  const isOurs = input === 'raw';
  const storage = precision === 'float16' || precision === 'int8' ? precision : undefined;
  const kept = Object.entries(metadata)
    .filter(([key]) => precision === undefined || key !== 'atelier.weightStorage')
    .map(([key, value]) => [isOurs ? key : key.replace(/^atelier\./, ''), value]);
  const all = Object.fromEntries(kept) as Record<string, string>;
  return storage && isOurs ? { ...all, 'atelier.weightStorage': JSON.stringify(storage) } : all;
}
