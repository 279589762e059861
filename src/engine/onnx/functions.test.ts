// Functions that a model defines agree with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  float,
  foreignFile,
  graphAttribute,
  int,
  node,
  subgraph,
  tensor,
  type ForeignModel,
} from '../testing/foreign-models.ts';
import { AttributeKind, type AttributeProto, type FunctionProto, type NodeProto } from './messages.ts';

const version = 18;

const call = (...parameters: Parameters<typeof node>): NodeProto => ({
  ...node(...parameters),
  domain: 'own',
});

const define = (parts: FunctionProto): FunctionProto => ({
  ...{
    domain: 'own',
    opsetImport: [
      { domain: '', version },
      { domain: 'own', version: 1 },
    ],
  },
  ...parts,
});

/** An attribute that is the one that the function was called with. */
const passed = (name: string, refAttrName: string, type: number = AttributeKind.float): AttributeProto => ({
  ...{ name, refAttrName, type },
});

const model = (
  functions: readonly FunctionProto[],
  nodes: readonly NodeProto[],
  rest: Partial<ForeignModel> = {},
): ForeignModel => ({
  ...{ opset: version, inputs: { x: ['batch', 4] }, nodes, functions, ...rest },
});

/** Twice what it is given, plus 1. */
const affine = define({
  name: 'Affine',
  input: ['x'],
  output: ['y'],
  node: [
    node('Constant', [], 'one', [float('value_float', 1)]),
    node('Add', ['x', 'x'], 'sum'),
    node('Add', ['sum', 'one'], 'y'),
  ],
});

describe('functions', () => {
  it('may be called several times, and share names with the model', async () => {
    const nodes = [
      node('Relu', ['x'], 'sum'),
      call('Affine', ['sum'], 'one'),
      call('Affine', ['one'], 'twice'),
      node('Sub', ['twice', 'x'], 'y'),
    ];
    const graph = await expectSame(model([affine], nodes));
    const names = graph.nodes.map(({ name }) => name);
    expect(names).toEqual(['sum', 'one/sum', 'one/y', 'twice/sum', 'twice/y', 'y']);
  });

  it('call other functions', async () => {
    const outer = define({
      ...{ name: 'Outer', input: ['a', 'b'], output: ['p', 'q'] },
      node: [call('Affine', ['b'], 'x'), node('Mul', ['a', 'x'], 'p'), call('Affine', ['p'], 'q')],
    });
    const nodes = [
      node('Neg', ['x'], 'n'),
      call('Outer', ['x', 'n'], ['u', 'v']),
      node('Sub', ['u', 'v'], 'y'),
    ];
    await expectSame(model([outer, affine], nodes));
  });

  it('pass attributes on, or leave the operator’s default', async () => {
    const scaled = define({
      ...{ name: 'Scaled', input: ['x'], output: ['y'], attribute: ['slope', 'alpha'] },
      node: [
        node('LeakyRelu', ['x'], 'l', [passed('alpha', 'slope')]),
        node('Elu', ['l'], 'y', [passed('alpha', 'alpha')]),
      ],
    });
    await expectSame(model([scaled], [call('Scaled', ['x'], 'y', [float('slope', 0.3), float('alpha', 2)])]));
  });

  it('have defaults for attributes that a call may override', async () => {
    const scaled = define({
      ...{
        name: 'Scaled',
        input: ['x'],
        output: ['y'],
        attributeProto: [float('slope', 0.25), float('alpha', 3)],
      },
      node: [
        node('LeakyRelu', ['x'], 'l', [passed('alpha', 'slope')]),
        node('Elu', ['l'], 'y', [passed('alpha', 'alpha')]),
      ],
    });
    const inner = define({
      ...{ name: 'Inner', input: ['x'], output: ['y'], attribute: ['a'] },
      node: [call('Scaled', ['x'], 'y', [passed('alpha', 'a')])],
    });
    await expectSame(
      model([scaled, inner], [call('Scaled', ['x'], 'z'), call('Inner', ['z'], 'y', [float('a', 0.5)])]),
    );
  });

  it('have optional inputs and outputs that a call may leave out', async () => {
    const clipped = define({
      ...{ name: 'Clipped', input: ['x', 'low', 'high'], output: ['y', 'z'] },
      node: [node('Clip', ['x', 'low', 'high'], 'y'), node('Neg', ['x'], 'z')],
    });
    const initializers = [tensor('half', [0.5], [])];
    await expectSame(model([clipped], [call('Clipped', ['x', '', 'half'], ['y', ''])], { initializers }));
    await expectSame(model([clipped], [call('Clipped', ['x', 'half'], ['', 'y'])], { initializers }));
  });

  it('contain subgraphs that see the names and attributes of the function', async () => {
    const branch = (name: string) =>
      subgraph({ nodes: [node('LeakyRelu', ['x'], name, [passed('alpha', 'slope')])], outputs: [name] });
    const chosen = define({
      ...{ name: 'Chosen', input: ['x', 'c'], output: ['y'], attribute: ['slope'] },
      node: [
        node('If', ['c'], 'y', [
          graphAttribute('then_branch', branch('t')),
          graphAttribute('else_branch', branch('e')),
        ]),
      ],
    });
    const initializers = [tensor('yes', [1], [], 'bool')];
    const nodes = [node('Neg', ['x'], 'n'), call('Chosen', ['n', 'yes'], 'y', [float('slope', 0.5)])];
    await expectSame(model([chosen], nodes, { initializers, inputs: { x: [4] } }));
  });

  it('have their own version of the operators', () => {
    const old = define({
      ...{ name: 'Old', input: ['x'], output: ['y'], opsetImport: [{ domain: '', version: 11 }] },
      node: [node('Softmax', ['x'], 'y', [int('axis', 0)])],
    });
    // ONNX leaves open what a file means whose two versions differ; the runtime takes the model's.
    const file = foreignFile(model([old], [call('Old', ['x'], 'y')], { inputs: { x: [2, 3] } }));
    const types = decodeForeign(file).nodes.map(({ operator }) => operator.type);
    expect(types).toEqual(['Reshape', 'Softmax', 'Reshape']); // over all axes, as until version 13
  });
});

describe('functions are refused', () => {
  it('that call themselves', () => {
    const self = define({ name: 'Self', input: ['x'], output: ['y'], node: [call('Self', ['x'], 'y')] });
    expect(() => decodeForeign(foreignFile(model([self], [call('Self', ['x'], 'y')])))).toThrow(
      new GraphError('functions and subgraphs are nested more than 32 deep'),
    );
  });

  it('that expand to too many nodes', () => {
    // Each calls the next ten times.
    const functions = Array.from({ length: 7 }, (_, i) =>
      define({
        ...{ name: `F${i}`, input: ['x'], output: ['y9'] },
        node: Array.from({ length: 10 }, (_, k) =>
          (i < 6 ? call : node)(i < 6 ? `F${i + 1}` : 'Relu', [k ? `y${k - 1}` : 'x'], `y${k}`),
        ),
      }),
    );
    expect(() => decodeForeign(foreignFile(model(functions, [call('F0', ['x'], 'y')])))).toThrow(
      new GraphError('the model has more than 100000 nodes, functions and loops written out'),
    );
  });

  it('that are missing, or return fewer outputs than declared', () => {
    expect(() => decodeForeign(foreignFile(model([], [call('Lost', ['x'], 'y')])))).toThrow(
      new GraphError('the engine does not know the operator own.Lost'),
    );
    const empty = define({ name: 'Empty', input: ['x'], output: ['y'], node: [] });
    expect(() => decodeForeign(foreignFile(model([empty], [call('Empty', ['x'], 'y')])))).toThrow(
      new GraphError('y is made by nothing'),
    );
  });
});
