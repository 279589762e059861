// Small classifiers as other programs write them: no description, float pictures, a linear layer at the end.
import { Graph, type Value } from '../../../engine/graph/graph.ts';
import * as op from '../../../engine/graph/operators/index.ts';
import { sizeOf, type Dimension } from '../../../engine/graph/tensor-type.ts';
import { encodeModel } from '../../../engine/onnx/encode.ts';
import { Model } from '../../../engine/onnx/messages.ts';
import { decode, encode } from '../../../engine/onnx/wire.ts';
import { Random } from '../../../random.ts';

/** The properties of a small classifier. */
export interface ForeignFile {
  readonly classes?: number;
  /** The shape of its input: `[batch, channels, height, width]` by default. */
  readonly shape?: readonly Dimension[];
  /** Whether it takes its channels last. */
  readonly channelsLast?: boolean;
  /** The operator after its scores. */
  readonly end?: 'none' | 'softmax' | 'log-softmax' | 'sigmoid';
  /** Whether it scales bytes to 0..1 itself. */
  readonly scalesBytes?: boolean;
  /** Whether it declares pictures of any size. */
  readonly opensSize?: boolean;
  /** Whether its batch normalisation is part of the convolution. */
  readonly folds?: boolean;
  /** Whether it computes with its batch on the second axis, with sizes that are only right for that batch. */
  readonly movesBatch?: boolean;
}

/** Weights drawn from a seed and the name. */
function weights(graph: Graph, name: string, shape: readonly number[]): Value {
  const random = new Random(7, name);
  const data = Float32Array.from({ length: sizeOf(shape) }, () => random.between(-0.5, 0.5));
  return graph.constant(data, shape, 'float32', name);
}

/** A convolution, a pooling and a linear layer as the bytes of an ONNX file without a description. */
export function foreignFile({
  classes = 4,
  channelsLast = false,
  shape = channelsLast ? ['N', 6, 6, 3] : ['N', 3, 6, 6],
  end = 'none',
  scalesBytes = false,
  opensSize = false,
  movesBatch = false,
  folds = false,
}: ForeignFile = {}): Uint8Array {
  const graph = new Graph();
  const given = graph.input('pixels', 'float32', shape);
  const scaled = scalesBytes ? op.mul(given, 1 / 255) : given;
  const x = channelsLast ? op.transpose(scaled, [0, 3, 1, 2]) : scaled;
  const filters = op.relu(
    op.conv(x, weights(graph, 'stem.weight', [5, 3, 3, 3]), weights(graph, 'stem.bias', [5])),
  );
  const normalized = folds
    ? filters
    : op.batchNormalization(
        filters,
        weights(graph, 'norm.weight', [5]),
        weights(graph, 'norm.bias', [5]),
        weights(graph, 'norm.mean', [5]),
        graph.constant(new Float32Array(5).fill(0.8), [5], 'float32', 'norm.var'),
      );
  const pooled = op.flatten(op.globalAveragePool(normalized));
  const batch = Number(shape[0]);
  const features = movesBatch
    ? op.transpose(op.reshape(op.transpose(pooled, [1, 0]), [5, batch]), [1, 0])
    : pooled;
  const scores = op.gemm(
    features,
    weights(graph, 'head.weight', [classes, 5]),
    weights(graph, 'head.bias', [classes]),
    {
      transB: 1,
    },
  );
  const ends = {
    none: scores,
    softmax: op.softmax(scores),
    'log-softmax': op.logSoftmax(scores),
    sigmoid: op.sigmoid(scores),
  };
  graph.output('scores', ends[end]);
  const bytes = encodeModel(graph);
  return opensSize ? withOpenSize(bytes) : bytes;
}

/** The same file, declaring pictures of any height and width. */
function withOpenSize(bytes: Uint8Array): Uint8Array {
  const model = decode(Model, bytes);
  const dimensions = model.graph!.input![0]!.type!.tensorType!.shape!.dim!;
  dimensions[2] = { param: 'height' };
  dimensions[3] = { param: 'width' };
  return encode(Model, model);
}

/** Such a file whose weights are in a second one, as large models are written. */
export function foreignFileInTwo(place: string): {
  readonly model: Uint8Array;
  readonly weights: Uint8Array;
} {
  const model = decode(Model, foreignFile());
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const tensor of model.graph!.initializer!) {
    if (!tensor.rawData) continue;
    const { length } = tensor.rawData;
    const entries = { location: place, offset, length };
    tensor.externalData = Object.entries(entries).map(([key, value]) => ({ key, value: String(value) }));
    tensor.dataLocation = 1;
    parts.push(tensor.rawData);
    delete tensor.rawData;
    offset += length;
  }
  return { model: encode(Model, model), weights: new Uint8Array(Buffer.concat(parts)) };
}
