// The networks against what their papers say: parameters in all, and the shape after every layer.
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../engine/graph/graph.ts';
import { InputError } from '../errors.ts';
import { BuildContext, type Model } from '../nn/model.ts';
import {
  architectures,
  atelier,
  atelierCouture,
  atelierPocket,
  atelierSwatch,
  atelierToile,
  lenet5,
  mobilenetSmall,
  paperCnn,
  resnet,
  resnet20,
  resnet32,
  resnet56,
  vggSmall,
  wideResnet,
  wrn16x4,
  wrn28x10,
} from './index.ts';
import { architectureNames } from './names.ts';

type Picture = readonly [channels: number, height: number, width: number];

/** The shape of one picture after each layer, with the layer's type. */
function shapesOf(model: Model, input: Picture = [1, 28, 28]): (string | number)[][] {
  const context = new BuildContext(new Graph(), { training: false });
  let value: Value = context.graph.input('images', 'float32', ['batch', ...input]);
  return model.layers.map((layer) => {
    value = layer.apply(context.within(layer), value);
    expect(value.shape[0]).toBe('batch');
    return [layer.type, ...value.shape.slice(1)];
  });
}

const shapesAfter = (model: Model, type: string, input?: Picture): (string | number)[][] =>
  shapesOf(model, input)
    .filter(([found]) => found === type)
    .map(([, ...shape]) => shape);

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

/** A convolution without bias. */
const conv = (from: number, to: number, kernel = 3): number => kernel * kernel * from * to;
/** The two figures of each channel that is normalised. */
const norm = (channels: number): number => 2 * channels;
const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

describe.each([
  ['resnet20', resnet20(10), 20, 0.27],
  ['resnet32', resnet32(10), 32, 0.46],
  ['resnet56', resnet56(10), 56, 0.85],
  ['resnet110', resnet(10, { depth: 110 }), 110, 1.7],
] as const)('%s', (name, model, depth, millions) => {
  const blocks = (depth - 2) / 6;

  it('has the parameters that the paper’s table adds up to', () => {
    const stage = (from: number, to: number) =>
      conv(from, to) + (2 * blocks - 1) * conv(to, to) + 2 * blocks * norm(to);
    const shortcuts = conv(16, 32, 1) + norm(32) + conv(32, 64, 1) + norm(64);
    const ends = conv(1, 16) + norm(16) + 64 * 10 + 10;
    const all = ends + stage(16, 16) + stage(16, 32) + stage(32, 64) + shortcuts;
    expect(model.name).toBe(name);
    expect(model.countParameters([1, 28, 28])).toBe(all);
    // Table 6, for two colours more and shortcuts without parameters, in two digits.
    const asInThePaper = all + conv(2, 16) - shortcuts;
    expect(Math.abs(asInThePaper / 1e6 - millions)).toBeLessThan(millions > 1 ? 0.05 : 0.01);
  });

  it('has three stages with equal numbers of blocks, and its depth in layers with weights', () => {
    expect(shapesAfter(model, 'residual')).toEqual([
      ...Array<number[]>(blocks).fill([16, 28, 28]),
      ...Array<number[]>(blocks).fill([32, 14, 14]),
      ...Array<number[]>(blocks).fill([64, 7, 7]),
    ]);
    const kernels = model.weightSpecs([1, 28, 28]).filter(({ name }) => name.endsWith('kernel'));
    expect(kernels.filter(({ shape }) => shape[2] !== 1)).toHaveLength(depth);
  });
});

describe.each([
  ['wrn-16-4', wrn16x4(10), 16, 4, 2.7],
  ['wrn-28-10', wrn28x10(10), 28, 10, 36.5],
  ['wrn-40-2', wideResnet(10, { depth: 40, width: 2 }), 40, 2, 2.2],
] as const)('%s', (name, model, depth, width, millions) => {
  const blocks = (depth - 4) / 6;
  const filters = [16, 32, 64].map((count) => count * width) as [number, number, number];

  it('has the millions of parameters of the paper', () => {
    // The first block normalises what comes in, each other normalisation is of the stage's own filters.
    const stage = (from: number, to: number) =>
      conv(from, to) +
      (2 * blocks - 1) * conv(to, to) +
      conv(from, to, 1) +
      norm(from) +
      (2 * blocks - 1) * norm(to);
    const [first, second, third] = filters;
    const ends = conv(1, 16) + norm(third) + third * 10 + 10;
    const all = ends + stage(16, first) + stage(first, second) + stage(second, third);
    expect(model.name).toBe(name);
    expect(model.countParameters([1, 28, 28])).toBe(all);
    // For two colours more, in one decimal.
    expect(Math.abs((all + conv(2, 16)) / 1e6 - millions)).toBeLessThan(0.05);
  });

  it('has three stages with equal numbers of blocks', () => {
    const sizes = [28, 14, 7];
    expect(shapesAfter(model, 'residual')).toEqual(
      filters.flatMap((count, i) => Array<number[]>(blocks).fill([count, sizes[i]!, sizes[i]!])),
    );
  });
});

describe('a wide network with dropout', () => {
  const model = wideResnet(10, { depth: 22, width: 2, dropout: 0.3 });

  it('has a dropout in each block, between its convolutions', () => {
    const blocks = model.toJSON().layers.filter(({ type }) => type === 'residual');
    expect(blocks).toHaveLength(9);
    for (const { layers } of blocks) {
      const types = (layers as { type: string }[]).map(({ type }) => type);
      expect(types.slice(-5)).toEqual(['conv2d', 'batchNormalization', 'activation', 'dropout', 'conv2d']);
      expect(types.filter((type) => type === 'dropout')).toHaveLength(1);
      expect(layers).toContainEqual({ type: 'dropout', rate: 0.3 });
    }
  });

  it('has the weights of a network without dropout', () => {
    const plain = wideResnet(10, { depth: 22, width: 2 });
    const names = (of: Model) => of.weightSpecs([1, 28, 28]).map(({ name }) => name);
    expect(names(model)).toEqual(names(plain));
    expect(JSON.stringify(plain)).not.toContain('dropout');
  });
});

describe('vgg-small', () => {
  const model = vggSmall(10);

  it('has the parameters of three pairs of 3×3 convolutions and one layer', () => {
    const pair = (from: number, to: number) => conv(from, to) + conv(to, to) + 2 * norm(to);
    const all = sum([pair(1, 32), pair(32, 64), pair(64, 128), 128 * 10 + 10]);
    expect(model.name).toBe('vgg-small');
    expect(model.countParameters([1, 28, 28])).toBe(all);
  });

  it('halves the picture and doubles the filters from stage to stage', () => {
    expect(shapesAfter(model, 'maxPooling2d')).toEqual([
      [32, 14, 14],
      [64, 7, 7],
      [128, 3, 3],
    ]);
  });
});

describe('mobilenet-small', () => {
  const model = mobilenetSmall(10);

  it('has the parameters of its convolutions in two parts', () => {
    const separable = (from: number, to: number) =>
      conv(1, 1) * from + norm(from) + conv(from, to, 1) + norm(to);
    const all = sum([
      conv(1, 32) + norm(32),
      ...[separable(32, 64), separable(64, 128), separable(128, 128), separable(128, 256)],
      separable(256, 256),
      256 * 10 + 10,
    ]);
    expect(model.name).toBe('mobilenet-small');
    expect(model.countParameters([1, 28, 28])).toBe(all);
  });

  it('has the shapes of the upper half of the paper’s table without one row of stride 2', () => {
    expect(shapesAfter(model, 'depthwiseConv2d', [3, 112, 112])).toEqual([
      [32, 112, 112],
      [64, 56, 56],
      [128, 56, 56],
      [128, 28, 28],
      [256, 28, 28],
    ]);
  });
});

describe.each(architectureNames)('%s', (name) => {
  it('maps small grey and larger colour pictures to one logit per class', () => {
    const inputs: Picture[] = [
      [1, 28, 28],
      [3, 64, 64],
      [3, 96, 96],
    ];
    for (const input of inputs) expect(shapesOf(architectures[name](3), input).at(-1)).toEqual(['dense', 3]);
  });

  it('has that name', () => {
    expect(architectures[name](10).name).toBe(name);
  });
});

it.each([
  [() => resnet(10, { depth: 18 }), 'resnet: depth: expected 6n + 2, such as 20, 32 or 110, got 18'],
  [() => resnet(10, { depth: 2 }), 'resnet: depth: expected 6n + 2, such as 20, 32 or 110, got 2'],
  [
    () => wideResnet(10, { depth: 20, width: 2 }),
    'wideResnet: depth: expected 6n + 4, such as 16, 22 or 28, got 20',
  ],
  [
    () => wideResnet(10, { depth: 16, width: 0.5 }),
    'wideResnet: width: expected a positive integer, got 0.5',
  ],
])('refuses options of no such network (%#)', (make, message) => {
  expect(make).toThrow(InputError);
  expect(make).toThrow(message);
});

describe('atelier-swatch', () => {
  const model = atelierSwatch(10);

  it('whitens patches with stride 2, and halves the maps twice', () => {
    expect(model.name).toBe('atelier-swatch');
    expect(shapesAfter(model, 'conv2d')).toEqual([
      [16, 14, 14],
      [32, 14, 14],
      [128, 7, 7],
    ]);
    expect(shapesAfter(model, 'maxPooling2d')).toEqual([
      [32, 7, 7],
      [128, 3, 3],
    ]);
  });

  it('trains all kernels except the whitening ones', () => {
    const normalisation = 2 * (16 + 32 + 128);
    const kernels = 9 * (16 * 32 + 32 * 128);
    expect(model.countParameters([1, 28, 28])).toBe(normalisation + kernels + 9 * 128 * 10 + 10);
  });
});

describe.each([
  ['atelier-toile', atelierToile, 200_000, [7, 3]],
  ['atelier-pocket', atelierPocket, 100_000, [7, 3]],
  ['atelier', atelier, 300_000, [14, 7, 3]],
  ['atelier-couture', atelierCouture, 3_000_000, [14, 7, 3, 1]],
] as const)('%s', (name, make, most, halved) => {
  const model = make(10);

  it(`has its name, and at most ${most} parameters`, () => {
    expect(model.name).toBe(name);
    expect(model.countParameters([1, 28, 28])).toBeLessThanOrEqual(most);
  });

  it(`is halved to ${halved.join(', ')} rows`, () => {
    expect(shapesAfter(model, 'maxPooling2d').map(([, height]) => height)).toEqual(halved);
  });
});
