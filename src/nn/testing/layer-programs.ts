// A single layer as graphs and results: built for inference or training, with its weights as inputs, and run
// once. Weights are drawn from a fixed seed, with a little noise so that no bias is 0 and no scale is 1.
import { Graph, type Value } from '../../engine/graph/graph.ts';
import type { Shape, TensorData } from '../../engine/graph/tensor-type.ts';
import { compile } from '../../engine/runtime/compile.ts';
import { Random } from '../../random.ts';
import type { Layer } from '../layer.ts';
import { BuildContext, initialWeights, type Weights } from '../model.ts';

export interface BuiltLayer {
  readonly graph: Graph;
  readonly context: BuildContext;
  readonly x: Value;
  readonly y: Value;
}

interface BuildLayerOptions {
  readonly training?: boolean;
  readonly weights?: Weights;
}

/**
 * The layer's graph from `x` of the given shape to the output `y`, with the next values of its states as
 * `next/…`.
 */
export function buildLayer(
  layer: Layer,
  shape: Shape,
  { training = false, weights }: BuildLayerOptions = {},
): BuiltLayer {
  const graph = new Graph();
  const x = graph.input('x', 'float32', shape);
  const context = new BuildContext(graph, { training, ...(weights && { weights }) });
  const y = layer.apply(context.within(layer), x);
  graph.output('y', y);
  for (const [name, value] of context.updates) graph.output(`next/${name}`, value);
  return { graph, context, x, y };
}

/** Weights for a layer, none of them at a special value. */
export function drawnWeights(layer: Layer, shape: readonly number[]): Record<string, Float32Array> {
  const weights = initialWeights(buildLayer(layer, shape).context.specs, 5);
  for (const [name, values] of Object.entries(weights)) {
    const random = new Random(5, 'noise', name);
    for (let i = 0; i < values.length; i++) values[i]! += random.between(0.05, 0.3);
  }
  return weights;
}

/** Numbers in ±[0.15, 1.15], at least 0.1 from any kink at 0. */
export function drawnInput(shape: readonly number[], seed = 1): Float32Array {
  const random = new Random(seed, 'input');
  const size = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length: size }, () => {
    const magnitude = random.between(0.15, 1.15);
    return random.uniform() < 0.5 ? -magnitude : magnitude;
  });
}

/** Compiles a graph on one thread, runs it once, and frees it. */
export async function runGraph(
  graph: Graph,
  feeds: Readonly<Record<string, TensorData>>,
): Promise<Record<string, Float32Array>> {
  const program = await compile(graph, { threads: 1, debug: true });
  try {
    return (await program.run(feeds)) as Record<string, Float32Array>;
  } finally {
    await program.dispose();
  }
}

/** Random numbers for each input that needs them. */
export const randomFeeds = (context: BuildContext, seed = 3): Record<string, Float32Array> =>
  Object.fromEntries(
    context.randoms.map(({ name, shape }) => {
      const size = (shape as number[]).reduce((a, b) => a * b, 1);
      return [name, new Random(seed, name).fillUniform(new Float32Array(size))];
    }),
  );

/** The output of a layer for an input, in inference unless told otherwise. */
export async function runLayer(
  layer: Layer,
  shape: readonly number[],
  x: Float32Array,
  weights: Weights,
  training = false,
): Promise<Record<string, Float32Array>> {
  const { graph, context } = buildLayer(layer, shape, { training });
  return runGraph(graph, { x, ...weights, ...randomFeeds(context) });
}
