// The bounds of every augmentation: both are accepted, values beyond are refused, and the message names the
// augmentation.
import { describe, expect, it } from 'vitest';
import {
  augmentationFromJSON,
  checkColour,
  choosing,
  geometric,
  mixes,
  mixing,
  pixelwise,
} from './augmentation.ts';
import { defaultFill } from './resampler.ts';

/** With a number that is beyond by little. */
const bounds: [name: string, low: number, high: number, beyond: [number, number], what: string][] = [
  ['resizedCrop', 0, 1, [-0.01, 1.01], 'the smallest share of the area from 0.01 to 1, or 0 for none'],
  ['flip', 0, 1, [-0.01, 1.01], 'true, false or a probability from 0 to 1'],
  ['zoom', 0, 0.9, [-0.01, 0.91], 'a share of the size from 0 to 0.9'],
  ['shear', 0, 60, [-0.01, 60.01], 'degrees from 0 to 60'],
  ['rotation', 0, 180, [-0.01, 180.01], 'degrees from 0 to 180'],
  ['translation', 0, 1, [-0.01, 1.01], 'a share of the size from 0 to 1'],
  ['crop', 0, 1024, [-1, 1025], 'pixels from 0 to 1024'],
  ['trivialAugment', 0, 1, [-0.01, 1.01], 'true, false or a probability from 0 to 1'],
  ['jitter', 0, 1, [-0.01, 1.01], 'a share from 0 to 1'],
  ['saturation', 0, 1, [-0.01, 1.01], 'a share from 0 to 1'],
  ['hue', 0, 0.5, [-0.01, 0.51], 'a share of the circle from 0 to 0.5'],
  ['greyscale', 0, 1, [-0.01, 1.01], 'a probability from 0 to 1'],
  ['contrast', 0, 1, [-0.01, 1.01], 'a share from 0 to 1'],
  ['brightness', 0, 1, [-0.01, 1.01], 'a share of 255 from 0 to 1'],
  ['blur', 0, 100, [-0.01, 100.01], 'pixels from 0 to 100'],
  ['noise', 0, 1, [-0.01, 1.01], 'a share of 255 from 0 to 1'],
  ['erase', 0, 1, [-0.01, 1.01], 'a probability from 0 to 1'],
  ['cutout', 0, 1024, [-1, 1025], 'pixels from 0 to 1024'],
  ['mixup', 0, 1000, [-0.01, 1000.01], 'an alpha from 0 to 1000'],
  ['cutmix', 0, 1000, [-0.01, 1000.01], 'an alpha from 0 to 1000'],
];

/** The error for an augmentation, by its kind and its words. */
const refusal = (message: string) =>
  expect.objectContaining({ name: 'InputError', message: `augmentation: ${message}` }) as unknown;

describe('amounts', () => {
  it('has bounds for every augmentation, in the order in which they are applied', () => {
    const tables = [geometric, choosing, pixelwise, mixing].flatMap((table) => Object.keys(table));
    expect(tables).toEqual(bounds.map(([name]) => name));
  });

  it.each(bounds)('%s is from %d to %d', (name, low, high) => {
    expect(augmentationFromJSON({ [name]: low })).toEqual({ [name]: low });
    expect(augmentationFromJSON({ [name]: high })).toEqual({ [name]: high });
  });

  it.each(bounds)('%s is refused outside its bounds', (name, _, __, beyond, what) => {
    for (const amount of beyond)
      expect(() => augmentationFromJSON({ [name]: amount })).toThrow(
        refusal(`${name}: expected ${what}, got ${amount}`),
      );
  });

  it.each(['crop', 'cutout'])('%s is whole pixels', (name) => {
    expect(() => augmentationFromJSON({ [name]: 2.5 })).toThrow(
      refusal(`${name}: expected whole pixels, got 2.5`),
    );
  });

  it('refuses too small a share for resizedCrop', () => {
    expect(() => augmentationFromJSON({ resizedCrop: 0.005 })).toThrow(
      refusal(
        'resizedCrop: expected the smallest share of the area from 0.01 to 1, or 0 for none, got 0.005',
      ),
    );
  });

  it('takes both fills; the default is black for one channel and the edge for more', () => {
    expect(augmentationFromJSON({ fill: 'black' })).toEqual({ fill: 'black' });
    expect(augmentationFromJSON({ fill: 'edge' })).toEqual({ fill: 'edge' });
    expect([1, 2, 3].map((channels) => defaultFill({ channels, height: 2, width: 2 }))).toEqual([
      'black',
      'edge',
      'edge',
    ]);
  });
});

it.each([
  [{}, false],
  [{ rotation: 3 }, false],
  [{ mixup: 0.2 }, true],
  [{ cutmix: 1 }, true],
  [{ mixup: 0.2, cutmix: 1 }, true],
])('whether %j mixes pictures', (augmentation, expected) => {
  expect(mixes(augmentation)).toBe(expected);
});

describe('checkColour', () => {
  const grey = { channels: 1, height: 8, width: 8 };

  it.each(['saturation', 'hue', 'greyscale'])(
    'refuses %s for grey pictures, unless its amount is 0',
    (name) => {
      expect(() => checkColour({ [name]: 0.2 }, grey)).toThrow(
        refusal(`${name}: expected pictures in colour, got pictures with 1 channel`),
      );
      expect(() => checkColour({ [name]: 0 }, grey)).not.toThrow();
      expect(() => checkColour({ [name]: 0.2 }, { ...grey, channels: 3 })).not.toThrow();
    },
  );

  it('takes what has a meaning for grey pictures', () => {
    const rest = { resizedCrop: 0.5, flip: 0.5, jitter: 0.4, blur: 1, trivialAugment: 1, contrast: 0.2 };
    expect(() => checkColour(rest, grey)).not.toThrow();
  });
});
