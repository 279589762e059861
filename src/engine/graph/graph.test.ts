// Building graphs: names, constants, and errors that say where.
import { describe, expect, it } from 'vitest';
import { apply, applyAll, Graph, type Value } from './graph.ts';
import { liveNodes } from './live-nodes.ts';
import { GraphError } from './operator.ts';
import * as op from './operators/index.ts';

function inputs(...shapes: (readonly (number | string)[])[]): Value[] {
  const graph = new Graph();
  return shapes.map((shape, i) => graph.input(`x${i}`, 'float32', shape));
}

describe('a graph', () => {
  it('gives every value a unique name', () => {
    const graph = new Graph();
    const x = graph.input('Relu', 'float32', [2]);
    const names = [op.relu(x), op.relu(x), op.relu(x)].map(({ name }) => name);
    graph.input('Relu_1_1', 'float32', [2]);
    expect(new Set([x.name, ...names]).size).toBe(4);
  });

  it('names further outputs after the first, without a clash', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 1, 4]);
    graph.input('MaxPool:1', 'int64', [1]);
    const names = op.maxPoolWithIndices(x, { kernel_shape: [2] }).map(({ name }) => name);
    expect(names[0]).toBe('MaxPool');
    expect(names[1]).toMatch(/^MaxPool:1./);
  });

  it('shares equal scalars, and keeps 0 and -0 apart', () => {
    const graph = new Graph();
    expect(graph.scalar(2)).toBe(graph.scalar(2));
    expect(graph.scalar(2)).not.toBe(graph.scalar(2, 'float64'));
    expect(graph.scalar(0)).not.toBe(graph.scalar(-0));
    expect(Object.is((graph.scalar(-0).data as Float32Array)[0], -0)).toBe(true);
  });

  it('converts numbers to a value’s type', () => {
    const graph = new Graph();
    const counts = graph.input('counts', 'int64', [2]);
    expect(op.add(counts, 3)).toMatchObject({ dtype: 'int64', shape: [2] });
    expect(op.sub(1, counts).producer!.inputs[0]!.data).toEqual(BigInt64Array.of(1n));
    const x = graph.input('x', 'float64', [2]);
    expect(op.where(op.greater(x, 0), 1, x).producer!.inputs[1]!.data).toEqual(Float64Array.of(1));
    expect(op.gather(x, 1).producer!.inputs[1]!.data).toEqual(BigInt64Array.of(1n));
  });

  it('finds the nodes that a value needs, in order', () => {
    const [x] = inputs([2]) as [Value];
    const y = op.exp(x);
    op.log(x);
    const z = op.add(y, op.neg(y));
    expect(liveNodes(x.graph, [z]).map(({ name }) => name)).toEqual(['Exp', 'Neg', 'Add']);
    expect(liveNodes(x.graph)).toEqual([]);
  });
});

describe('a graph refuses', () => {
  it('a name in use', () => {
    const graph = new Graph();
    graph.input('x', 'float32', [1]);
    expect(() => graph.input('x', 'float32', [1])).toThrow(
      new GraphError('input x: the graph already has this name'),
    );
  });

  it('constants whose data does not fit', () => {
    const graph = new Graph();
    expect(() => graph.constant(new Float32Array(3), [2, 2], 'float32', 'c')).toThrow(
      new GraphError('constant c: expected data for float32[2, 2], got Float32Array of 3'),
    );
    expect(() => graph.constant(new Float64Array(4), [2, 2], 'float32')).toThrow(GraphError);
  });

  it('a second output of one name, and outputs of another graph', () => {
    const [x] = inputs([1]) as [Value];
    x.graph.output('y', x);
    expect(() => x.graph.output('y', x)).toThrow(
      new GraphError('output y: the graph already has an output of this name'),
    );
    expect(() => new Graph().output('y', x)).toThrow(
      new GraphError('output y: its value belongs to another graph'),
    );
  });

  it('operands of two graphs, or none at all', () => {
    const [[a], [b]] = [inputs([1]), inputs([1])] as [[Value], [Value]];
    expect(() => op.add(a, b)).toThrow(new GraphError('Add: the operands belong to different graphs'));
    expect(() => op.add(1, 2)).toThrow(new GraphError('Add: at least one operand must be a value'));
  });

  it.each<[string, (x: Value) => unknown, string]>([
    ['too few operands', (x) => apply(op.Add, [x]), 'Add Add(float32[2, 3]): expected 2 inputs, got 1'],
    [
      'too many',
      (x) => apply(op.Relu, [x, x]),
      'Relu Relu(float32[2, 3], float32[2, 3]): expected 1 inputs, got 2',
    ],
    [
      'a missing operand',
      (x) => apply(op.Add, [x, undefined]),
      'Add Add(float32[2, 3], none): input 1 is missing',
    ],
    [
      'too many outputs',
      (x) => applyAll(op.Relu, [x], {}, 2),
      'Relu Relu(float32[2, 3]): expected 1 outputs, got 2',
    ],
    [
      'an unknown attribute',
      (x) => apply(op.Relu, [x], { alpha: 1 }),
      'Relu Relu(float32[2, 3]): unknown attribute alpha',
    ],
    [
      'an operand that must be constant',
      (x) => apply(op.Reshape, [x, x]),
      'Reshape Reshape(float32[2, 3], float32[2, 3]): input 1 must be a constant',
    ],
    [
      'mixed types',
      (x) => op.add(x, op.cast(x, 'float64')),
      'Add Add(float32[2, 3], float64[2, 3]): expected inputs of one type, got float32[2, 3] and float64[2, 3]',
    ],
  ])('%s, naming operator, node and operands', (_, build, message) => {
    const [x] = inputs([2, 3]) as [Value];
    expect(() => build(x)).toThrow(new GraphError(message));
  });

  it('keeps nothing of a refused node', () => {
    const [x] = inputs([2]) as [Value];
    expect(() => apply(op.Add, [x])).toThrow(GraphError);
    expect(x.graph.nodes).toEqual([]);
  });
});
