// The optimisers as training uses them where only their name, or not even that, is given.
import { optimizerFromJSON, optimizers } from '../optimizers/index.ts';
import type { NamedOptions } from '../optimizers/named-options.ts';
import { optimizerNames, type OptimizerName } from '../optimizers/names.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { defaults } from './defaults.ts';

const { beta2, momentum, weightDecay, learningRate: rates } = defaults;
const { adadelta, adagrad, adam, adamw, lion, muon, nadam, rmsprop, sgd } = optimizers;

/**
 * By name, with a peak learning rate of one's own or the default one. Those of adam and sgd were chosen on
 * Fashion-MNIST; the others have the defaults of their papers or of Keras.
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
 * The optimiser that a configuration names, with training's defaults for what it leaves out.
 *
 * @throws InputError for an unknown type, and an option that there is not or that is out of range
 */
export function trainingOptimizer({ type, ...options }: NamedOptions): Optimizer {
  const known = optimizerNames.find((name) => name === type);
  return optimizerFromJSON({ ...(known && defaultOptimizers[known]().toJSON()), type, ...options });
}
