// The training step of paper-cnn in jax-js: one jitted function of parameters, Adam's moments and a batch.
// Passing an argument consumes it; `.ref` keeps it for one more use. Layout: NCHW, kernels [out, in, height,
// width]. Initial values do not affect the speed, so they are small seeded normal numbers.
import { jit, lax, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';

type Tensor = np.Array;

/**
 * The state that a step changes: parameters and Adam's two moments, in one order. It is a type because jax-js
 * does not accept an interface.
 */
export type TrainingState = { parameters: Tensor[]; means: Tensor[]; variances: Tensor[] };

const shapes = [[32, 1, 3, 3], [32], [64, 32, 3, 3], [64], [1600, 128], [128], [128, 10], [10]];

/** The number of trained numbers. */
export const parameterCount = shapes
  .map((shape) => shape.reduce((product, size) => product * size, 1))
  .reduce((sum, size) => sum + size, 0);

export function initialState(seed: number): TrainingState {
  const parameters = shapes.map((shape, index) =>
    shape.length === 1 ? np.zeros(shape) : random.normal(random.key(seed + index), shape).mul(0.05),
  );
  return {
    parameters,
    means: shapes.map((shape) => np.zeros(shape)),
    variances: shapes.map((shape) => np.zeros(shape)),
  };
}

/** One step, counted from 1. Returns the loss and the new state. */
export const trainStep = jit(
  (
    state: TrainingState,
    count: Tensor,
    images: Tensor,
    labels: Tensor,
    key: Tensor,
  ): [Tensor, TrainingState] => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(state.parameters), images, labels, key);
    return [loss, adam(state, gradients, count)];
  },
);

function lossOf(parameters: Tensor[], images: Tensor, labels: Tensor, key: Tensor): Tensor {
  const [batch] = images.shape as [number];
  const chosen = nn.logSoftmax(logits(parameters, images, key)).mul(nn.oneHot(labels, 10));
  return chosen.sum().mul(-1 / batch);
}

function logits(parameters: Tensor[], images: Tensor, key: Tensor): Tensor {
  const [kernel1, bias1, kernel2, bias2, weight3, bias3, weight4, bias4] = parameters as EightTensors;
  const pooled = pool(convolve(pool(convolve(images, kernel1, bias1)), kernel2, bias2));
  const hidden = nn.relu(np.matmul(pooled.reshape([-1, 1600]), weight3).add(bias3));
  return np.matmul(dropout(hidden, key), weight4).add(bias4);
}

type EightTensors = [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];

function convolve(maps: Tensor, kernel: Tensor, bias: Tensor): Tensor {
  return nn.relu(lax.conv(maps, kernel, [1, 1], 'VALID').add(bias.reshape([-1, 1, 1])));
}

function pool(maps: Tensor): Tensor {
  return lax.reduceWindow(maps, (window) => np.max(window), [2, 2], [2, 2]);
}

/** Keeps half of the numbers, doubled. */
function dropout(hidden: Tensor, key: Tensor): Tensor {
  return np.where(random.bernoulli(key, 0.5, hidden.shape), hidden.mul(2), 0);
}

/** Adam (Kingma & Ba, 2015) at 1e-3, with its bias corrections folded into the learning rate. */
function adam(
  { parameters, means, variances }: TrainingState,
  gradients: Tensor[],
  count: Tensor,
): TrainingState {
  const correction1 = np.power(0.9, count.ref).mul(-1).add(1);
  const correction2 = np.power(0.999, count).mul(-1).add(1);
  const rate = np.sqrt(correction2).div(correction1).mul(1e-3);
  const next: TrainingState = { parameters: [], means: [], variances: [] };
  gradients.forEach((gradient, i) => {
    const mean = means[i]!.mul(0.9).add(gradient.ref.mul(0.1));
    const variance = variances[i]!.mul(0.999).add(np.square(gradient).mul(0.001));
    const update = mean.ref.mul(rate.ref).div(np.sqrt(variance.ref).add(1e-7));
    next.parameters.push(parameters[i]!.sub(update));
    next.means.push(mean);
    next.variances.push(variance);
  });
  rate.dispose();
  return next;
}
