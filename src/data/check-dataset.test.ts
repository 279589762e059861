// Each fault of a data set, and its message.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { checkDataset, checkLabels } from './check-dataset.ts';
import type { Dataset } from './dataset.ts';

const good: Dataset = {
  ...{ name: 'tiny', classNames: ['no', 'yes'], count: 3, channels: 1, height: 1, width: 2 },
  ...{ images: Uint8Array.of(0, 50, 100, 150, 200, 250), labels: Int32Array.of(0, 1, 1) },
};

describe('checkDataset', () => {
  it('accepts valid data, also views and buffers', () => {
    expect(() => checkDataset(good)).not.toThrow();
    expect(() => checkDataset({ ...good, images: Buffer.from(good.images) })).not.toThrow();
  });

  it.each<[what: string, change: object, message: string]>([
    [
      'labels from 1',
      { labels: Int32Array.of(1, 2, 2) },
      'data: labels: expected indices from 0 to 1, got 2 at index 1',
    ],
    ['labels below 0', { labels: Int32Array.of(0, -1, 1) }, 'got -1 at index 1'],
    [
      'labels that are no numbers',
      { labels: [0, NaN, 1] },
      'data: labels: expected an Int32Array of class indices, got an Array of numbers',
    ],
    ['labels as text', { labels: ['0', '1', '1'] }, 'got an Array of strings'],
    ['labels of another type', { labels: Float32Array.of(0, 0.5, 1) }, 'got a Float32Array'],
    ['fewer names than classes', { classNames: ['no'] }, 'expected indices from 0 to 0, got 1 at index 1'],
    [
      'a name twice',
      { classNames: ['no', 'no'] },
      "data: classNames: expected different names, got 'no' twice",
    ],
    ['an empty name', { classNames: ['no', ''] }, 'data: classNames: expected names, got ""'],
    ['no names', { classNames: undefined }, 'data: classNames: expected a list of names, got undefined'],
    [
      'pixels of 0 to 1',
      { images: Float32Array.of(0, 0.2, 0.4, 0.6, 0.8, 1) },
      'data: images: expected a Uint8Array of pixels from 0 to 255, got a Float32Array',
    ],
    [
      'pixels cut short',
      { images: good.images.subarray(1) },
      'data: images: expected 6 bytes, count × channels × height × width, got 5',
    ],
    [
      'fewer labels than pictures',
      { labels: Int32Array.of(0) },
      'data: labels: expected 3, one for each picture, got 1',
    ],
    [
      'no pictures',
      { count: 0, images: new Uint8Array(), labels: new Int32Array() },
      'data: count: expected a whole number from 1, got 0',
    ],
    ['a size that is none', { width: 1.5 }, 'data: width: expected a whole number from 1, got 1.5'],
  ])('refuses %s', (_, change, message) => {
    expect(() => checkDataset({ ...good, ...change })).toThrow(InputError);
    expect(() => checkDataset({ ...good, ...change })).toThrow(message);
  });
});

it('checkLabels names the first label that is not an index', () => {
  expect(() => checkLabels([0, 5], undefined)).not.toThrow();
  expect(() => checkLabels([0, 0.5], undefined)).toThrow(
    'labels: expected whole numbers from 0, got 0.5 at index 1',
  );
});

it.each([undefined, null, 7, 'photos'])('%j is not a data set', (given) => {
  expect(() => checkDataset(given as unknown as Dataset)).toThrow(/^data: expected a data set, got /);
});
