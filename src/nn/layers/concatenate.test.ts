// Branches side by side, in order, and branches that can't be joined.
import { expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { buildLayer, runLayer } from '../testing/layer-programs.ts';
import { activation } from './activation.ts';
import { concatenate } from './concatenate.ts';
import { conv2d } from './conv2d.ts';
import { flatten } from './flatten.ts';

const x = Float32Array.of(1, -2, 3, -4, 5, -6, 7, -8);

it('joins features row by row; an empty branch is the input', async () => {
  const layer = concatenate({ branches: [[activation('relu')], []] });
  const { y } = await runLayer(layer, [2, 4], x, {});
  expect([...y!]).toEqual([1, 0, 3, 0, 1, -2, 3, -4, 5, 0, 7, 0, 5, -6, 7, -8]);
});

it('joins channels picture by picture', async () => {
  const layer = concatenate({ branches: [[], [conv2d({ filters: 1, kernelSize: 1, useBias: false })]] });
  const weights = { 'concatenate/conv2d/kernel': Float32Array.of(10, 100) };
  const { y } = await runLayer(layer, [2, 2, 1, 2], x, weights);
  expect([...y!]).toEqual([1, -2, 3, -4, 310, -420, 5, -6, 7, -8, 750, -860]);
});

it('refuses branches of different sizes, and lists all', () => {
  const shrinking = conv2d({ filters: 4, kernelSize: 3 });
  const build = () => buildLayer(concatenate({ branches: [[], [shrinking]] }), [1, 2, 5, 5]);
  expect(build).toThrow(InputError);
  expect(build).toThrow(
    /^concatenate: \[1, 2, 5, 5\] and \[1, 4, 3, 3\] can't be joined: for the input \[1, 2, 5, 5\], branches may differ only in their channels$/,
  );
});

it('refuses branches of different ranks', () => {
  const build = () => buildLayer(concatenate({ branches: [[], [flatten()]] }), [1, 2, 5, 5]);
  expect(build).toThrow(/^concatenate: \[1, 2, 5, 5\] and \[1, 50\] can't be joined: /);
});

it('refuses a single branch', () => {
  expect(() => concatenate({ branches: [[flatten()]] })).toThrow(/^concatenate: branches: /);
});
