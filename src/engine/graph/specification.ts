// What must hold of any graph, checked without trusting how it was built: run on every graph in tests and, in debug
// mode, on every graph that is compiled. It reads the graph only.
import { inferTypes, type Graph, type Node, type Value } from './graph.ts';
import { GraphError } from './operator.ts';
import { operatorKey, operators } from './operators/index.ts';
import { arrayTypes, formatType, sameShape, sizeOf } from './tensor-type.ts';

/**
 * Throws a GraphError that names the first node or value that breaks a rule: every operator known, arities and attributes
 * right, types as inferred, names unique, and every operand made before it is used, in the same graph.
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
