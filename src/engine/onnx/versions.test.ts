// Older versions of operators agree with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  float,
  foreignFile,
  int,
  node,
  tensor,
  weights,
  type ForeignModel,
} from '../testing/foreign-models.ts';

/** One operator on x, and on initialisers. */
const ofX = (
  opset: number,
  one: ForeignModel['nodes'][number],
  shape: readonly number[],
  ...rest: ForeignModel['initializers'] & {}
): ForeignModel => ({
  ...{ opset, inputs: { x: shape }, initializers: rest, nodes: [one] },
});

describe('Split', () => {
  it.each([7, 11, 13])('into equal parts, before version 18 (%i)', async (opset) => {
    const model = ofX(opset, node('Split', ['x'], ['a', 'b', 'c'], [int('axis', 1)]), [2, 6]);
    await expectSame({ ...model, outputs: ['a', 'b', 'c'] });
  });

  it('into a number of parts, the last one smaller', async () => {
    const split = node('Split', ['x'], ['a', 'b', 'c'], [int('axis', 1), int('num_outputs', 3)]);
    await expectSame({ ...ofX(18, split, [2, 7]), outputs: ['a', 'b', 'c'] });
  });
});

describe('Softmax and LogSoftmax', () => {
  const overAxes = (opset: number, type: string, axes: readonly (number | undefined)[]): ForeignModel => ({
    ...{ opset, inputs: { x: ['batch', 3, 4, 2] }, outputs: axes.map((_, i) => `y${i}`) },
    nodes: axes.map((axis, i) => node(type, ['x'], `y${i}`, axis === undefined ? [] : [int('axis', axis)])),
  });
  const all = [undefined, 0, 1, 2, 3, -1, -2, -3, -4];

  it.each(['Softmax', 'LogSoftmax'])('%s over one axis since version 13', async (type) => {
    for (const opset of [13, 22]) await expectSame(overAxes(opset, type, all));
  });

  it.each(['Softmax', 'LogSoftmax'])(
    '%s over all axes from the given one, before version 13',
    async (type) => {
      for (const opset of [7, 11, 12])
        await expectSame(overAxes(opset, type, opset < 11 ? all.slice(0, 5) : all), {
          inputShape: (_, shape) => [3, ...shape.slice(1)],
        });
      await expectSame(overAxes(11, type, [undefined, 1, 2, 3, -1, -2, -3]));
    },
  );
});

describe('unused outputs', () => {
  it('the mask of Dropout', async () => {
    const model = {
      ...ofX(7, node('Dropout', ['x'], ['y', 'mask'], [float('ratio', 0.5)]), [2, 3]),
      outputs: ['y'],
    };
    await expectSame(model);
    await expectSame({ ...model, opset: 12, nodes: [node('Dropout', ['x'], ['y', 'mask'])] });
  });

  it('moments of LayerNormalization', async () => {
    const layerNorm = node('LayerNormalization', ['x', 's'], ['y', 'mean', 'deviation'], [int('axis', 1)]);
    await expectSame(ofX(17, layerNorm, [2, 3, 4], weights('s', [3, 4])));
  });

  it('used ones are refused', () => {
    const file = foreignFile({ ...ofX(7, node('Dropout', ['x'], ['y', 'mask']), [2, 3]), outputs: ['mask'] });
    expect(() => decodeForeign(file)).toThrow(new GraphError('mask is made by nothing'));
  });
});

describe('BatchNormalization', () => {
  const normalization = (opset: number, ...attributes: Parameters<typeof node>[3] & {}): ForeignModel =>
    ofX(
      opset,
      node('BatchNormalization', ['x', 's', 'b', 'm', 'v'], 'y', attributes),
      [2, 2, 3],
      ...['s', 'b', 'm'].map((name) => weights(name, [2])),
      tensor('v', [0.5, 2]),
    );

  it.each([7, 9, 14, 15, 21])('of version %i', async (opset) => {
    await expectSame(normalization(opset, float('momentum', 0.8)));
  });

  it('in training gives the new statistics too', async () => {
    const model = normalization(15, int('training_mode', 1), float('momentum', 0.8));
    const outputs = ['y', 'mean', 'variance'];
    await expectSame({ ...model, nodes: [{ ...model.nodes[0]!, output: outputs }], outputs });
  });

  it('after training, the statistics that an exporter left as outputs are passed over', () => {
    const model = normalization(9);
    const outputs = ['y', 'mean', 'variance', 'savedMean', 'savedVariance'];
    const { nodes } = decodeForeign(
      foreignFile({ ...model, nodes: [{ ...model.nodes[0]!, output: outputs }] }),
    );
    expect(nodes.map((one) => one.outputs.length)).toEqual([1]);
  });

  it('with separate statistics for each place is refused', () => {
    expect(() => decodeForeign(foreignFile(normalization(7, int('spatial', 0))))).toThrow(
      new GraphError('BatchNormalization y: spatial=0 is not supported'),
    );
  });
});

it('CastLike is a Cast to the type of its second input', async () => {
  const nodes = [node('CastLike', ['x', 'like'], 'c'), node('Add', ['c', 'like'], 'y')];
  await expectSame({
    opset: 15,
    inputs: { x: ['int32', [3]] },
    initializers: [tensor('like', [0.5], [])],
    nodes,
  });
});

describe('the version of the operators', () => {
  const file = (opset: number) => foreignFile(ofX(opset, node('Relu', ['x'], 'y'), [3]));

  it.each([7, 24])('%i is accepted', (opset) => {
    expect(decodeForeign(file(opset)).nodes).toHaveLength(1);
  });

  it.each([6, 25])('%i is refused', (opset) => {
    expect(() => decodeForeign(file(opset))).toThrow(
      new GraphError(`the model is written in version ${opset} of ONNX's operators, expected 7 to 24`),
    );
  });
});
