// Describes a saved model. Its card has the architecture. If that has a layer of an unknown type, such as one
// that a program defined, the layers are derived from the names of the graph's nodes instead.
import { scopeOf, type Graph, type Node, type Value } from '../engine/graph/graph.ts';
import { GraphError } from '../engine/graph/graph-error.ts';
import { isFloat } from '../engine/graph/tensor-type.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { unpackConstants } from '../engine/passes/unpack-constants.ts';
import { InputError } from '../errors.ts';
import { decodeModelCard } from './classifier-file.ts';
import {
  describeModel,
  describeNetwork,
  type BuiltNetwork,
  type ModelDescription,
  type NetworkLayer,
} from './describe.ts';
import { readableName, weightUses } from './foreign/weights.ts';
import { Model } from './model.ts';

/**
 * Describes a saved model, for pictures of the size that it takes. Throws an InputError that names the source
 * if the bytes are not a model of ours.
 *
 * @example describeClassifier(await readFile('best.onnx'), 'best.onnx').parameters
 */
export function describeClassifier(bytes: Uint8Array, source: string): ModelDescription {
  const { architecture, input } = decodeModelCard(bytes, source);
  const shape = [input.channels, input.height, input.width] as const;
  const model = modelOf(architecture);
  try {
    return model
      ? describeModel(model, shape)
      : describeGraphOf(architecture)(unpackConstants(decodeModel(bytes)), architecture.name, shape);
  } catch (error) {
    if (!(error instanceof GraphError || error instanceof InputError)) throw error;
    throw new InputError(`${source}: ${error.message}`);
  }
}

/** The architecture as layers; undefined if it has layers of unknown types. */
function modelOf(architecture: Parameters<typeof Model.fromJSON>[0]): Model | undefined {
  try {
    return Model.fromJSON(architecture);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Networks from other programs name their nodes in their own ways. */
const describeGraphOf = ({ layers }: Parameters<typeof Model.fromJSON>[0]) =>
  layers.length === 0 || layers.some(({ type }) => type === 'pretrained') ? describeForeign : describeGraph;

/** Describes a graph of any origin: a layer for each node that has weights, in the order of the graph. */
function describeForeign(graph: Graph, model: string, input: BuiltNetwork['input']): ModelDescription {
  const uses = weightUses(graph.nodes);
  const nameOf = ({ name }: Node) => readableName(name);
  const weighted = [...new Set(uses.map(({ node }) => node))];
  return describeNetwork({
    ...{ model, input },
    nodes: graph.nodes.map((node) => ({ ...node, name: `${nameOf(node)}/node` })),
    parameters: uses.map(({ node, position, value }) => ({
      name: `${nameOf(node)}/${position}`,
      shape: value.shape as number[], // of a constant: all numbers
    })),
    layers: weighted.map((node) => ({
      name: nameOf(node),
      type: node.operator.type,
      options: {},
      input: node.inputs.find((value) => value && !value.data) ?? node.outputs[0]!,
      output: node.outputs[0]!,
    })),
  });
}

/** Describes a graph with constant weights, by the scopes in its nodes' names. */
export function describeGraph(graph: Graph, model: string, input: BuiltNetwork['input']): ModelDescription {
  const { nodes } = graph;
  const scopes = new Set(nodes.map(scopeOf).flatMap(withOuterScopes));
  return describeNetwork({
    ...{ model, input, nodes, parameters: parametersOf(nodes) },
    layers: [...scopes].map((scope) => layerOfScope(scope, nodes)),
  });
}

/** A scope and the scopes around it, from the outermost. */
function withOuterScopes(scope: string): string[] {
  if (scope === '') return [];
  const segments = scope.split('/');
  return segments.map((_, i) => segments.slice(0, i + 1).join('/'));
}

function layerOfScope(name: string, all: readonly Node[]): NetworkLayer {
  const nodes = all.filter((node) => node.name.startsWith(`${name}/`));
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const read = nodes.flatMap(({ inputs }) => inputs).filter((value) => value !== undefined);
  const output = nodes.at(-1)!.outputs[0]!;
  return {
    name,
    type: name.slice(name.lastIndexOf('/') + 1).replace(/_\d+$/, ''),
    options: {},
    input: read.find((value) => !value.data && !made.has(value)) ?? output,
    output,
  };
}

/** The trainable constants: all that are named within a layer, except running means and variances. */
function parametersOf(nodes: readonly Node[]): { name: string; shape: number[] }[] {
  const running = nodes
    .filter(({ operator }) => operator.type === 'BatchNormalization')
    .flatMap(({ inputs }) => inputs.slice(3));
  const constants = new Set(nodes.flatMap(({ inputs }) => inputs).filter(isWeight));
  return [...constants]
    .filter((value) => !running.includes(value))
    .map(({ name, shape }) => ({
      name,
      shape: shape as number[], // the shape of a constant has only numbers
    }));
}

const isWeight = (value: Value | undefined): value is Value =>
  value?.data !== undefined && isFloat(value.dtype) && value.name.includes('/');
