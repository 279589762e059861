// The networks against what their papers say: parameters in all, and the shape after every layer.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../engine/graph/graph.ts';
import { BuildContext, type Model } from '../nn/model.ts';
import { lenet5 } from './lenet5.ts';
import { paperCnn } from './paper-cnn.ts';
import { resnet20 } from './resnet20.ts';
import { wrn16x4 } from './wide-resnet.ts';

/** The shape of one picture after each layer, with the layer's type. */
function shapesOf(model: Model): (string | number)[][] {
  const context = new BuildContext(new Graph(), { training: false });
  let value: Value = context.graph.input('images', 'float32', ['batch', 1, 28, 28]);
  return model.layers.map((layer) => {
    value = layer.apply(context.within(layer), value);
    expect(value.shape[0]).toBe('batch');
    return [layer.type, ...value.shape.slice(1)];
  });
}

describe('paper-cnn', () => {
  const model = paperCnn(10);

  it('has 225,034 parameters', () => {
    expect(model.name).toBe('paper-cnn');
    expect(model.countParameters([1, 28, 28])).toBe(225_034);
  });

  it('has the layers of the paper', () => {
    expect(shapesOf(model)).toEqual([
      ['conv2d', 32, 26, 26],
      ['maxPooling2d', 32, 13, 13],
      ['conv2d', 64, 11, 11],
      ['maxPooling2d', 64, 5, 5],
      ['flatten', 1600],
      ['dense', 128],
      ['dropout', 128],
      ['dense', 10],
    ]);
  });
});

describe('lenet5', () => {
  const model = lenet5(10);

  it('has 61,706 parameters', () => {
    expect(model.name).toBe('lenet5');
    expect(model.countParameters([1, 28, 28])).toBe(61_706);
  });

  it('has the layers of the paper', () => {
    expect(shapesOf(model)).toEqual([
      ['conv2d', 6, 28, 28],
      ['averagePooling2d', 6, 14, 14],
      ['conv2d', 16, 10, 10],
      ['averagePooling2d', 16, 5, 5],
      ['flatten', 400],
      ['dense', 120],
      ['dense', 84],
      ['dense', 10],
    ]);
  });
});

/** 3×3 convolutions, normalisations with two figures per channel, and 1×1 convolutions where the shape changes. */
const conv = (from: number, to: number, kernel = 3): number => kernel * kernel * from * to;

describe('resnet20', () => {
  const model = resnet20(10);

  it('has the parameters that the paper’s table adds up to', () => {
    const stages = [
      ...Array<number>(6).fill(conv(16, 16) + 2 * 16),
      ...[conv(16, 32), ...Array<number>(5).fill(conv(32, 32))].map((kernel) => kernel + 2 * 32),
      ...[conv(32, 64), ...Array<number>(5).fill(conv(64, 64))].map((kernel) => kernel + 2 * 64),
    ];
    const shortcuts = conv(16, 32, 1) + 2 * 32 + conv(32, 64, 1) + 2 * 64;
    const ends = conv(1, 16) + 2 * 16 + 64 * 10 + 10;
    const all = stages.reduce((sum, count) => sum + count, ends + shortcuts);
    expect(model.name).toBe('resnet20');
    expect(model.countParameters([1, 28, 28])).toBe(all);
  });

  it('has twenty layers with weights on the way, in three stages', () => {
    const shapes = shapesOf(model).filter(([type]) => type === 'residual');
    expect(shapes.map(([, ...shape]) => shape)).toEqual([
      ...Array<number[]>(3).fill([16, 28, 28]),
      ...Array<number[]>(3).fill([32, 14, 14]),
      ...Array<number[]>(3).fill([64, 7, 7]),
    ]);
  });
});

describe('wrn-16-4', () => {
  const model = wrn16x4(10);

  it('has the 2.7 M parameters of the paper, less two colours', () => {
    const stage = (from: number, to: number) =>
      conv(from, to) + 3 * conv(to, to) + conv(from, to, 1) + 2 * from + 6 * to;
    const all = conv(1, 16) + stage(16, 64) + stage(64, 128) + stage(128, 256) + 2 * 256 + 256 * 10 + 10;
    expect(model.name).toBe('wrn-16-4');
    expect(model.countParameters([1, 28, 28])).toBe(all);
    expect(all / 1e6).toBeCloseTo(2.75, 1);
  });

  it('has three stages of two blocks', () => {
    const shapes = shapesOf(model).filter(([type]) => type === 'residual');
    expect(shapes.map(([, ...shape]) => shape)).toEqual([
      ...Array<number[]>(2).fill([64, 28, 28]),
      ...Array<number[]>(2).fill([128, 14, 14]),
      ...Array<number[]>(2).fill([256, 7, 7]),
    ]);
  });
});

it.each([paperCnn, lenet5, resnet20, wrn16x4])(
  'puts out as many logits as there are classes',
  (architecture) => {
    expect(shapesOf(architecture(3)).at(-1)).toEqual(['dense', 3]);
  },
);
