// Chooses two layers in the middle of a network whose maps tell good pieces from bad ones (Roth et al., 2022,
// section 3.1): early ones know only edges, late ones only the classes that the network was trained on.
import type { Graph, Node, Value } from '../engine/graph/graph.ts';
import { liveNodes } from '../engine/graph/live-nodes.ts';
import { didYouMean } from '../did-you-mean.ts';
import { InputError } from '../errors.ts';

/** The maps of a layer. */
export interface LayerMaps {
  /** The name of the node that computes them. */
  readonly name: string;
  /** `[batch, channels, height, width]`. */
  readonly value: Value;
  /** In places. */
  readonly height: number;
  /** In places. */
  readonly width: number;
  /** The number of maps. */
  readonly channels: number;
}

/** The size of a picture. */
export interface PictureSize {
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
}

/** The pixels between places of the first layer and of the second. */
const strides = [8, 16] as const;
/** The fewest places along a side, so that small pictures are not judged by a handful of places. */
const fewestPlaces = [14, 7] as const;
/** Inverted residuals (Sandler et al., 2018) widen maps inside a block; blocks end in narrow ones. */
const mostWidening = 2;

/**
 * Two layers of a network: the last one with about an eighth of the picture's height, and the last one with
 * about a sixteenth. Small pictures get layers of about 14 and 7 places along a side instead. Layers inside a
 * block, which a shortcut passes by or which are more than twice as wide as the narrowest of their size, do
 * not count.
 *
 * @param graph a network from pictures to scores
 * @param names the layers to take instead, by the names of their nodes; that with the larger maps is the
 *   first
 * @throws InputError if the network has no maps of two sizes, or a name is not that of a layer with maps
 */
export function middleMaps(
  graph: Graph,
  { height }: PictureSize,
  names?: readonly string[],
): readonly LayerMaps[] {
  const layers = layersWithMaps(graph);
  if (names) return namedLayers(layers, names);
  const ends = blockEnds(layers.filter(({ isPassed }) => !isPassed));
  const heights = [...new Set(ends.map((layer) => layer.height))];
  const chosen = strides.map((stride, i) => nearest(heights, Math.max(height / stride, fewestPlaces[i]!)));
  if (heights.length < 2 || chosen[0] === chosen[1])
    throw new InputError(
      `expected a network with maps of two sizes in its middle, got ${heights.length === 0 ? 'one without maps' : `maps of ${heights.join(' and ')} rows`}`,
    );
  return chosen.map((size) => ends.findLast((layer) => layer.height === size)!);
}

interface Layer extends LayerMaps {
  /** Whether a later layer also depends on something else than this one. */
  readonly isPassed: boolean;
}

/** The layers whose result has several places, in their order. */
function layersWithMaps(graph: Graph): Layer[] {
  const nodes = liveNodes(graph);
  const isAlone = bottlenecks(graph, nodes);
  return nodes.flatMap((node) => {
    const [value] = node.outputs;
    const [, channels, height, width] = value!.shape;
    const hasPlaces = value!.shape.length === 4 && Number(height) > 1 && Number(width) > 1;
    if (!hasPlaces || value!.dtype !== 'float32' || node.operator.type === 'Transpose') return [];
    const size = { channels: Number(channels), height: Number(height), width: Number(width) };
    return [{ name: node.name, value: value!, ...size, isPassed: !isAlone.has(node) }];
  });
}

/** The nodes through which everything goes on its way from the picture to the scores. */
function bottlenecks(graph: Graph, nodes: readonly Node[]): Set<Node> {
  const lastUse = new Map<Value, number>();
  nodes.forEach((node, i) => node.inputs.forEach((value) => value && lastUse.set(value, i)));
  const depending = new Set(graph.inputs);
  const found = new Set<Node>();
  nodes.forEach((node, i) => {
    if (!node.inputs.some((value) => value && depending.has(value))) return;
    for (const value of depending) if ((lastUse.get(value) ?? -1) <= i) depending.delete(value);
    node.outputs.forEach((value) => depending.add(value));
    if (depending.size === 1) found.add(node);
  });
  return found;
}

/** The layers that are not much wider than the narrowest one of their size. */
function blockEnds(layers: readonly Layer[]): Layer[] {
  const narrowest = new Map<number, number>();
  for (const { height, channels } of layers)
    narrowest.set(height, Math.min(channels, narrowest.get(height) ?? Infinity));
  return layers.filter(({ height, channels }) => channels <= mostWidening * narrowest.get(height)!);
}

/** The size that differs from the wanted one by the smallest factor; of two, the larger. */
const nearest = (sizes: readonly number[], wanted: number): number | undefined => {
  const distance = (size: number) => Math.abs(Math.log(size / wanted));
  return sizes.toSorted((a, b) => distance(a) - distance(b) || b - a)[0];
};

function namedLayers(layers: readonly Layer[], names: readonly string[]): Layer[] {
  const found = names.map((name) => {
    const layer = layers.find((other) => other.name === name);
    if (layer) return layer;
    const known = layers.map((other) => other.name);
    throw new InputError(
      `--layers: expected layers with maps, such as ${known.at(-1)}, got '${name}'${didYouMean(name, known)}`,
    );
  });
  return found.sort((a, b) => b.height - a.height);
}
