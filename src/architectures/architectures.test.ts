// The networks against what their papers say: parameters in all, and the shape after every layer.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../engine/graph/graph.ts';
import { BuildContext, type Model } from '../nn/model.ts';
import { lenet5 } from './lenet5.ts';
import { paperCnn } from './paper-cnn.ts';

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

it.each([paperCnn, lenet5])('puts out as many logits as there are classes', (architecture) => {
  expect(shapesOf(architecture(3)).at(-1)).toEqual(['dense', 3]);
});
