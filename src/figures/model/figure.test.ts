// Drawings of networks: each layer once, no overlap, and text that describes the layer.
import { describe, expect, it } from 'vitest';
import { lenet5, paperCnn, resnet20, wrn16x4 } from '../../architectures/index.ts';
import { concat } from '../../engine/graph/operators/index.ts';
import { describeModel } from '../../nn/describe.ts';
import type { Layer } from '../../nn/layer.ts';
import { applyInTurn } from '../../nn/layers/sublayers.ts';
import { activation, conv2d, dense, flatten, residual } from '../../nn/layers/index.ts';
import { sequential, type Model } from '../../nn/model.ts';
import { figureStyles } from '../style.ts';
import { drawModel, modelFigure } from './figure.ts';
import { layOut, type Layout } from './layout.ts';
import { describeCount, describeOptions } from './words.ts';
import { extentOf } from './solid.ts';

const describe28 = (model: Model) => describeModel(model, [1, 28, 28]);

const inception: Layer = {
  type: 'inception<1>',
  apply(context, x) {
    const branch = (kernelSize: number) => [
      conv2d({ filters: 8, kernelSize, padding: 'same' }),
      residual({ layers: [activation('relu')], shortcut: [activation('tanh')] }),
    ];
    return concat([1, 3, 5, 7].map((size) => applyInTurn(branch(size), context, x)).concat(x), 1);
  },
  toJSON: () => ({ type: 'inception<1>' }),
};

const models = [
  paperCnn(10),
  lenet5(10),
  resnet20(10),
  wrn16x4(10),
  sequential([inception, inception, flatten(), dense({ units: 3 })], 'inception'),
];

/** The boxes of solids, and the height of rows that have words. */
const solidsOf = ({ rows }: Layout) =>
  rows.flatMap(({ solid, y }) => {
    if (!solid) return [];
    const { width, height } = extentOf(solid);
    return [
      {
        left: solid.x - width / 2,
        right: solid.x + width / 2,
        top: y - height / 2,
        bottom: y + height / 2,
        x: solid.x,
      },
    ];
  });

describe.each(models.map((model) => [model.name, layOut(describe28(model), 90)] as const))(
  '%s',
  (_, layout) => {
    const solids = solidsOf(layout);

    it('has stacked rows', () => {
      const { rows } = layout;
      for (const [i, row] of rows.entries())
        if (i > 0) expect(row.y - rows[i - 1]!.y).toBeGreaterThanOrEqual(24);
      for (const [i, { top }] of solids.entries())
        if (i > 0) expect(top).toBeGreaterThan(solids[i - 1]!.bottom);
      expect(solids.at(-1)!.bottom).toBeLessThan(layout.bottom);
    });

    it('has solids between border and text, clear of the lines that pass them', () => {
      for (const { left, right } of solids) {
        expect(left).toBeGreaterThanOrEqual(10);
        expect(right).toBeLessThan(layout.left - 10);
      }
      expect(layout.left).toBeLessThan(360);
      for (const { past, x, from, to } of layout.detours) {
        expect(past).toBeGreaterThan(10);
        const beside = solids.filter(
          ({ top, bottom, x: own }) => top > from && bottom < to && own !== past && own !== x,
        );
        const inner = solids.filter((solid) => solid.top > from && solid.bottom < to && solid.x === x);
        for (const { left, right } of [...beside, ...inner]) expect(left > past || right < past).toBe(true);
      }
    });
  },
);

it('folds repeated layers', () => {
  const { repeats, rows } = layOut(describe28(resnet20(10)), 90);
  expect(repeats.map(({ times }) => times)).toEqual([3, 2, 2]);
  expect(rows.filter(({ kind }) => kind === 'container')).toHaveLength(5);
});

describe('the drawing', () => {
  const drawing = drawModel(describe28(resnet20(10)));
  const words = [...drawing.matchAll(/>([^<>]+)<\/(?:text|tspan)>/g)].map(([, word]) => word);

  it('states the network and its costs', () => {
    expect(words).toContain('resnet20');
    expect(words.some((word) => word!.includes('31.0 M multiply-adds for a picture of 1 × 28 × 28'))).toBe(
      true,
    );
  });

  it('has every layer, with its options, shape and costs', () => {
    const kernels = words.filter((word) => word === '64 filters, 3×3, same').length;
    expect(kernels).toBe(1 + 2); // of the strided block one, of the block that comes twice two
    for (const word of ['64 filters, 3×3, stride 2, same', '× 3', '64 × 7 × 7', '1.81 M', '36,864', '+'])
      expect(words).toContain(word);
    expect(words.filter((word) => word === 'residual')).toHaveLength(5);
  });

  it('is a document of the requested width', () => {
    expect(drawing).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 800 \d+" [\s\S]*<\/svg>\n$/,
    );
    expect(drawing).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('has a spot for each row of a layer, which tells the layer', () => {
    const { spots = [], height, width } = modelFigure(describe28(lenet5(10)), 700);
    expect(width).toBe(700);
    expect(spots.map(({ id }) => id)).toEqual([
      ...['conv2d', 'averagePooling2d', 'conv2d_1', 'averagePooling2d_1'],
      ...['flatten', 'dense', 'dense_1', 'dense_2'],
    ]);
    expect(spots[2]!.words).toBe('conv2d_1, 16 filters, 5×5, tanh, output 16 × 10 × 10');
    for (const [i, { x, y, ...spot }] of spots.entries()) {
      expect(x + spot.width).toBeLessThanOrEqual(width);
      expect(y + spot.height).toBeLessThanOrEqual(spots[i + 1]?.y ?? height);
    }
    const repeated = modelFigure(describe28(resnet20(10))).spots!.map(({ id }) => id);
    expect(repeated).toContain('residual/conv2d');
    expect(new Set(repeated).size).toBe(repeated.length);
  });

  it('has the common style for light and dark, and no other colours', () => {
    expect(drawing).toContain(figureStyles.light);
    expect(drawing).toContain(`@media (prefers-color-scheme: dark) {\n  ${figureStyles.dark}`);
    expect(drawing.replace(/<style>[^]*<\/style>/, '')).not.toMatch(
      /#[\da-f]{3,6}\b|rgb\(|(?:fill|stroke|style)=/,
    );
    expect(drawing).toMatch(/<g class="solid tint0">/);
  });

  it('escapes any text', () => {
    const own = drawModel(
      describe28(sequential([inception, flatten(), dense({ units: 3 })], 'a & b "c"\u0007')),
    );
    expect(own).toContain('aria-label="a &#38; b &#34;c&#34; "');
    expect(own).toContain('inception&#60;1&#62;');
    expect(own).not.toContain('\u0007');
  });
});

it.each([
  [
    { filters: 32, kernelSize: [3, 3], strides: [2, 2], activation: 'relu' },
    '32 filters, 3×3, stride 2, relu',
  ],
  [{ kernelSize: [3, 5], strides: [1, 2] }, '3×5, stride 1×2'],
  [{ rate: 0.5, useBias: false }, 'rate 0.5'],
  [
    { dilationRate: [2, 2], ratio: 4, isCentred: true, useScale: false },
    'dilation rate 2, ratio 4, is centred, no scale',
  ],
  [{ regularizer: { type: 'l2' }, kernelInitializer: 'heNormal' }, ''],
])('options %j become %s', (options, words) => {
  expect(describeOptions(options)).toBe(words);
});

it.each([
  [0, '0'],
  [9999, '9,999'],
  [10_000, '10.0 k'],
  [123_456, '123 k'],
  [999_600, '1.00 M'],
  [31_021_952, '31.0 M'],
  [3.2e9, '3.20 G'],
])('%d is %s', (count, words) => {
  expect(describeCount(count)).toBe(words);
});
