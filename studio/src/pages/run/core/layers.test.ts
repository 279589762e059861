import { expect, it } from 'vitest';
import { conv2d, dense, flatten, residual } from '../../../../../src/nn/layers/index.ts';
import { describeModel } from '../../../../../src/nn/describe.ts';
import { sequential } from '../../../../../src/nn/model.ts';
import { layersCsv } from './layers.ts';

it('has a row for each layer, and inner layers after the one around them', () => {
  const network = sequential(
    [
      residual({ layers: [conv2d({ filters: 1, kernelSize: 3, padding: 'same' })] }),
      flatten(),
      dense({ units: 2 }),
    ],
    'small',
  );
  // A 3×3 kernel and a bias; nine products for each of 16 places. Two sums of 16 products, with their biases.
  expect(
    layersCsv(describeModel(network, [1, 4, 4]))
      .trim()
      .split('\n'),
  ).toEqual([
    'layer,type,options,output,parameters,multiply-adds',
    'residual,residual,,1×4×4,10,144',
    'residual/conv2d,conv2d,"1 filters, 3×3, same",1×4×4,10,144',
    'flatten,flatten,,16,0,0',
    'dense,dense,2 units,2,34,32',
  ]);
});
