// A residual connection: the sum of both paths, with and without a shortcut, and shapes that do not match.
import { expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { buildLayer, runLayer } from '../testing/layer-programs.ts';
import { activation } from './activation.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { residual } from './residual.ts';

const x = Float32Array.of(1, -2, 3, -4);

it('adds the input to the output of its layers', async () => {
  const { y } = await runLayer(residual({ layers: [activation('relu')] }), [2, 2], x, {});
  expect([...y!]).toEqual([2, -2, 6, -4]);
});

it('adds the output of the shortcut if there is one', async () => {
  const layer = residual({ layers: [dense({ units: 1 })], shortcut: [dense({ units: 1, useBias: false })] });
  const weights = {
    'residual/dense/kernel': Float32Array.of(10, 1),
    'residual/dense/bias': Float32Array.of(0.5),
    'residual/dense_1/kernel': Float32Array.of(100, 1000),
  };
  const { y } = await runLayer(layer, [2, 2], x, weights);
  expect([...y!]).toEqual([10 - 2 + 0.5 + 100 - 2000, 30 - 4 + 0.5 + 300 - 4000]);
});

it('applies its layers in order', async () => {
  const layer = residual({ layers: [activation('relu'), residual({ layers: [activation('relu')] })] });
  const { y } = await runLayer(layer, [2, 2], x, {});
  expect([...y!]).toEqual([3, -2, 9, -4]);
});

it('refuses to add different shapes, naming both', () => {
  const build = () => buildLayer(residual({ layers: [conv2d({ filters: 4, kernelSize: 3 })] }), [1, 2, 5, 5]);
  expect(build).toThrow(InputError);
  expect(build).toThrow(/^residual: \[1, 4, 3, 3\] and \[1, 2, 5, 5\] can't be added: .*shortcut/);
});

it('refuses values that are not layers, and an empty list', () => {
  expect(() => residual({ layers: [{ type: 'dense' } as never] })).toThrow(
    /^residual: layers: 0: expected a layer, got /,
  );
  expect(() => residual({ layers: [] })).toThrow(/^residual: layers: /);
});

it('names the residual of a model, and its input', () => {
  const wrong = residual({ layers: [conv2d({ filters: 4, kernelSize: 1 })] });
  const build = () => buildLayer(residual({ layers: [wrong] }), [1, 2, 5, 5]);
  expect(build).toThrow(
    /^residual\/residual: .*add a shortcut that turns the input \[1, 2, 5, 5\] into \[1, 4, 5, 5\]$/,
  );
});
