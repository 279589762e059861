// Maps of features and filters of small networks written out here.
import { expect, it } from 'vitest';
import { conv, globalAveragePool } from '../engine/graph/operators/index.ts';
import { InputError } from '../errors.ts';
import { convolutionNames, featureMaps, filters } from './feature-maps.ts';
import { constantLike, linear, pooledHead, toyExplainer } from './testing/toy-models.ts';

const explainer = toyExplainer([1, 1, 3], pooledHead([1, -2], [0, 5], [[1, 0], [0, 1]])); // prettier-ignore

it('are the outputs of a layer for each picture', async () => {
  const maps = await featureMaps(explainer, Float32Array.of(1, 2, 3, 0, 0, 1), 'conv');
  expect(maps).toMatchObject({ layer: 'conv', channels: 2, height: 1, width: 3 });
  expect([...maps.values]).toEqual([1, 2, 3, 3, 1, 0, 0, 0, 1, 5, 5, 3]);
});

it('of a layer without maps are units of one pixel', async () => {
  const { values, ...size } = await featureMaps(explainer, Float32Array.of(3, 3, 3), 'scores');
  expect(size).toEqual({ layer: 'scores', channels: 2, height: 1, width: 1 });
  expect([...values]).toEqual([3, 0]);
});

it('filters are the kernels of a convolution', () => {
  expect(convolutionNames(explainer)).toEqual(['conv']);
  const { weights, ...size } = filters(explainer, 'conv');
  expect(size).toEqual({ layer: 'conv', count: 2, channels: 1, height: 1, width: 1, groups: 1 });
  expect([...weights]).toEqual([1, -2]);
});

it('filters are found by node too, in groups, and after the first of a layer', () => {
  const several = toyExplainer([2, 1, 3], (x) => {
    const kernel = (data: number[]) => constantLike(x, data, [2, 1, 1, data.length / 2]);
    const block = x.graph.within('block', () =>
      conv(conv(x, kernel([1, 2, 3, 4]), undefined, { group: 2 }), kernel([5, 6]), undefined, { group: 2 }),
    );
    return globalAveragePool(block);
  });
  expect(convolutionNames(several)).toEqual(['block', 'block']);
  const first = { count: 2, channels: 1, height: 1, width: 2, groups: 2 };
  expect(filters(several, 'block')).toMatchObject({ layer: 'block', ...first });
  expect([...filters(several, 'block/Conv').weights]).toEqual([1, 2, 3, 4]);
  expect([...filters(several, 'block/Conv_1').weights]).toEqual([5, 6]);
});

it('an unknown layer is refused with the known ones', async () => {
  await expect(featureMaps(explainer, Float32Array.of(1, 2, 3), 'conv3')).rejects.toThrow(
    new InputError("layer: the model has no layer 'conv3': did you mean conv?; it has conv"),
  );
  expect(() => filters(explainer, 'dense')).toThrow(
    new InputError("toy: filters: expected a convolution, one of conv; got 'dense'"),
  );
  const without = toyExplainer([1, 1, 3], linear([1, 2, 3]));
  expect(() => filters(without, 'conv')).toThrow('expected a convolution, one of none');
});
