// Descriptions against the papers' tables, worked out by hand, and of layers that only this file knows.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lenet5, paperCnn, resnet20, wrn16x4 } from '../architectures/index.ts';
import { add, concat, matMul, relu } from '../engine/graph/operators/index.ts';
import { describeModel, type LayerDescription } from './describe.ts';
import { ones } from './initializers.ts';
import { defineLayer, type Layer } from './layer.ts';
import { applyInTurn } from './layers/sublayers.ts';
import { activation, conv2d, dense, dropout, flatten, residual } from './layers/index.ts';
import { sequential, type Model } from './model.ts';

const grey = [1, 28, 28] as const;

/** Multiply-adds of a square convolution: places that come out, times weights. */
const conv = (side: number, kernel: number, from: number, to: number): number =>
  side * side * kernel * kernel * from * to;

/** Layers in the order of a table, those inside others after them. */
const flat = (layers: readonly LayerDescription[]): LayerDescription[] =>
  layers.flatMap((layer) => [layer, ...flat((layer.paths ?? []).flat())]);

describe('paper-cnn', () => {
  const { layers, ...whole } = describeModel(paperCnn(10), grey);

  it('has the layers of the paper, with their costs', () => {
    expect(
      layers.map(({ name, output, parameters, multiplyAdds }) => [name, output, parameters, multiplyAdds]),
    ).toEqual([
      ['conv2d', [32, 26, 26], 9 * 32 + 32, conv(26, 3, 1, 32)],
      ['maxPooling2d', [32, 13, 13], 0, 0],
      ['conv2d_1', [64, 11, 11], 9 * 32 * 64 + 64, conv(11, 3, 32, 64)],
      ['maxPooling2d_1', [64, 5, 5], 0, 0],
      ['flatten', [1600], 0, 0],
      ['dense', [128], 1600 * 128 + 128, 1600 * 128],
      ['dropout', [128], 0, 0],
      ['dense_1', [10], 1280 + 10, 1280],
    ]);
  });

  it('adds up', () => {
    expect(whole).toEqual({
      ...{ model: 'paper-cnn', input: [1, 28, 28], parameters: 225_034 },
      multiplyAdds: conv(26, 3, 1, 32) + conv(11, 3, 32, 64) + 1600 * 128 + 1280,
    });
  });

  it('lists options that differ from the defaults', () => {
    expect(layers.map(({ type, options }) => [type, options])).toEqual([
      ['conv2d', { filters: 32, kernelSize: [3, 3], activation: 'relu' }],
      ['maxPooling2d', { poolSize: [2, 2] }],
      ['conv2d', { filters: 64, kernelSize: [3, 3], activation: 'relu' }],
      ['maxPooling2d', { poolSize: [2, 2] }],
      ['flatten', {}],
      ['dense', { units: 128, activation: 'relu' }],
      ['dropout', { rate: 0.5 }],
      ['dense', { units: 10 }],
    ]);
  });
});

// By hand; resnet20 and wrn-16-4 are also what PyTorch's FlopCounterMode counts (see bench/floor.test.ts).
const stage = (side: number, from: number, to: number, convolutions: number) =>
  conv(side, 3, from, to) + (convolutions - 1) * conv(side, 3, to, to);
it.each<[string, Model, number, number]>([
  ['lenet5', lenet5(10), conv(28, 5, 1, 6) + conv(10, 5, 6, 16) + 400 * 120 + 120 * 84 + 84 * 10, 416_520],
  [
    'resnet20',
    resnet20(10),
    conv(28, 3, 1, 16) +
      (stage(28, 16, 16, 6) + stage(14, 16, 32, 6) + stage(7, 32, 64, 6)) +
      (conv(14, 1, 16, 32) + conv(7, 1, 32, 64)) +
      64 * 10,
    31_021_952,
  ],
  [
    'wrn-16-4',
    wrn16x4(10),
    conv(28, 3, 1, 16) +
      (stage(28, 16, 64, 4) + stage(14, 64, 128, 4) + stage(7, 128, 256, 4)) +
      (conv(28, 1, 16, 64) + conv(14, 1, 64, 128) + conv(7, 1, 128, 256)) +
      256 * 10,
    300_368_640,
  ],
])('the multiply-adds of %s, by hand', (name, model, byHand, known) => {
  const description = describeModel(model, grey);
  expect(byHand).toBe(known);
  expect(description).toMatchObject({ model: name, multiplyAdds: known });
  expect(description.parameters).toBe(model.countParameters(grey));
  for (const cost of ['parameters', 'multiplyAdds'] as const) {
    const own = flat(description.layers).filter(({ paths }) => !paths);
    expect(own.reduce((sum, layer) => sum + layer[cost], 0)).toBe(description[cost]);
  }
});

describe('layers of layers', () => {
  it('have their contents, and a shortcut for an empty branch', () => {
    const [first, , , second] = describeModel(resnet20(10), grey).layers.filter(({ paths }) => paths);
    const types = (layer: LayerDescription) => layer.paths!.map((path) => path.map(({ type }) => type));
    const main = ['conv2d', 'batchNormalization', 'activation', 'conv2d', 'batchNormalization'];
    expect(types(first!)).toEqual([main, []]);
    expect(types(second!)).toEqual([main, ['conv2d', 'batchNormalization']]);
    expect([first!.merge, second!.merge]).toEqual(['Add', 'Add']);
    expect(first!.multiplyAdds).toBe(2 * conv(28, 3, 16, 16));
    expect(first!.parameters).toBe(2 * (9 * 16 * 16 + 2 * 16));
    expect(second!.paths![1]![0]).toMatchObject({ name: 'residual_3/conv2d_2', output: [32, 14, 14] });
    expect(second!.paths![1]![0]!.options).toMatchObject({ filters: 32, strides: [2, 2] });
    expect(second!.options).toEqual({});
  });

  it('may be nested', () => {
    const inner = residual({ layers: [conv2d({ filters: 1, kernelSize: 1 })] });
    const model = sequential([
      residual({ layers: [inner, activation('relu')] }),
      flatten(),
      dense({ units: 2 }),
    ]);
    const [outer] = describeModel(model, [1, 3, 3]).layers;
    expect(outer).toMatchObject({ parameters: 2, multiplyAdds: 9 });
    const [within] = outer!.paths![0]!;
    expect(within).toMatchObject({ name: 'residual/residual', parameters: 2, multiplyAdds: 9 });
    expect(within!.paths!.map((path) => path.map(({ name }) => name))).toEqual([
      ['residual/residual/conv2d'],
      [],
    ]);
  });

  it('may do nothing in inference', () => {
    const model = sequential([residual({ layers: [dropout(0.5)] }), flatten(), dense({ units: 2 })]);
    const [layer] = describeModel(model, [1, 2, 2]).layers;
    expect(layer!.paths!.map((path) => path.map(({ type }) => type))).toEqual([['dropout'], []]);
  });
});

describe('unknown layers', () => {
  /** Joins what branches make, with an operator of its own behind one of them. */
  const join = (parts: readonly Layer[][]): Layer => ({
    type: 'join',
    apply(context, x) {
      const [first, second, third] = parts.map((layers) => applyInTurn(layers, context, x));
      return concat([relu(first!), second!, third!], 1);
    },
    toJSON: () => ({
      type: 'join',
      by: 'axis',
      parts: parts.map((layers) => layers.map((layer) => layer.toJSON())),
    }),
  });

  it('show their branches, and the node that joins them', () => {
    const parts = [[dense({ units: 3 })], [dense({ units: 2 }), activation('relu')], []];
    const [, layer] = describeModel(sequential([flatten(), join(parts)]), [1, 2, 2]).layers;
    expect(layer).toMatchObject({
      type: 'join',
      merge: 'Concat',
      output: [3 + 2 + 4],
      options: { by: 'axis' },
    });
    expect(layer!.paths!.map((path) => path.map(({ name }) => name))).toEqual([
      ['join/dense'],
      ['join/dense_1', 'join/activation'],
      [],
    ]);
  });

  it('show custom operators between them in order', () => {
    const chain: Layer = {
      type: 'chain',
      apply(context, x) {
        const y = relu(applyInTurn([dense({ units: 4 })], context, x));
        return add(applyInTurn([dense({ units: 4 })], context, y), y);
      },
      toJSON: () => ({ type: 'chain' }),
    };
    const [, layer] = describeModel(sequential([flatten(), chain]), [1, 2, 2]).layers;
    expect(layer!.paths!.map((path) => path.map(({ name }) => name))).toEqual([
      ['chain/dense', 'chain/dense_1'],
    ]);
    expect(layer!.merge).toBe('Add');
  });

  it('count the work in custom scopes', () => {
    const gate = defineLayer('gate', z.strictObject({}), (context, x) => {
      const weights = context.parameter('squeeze/kernel', [4, 4], ones);
      return x.graph.within(`${context.name}/squeeze`, () => matMul(x, weights));
    });
    const [, layer] = describeModel(sequential([flatten(), gate({})]), [1, 2, 2]).layers;
    expect(layer).toMatchObject({ name: 'gate', parameters: 16, multiplyAdds: 16 });
    expect(layer!.paths).toBeUndefined();
  });
});
