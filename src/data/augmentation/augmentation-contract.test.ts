// The contract of every augmentation: it is reproducible, writes only its picture, does not change its
// source, does nothing at strength zero, and depends only on the seed, the epoch and the picture or batch.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { batchMaker, type BatchRequest } from '../batch-maker.ts';
import type { Batch } from '../batches.ts';
import type { Dataset } from '../dataset.ts';
import { copiedBatch } from '../testing/batches.ts';
import { pictureAugmenter } from './augment-picture.ts';
import { AffineMap } from './affine-map.ts';
import {
  augmentationFromJSON,
  choosing,
  geometric,
  mixing,
  pixelwise,
  type Augmentation,
} from './augmentation.ts';
import type { PictureShape } from './kinds.ts';
import { randomBytes, randomDataset, shapes, sizeOf } from './testing/pictures.ts';

/** Each by itself, strong enough to show, and all together. */
const strengths = {
  ...{ resizedCrop: 0.3, flip: 0.5, zoom: 0.3, shear: 20, rotation: 30, translation: 0.3, crop: 3 },
  ...{ trivialAugment: 0.9, jitter: 0.8 },
  ...{ contrast: 0.6, brightness: 0.4, blur: 3, noise: 0.2, erase: 0.9, cutout: 4 },
  ...{ mixup: 1, cutmix: 1 },
} as const satisfies Augmentation;
/** Only for pictures in colour. */
const colours = { saturation: 0.7, hue: 0.3, greyscale: 0.6 } as const satisfies Augmentation;
const names = Object.keys({ ...strengths, ...colours }) as (keyof Augmentation)[];

function casesOf(shape: PictureShape) {
  const all: Augmentation = shape.channels === 3 ? { ...strengths, ...colours } : strengths;
  const singles = Object.entries(all).map(([name, amount]): [string, Augmentation] => [
    name,
    { [name]: amount },
  ]);
  const together: [string, Augmentation][] = [
    ['all', all],
    ['all, with the edge around it', { ...all, fill: 'edge' }],
  ];
  return [...singles, ...together].map(([name, augmentation]) => ({ name, augmentation, shape }));
}
const cases = shapes.flatMap(casesOf);

/** Makes one batch of at most so many pictures, in a buffer of its own. */
function batchOf(
  dataset: Dataset,
  batchSize: number,
  seed: number,
  augmentation: Augmentation,
  request: BatchRequest,
): Batch {
  const { make, newBuffer } = batchMaker(dataset, batchSize, seed, augmentation);
  return make(request, newBuffer());
}

it('covers every augmentation', () => {
  const tables = [geometric, choosing, pixelwise, mixing].flatMap((table) => Object.keys(table));
  expect([...names].sort()).toEqual(tables.sort());
});

describe.each(cases)('$name, $shape.channels × $shape.height × $shape.width', ({ augmentation, shape }) => {
  const dataset = randomDataset(shape, 40);
  const all = Uint32Array.from({ length: 16 }, (_, i) => 2 * i);
  const batch = (seed: number, epoch = 1, number = 0, indices = all) =>
    batchOf(dataset, 16, seed, augmentation, { epoch, number, indices });

  it('gives the same bytes for the same seed, and others for another seed or epoch', () => {
    const first = batch(1);
    expect(batch(1)).toEqual(first);
    expect(batch(2).images).not.toEqual(first.images);
    expect(batch(1, 2).images).not.toEqual(first.images);
  });

  it('keeps shape and labels, and leaves the data set as it is', () => {
    const before = dataset.images.slice();
    const { images, labels, mixed } = batch(1);
    expect(images).toHaveLength(16 * sizeOf(shape));
    expect([...labels]).toEqual([...all].map((index) => dataset.labels[index]));
    expect(mixed === undefined).toBe(!augmentation.mixup && !augmentation.cutmix);
    expect(dataset.images).toEqual(before);
  });

  it('makes the same batch after any other, and in any arrays', () => {
    const { make, newBuffer } = batchMaker(dataset, 16, 3, augmentation);
    const buffer = newBuffer();
    const requests = [0, 1, 2, 3].map((number) => ({
      ...{ epoch: 1, number },
      indices: Uint32Array.from({ length: number === 3 ? 5 : 16 }, (_, i) => (number * 7 + i) % 40),
    }));
    const inTurn = requests.map((request) => copiedBatch(make(request, buffer)));
    const backwards = requests.toReversed().map((request) => copiedBatch(make(request, buffer)));
    expect(backwards.reverse()).toEqual(inTurn);
  });
});

describe.each(cases.filter(({ augmentation, shape }) => pictureAugmenter(augmentation, shape)))(
  '$name of one picture, $shape.channels × $shape.height × $shape.width',
  ({ augmentation, shape }) => {
    const size = sizeOf(shape);
    const source = randomBytes(3 * size, 4);

    it('writes only within the picture at any offset, and does not change its source', () => {
      const augment = pictureAugmenter(augmentation, shape)!;
      const before = source.slice();
      const apart = new Uint8Array(size);
      for (let stream = 0; stream < 50; stream++) {
        const among = new Uint8Array(3 * size + 7).fill(171);
        augment(source, size, among, size + 3, new Random(5, 'test', stream));
        augment(source.slice(size, 2 * size), 0, apart, 0, new Random(5, 'test', stream));
        expect(among.slice(size + 3, 2 * size + 3)).toEqual(apart);
        expect(among.slice(0, size + 3).every((byte) => byte === 171)).toBe(true);
        expect(among.slice(2 * size + 3).every((byte) => byte === 171)).toBe(true);
      }
      expect(source).toEqual(before);
    });

    it('makes a picture independently of the others in its batch', () => {
      const alone = { ...augmentation, mixup: 0, cutmix: 0 };
      const dataset = randomDataset(shape, 40);
      const of = (indices: number[], place: number) =>
        batchOf(dataset, 8, 6, alone, {
          epoch: 2,
          number: 0,
          indices: Uint32Array.from(indices),
        }).images.slice(place * size, (place + 1) * size);
      expect(of([17, 3, 9], 1)).toEqual(of([30, 31, 32, 5, 3], 4));
    });
  },
);

describe.each(names)('%s at strength zero', (name) => {
  it.each(shapes)('leaves a batch as it is ($channels × $height × $width)', (shape) => {
    const dataset = randomDataset(shape, 12);
    const indices = Uint32Array.of(3, 1, 4, 5, 9, 2, 6);
    const make = (augmentation: Augmentation) =>
      batchOf(dataset, 8, 1, augmentation, { epoch: 1, number: 0, indices });
    expect(make({ [name]: 0 })).toEqual(make({}));
  });
});

describe.each(shapes)('strength zero as drawn, $channels × $height × $width', (shape) => {
  it.each(Object.entries(geometric))('%s moves nothing', (_, kind) => {
    const map = new AffineMap();
    for (let stream = 0; stream < 20; stream++) kind.move(map, 0, new Random(1, 'test', stream), shape);
    const { xx, xy, x0, yx, yy, y0 } = map;
    for (const [actual, expected] of [
      [xx, 1],
      [xy, 0],
      [x0, 0],
      [yx, 0],
      [yy, 1],
      [y0, 0],
    ] as const)
      expect(Math.abs(actual - expected)).toBe(0);
  });

  it.each(Object.entries(pixelwise))('%s changes nothing', (_, kind) => {
    const picture = randomBytes(sizeOf(shape), 3);
    const before = picture.slice();
    for (let stream = 0; stream < 20; stream++)
      kind.change(picture, 0, 0, new Random(1, 'test', stream), shape);
    expect(picture).toEqual(before);
  });
});

it('survives JSON', () => {
  const given = augmentationFromJSON({ ...strengths, ...colours, fill: 'edge' });
  expect(augmentationFromJSON(JSON.parse(JSON.stringify(given)) as object)).toEqual(given);
});
