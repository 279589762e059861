// If and Loop that can be resolved while a model is read agree with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  float,
  foreignFile,
  graphAttribute,
  node,
  subgraph,
  tensor,
  whole,
  type ForeignModel,
} from '../testing/foreign-models.ts';
import type { NodeProto } from './messages.ts';

const branches = (yes: Uint8Array, no: Uint8Array) => [
  graphAttribute('then_branch', yes),
  graphAttribute('else_branch', no),
];
const applied = (type: string, from: string, to: string) =>
  subgraph({ nodes: [node(type, [from], to)], outputs: [to] });

const model = (
  nodes: readonly NodeProto[],
  initializers: ForeignModel['initializers'] = [],
): ForeignModel => ({
  ...{ opset: 16, inputs: { x: ['batch', 4] }, nodes, initializers },
});

const truth = (name: string, value: boolean) => tensor(name, [Number(value)], [], 'bool');

describe('If', () => {
  const either = node('If', ['c'], 'y', branches(applied('Relu', 'x', 't'), applied('Neg', 'x', 'e')));

  it.each([true, false])('with the condition %s', async (condition) => {
    const graph = await expectSame(model([either], [truth('c', condition)]));
    expect(graph.nodes.map(({ operator }) => operator.type)).toEqual([condition ? 'Relu' : 'Neg']);
  });

  it('with a condition on shapes, as exporters write for Squeeze', async () => {
    const nodes = [
      node('Shape', ['x'], 'shape'),
      node('Gather', ['shape', 'one'], 'size'),
      node('Equal', ['size', 'four'], 'c'),
      either,
    ];
    await expectSame(model(nodes, [whole('one', [1], []), whole('four', [4], [])]));
  });

  it('nested, with their own names and initialisers', async () => {
    const inner = subgraph({
      initializers: [tensor('shift', [3], [])],
      nodes: [node('Add', ['r', 'shift'], 'z')],
      outputs: ['z'],
    });
    const outer = subgraph({
      initializers: [tensor('shift2', [2], [])],
      nodes: [
        node('Mul', ['x', 'shift2'], 'r'),
        node('If', ['c'], 'w', branches(inner, applied('Neg', 'r', 'v'))),
      ],
      outputs: ['w'],
    });
    const nodes = [node('If', ['c'], 'y', branches(outer, applied('Relu', 'x', 'e')))];
    await expectSame(model(nodes, [truth('c', true)]));
  });

  it('with several outputs, and values from outside', async () => {
    const two = (types: readonly [string, string]) =>
      subgraph({ nodes: [node(types[0], ['x'], 'a'), node(types[1], ['n'], 'b')], outputs: ['a', 'b'] });
    const nodes = [
      node('Neg', ['x'], 'n'),
      node('If', ['c'], ['p', 'q'], branches(two(['Relu', 'Abs']), two(['Abs', 'Relu']))),
      node('Sub', ['p', 'q'], 'y'),
    ];
    await expectSame(model(nodes, [truth('c', false)]));
  });

  it('with a condition on pictures is refused', () => {
    const nodes = [
      node('ReduceSum', ['x'], 's'),
      node('Cast', ['s'], 'c', [{ name: 'to', type: 2, i: 9 }]),
      either,
    ];
    expect(() => decodeForeign(foreignFile(model(nodes)))).toThrow(
      new GraphError('If y: its condition is only known at run time'),
    );
  });
});

/** A loop's body: iteration and condition, then what is carried. */
const body = (nodes: readonly NodeProto[], outputs: readonly string[], carried: readonly string[] = ['s']) =>
  graphAttribute(
    'body',
    subgraph({
      inputs: {
        i: ['int64', []],
        goes: ['bool', []],
        ...Object.fromEntries(carried.map((name) => [name, []])),
      },
      nodes: [node('Identity', ['goes'], 'on'), ...nodes],
      outputs,
    }),
  );

const asFloat = [{ name: 'to', type: 2, i: 1 }];

describe('Loop', () => {
  it('runs a number of iterations, with their index', async () => {
    const turn = [node('Cast', ['i'], 'f', asFloat), node('Add', ['s', 'f'], 'next')];
    const nodes = [
      node('Loop', ['n', 'c', 'start'], 's4', [body(turn, ['on', 'next'])]),
      node('Mul', ['x', 's4'], 'y'),
    ];
    for (const turns of [0, 1, 4])
      await expectSame(model(nodes, [whole('n', [turns], []), truth('c', true), tensor('start', [0.5], [])]));
  });

  it('works on values that depend on pictures', async () => {
    const turn = [node('Relu', ['s'], 'r'), node('Sub', ['r', 'half'], 'next')];
    const file = model(
      [node('Loop', ['n', '', 'x'], 'y', [body(turn, ['on', 'next'])])],
      [whole('n', [3], []), tensor('half', [0.5], [])],
    );
    await expectSame(file);
  });

  it('runs until its condition is false', async () => {
    const turn = [
      node('Add', ['s', 'half'], 'next'),
      node('Constant', [], 'limit', [float('value_float', 1.6)]),
      node('Less', ['next', 'limit'], 'less'),
    ];
    const initializers = [truth('c', true), tensor('start', [0], []), tensor('half', [0.5], [])];
    const nodes = (count: string) => [
      node('Loop', [count, 'c', 'start'], 's4', [body(turn, ['less', 'next'])]),
      node('Mul', ['x', 's4'], 'y'),
    ];
    await expectSame(model(nodes('n'), [whole('n', [100], []), ...initializers]));
    await expectSame(model(nodes(''), initializers));
    await expectSame(model(nodes('n'), [whole('n', [9], []), ...initializers.with(0, truth('c', false))]));
  });

  it.each([
    ['without an end', ['', '', 'x'], 'Loop y: it takes more than 1000 turns'],
    ['of very many turns', ['many', '', 'x'], 'Loop y: it takes more than 1000 turns'],
    [
      'of as many turns as pictures say',
      ['p', '', 'x'],
      'Loop y: its number of turns is only known at run time',
    ],
    [
      'whose condition depends on pictures',
      ['', 'q', 'x'],
      'Loop y: its condition is only known at run time',
    ],
  ])('%s is refused', (_, inputs, message) => {
    const nodes = [
      node('ReduceSum', ['x'], 'sum'),
      node('Cast', ['sum'], 'p', [{ name: 'to', type: 2, i: 7 }]),
      node('Cast', ['sum'], 'q', [{ name: 'to', type: 2, i: 9 }]),
      node('Loop', inputs, 'y', [body([node('Relu', ['s'], 'next')], ['on', 'next'])]),
    ];
    const file = foreignFile(model(nodes, [whole('many', [2 ** 50], [])]));
    expect(() => decodeForeign(file)).toThrow(new GraphError(message));
  });

  it('with scan outputs is refused', () => {
    const nodes = [node('Loop', ['n', '', 'x'], ['y', 'all'], [body([], ['on', 's', 's'])])];
    expect(() => decodeForeign(foreignFile(model(nodes, [whole('n', [2], [])])))).toThrow(
      new GraphError('Loop y: outputs that are collected are not supported'),
    );
  });

  it('nested in loops ends', () => {
    const nested = (depth: number): NodeProto[] =>
      depth === 0
        ? [node('Relu', ['s'], 'next')]
        : [node('Loop', ['n', '', 's'], 'next', [body(nested(depth - 1), ['on', 'next'])])];
    const file = (turns: number, depth: number) =>
      foreignFile(
        model(
          [node('Loop', ['n', '', 'x'], 'y', [body(nested(depth), ['on', 'next'])])],
          [whole('n', [turns], [])],
        ),
      );
    expect(() => decodeForeign(file(1000, 6))).toThrow(
      new GraphError('the model has more than 100000 nodes, functions and loops written out'),
    );
    expect(() => decodeForeign(file(1, 40))).toThrow(
      new GraphError('functions and subgraphs are nested more than 32 deep'),
    );
  });
});
