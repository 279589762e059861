// What batch normalisation does to a map once it is trained: `y = scale · x + shift`, with
// `scale = γ / √(variance + ε)` and `shift = β − scale · mean` (Ioffe & Szegedy, 2015).
import type { Weights } from '../../../../../src/nn/model.ts';
import type { Normalization } from './plain-network.ts';

export interface NormalizationAt {
  readonly gamma: number;
  readonly beta: number;
  readonly mean: number;
  readonly variance: number;
  readonly epsilon: number;
  readonly scale: number;
  readonly shift: number;
  /** What a cell becomes. */
  readonly of: (x: number) => number;
}

/** @param map of the layer */
export function normalizationAt(names: Normalization, weights: Weights, map: number): NormalizationAt {
  const of = (name: string) => weights[name]![map]!;
  const [gamma, beta] = [of(names.gamma), of(names.beta)];
  const [mean, variance] = [of(names.mean), of(names.variance)];
  const scale = gamma / Math.sqrt(variance + names.epsilon);
  const shift = beta - scale * mean;
  return {
    ...{ gamma, beta, mean, variance, epsilon: names.epsilon, scale, shift },
    of: (x) => scale * x + shift,
  };
}
