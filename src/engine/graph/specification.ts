// What must hold of any graph, and which operators may stand in it at each stage on its way to the runtime.
// Checked without trusting how the graph was built: in tests and, in debug mode, after every pass. It reads
// the graph only.
import { inferTypes, type Graph, type Node, type Value } from './graph.ts';
import { GraphError } from './operator.ts';
import { operatorKey, operators } from './operators/index.ts';
import { arrayTypes, formatType, sameShape, sizeOf } from './tensor-type.ts';

/** Domains of operators: ONNX's own, ours, and ONNX Runtime's internal one of the blocked layout. */
const [onnx, ours, blocked] = ['', 'atelier', 'com.microsoft.nchwc'];

/** The domains whose operators may stand in a graph, by what was done to it. */
const stages = {
  /** As it was built or differentiated. */
  built: [onnx, ours],
  /** After the pass that chooses the blocked layout. */
  blocked: [onnx, ours, blocked],
  /** Ready for the runtime: what is ours has been lowered. */
  lowered: [onnx, blocked],
} as const satisfies Record<string, readonly string[]>;
export type Stage = keyof typeof stages;

/** Checks a graph like `checkGraph`, and that all its operators belong to a stage. @throws GraphError */
export function checkStage(graph: Graph, stage: Stage): void {
  checkGraph(graph);
  const domains: readonly string[] = stages[stage];
  const stray = graph.nodes.find(({ operator }) => !domains.includes(operator.domain));
  if (stray)
    throw new GraphError(`${stray.name}: ${stray.operator.type} may not stand in a graph that is ${stage}`);
}

/**
 * Throws a GraphError that names the first node or value that breaks a rule: every operator known, arities
 * and attributes right, types as inferred, names unique, and every operand made before it is used, in the
 * same graph.
 */
export function checkGraph(graph: Graph): void {
  const known = new Map<string, Value>();
  const define = (value: Value) => {
    const other = known.get(value.name);
    if (other && other !== value) throw new GraphError(`two values have the name ${value.name}`);
    if (value.graph !== graph) throw new GraphError(`${value.name} belongs to another graph`);
    known.set(value.name, value);
  };
  graph.inputs.forEach(define);
  for (const node of graph.nodes) {
    for (const value of node.inputs) {
      if (value?.data) checkConstant(value);
      if (value && !value.producer && !graph.inputs.includes(value)) {
        if (!value.data) throw new GraphError(`${node.name}: operand ${value.name} is made by nothing`);
        define(value);
      }
    }
    checkNode(node, known);
    node.outputs.forEach(define);
  }
  for (const [name, value] of graph.outputs) {
    if (value.graph !== graph) throw new GraphError(`output ${name} belongs to another graph`);
    if (!value.data && known.get(value.name) !== value) {
      throw new GraphError(`output ${name}: ${value.name} is made by nothing`);
    }
  }
}

function checkNode(node: Node, known: ReadonlyMap<string, Value>): void {
  if (operators.get(operatorKey(node.operator)) !== node.operator) {
    throw new GraphError(`${node.name}: unknown operator ${node.operator.type}`);
  }
  for (const value of node.inputs) {
    if (value && known.get(value.name) !== value) {
      throw new GraphError(`${node.name}: operand ${value.name} is used before it is made`);
    }
  }
  const { inputs, attributes, outputs } = node;
  const types = inferTypes(node.operator, { inputs, attributes, outputCount: outputs.length }, node.name);
  outputs.forEach((output, i) => {
    const type = types[i];
    if (!type || type.dtype !== output.dtype || !sameShape(type.shape, output.shape)) {
      const expected = type ? formatType(type) : 'nothing';
      throw new GraphError(`${node.name}: output ${i} is ${formatType(output)}, inferred was ${expected}`);
    }
    if (output.producer !== node) throw new GraphError(`${node.name}: output ${i} names another producer`);
  });
}

function checkConstant({ name, data, dtype, shape }: Value): void {
  if (!(data instanceof arrayTypes[dtype]) || data.length !== sizeOf(shape)) {
    throw new GraphError(`constant ${name}: its data does not make ${formatType({ dtype, shape })}`);
  }
}
