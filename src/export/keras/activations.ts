// Activations as Keras layers, those that a format lacks written out in others.
import type { KerasGraph, KerasTensor } from './keras-graph.ts';

/** The slope of leaky ReLU, as in `src/nn/activations.ts`; Keras's own defaults differ. */
const leakySlope = 0.01;

/** Adds an activation of ours, by name. The layer is named after its owner. */
export function addActivation(
  graph: KerasGraph,
  owner: string,
  x: KerasTensor,
  activation: string,
): KerasTensor {
  const { activations, leakySlope: slopeKey } = graph.dialect;
  if (activation === 'linear') return x;
  const known = activations[activation];
  const name = `${owner}_${activation.replaceAll('-', '_')}`;
  if (known !== undefined)
    return graph.add('Activation', name, { inputs: [x], config: { activation: known } });
  if (activation === 'leaky-relu')
    return graph.add('LeakyReLU', name, { inputs: [x], config: { [slopeKey]: leakySlope } });
  if (activation === 'hard-swish') return hardSwish(graph, name, x);
  throw new Error(`${owner}: the activation ${activation} has no form in Keras`);
}

/** x · min(max(x / 6 + 1/2, 0), 1) (Howard et al., 2019). */
function hardSwish(graph: KerasGraph, name: string, x: KerasTensor): KerasTensor {
  const channels = x.shape.at(-1)!;
  const line = addAffine(graph, `${name}_line`, x, {
    scale: Array<number>(channels).fill(1 / 6),
    shift: Array<number>(channels).fill(0.5),
  });
  const gate = graph.add('ReLU', `${name}_gate`, { inputs: [line], config: { max_value: 1 } });
  return graph.add('Multiply', name, { inputs: [x, gate] });
}

/**
 * Adds `x · scale + shift` for each channel: a batch normalisation of mean 0 and variance 1, the one layer
 * with this formula that all versions of TensorFlow.js have.
 */
export function addAffine(
  graph: KerasGraph,
  name: string,
  x: KerasTensor,
  { scale, shift }: { readonly scale: ArrayLike<number>; readonly shift: ArrayLike<number> },
): KerasTensor {
  const channels = x.shape.at(-1)!;
  const of = (name: string, values: ArrayLike<number>) => ({
    name,
    shape: [channels],
    data: Float32Array.from(values),
  });
  return graph.add('BatchNormalization', name, {
    inputs: [x],
    config: { axis: -1, epsilon: 0, trainable: false },
    weights: [
      of('gamma', scale),
      of('beta', shift),
      of('moving_mean', new Float32Array(channels)),
      of('moving_variance', new Float32Array(channels).fill(1)),
    ],
  });
}
