// Activations by the names that layers take.
import type { Value } from '../engine/graph/graph.ts';
import * as op from '../engine/graph/operators/index.ts';

export const activations = {
  linear: (x: Value): Value => x,
  relu: op.relu,
  'leaky-relu': (x: Value): Value => op.leakyRelu(x, { alpha: 0.01 }),
  elu: (x: Value): Value => op.elu(x),
  selu: (x: Value): Value => op.selu(x),
  gelu: (x: Value): Value => op.gelu(x),
  silu: (x: Value): Value => op.mul(x, op.sigmoid(x)),
  mish: op.mish,
  tanh: op.tanh,
  sigmoid: op.sigmoid,
  softplus: op.softplus,
  'hard-swish': op.hardSwish,
} satisfies Record<string, (x: Value) => Value>;

export type ActivationName = keyof typeof activations;
export const activationNames = Object.keys(activations) as [ActivationName, ...ActivationName[]];
