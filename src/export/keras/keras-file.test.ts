// A `.keras` file, read with other programs' readers: its archive, and its HDF5 file.
import { unzipSync, strFromU8 } from 'fflate';
import h5wasm from 'h5wasm';
import { expect, it } from 'vitest';
import { batchNormalization, conv2d, dense, flatten } from '../../nn/layers/index.ts';
import { sequential } from '../../nn/model.ts';
import { describeLayers } from '../layers/describe-layers.ts';
import { exportCase } from '../testing/models.ts';
import { encodeKeras } from './keras-file.ts';

const model = sequential(
  [
    conv2d({ filters: 2, kernelSize: 3 }),
    conv2d({ filters: 3, kernelSize: 1, useBias: false }),
    batchNormalization(),
    flatten(),
    dense({ units: 3 }),
  ],
  'two convolutions',
);
const { bytes } = await exportCase(['model', model, [1, 4, 5]]);
const layers = describeLayers(bytes, 'model');
const file = await encodeKeras(layers);
const entries = unzipSync(file);

it('has three entries, and the model’s name without a blank', () => {
  expect(Object.keys(entries)).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
  const { config } = JSON.parse(strFromU8(entries['config.json']!)) as { config: { name: string } };
  expect(config.name).toBe('two_convolutions');
});

it('numbers weights by class, not by layer', async () => {
  const { FS } = await h5wasm.ready;
  FS.writeFile('test.h5', entries['model.weights.h5']!);
  const weights = new h5wasm.File('test.h5', 'r');
  const dataset = (path: string) => {
    const found = weights.get(path) as { shape: number[]; value: Float32Array } | null;
    return found && [found.shape, Array.from(found.value)];
  };
  const [first, second] = layers.layers.map(({ weights }) => weights['kernel']!);
  expect(dataset('layers/conv2d/vars/0')![0]).toEqual([3, 3, 1, 2]);
  expect(dataset('layers/conv2d/vars/1')![0]).toEqual([2]);
  expect(dataset('layers/conv2d_1/vars/0')![0]).toEqual([1, 1, 2, 3]);
  expect(dataset('layers/conv2d_1/vars/1')).toBeNull();
  expect(dataset('layers/batch_normalization/vars/3')![0]).toEqual([3]);
  expect(dataset('layers/conv2d/vars/0')![1]![0]).toBe(first!.data[0]);
  expect(dataset('layers/conv2d_1/vars/0')![1]![1]).toBe(second!.data[2]);
  weights.close();
  FS.unlink('test.h5');
});

it('is the same file later, though HDF5 keeps the time', async () => {
  const now = Date.now;
  Date.now = () => now() + 86_400_000;
  try {
    expect(await encodeKeras(layers)).toEqual(file);
  } finally {
    Date.now = now;
  }
});
