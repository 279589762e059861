// What Keras 3 and TensorFlow.js have, as far as they differ. TensorFlow.js's hardSigmoid has a slope of 0.2
// where ONNX's HardSwish needs 1/6, and its DepthwiseConv2D ignores dilation.
import type { Dialect } from './keras-graph.ts';

/** Activations of the same name and definition in both. */
const shared = {
  relu: 'relu',
  elu: 'elu',
  selu: 'selu',
  gelu: 'gelu',
  mish: 'mish',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  softplus: 'softplus',
};

/** Keras 3. */
export const keras3: Dialect = {
  activations: { ...shared, silu: 'silu', swish: 'silu', 'hard-swish': 'hard_silu' },
  leakySlope: 'negative_slope',
  hasGroups: true,
  dilatesDepthwise: true,
  hasKeras3Layers: true,
};

/** The layers API of TensorFlow.js 4. */
export const tensorflowJs: Dialect = {
  activations: { ...shared, silu: 'swish', swish: 'swish' },
  leakySlope: 'alpha',
  hasGroups: false,
  dilatesDepthwise: false,
  hasKeras3Layers: false,
};
