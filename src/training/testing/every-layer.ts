// A small network with every type of layer and most activations, for tests of whole training steps.
import {
  activation,
  averagePooling2d,
  batchNormalization,
  concatenate,
  conv2d,
  dense,
  depthwiseConv2d,
  dropout,
  flatten,
  globalAveragePooling2d,
  globalMaxPooling2d,
  groupNormalization,
  layerNormalization,
  maxPooling2d,
  prelu,
  residual,
  separableConv2d,
  spatialDropout2d,
  squeezeAndExcitation,
  stochasticDepth,
} from '../../nn/layers/index.ts';
import { sequential } from '../../nn/model.ts';

/** For pictures of 16×16 pixels, in ten classes. */
export const everyLayer = () =>
  sequential([
    conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'swish' }),
    concatenate({
      branches: [
        [],
        [conv2d({ filters: 32, kernelSize: 3, padding: 'same', groups: 2, activation: 'gelu' })],
        [depthwiseConv2d({ kernelSize: 3, padding: 'same', depthMultiplier: 2, activation: 'tanh' })],
        [maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' })],
      ],
    }),
    groupNormalization({ groups: 8 }),
    conv2d({ filters: 32, kernelSize: 3, dilationRate: 2, padding: 'same', activation: 'hard-swish' }),
    batchNormalization(),
    activation('elu'),
    residual({
      layers: [
        separableConv2d({ filters: 32, kernelSize: 5, padding: 'same', kernelRegularizer: { l2: 1e-3 } }),
        squeezeAndExcitation({ ratio: 4, squeezeActivation: 'mish' }),
        stochasticDepth(0.3),
      ],
    }),
    layerNormalization(),
    depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same' }),
    prelu(),
    spatialDropout2d(0.2),
    depthwiseConv2d({ kernelSize: 3, dilationRate: 2, activation: 'softplus' }),
    concatenate({
      branches: [
        [globalMaxPooling2d()],
        [globalAveragePooling2d()],
        [averagePooling2d({ poolSize: 2 }), flatten()],
      ],
    }),
    dropout(0.2),
    dense({ units: 10, kernelRegularizer: { l1: 1e-3 } }),
  ]);
