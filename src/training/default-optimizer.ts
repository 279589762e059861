// The optimisers with the defaults of training, for configurations that name only a type or nothing.
import { optimizerFromJSON, optimizers } from '../optimizers/index.ts';
import type { NamedOptions } from '../optimizers/named-options.ts';
import { optimizerNames, type OptimizerName } from '../optimizers/names.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { defaults } from './defaults.ts';

const { beta2, momentum, weightDecay, learningRate: rates } = defaults;
const { adadelta, adagrad, adam, adamw, lion, muon, nadam, rmsprop, sgd } = optimizers;

/**
 * Makes an optimiser by name, with the given peak learning rate or the default one. The rates of adam and
 * sgd were chosen on Fashion-MNIST; the others are the defaults of their papers or of Keras.
 */
export const defaultOptimizers: Readonly<Record<OptimizerName, (learningRate?: number) => Optimizer>> = {
  sgd: (learningRate = rates.sgd) => sgd({ learningRate, momentum, nesterov: true }),
  adam: (learningRate = rates.adam) => adam({ learningRate, beta2, weightDecay }),
  adamw: (learningRate = rates.adamw) => adamw({ learningRate }),
  rmsprop: (learningRate = rates.rmsprop) => rmsprop({ learningRate }),
  adagrad: (learningRate = rates.adagrad) => adagrad({ learningRate }),
  adadelta: (learningRate = rates.adadelta) => adadelta({ learningRate }),
  nadam: (learningRate = rates.nadam) => nadam({ learningRate }),
  lion: (learningRate = rates.lion) => lion({ learningRate }),
  muon: (learningRate = rates.muon) => muon({ learningRate }),
};

/**
 * Makes the optimiser of a configuration. Options that the configuration leaves out have training's
 * defaults.
 *
 * @throws InputError for an unknown type, an unknown option, or a value out of range
 */
export function trainingOptimizer({ type, ...options }: NamedOptions): Optimizer {
  const known = optimizerNames.find((name) => name === type);
  return optimizerFromJSON({ ...(known && defaultOptimizers[known]().toJSON()), type, ...options });
}
