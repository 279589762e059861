// The specification accepts what the builders make, and catches each way to break a graph behind their backs.
import { describe, expect, it } from 'vitest';
import { gradients } from '../gradients/gradients.ts';
import { batchOf, crossEntropy, lenet5, smallCnn } from '../testing/networks.ts';
import { Graph, type Node, type Value } from './graph.ts';
import { defineOperator, GraphError } from './operator.ts';
import * as op from './operators/index.ts';
import { checkGraph, checkStage, type Stage } from './specification.ts';
import { toBlocked } from './operators/blocked.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** y = relu(x · w + 1), with its parts at hand to be broken. */
function sample() {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 3]);
  const w = graph.constant(new Float32Array(12), [3, 4], 'float32', 'w');
  const product = op.matMul(x, w);
  const y = op.relu(op.add(product, 1));
  graph.output('y', y);
  return { graph, x, w, product, y, nodes: graph.nodes as Mutable<Node>[] };
}

describe('checkGraph accepts', () => {
  it.each([smallCnn, lenet5])('the $name with all its gradients', (network) => {
    const graph = new Graph();
    const images = graph.input('images', 'float32', batchOf(2).images.shape);
    const labels = graph.input('labels', 'int64', [2]);
    const parameters = network.parameterShapes.map((shape, i) => graph.input(`p${i}`, 'float32', shape));
    const loss = crossEntropy(network.apply(images, parameters), labels);
    gradients(loss, parameters).forEach((gradient, i) => graph.output(`g${i}`, gradient));
    expect(() => checkGraph(graph)).not.toThrow();
  });

  it('an empty graph, and outputs that are inputs, constants, or named twice', () => {
    expect(() => checkGraph(new Graph())).not.toThrow();
    const { graph, x, w, y } = sample();
    graph.output('again', y);
    graph.output('input', x);
    graph.output('constant', w);
    expect(() => checkGraph(graph)).not.toThrow();
  });
});

type Breakage = [name: string, damage: (parts: ReturnType<typeof sample>) => void, message: string];

describe('checkGraph rejects', () => {
  const other = () => new Graph().input('elsewhere', 'float32', [2, 4]);
  const rows: Breakage[] = [
    [
      'an operator that is not in the table',
      ({ nodes }) => (nodes[2]!.operator = defineOperator('Relux', op.Relu as never)),
      'Relu: unknown operator Relux',
    ],
    [
      'an operator that only has the name of a known one',
      ({ nodes }) => (nodes[2]!.operator = { ...op.Relu }),
      'Relu: unknown operator Relu',
    ],
    [
      'a wrong number of operands',
      ({ nodes, x, y }) => (nodes[2]!.inputs = [nodes[1]!.outputs[0], x, y]),
      'Relu: operand Relu is used before it is computed',
    ],
    [
      'one operand too many',
      ({ nodes, x }) => (nodes[2]!.inputs = [x, x]),
      'Relu Relu(float32[2, 3], float32[2, 3]): expected 1 inputs, got 2',
    ],
    [
      'an attribute that is not the operator’s',
      ({ nodes }) => (nodes[2]!.attributes = { alpha: 1 }),
      'Relu Relu(float32[2, 4]): unknown attribute alpha',
    ],
    [
      'operands of two types',
      ({ nodes, graph }) => (nodes[1]!.inputs = [nodes[0]!.outputs[0], graph.scalar(1, 'float64')]),
      'Add Add(float32[2, 4], float64[]): expected inputs of one type, got float32[2, 4] and float64[]',
    ],
    [
      'a shape that is not what the inputs give',
      ({ product }) => ((product as Mutable<Value>).shape = [2, 5]),
      'MatMul: expected float32[2, 4] as output 0, got float32[2, 5]',
    ],
    [
      'a type that is not what the inputs give',
      ({ product }) => ((product as Mutable<Value>).dtype = 'float64'),
      'MatMul: expected float32[2, 4] as output 0, got float64[2, 4]',
    ],
    [
      'an output that names another producer',
      ({ y, nodes }) => ((y as Mutable<Value>).producer = nodes[0]!),
      'Relu: output 0 names another node as its producer',
    ],
    [
      'an operand that nothing makes',
      ({ nodes, graph }) => (nodes[2]!.inputs = [{ graph, name: 'ghost', dtype: 'float32', shape: [2, 4] }]),
      'Relu: operand ghost is not an input, a constant or an output of a node',
    ],
    [
      'an output that nothing makes',
      ({ graph }) => graph.outputs.set('ghost', { graph, name: 'ghost', dtype: 'float32', shape: [2, 4] }),
      'output ghost: ghost is not an input, a constant or an output of a node',
    ],
    [
      'two values of one name',
      ({ y }) => ((y as Mutable<Value>).name = 'MatMul'),
      'MatMul: two values have this name',
    ],
    [
      'a constant with the name of an input',
      ({ w }) => ((w as Mutable<Value>).name = 'x'),
      'x: two values have this name',
    ],
    ['nodes out of order', ({ nodes }) => nodes.reverse(), 'Relu: operand Add is used before it is computed'],
    [
      'an operand of another graph',
      ({ nodes }) => (nodes[2]!.inputs = [other()]),
      'Relu: operand elsewhere is not an input, a constant or an output of a node',
    ],
    [
      'an input of another graph',
      ({ graph }) => graph.inputs.push(other()),
      'elsewhere: the value belongs to another graph',
    ],
    [
      'an output of another graph',
      ({ graph }) => graph.outputs.set('z', new Graph().scalar(1)),
      'output z: its value belongs to another graph',
    ],
    [
      'a constant of another graph',
      ({ nodes }) => (nodes[1]!.inputs = [nodes[0]!.outputs[0], new Graph().scalar(1)]),
      'scalar: the value belongs to another graph',
    ],
    [
      'a constant whose data is too short',
      ({ w }) => ((w as Mutable<Value>).data = new Float32Array(11)),
      'constant w: its data does not fit float32[3, 4]',
    ],
    [
      'a constant whose data is of another type',
      ({ w }) => ((w as Mutable<Value>).data = new Float64Array(12)),
      'constant w: its data does not fit float32[3, 4]',
    ],
  ];

  it.each(rows)('%s', (_, damage, message) => {
    const parts = sample();
    expect(() => checkGraph(parts.graph)).not.toThrow();
    damage(parts);
    expect(() => checkGraph(parts.graph)).toThrow(new GraphError(message));
  });
});

describe('checkStage', () => {
  const lowered = () => {
    const graph = new Graph();
    graph.output('y', op.relu(graph.input('x', 'float32', [1, 8, 2, 2])));
    return graph;
  };
  const ours = () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 8, 2, 2]);
    graph.output('y', op.scaleShift(x, graph.constant(new Float32Array(8), [8], 'float32')));
    return graph;
  };
  const blocked = () => {
    const graph = new Graph();
    graph.output('y', toBlocked(graph.input('x', 'float32', [1, 8, 2, 2])));
    return graph;
  };

  it.each<[stage: Stage, allowed: (() => Graph)[], refused: (() => Graph)[]]>([
    ['built', [lowered, ours], [blocked]],
    ['blocked', [lowered, ours, blocked], []],
    ['lowered', [lowered, blocked], [ours]],
  ])('%s', (stage, allowed, refused) => {
    for (const graph of allowed) expect(() => checkStage(graph(), stage)).not.toThrow();
    for (const graph of refused)
      expect(() => checkStage(graph(), stage)).toThrow(`is not allowed in a ${stage} graph`);
  });

  it('checks all that checkGraph does', () => {
    const graph = lowered();
    (graph.nodes[0]!.outputs[0] as Mutable<Value>).dtype = 'int32';
    expect(() => checkStage(graph, 'built')).toThrow('expected float32[1, 8, 2, 2] as output 0, got ');
  });
});
