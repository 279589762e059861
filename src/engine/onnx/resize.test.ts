// Resize in all its modes agrees with ONNX Runtime.
import { describe, expect, it } from 'vitest';
import { GraphError } from '../graph/operator.ts';
import {
  decodeForeign,
  expectSame,
  float,
  foreignFile,
  int,
  ints,
  node,
  tensor,
  text,
  whole,
  type ForeignModel,
} from '../testing/foreign-models.ts';

type Attributes = NonNullable<Parameters<typeof node>[3]>;

const places = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric', 'half_pixel_symmetric'];
const roundings = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'];
const factors = [0.4, 0.5, 0.6, 0.8, 1, 1.3, 1.5, 2, 2.6, 3];

const resize = (opset: number, scales: readonly number[], attributes: Attributes): ForeignModel => ({
  ...{ opset, inputs: { x: [1, 2, 5, 7] }, initializers: [tensor('scales', scales)] },
  nodes: [node('Resize', ['x', '', 'scales'], 'y', attributes)],
});
const resizeTo = (opset: number, sizes: readonly number[], attributes: Attributes): ForeignModel => ({
  ...{ opset, inputs: { x: [1, 2, 5, 7] }, initializers: [whole('sizes', sizes)] },
  nodes: [node('Resize', ['x', '', '', 'sizes'], 'y', attributes)],
});

describe.each(places)('%s', (place) => {
  const coordinates = text('coordinate_transformation_mode', place);

  it.each(roundings)('nearest, %s', async (rounding) => {
    const attributes = [coordinates, text('mode', 'nearest'), text('nearest_mode', rounding)];
    for (const factor of [0.5, 1, 2, 3]) await expectSame(resize(19, [1, 1, factor, factor], attributes));
    if (place === 'half_pixel_symmetric') return; // for other sizes it depends on how the runtime rounds
    for (const [height, width] of [
      [3, 5],
      [7, 9],
      [11, 11],
    ] as const)
      await expectSame(resizeTo(19, [1, 2, height, width], attributes));
  });

  it.each(['linear', 'cubic'])('%s', async (mode) => {
    const attributes = [coordinates, text('mode', mode)];
    for (const factor of factors) await expectSame(resize(19, [1, 1, factor, factor], attributes));
    for (const size of [1, 3, 5, 8, 11]) await expectSame(resizeTo(19, [1, 2, size, size + 1], attributes));
  });
});

it('cubic with another coefficient', async () => {
  await expectSame(resize(13, [1, 1, 1.7, 2], [text('mode', 'cubic'), float('cubic_coeff_a', -0.5)]));
});

it('of some axes (since version 18)', async () => {
  const attributes = [text('mode', 'linear'), ints('axes', [-1, 2])];
  await expectSame(resize(18, [2, 1.5], attributes));
  await expectSame(resizeTo(19, [9, 4], attributes));
});

it('of one axis, and of three', async () => {
  for (const shape of [
    [1, 2, 5],
    [1, 2, 3, 4, 2],
  ]) {
    const scales = tensor(
      'scales',
      shape.map((_, axis) => (axis < 2 ? 1 : 2)),
    );
    const nodes = [node('Resize', ['x', '', 'scales'], 'y', [text('mode', 'linear')])];
    await expectSame({ opset: 13, inputs: { x: shape }, initializers: [scales], nodes });
  }
});

it.each(['nearest', 'linear'])('of version 10, and Upsample, %s', async (mode) => {
  for (const factor of [1, 1.5, 2, 3]) {
    const initializers = [tensor('scales', [1, 1, factor, factor])];
    for (const [opset, type] of [
      [10, 'Resize'],
      [9, 'Upsample'],
    ] as const) {
      const nodes = [node(type, ['x', 'scales'], 'y', [text('mode', mode)])];
      await expectSame({ opset, inputs: { x: [1, 2, 5, 7] }, initializers, nodes });
    }
  }
});

it('of version 10 to smaller pictures', async () => {
  const nodes = [node('Resize', ['x', 'scales'], 'y', [text('mode', 'nearest')])];
  const initializers = [tensor('scales', [1, 1, 0.5, 0.4])];
  await expectSame({ opset: 10, inputs: { x: [1, 2, 5, 7] }, initializers, nodes });
});

it('of an open batch, which stays open', async () => {
  const inputs = { x: ['batch', 2, 5, 7] };
  const nodes = [
    node('Shape', ['x'], 'shape'),
    node('Slice', ['shape', 'zero', 'two'], 'kept'),
    node('Concat', ['kept', 'spatial'], 'sizes', [int('axis', 0)]),
    node('Resize', ['x', '', '', 'sizes'], 'y', [text('mode', 'linear')]),
  ];
  const initializers = [whole('zero', [0]), whole('two', [2]), whole('spatial', [10, 7])];
  await expectSame({ opset: 13, inputs, initializers, nodes });
});

describe('refuses', () => {
  const rows: [string, Attributes, string][] = [
    ['antialias', [int('antialias', 1)], 'antialias is not supported'],
    [
      'a kept aspect ratio',
      [text('keep_aspect_ratio_policy', 'not_larger')],
      'keep_aspect_ratio_policy not_larger is not supported',
    ],
    ['an unknown mode', [text('mode', 'lanczos')], 'mode lanczos is not supported'],
    [
      'cubic without what lies outside',
      [text('mode', 'cubic'), int('exclude_outside', 1)],
      'exclude_outside is not supported',
    ],
    [
      'a region',
      [text('coordinate_transformation_mode', 'tf_crop_and_resize')],
      'coordinate_transformation_mode tf_crop_and_resize is not supported',
    ],
    ['an unknown rounding', [text('nearest_mode', 'up')], 'nearest_mode up is not supported'],
  ];
  it.each(rows)('%s', (_, attributes, message) => {
    expect(() => decodeForeign(foreignFile(resizeTo(19, [1, 2, 10, 10], attributes)))).toThrow(
      new GraphError(`Resize y: ${message}`),
    );
  });

  it('a size known only at run time', () => {
    const nodes = [node('Cast', ['s'], 'sizes', [int('to', 7)]), node('Resize', ['x', '', '', 'sizes'], 'y')];
    const file = foreignFile({ opset: 19, inputs: { x: [1, 2, 5, 7], s: [4] }, nodes });
    expect(() => decodeForeign(file)).toThrow(
      new GraphError('Resize y: a size that is only known at run time is not supported'),
    );
  });

  it('a size that is too large', () => {
    const file = foreignFile(resizeTo(19, [1, 2, 5, 2 ** 40], []));
    expect(() => decodeForeign(file)).toThrow(
      new GraphError(`Resize y: a constant of ${7 * 2 ** 40} elements is too large`),
    );
  });
});
