// An ONNX model's bytes as a graph that can be extended, differentiated and compiled. Files are untrusted:
// what is damaged, or uses what the engine does not know, ends in one GraphError.
import type { Graph } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import { Decoder, type DecodeOptions } from './decoder.ts';
import { checkOpset } from './dialects.ts';
import { checkOperators } from './known-operators.ts';
import { Model, type ModelProto } from './messages.ts';
import { opsetOf } from './scope.ts';
import { checkPlaces, externalPlace } from './external-places.ts';
import { isHalf } from './tensors.ts';
import { decode } from './wire.ts';

export type { DecodeOptions } from './decoder.ts';

/** Reads the outermost message of a model; throws a GraphError if the bytes are not an ONNX model. */
function decodeProto(bytes: Uint8Array): ModelProto & { graph: NonNullable<ModelProto['graph']> } {
  let model: ModelProto;
  try {
    model = decode(Model, bytes);
  } catch {
    throw new GraphError('not an ONNX model');
  }
  const { graph } = model;
  if (!graph?.node || !graph.output) throw new GraphError('not an ONNX model');
  return { ...model, graph };
}

/** What a model says of itself beside its graph. */
export interface ModelInfo {
  /** The program that wrote it, e.g. `pytorch`. */
  readonly producer: string;
  /** The version of ONNX's own operator set. */
  readonly opset: number;
  /** Free properties. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The names of the files beside it that hold weights. */
  readonly externalFiles: readonly string[];
  /** Whether some weights are float16 or bfloat16. */
  readonly hasHalfWeights: boolean;
}

/** What a model says of itself. @throws GraphError if the bytes are not an ONNX model */
export function decodeInfo(bytes: Uint8Array): ModelInfo {
  const model = decodeProto(bytes);
  const external = (model.graph.initializer ?? []).filter((tensor) => tensor.dataLocation);
  return {
    producer: model.producerName ?? '',
    opset: opsetOf(model.opsetImport, ''),
    metadata: decodeMetadata(bytes),
    externalFiles: [...new Set(external.map((tensor) => externalPlace(tensor).location))],
    hasHalfWeights: (model.graph.initializer ?? []).some(isHalf),
  };
}

/**
 * The properties that a model carries beside its graph. Throws a GraphError if the bytes are not an ONNX
 * model.
 */
export function decodeMetadata(bytes: Uint8Array): Record<string, string> {
  const properties = decodeProto(bytes).metadataProps ?? [];
  return Object.fromEntries(properties.map(({ key = '', value = '' }) => [key, value]));
}

/**
 * The graph of a model. Throws a GraphError if the bytes are not a model, or hold what the engine does not
 * know.
 */
export function decodeModel(bytes: Uint8Array, options: DecodeOptions = {}): Graph {
  const model = decodeProto(bytes);
  try {
    checkOpset(opsetOf(model.opsetImport, ''));
    checkOperators(model);
    checkPlaces(model.graph.initializer ?? []);
    return new Decoder(model, options).decode(model.graph);
  } catch (error) {
    if (error instanceof GraphError) throw error;
    throw new GraphError('not a valid ONNX model', { cause: error });
  }
}
