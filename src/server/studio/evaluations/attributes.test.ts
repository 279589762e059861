import { expect, it } from 'vitest';
import type { Dataset } from '../../../data/dataset.ts';
import { measurePictures } from './attributes.ts';

const dataset = (...pictures: readonly (readonly number[])[]): Dataset => ({
  ...{ name: 'test', classNames: ['a'], count: pictures.length, channels: 1, height: 2, width: 2 },
  images: Uint8Array.from(pictures.flat()),
  labels: new Int32Array(pictures.length),
});

it('a flat picture has its brightness and nothing else', () => {
  const { brightness, contrast, sharpness } = measurePictures(dataset([51, 51, 51, 51]));
  expect([...brightness]).toEqual([expect.closeTo(0.2)]);
  expect([contrast[0], sharpness[0]]).toEqual([0, 0]);
});

it('a chequerboard of black and white has all contrast and the steepest steps', () => {
  const { brightness, contrast, sharpness } = measurePictures(dataset([0, 255, 255, 0]));
  expect([brightness[0], contrast[0], sharpness[0]]).toEqual([0.5, 0.5, 1]);
});

it('an edge is a step in one of the two directions', () => {
  const { contrast, sharpness } = measurePictures(dataset([1, 1, 1, 1], [0, 255, 0, 255]));
  expect([contrast[1], sharpness[1]]).toEqual([0.5, 0.5]);
});
