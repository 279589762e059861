// The rules for graphs, and the operators allowed at each stage on the way to the runtime. They are checked
// without trusting the code that built the graph: in tests and, in debug mode, after every pass. Checking
// does not change the graph.
import { inferTypes, type Graph, type Node, type Value } from './graph.ts';
import { GraphError } from './operator.ts';
import { operatorKey, operators } from './operators/index.ts';
import { arrayTypes, formatType, sameShape, sizeOf } from './tensor-type.ts';

/** Domains of operators: ONNX's own, ours, and ONNX Runtime's internal one for the blocked layout. */
const [onnx, ours, blocked] = ['', 'atelier', 'com.microsoft.nchwc'];

/** The domains whose operators are allowed, by the state of the graph. */
const stages = {
  /** As built or differentiated. */
  built: [onnx, ours],
  /** After the pass that chooses the blocked layout. */
  blocked: [onnx, ours, blocked],
  /** Ready for the runtime: our own operators have been lowered. */
  lowered: [onnx, blocked],
} as const satisfies Record<string, readonly string[]>;
export type Stage = keyof typeof stages;

/** Checks a graph like `checkGraph`, and that all its operators are allowed at a stage. @throws GraphError */
export function checkStage(graph: Graph, stage: Stage): void {
  checkGraph(graph);
  const domains: readonly string[] = stages[stage];
  const stray = graph.nodes.find(({ operator }) => !domains.includes(operator.domain));
  if (stray) throw new GraphError(`${stray.name}: ${stray.operator.type} is not allowed in a ${stage} graph`);
}

/**
 * Throws a GraphError that names the first node or value that breaks a rule: operators are known, arities and
 * attributes are right, types are as inferred, names are unique, and every operand belongs to the graph and
 * comes before its use.
 */
export function checkGraph(graph: Graph): void {
  const known = new Map<string, Value>();
  const define = (value: Value) => {
    const other = known.get(value.name);
    if (other && other !== value) throw new GraphError(`${value.name}: two values have this name`);
    if (value.graph !== graph) throw new GraphError(`${value.name}: the value belongs to another graph`);
    known.set(value.name, value);
  };
  graph.inputs.forEach(define);
  for (const node of graph.nodes) {
    for (const value of node.inputs) {
      if (value?.data) checkConstant(value);
      if (value && !value.producer && !graph.inputs.includes(value)) {
        if (!value.data)
          throw new GraphError(
            `${node.name}: operand ${value.name} is not an input, a constant or an output of a node`,
          );
        define(value);
      }
    }
    checkNode(node, known);
    node.outputs.forEach(define);
  }
  for (const [name, value] of graph.outputs) {
    if (value.graph !== graph) throw new GraphError(`output ${name}: its value belongs to another graph`);
    if (!value.data && known.get(value.name) !== value) {
      throw new GraphError(
        `output ${name}: ${value.name} is not an input, a constant or an output of a node`,
      );
    }
  }
}

function checkNode(node: Node, known: ReadonlyMap<string, Value>): void {
  if (operators.get(operatorKey(node.operator)) !== node.operator) {
    throw new GraphError(`${node.name}: unknown operator ${node.operator.type}`);
  }
  for (const value of node.inputs) {
    if (value && known.get(value.name) !== value) {
      throw new GraphError(`${node.name}: operand ${value.name} is used before it is computed`);
    }
  }
  const { inputs, attributes, outputs } = node;
  const types = inferTypes(node.operator, { inputs, attributes, outputCount: outputs.length }, node.name);
  outputs.forEach((output, i) => {
    const type = types[i];
    if (!type || type.dtype !== output.dtype || !sameShape(type.shape, output.shape)) {
      const expected = type ? formatType(type) : 'nothing';
      throw new GraphError(`${node.name}: expected ${expected} as output ${i}, got ${formatType(output)}`);
    }
    if (output.producer !== node)
      throw new GraphError(`${node.name}: output ${i} names another node as its producer`);
  });
}

function checkConstant({ name, data, dtype, shape }: Value): void {
  if (!(data instanceof arrayTypes[dtype]) || data.length !== sizeOf(shape)) {
    throw new GraphError(`constant ${name}: its data does not fit ${formatType({ dtype, shape })}`);
  }
}
