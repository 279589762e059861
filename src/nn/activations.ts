// Activations, by the names that layers use. Attributes have ONNX's defaults, so that a saved model need not
// state them. LeakyRelu's slope is 0.01 (Maas et al., 2013), as in PyTorch; in Keras it differs.
import type { Value } from '../engine/graph/graph.ts';
import * as op from '../engine/graph/operators/index.ts';

/**
 * x · sigmoid(x): the sigmoid-weighted linear unit (Elfwing et al., 2018), or swish (Ramachandran et al.,
 * 2017).
 */
const silu = (x: Value): Value => op.mul(x, op.sigmoid(x));

/** All activations by name. */
export const activations = {
  linear: (x: Value): Value => x,
  relu: op.relu,
  'leaky-relu': (x: Value): Value => op.leakyRelu(x, { alpha: 0.01 }),
  elu: (x: Value): Value => op.elu(x),
  selu: (x: Value): Value => op.selu(x),
  gelu: (x: Value): Value => op.gelu(x),
  silu,
  swish: silu,
  mish: op.mish,
  tanh: op.tanh,
  sigmoid: op.sigmoid,
  softplus: op.softplus,
  'hard-swish': op.hardSwish,
} satisfies Record<string, (x: Value) => Value>;

/**
 * The name of an activation.
 *
 * @useDeclaredType
 */
export type ActivationName = keyof typeof activations;
export const activationNames = Object.keys(activations) as [ActivationName, ...ActivationName[]];
