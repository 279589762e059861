// Batch normalisation that an exporter folded into convolutions, put back after them, so that its statistics
// can follow the pictures of a fine-tuning. What was folded is lost; a normalisation with the mean and the
// deviation that each convolution gives for training pictures, which also scales by that deviation and adds
// that mean, computes the same function.
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { batchNormalization, mul, reduceMean, transpose } from '../../engine/graph/operators/index.ts';
import { copyNode, rewrite } from '../../engine/passes/rewrite.ts';
import { compile } from '../../engine/runtime/compile.ts';
import type { DeviceOptions } from '../../engine/runtime/runtime.ts';
import { predictionBatchSize } from '../predictions.ts';
import { normalizePixels, type Normalization } from '../preprocessing.ts';
import type { Backbone } from './pretrained.ts';
import type { ForeignClassifier } from './read-foreign.ts';

/** What to measure the statistics on. */
export interface UnfoldOptions extends DeviceOptions {
  /** Pictures to train on, uint8 `[count, channels, height, width]`; a few hundred are enough. */
  readonly images: Uint8Array;
  /** How pixels are prepared for the network. */
  readonly normalization: Normalization;
}

const epsilon = 1e-5;

interface Statistics {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/**
 * The same network with batch normalisation after each convolution that has a bias and no normalisation yet.
 * It computes the same until its statistics change.
 *
 * @example
 * const { backbone, normalization } = await readBackbone('atelier');
 * const { images } = sketches({ train: 100 }).train;
 * const live = await unfoldNormalization(backbone, { images, normalization });
 * const model = fineTune(live, { classes: 4, statistics: 'live' });
 */
export async function unfoldNormalization(backbone: Backbone, options: UnfoldOptions): Promise<Backbone> {
  const statistics = await measureStatistics(backbone.read('batch'), options);
  return { ...backbone, read: (batch) => withNormalization(backbone.read(batch), statistics) };
}

/** The names of the convolutions whose normalisation was folded away. */
function foldedConvolutions(graph: Graph): string[] {
  const users = new Map<Value, Node[]>();
  for (const node of graph.nodes)
    for (const value of node.inputs) if (value) users.set(value, [...(users.get(value) ?? []), node]);
  const isNormalized = ([output]: readonly Value[]) =>
    users.get(output!)?.some(({ operator }) => operator.type === 'BatchNormalization') ?? false;
  return graph.nodes
    .filter(
      ({ operator, inputs, outputs }) =>
        operator.type === 'Conv' && inputs[2]?.data && !isNormalized(outputs),
    )
    .map(({ name }) => name);
}

/** The statistics of each convolution's channels over pictures and places. */
async function measureStatistics(
  { graph: source, layout, input: { channels, height, width } }: ForeignClassifier,
  { images: pictures, normalization, ...options }: UnfoldOptions,
): Promise<ReadonlyMap<string, Statistics>> {
  const folded = foldedConvolutions(source);
  const graph = withMoments(source, new Set(folded), (target) => {
    const images = target.input('images', 'uint8', ['batch', channels, height, width]);
    const prepared = normalizePixels(images, normalization);
    return layout === 'nhwc' ? transpose(prepared, [0, 2, 3, 1]) : prepared;
  });
  const program = await compile(graph, options);
  const size = channels * height * width;
  const step = size * predictionBatchSize(size);
  const sums = new Map<string, Float64Array>();
  try {
    for (let start = 0; start < pictures.length; start += step) {
      const images = pictures.subarray(start, start + step);
      const share = images.length / pictures.length;
      for (const [name, values] of Object.entries(await program.run({ images }))) {
        const before = sums.get(name);
        sums.set(
          name,
          Float64Array.from(values as Float32Array, (value, i) => (before?.[i] ?? 0) + share * value),
        );
      }
    }
  } finally {
    await program.dispose();
  }
  return new Map(
    folded.map((name) => {
      const [mean, square] = [sums.get(meanName(name))!, sums.get(squareName(name))!];
      const variance = Float32Array.from(square, (value, i) => Math.max(0, value - mean[i]! ** 2));
      return [name, { mean: Float32Array.from(mean), variance }];
    }),
  );
}

const meanName = (name: string): string => `mean of ${name}`;
const squareName = (name: string): string => `mean square of ${name}`;

/** The graph of the mean and the mean square of each channel of some nodes. */
function withMoments(source: Graph, names: ReadonlySet<string>, input: (graph: Graph) => Value): Graph {
  const found: Value[] = [];
  const graph = rewrite(
    source,
    (node, { graph: target, translate }) => {
      if (!names.has(node.name)) return undefined;
      const outputs = copyNode(node, target, translate);
      found.push(outputs[0]!);
      return outputs;
    },
    ([old], target) => new Map([[old!, input(target)]]),
  );
  graph.outputs.clear();
  const overPlaces = { axes: [0, 2, 3], keepDims: false };
  for (const value of found) {
    const { name } = value.producer!;
    graph.output(meanName(name), reduceMean(value, overPlaces));
    graph.output(squareName(name), reduceMean(mul(value, value), overPlaces));
  }
  return graph;
}

/** The network with normalisation after its convolutions. */
function withNormalization(
  model: ForeignClassifier,
  statistics: ReadonlyMap<string, Statistics>,
): ForeignClassifier {
  const graph = rewrite(model.graph, (node, { graph: target, translate }) => {
    const found = statistics.get(node.name);
    if (!found) return undefined;
    const [y] = copyNode(node, target, translate);
    const { mean, variance } = found;
    const constant = (data: Float32Array, what: string) =>
      target.constant(data, [data.length], 'float32', `${node.name}/normalization/${what}`);
    const deviation = variance.map((value) => Math.sqrt(value + epsilon));
    return [
      batchNormalization(
        y!,
        constant(deviation, 'scale'),
        constant(mean, 'shift'),
        constant(mean.slice(), 'mean'),
        constant(variance, 'variance'),
        { epsilon },
      ),
    ];
  });
  return { ...model, graph, image: graph.inputs[0]! };
}
