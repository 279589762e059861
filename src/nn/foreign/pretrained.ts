// A pretrained network, foreign or ours, as a layer: everything before its last linear layer, with the
// trained weights. A new head after it learns new classes (fine-tuning).
import { GraphError } from '../../engine/graph/graph-error.ts';
import type { Graph, Node, Value } from '../../engine/graph/graph.ts';
import { liveNodes } from '../../engine/graph/live-nodes.ts';
import { flatten, reduceMean, transpose } from '../../engine/graph/operators/index.ts';
import { formatShape } from '../../engine/graph/tensor-type.ts';
import { InputError } from '../../errors.ts';
import type { Layer, LayerContext } from '../layer.ts';
import type { ForeignClassifier } from './read-foreign.ts';
import { logitsName } from './read-foreign.ts';
import { weightUses } from './weights.ts';

/** A network whose features a new head learns from. */
export interface Backbone {
  /** Its name in errors and descriptions. */
  readonly name: string;
  /** The SHA-256 of its file; a resumed run must find the same file. */
  readonly sha256: string;
  /** Reads its graph for a batch size, or for an open batch. */
  readonly read: (batch: number | 'batch') => ForeignClassifier;
  /** Whether its weights are not trained. */
  readonly frozen: boolean;
}

/**
 * The layers of a network before its last linear layer, whose input `[batch, features]` is the output of this
 * layer.
 *
 * @throws InputError if it is applied to pictures of a size that the network does not take, or if the network
 *   does not end in a linear layer
 */
export function pretrained({ name, sha256, read, frozen }: Backbone): Layer {
  const graphs = new Map<number | 'batch', ForeignClassifier>();
  const graphFor = (batch: number | 'batch'): ForeignClassifier => {
    const known = graphs.get(batch) ?? read(batch);
    graphs.set(batch, known);
    return known;
  };
  return {
    type: 'pretrained',
    toJSON: () => ({ type: 'pretrained', name, sha256, frozen }),
    apply: (context, x) => {
      const batch = typeof x.shape[0] === 'number' ? x.shape[0] : 'batch';
      const model = graphFor(batch);
      const { channels, height, width } = model.input;
      if (x.shape.slice(1).join() !== [channels, height, width].join())
        throw new InputError(
          `${name}: expected pictures of ${channels}×${height}×${width}, got ${formatShape(x.shape.slice(1))}`,
        );
      const fed = model.layout === 'nhwc' ? transpose(x, [0, 2, 3, 1]) : x;
      return asFeatures(copyInto(context, fed, model, frozen));
    },
  };
}

/** The input of the last linear layer of a graph. @throws GraphError if it does not end in one */
function featuresOf(graph: Graph): Value {
  let value = graph.outputs.get(logitsName)!;
  for (;;) {
    const node = value.producer;
    if (!node) throw new GraphError('the network has no linear layer before its scores');
    const { type } = node.operator;
    const isLinear = type === 'Gemm' || type === 'MatMul' || type === 'Conv';
    if (isLinear && node.inputs[1]?.data) return node.inputs[0]!;
    const next = node.inputs.find((input) => input && !input.data);
    if (!next || !passed.has(type))
      throw new GraphError(`expected a linear layer before the scores, got ${type} ${node.name}`);
    value = next;
  }
}

/** The operators that may lie between the last linear layer and the scores. */
const passed = new Set([
  ...['Add', 'Mul', 'Identity', 'Cast', 'Reshape', 'Flatten', 'Squeeze', 'Transpose'],
  ...['GlobalAveragePool', 'AveragePool', 'ReduceMean', 'Relu', 'Dropout'],
]);

/** One row for each picture; spatial axes are averaged. */
function asFeatures(value: Value): Value {
  if (value.shape.length === 4) return flatten(reduceMean(value, { axes: [2, 3] }));
  if (value.shape.length === 2) return value;
  throw new GraphError(`expected features [batch, features], got ${formatShape(value.shape)}`);
}

/** Copies the nodes up to the features to the graph of `x`, with the weights from the context. */
function copyInto(context: LayerContext, x: Value, model: ForeignClassifier, frozen: boolean): Value {
  const features = featuresOf(model.graph);
  const nodes = liveNodes(model.graph, [features]);
  const copies = new Map<Value, Value>([[model.image, x]]);
  const weights = frozen ? new Map<string, Value>() : trainedWeights(context, nodes);
  const constant = (value: Value): Value => {
    const known = copies.get(value);
    if (known) return known;
    const copy = x.graph.constant(value.data!, value.shape, value.dtype, `${context.name}/${value.name}`);
    copies.set(value, copy);
    return copy;
  };
  for (const node of nodes) {
    const inputs = node.inputs.map(
      (value, position) => value && (weights.get(useKey(node, position)) ?? constant(value)),
    );
    const name = `${context.name}/${node.name}`;
    const outputs = x.graph.add(node.operator, inputs, node.attributes, node.outputs.length, name);
    node.outputs.forEach((value, i) => copies.set(value, outputs[i]!));
  }
  return copies.get(features)!;
}

const useKey = ({ name }: Node, position: number): string => `${name} ${position}`;

/** A trainable weight for each use of one, with the trained values as initial values. */
function trainedWeights(context: LayerContext, nodes: readonly Node[]): Map<string, Value> {
  const names = new Map<string, number>();
  return new Map(
    weightUses(nodes).map(({ node, position, value }) => {
      const uses = names.get(value.name) ?? 0;
      names.set(value.name, uses + 1);
      const name = uses === 0 ? value.name : `${value.name}#${uses}`;
      const start = value.data as Float32Array;
      const parameter = context.parameter(name, value.shape as number[], () => start.slice());
      return [useKey(node, position), parameter];
    }),
  );
}
